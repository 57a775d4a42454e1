"""zeep as a client drives the sandbox over all four ports, from the sandbox's own WSDL; and hears what we hear."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import attrs
import pytest
import zeep
from zeep.exceptions import Fault, TransportError

from countermand.sandbox import LICENSE_KEY, Clock
from countermand.testing import Sandbox
from countermand.transport import RequestsTransport
from countermand_bindings.esendex import PORTS
from countermand_bindings.esendex.operations.get_unread_incoming_messages import GetUnreadIncomingMessages
from countermand_wire import FaultError, Port
from countermand_wire.bindings import SoapBinding
from tests.bindings import peer
from tests.bindings.model import NAMES, declared, load
from tests.bindings.strategies import example

NOW = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
KEY = str(LICENSE_KEY)
ARRAY = "{http://schemas.microsoft.com/2003/10/Serialization/Arrays}ArrayOfstring"
REQUEST = "{http://sms2.cdyne.com}OutgoingMessageRequest"


def start() -> Sandbox:
    """Make a sandbox that is in everything like every other: time stands still, ids come in one order."""
    return Sandbox(clock=Clock(NOW, frozen=True), seed=1, license_keys=[LICENSE_KEY, example_key()])


def example_key() -> UUID:
    key: UUID = example(declared("CancelAllMessages").request).license_key
    return key


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with start() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Any:
    """Return zeep's reading of a sandbox's own WSDL, which takes a while."""
    make: Any = zeep.Client
    with start() as running:
        return make(f"{running.esendex_url}?wsdl")


@pytest.fixture(params=list(PORTS))
def port(request: pytest.FixtureRequest) -> Port:
    return PORTS[request.param]


def address_of(sandbox: Sandbox, port: Port) -> str:
    return sandbox.esendex_url + port.address.rpartition("Messaging.svc")[2]


def calls_of(client: Any, sandbox: Sandbox, port: Port) -> Any:
    """Return zeep's calls over a port, sent to a sandbox."""
    return client.create_service(f"{{http://sms2.cdyne.com}}{port.binding}", address_of(sandbox, port))


def test_the_sandbox_offers_the_ports_of_the_contract(client: Any) -> None:
    [found] = client.wsdl.services.values()
    assert list(found.ports) == list(PORTS)
    for name, offered in found.ports.items():
        assert offered.binding_options["address"].endswith(PORTS[name].address.rpartition("Messaging.svc")[2])


def test_the_life_of_some_messages(client: Any, sandbox: Sandbox, port: Port) -> None:
    calls = calls_of(client, sandbox, port)
    numbers = client.get_type(ARRAY)(string=["+15550100", "+15550101", "+15550102"])
    order = client.get_type(REQUEST)(
        Body="Sale & more: <é€\U0001f600>",
        LicenseKey=KEY,
        ScheduledDateTime=NOW + timedelta(days=1),
        To=numbers,
        UseMMS=False,
    )
    sent = calls.SendMessage(order)
    assert [each.To.removeprefix("+") for each in sent] == ["15550100", "15550101", "15550102"]
    first, second, third = (each.MessageID for each in sent)
    assert len({first, second, third}) == 3

    assert calls.CancelMessage(first) is True
    assert calls.CancelMessage(first) is False
    assert calls.ReadMessageStatus(LicenseKey=KEY, MessageId=first).MessageStatus == "Cancelled"
    assert calls.GetMessageStatus(first).Cancelled is True
    assert calls.GetMessageStatus(second).Cancelled is False
    assert calls.CancelAllMessages(KEY) is True
    assert [calls.GetMessageStatus(each).Cancelled for each in (second, third)] == [True, True]
    assert calls.CancelMessage(str(UUID(int=7))) is False

    sandbox.esendex.receive("+15550100", "+15550199", "who & <what>?")
    [answer] = calls.ReadIncomingMessages({"LicenseKey": KEY, "UnreadMessagesOnly": True})
    assert answer.Payload == "who & <what>?"


def test_we_read_what_zeep_cannot(client: Any, sandbox: Sandbox, port: Port) -> None:
    request = GetUnreadIncomingMessages(license_key=LICENSE_KEY)
    for _ in range(2):
        sandbox.esendex.receive("+15550100", "+15550199", "a\x01b")
    with pytest.raises(TransportError, match="invalid XML"):
        calls_of(client, sandbox, port).GetUnreadIncomingMessages(KEY)
    sandbox.esendex.receive("+15550100", "+15550199", "a\x01b")
    found = ours(sandbox, port, "GetUnreadIncomingMessages", request).get_unread_incoming_messages_result
    assert "a\x01b" in [message.message for message in found]


def test_what_is_sent_cannot_be_cancelled(client: Any, sandbox: Sandbox, port: Port) -> None:
    calls = calls_of(client, sandbox, port)
    numbers = client.get_type(ARRAY)(string=["+15550100"])
    at = NOW + timedelta(hours=1)
    [sent] = calls.SendMessage(
        client.get_type(REQUEST)(Body="b", LicenseKey=KEY, ScheduledDateTime=at, To=numbers, UseMMS=False)
    )
    sandbox.clock.set(at + timedelta(minutes=1))
    assert calls.CancelMessage(sent.MessageID) is False
    assert calls.GetMessageStatus(sent.MessageID).Sent is True


# The same sandbox, the same request, by zeep and by us.


def ours(sandbox: Sandbox, port: Port, name: str, request: object) -> Any:
    """Call an operation with our own bindings."""
    binding = SoapBinding(version=port.soap, address=address_of(sandbox, port), addressing=port.addressing)
    operation = load(name)
    return binding.decode(operation, RequestsTransport().send(binding.encode(operation, request)))


def theirs(client: Any, sandbox: Sandbox, port: Port, name: str, request: object) -> Any:
    """Call an operation with zeep."""
    arguments = {
        member.name: peer.to_peer(member.type, getattr(request, member.attribute), client)
        for member in declared(name).request.members
    }
    return peer.plain(calls_of(client, sandbox, port)[name](**arguments))


@pytest.mark.parametrize("name", NAMES)
def test_both_hear_the_same(client: Any, name: str, port: Port) -> None:
    request = example(declared(name).request)
    with start() as one, start() as other:
        # Twice: what has been cancelled, read or removed by then is so for both.
        for _ in range(2):
            expected = peer.as_zeep(declared(name).response, ours(one, port, name, request))
            assert theirs(client, other, port, name, request) == expected


def test_both_hear_the_same_fault(client: Any, sandbox: Sandbox, port: Port) -> None:
    with pytest.raises(Fault) as theirs_raised:
        calls_of(client, sandbox, port).CancelMessage("no id")
    operation = load("CancelMessage")
    binding = SoapBinding(version=port.soap, address=address_of(sandbox, port), addressing=port.addressing)
    sent = binding.encode(operation, example(declared("CancelMessage").request))
    assert sent.body is not None
    broken = attrs.evolve(sent, body=sent.body.replace(b"1627aea5", b"no id"))
    with pytest.raises(FaultError) as ours_raised:
        binding.decode(operation, RequestsTransport().send(broken))
    assert ours_raised.value.fault.reason == theirs_raised.value.message
    assert ours_raised.value.fault.code.rpartition("}")[2] == str(theirs_raised.value.code).rpartition(":")[2]
