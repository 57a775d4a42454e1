"""zeep, a SOAP stack of others, drives the sandbox through the sandbox's own WSDL."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import zeep
from zeep.exceptions import Fault
from zeep.xsd import SkipValue

from countermand.sandbox import LICENSE_KEY
from countermand.testing import Sandbox

PORTS = ["mms2SOAPbasicHttpBinding", "mms2SOAPbasicHttpsBinding", "mms2wsHttpBinding", "mms2wsHttpBindingSecure"]
ARRAYS = "{http://schemas.microsoft.com/2003/10/Serialization/Arrays}"


def client_of(address: str) -> Any:
    make: Any = zeep.Client
    return make(address)


@pytest.fixture(params=PORTS)
def service(request: pytest.FixtureRequest, sandbox: Sandbox) -> Any:
    client = client_of(f"{sandbox.esendex_url}?wsdl")
    return client, client.bind("Messaging", request.param)


def send(service: Any, sandbox: Sandbox, numbers: list[str], at: datetime | None) -> list[str]:
    client, port = service
    result = port.SendMessage(
        {
            "Body": "Hi",
            "LicenseKey": str(LICENSE_KEY),
            "ScheduledDateTime": at or SkipValue,
            "To": client.get_type(f"{ARRAYS}ArrayOfstring")(numbers),
            "UseMMS": False,
        }
    )
    return [each.MessageID for each in result]


def test_schedule_and_cancel(service: Any, sandbox: Sandbox) -> None:
    _, port = service
    tomorrow = sandbox.clock.now() + timedelta(days=1)
    first, second, third = send(service, sandbox, ["15550100", "15550101", "15550102"], tomorrow)
    status = port.ReadMessageStatus(LicenseKey=str(LICENSE_KEY), MessageId=first)
    assert (status.MessageStatus, status.To, status.SentTime) == ("Ready", "15550100", datetime(1, 1, 1))  # noqa: DTZ001
    assert port.CancelMessage(MessageID=first) is True
    assert port.CancelMessage(MessageID=first) is False
    assert port.CancelMessageWebPost(MessageID=second) is True
    assert port.CancelAllMessages(LicenseKey=str(LICENSE_KEY)) is True
    assert port.CancelAllMessages(LicenseKey=str(LICENSE_KEY)) is False
    assert port.GetMessageStatus(MessageID=third).Cancelled is True


def test_what_is_sent_at_once(service: Any, sandbox: Sandbox) -> None:
    _, port = service
    [message_id] = send(service, sandbox, ["15550100"], None)
    assert port.CancelMessage(MessageID=message_id) is False
    status = port.GetMessageStatus(MessageID=message_id)
    assert (status.Sent, status.SentDateTime) == (True, sandbox.clock.now().replace(tzinfo=None))
    sandbox.esendex.receive("15550100", "7575550000", "Who is this?")
    [answer] = port.GetUnreadIncomingMessages(LicenseKey=str(LICENSE_KEY))
    assert (answer.Message, answer.MatchedMessageID) == ("Who is this?", message_id)


def test_a_fault(service: Any) -> None:
    _, port = service
    with pytest.raises(Fault, match="trying to deserialize"):
        port.CancelMessage(MessageID="x")


def test_single_document(sandbox: Sandbox) -> None:
    client = client_of(f"{sandbox.esendex_url}?singleWsdl")
    assert client.service.CancelMessage(MessageID="1627aea5-8e0a-4371-9022-9b504344e724") is False
