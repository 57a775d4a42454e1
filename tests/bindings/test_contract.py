"""The bindings against the vendor's contract as it was extracted in 2018, and the shape of the generated classes."""

import copy
import inspect
import json as stdlib_json
import pickle
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import GenericAlias
from typing import Any, get_type_hints
from uuid import UUID

import attrs
import pytest

import countermand_bindings.esendex as bindings
from countermand_bindings.esendex import PORTS, Messaging
from countermand_codegen import ir
from countermand_wire import ABSENT, Absent, DecodeError, UnknownValue
from countermand_wire.operation import Operation
from tests.bindings.model import NAMES, class_of, declared, every_contract, load, service
from tests.bindings.strategies import example

FACTS = stdlib_json.loads((Path(__file__).parents[1] / "golden/messaging_contract.json").read_text())
NEWER = ["CancelAllMessages", "GetSystemKeywordResponses"]
"""Operations that only the present documentation has."""

SCALARS = {
    "{http://www.w3.org/2001/XMLSchema}base64Binary": "base64_binary",
    "{http://www.w3.org/2001/XMLSchema}boolean": "boolean",
    "{http://www.w3.org/2001/XMLSchema}dateTime": "date_time",
    "{http://www.w3.org/2001/XMLSchema}int": "int",
    "{http://www.w3.org/2001/XMLSchema}long": "long",
    "{http://www.w3.org/2001/XMLSchema}string": "string",
    "{http://schemas.microsoft.com/2003/10/Serialization/}guid": "guid",
}
ANNOTATIONS: dict[str, type] = {
    "base64_binary": bytes,
    "boolean": bool,
    "date_time": datetime,
    "guid": UUID,
    "int": int,
    "long": int,
    "string": str,
}


def facts_of(members: tuple[ir.Member, ...]) -> list[dict[str, object]]:
    """Return members in the form of the facts."""
    types = {scalar: qname for qname, scalar in SCALARS.items()}
    return [
        {
            "name": member.name,
            "type": types.get(member.type.name, member.type.name),
            "minOccurs": int(member.required),
            "maxOccurs": "1",
            "nillable": member.nillable,
        }
        for member in members
    ]


def test_the_operations_are_the_vendors_and_two_newer_ones() -> None:
    assert list(NAMES) == sorted([operation["name"] for operation in FACTS["operations"]] + NEWER)


@pytest.mark.parametrize("facts", FACTS["operations"], ids=lambda facts: facts["name"])
def test_an_operation_is_the_vendors(facts: dict[str, Any]) -> None:
    found, loaded = declared(facts["name"]), load(facts["name"])
    assert (loaded.action, loaded.reply_action) == (facts["action"], facts["replyAction"])
    assert (loaded.request.tag, loaded.response.tag) == (facts["requestElement"], facts["responseElement"])
    assert facts_of(found.request.members) == facts["request"]
    assert facts_of(found.response.members) == facts["response"]


@pytest.mark.parametrize("qname", FACTS["types"])
def test_a_type_is_the_vendors(qname: str) -> None:
    facts = FACTS["types"][qname]
    arrays = {array.qname: array for array in service().arrays}
    if qname in arrays:
        [item] = facts
        assert item["maxOccurs"] == "unbounded"
        assert facts_of((arrays[qname].item,)) == [
            item | {"minOccurs": int(arrays[qname].item.required), "maxOccurs": "1"}
        ]
    else:
        assert facts_of(service().contract(qname).members) == facts


def test_there_are_no_types_but_the_vendors() -> None:
    ours = {contract.qname for contract in service().contracts} | {array.qname for array in service().arrays}
    assert ours - FACTS["types"].keys() == {"{http://sms2.cdyne.com}SystemKeywordResponses"}


@pytest.mark.parametrize("qname", FACTS["enumerations"])
def test_an_enumeration_is_the_vendors(qname: str) -> None:
    values = service().enumeration(qname).values
    assert [{"name": value.xml_name, "value": value.number} for value in values] == FACTS["enumerations"][qname]


def test_the_enumerations_are_the_vendors() -> None:
    assert {enumeration.qname for enumeration in service().enumerations} == FACTS["enumerations"].keys()


def test_the_ports_are_the_vendors_at_their_present_address() -> None:
    for facts in FACTS["ports"]:
        port = PORTS[facts["port"]]
        assert (port.name, port.binding) == (facts["port"], facts["binding"])
        assert (port.soap.name, port.addressing) == (facts["soap"], facts["addressing"])
        assert port.address == facts["address"].replace("messaging.cdyne.com", "messaging.esendex.us")
    assert list(PORTS) == [facts["port"] for facts in FACTS["ports"]]


# The classes.

CONTRACTS = [pytest.param(contract, id=contract.class_name) for contract in every_contract()]


def annotation(type_: ir.TypeRef) -> Any:
    """Return the Python type that a wire type should have."""
    if type_.kind == "scalar":
        return ANNOTATIONS[type_.name]
    if type_.kind == "array":
        item = service().array(type_.name).item
        inner = annotation(item.type) | None if item.nillable else annotation(item.type)
        return GenericAlias(Sequence, inner)
    name = ir.local_name(type_.name)
    return getattr(bindings, name) | UnknownValue if type_.kind == "enumeration" else getattr(bindings, name)


def expected(member: ir.Member) -> Any:
    found = annotation(member.type)
    found = found | None if member.nillable else found
    return found if member.required else found | Absent


@pytest.mark.parametrize("contract", CONTRACTS)
def test_annotations_say_what_the_schema_says(contract: ir.Contract) -> None:
    public = {name: getattr(bindings, name) for name in bindings.__all__}
    known = {"Sequence": Sequence, "UUID": UUID, "datetime": datetime, "Absent": Absent, "UnknownValue": UnknownValue}
    hints = get_type_hints(class_of(contract), localns={**public, **known})
    assert hints == {member.attribute: expected(member) for member in contract.members}


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_contract_is_frozen_slotted_and_keyword_only(contract: ir.Contract) -> None:
    cls = class_of(contract)
    value = example(contract)
    assert not hasattr(value, "__dict__")
    for field in attrs.fields(cls):
        assert field.kw_only
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)
    if contract.members:
        with pytest.raises(TypeError):
            cls(None)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_wire_names_are_kept_and_what_is_optional_is_absent_by_default(contract: ir.Contract) -> None:
    fields = attrs.fields(class_of(contract))
    assert [field.metadata["name"] for field in fields] == [member.name for member in contract.members]
    for field, member in zip(fields, contract.members, strict=True):
        assert field.default is (attrs.NOTHING if member.required else ABSENT)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contracts_are_values(contract: ir.Contract) -> None:
    one, two = example(contract), example(contract)
    assert one == two
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one


SECRETS = {"license_key", "message_id", "outgoing_message_id", "matched_message_id"}


@pytest.mark.parametrize("contract", CONTRACTS)
def test_keys_and_message_ids_do_not_show(contract: ir.Contract) -> None:
    secret = {member.attribute for member in contract.members} & SECRETS
    assert {field.name for field in attrs.fields(class_of(contract)) if not field.repr} == secret
    for member in contract.members:
        if member.attribute in secret:
            assert "1627aea5" not in repr(class_of(contract)(**plain(contract, member)))


def plain(contract: ir.Contract, secret: ir.Member) -> dict[str, Any]:
    """Return arguments that hold one GUID only, in the member that is secret."""
    value = example(contract)
    return {
        member.attribute: getattr(value, member.attribute) if member == secret else None for member in contract.members
    }


@pytest.mark.parametrize(
    ("wire", "attribute", "owner"),
    [
        ("MessageID", "message_id", "OutgoingMessageResponse"),
        ("MessageId", "message_id", "ReadMessageStatus"),
        ("From", "from_", "OutgoingMessageRequest"),
        ("UseMMS", "use_mms", "OutgoingMessageRequest"),
        ("StatusPostBackURL", "status_post_back_url", "SMSRequest"),
        ("SMSError", "sms_error", "SMSResponse"),
        ("PostbackUrl", "postback_url", "OutgoingMessageRequest"),
        ("ReferenceID", "reference_id", "OutgoingMessageRequest"),
        ("AssignedDID", "assigned_did", "SMSRequest"),
        ("SMSIncomingMessages", "sms_incoming_messages", "SMSResponse"),
        ("Base64EncodedContent", "base64_encoded_content", "CreateMediaContentRequest"),
    ],
)
def test_members_have_their_agreed_names(wire: str, attribute: str, owner: str) -> None:
    contract = next(contract for contract in every_contract() if contract.class_name == owner)
    assert {member.name: member.attribute for member in contract.members}[wire] == attribute


# The service class.


class Recorder:
    """Stands in for a client: keeps the call, and answers with what it was given."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.calls: list[tuple[Operation[Any, Any], Any]] = []

    def __call__(self, operation: Operation[Any, Any], request: Any, /) -> Any:
        self.calls.append((operation, request))
        return self.answer


def result_name(name: str) -> str:
    [member] = declared(name).response.members
    return member.attribute


@pytest.mark.parametrize("name", NAMES)
def test_a_method_makes_the_request_and_unwraps_the_result(name: str) -> None:
    operation = declared(name)
    request, response = example(operation.request), example(operation.response)
    call = Recorder(response)
    method = getattr(Messaging(call), operation.method)
    arguments = attrs.asdict(request, recurse=False)
    assert method(**arguments) == getattr(response, result_name(name))
    assert call.calls == [(load(name), request)]
    assert call.calls[0][0] is load(name)
    parameters = inspect.signature(method).parameters
    assert list(parameters) == list(arguments)
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters.values())
    for member in operation.request.members:
        default = inspect.Parameter.empty if member.required else ABSENT
        assert parameters[member.attribute].default is default


@pytest.mark.parametrize("name", NAMES)
def test_a_result_that_the_reply_leaves_out_is_an_error_and_a_nil_one_is_none(name: str) -> None:
    cls, [member] = class_of(declared(name).response), declared(name).response.members
    method = declared(name).method
    with pytest.raises(DecodeError) as caught:
        getattr(Messaging(Recorder(cls())), method)()
    assert str(caught.value) == f"{member.name}: is missing"
    if member.nillable:
        assert getattr(Messaging(Recorder(cls(**{member.attribute: None}))), method)() is None


def test_nothing_is_imported_before_it_is_used() -> None:
    import subprocess
    import sys

    program = (
        "import sys; import countermand_bindings.esendex as b; b.Messaging; b.operations\n"
        "print([n for n in sys.modules if n.startswith('countermand_bindings.esendex.')])\n"
        "from countermand_bindings.esendex.operations import CANCEL_MESSAGE\n"
        "print('lxml' in sys.modules, 'requests' in sys.modules, any('contracts.' in n for n in sys.modules))\n"
    ).replace("; b.operations", "")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["['countermand_bindings.esendex.service']", "False False False"]


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'countermand_bindings\.esendex' has no attribute 'Nothing'"):
        getattr(bindings, "Nothing")  # noqa: B009  # As a name it would be found wrong by type checkers.
    with pytest.raises(KeyError):
        load("Nothing")
