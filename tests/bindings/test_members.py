"""Presence, absence and nil, and the paths of errors: for every member of every contract, as XML and as JSON."""

import re
from datetime import datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest

from countermand_bindings.esendex import OutgoingMessageRequest, SMSAdvancedRequest, SMSRequest
from countermand_bindings.esendex.operations.advanced_sms_send import ADVANCED_SMS_SEND, AdvancedSMSsend
from countermand_bindings.esendex.operations.send_message import SEND_MESSAGE, SendMessage
from countermand_codegen import ir
from countermand_wire import ABSENT, DecodeError, EncodeError
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, WRITE_UTC
from tests.bindings.model import class_of, codec_of, every_contract, load
from tests.bindings.strategies import example

CONTRACTS = [contract for contract in every_contract() if contract.members]
NIL = "http://www.w3.org/2001/XMLSchema-instance"


def cases(*, required: bool | None = None, nillable: bool | None = None) -> list[Any]:
    """Return every member, with its contract, that is as required and as nillable as asked for."""
    return [
        pytest.param(contract, member, id=f"{contract.class_name}.{member.name}")
        for contract in CONTRACTS
        for member in contract.members
        if required in (None, member.required) and nillable in (None, member.nillable)
    ]


def with_member(contract: ir.Contract, member: ir.Member, value: object) -> Any:
    return attrs.evolve(example(contract), **{member.attribute: value})


def document(contract: ir.Contract, value: object) -> str:
    return xml_document(codec_of(contract), value).decode()


def to_json(codec: Codec[Any], value: object) -> Any:
    return codec.to_json(value, WRITE_UTC)


def from_json(codec: Codec[Any], value: object) -> Any:
    return codec.from_json(value, READ_BY_NAME)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.class_name)
def test_members_are_written_in_the_order_of_the_schema(contract: ir.Contract) -> None:
    whole = document(contract, example(contract))
    ours = re.findall(r"<(?:q:)?(\w+)", whole)
    wanted = [member.name for member in contract.members]
    positions = [ours.index(name, 1) for name in wanted]
    assert positions == sorted(positions)
    assert list(to_json(codec_of(contract), example(contract))) == wanted


@pytest.mark.parametrize(("contract", "member"), cases(required=False))
def test_an_absent_member_is_not_written(contract: ir.Contract, member: ir.Member) -> None:
    value = with_member(contract, member, ABSENT)
    read = read_xml_document(codec_of(contract), xml_document(codec_of(contract), value))
    assert getattr(read, member.attribute) is ABSENT
    assert member.name not in to_json(codec_of(contract), value)
    assert len(document(contract, value)) < len(document(contract, example(contract)))


@pytest.mark.parametrize(("contract", "member"), cases(nillable=True))
def test_a_nil_member_is_written_as_nil(contract: ir.Contract, member: ir.Member) -> None:
    value = with_member(contract, member, None)
    assert f'<{member.name} i:nil="true"/>' in document(contract, value)
    assert f'xmlns:i="{NIL}"' in document(contract, value)
    members = to_json(codec_of(contract), value)
    assert members[member.name] is None
    assert read_xml_document(codec_of(contract), document(contract, value).encode()) == value
    assert from_json(codec_of(contract), members) == value


@pytest.mark.parametrize(("contract", "member"), cases(nillable=False))
def test_none_is_refused_where_nil_is_not_allowed(contract: ir.Contract, member: ir.Member) -> None:
    value = with_member(contract, member, None)
    refused(contract, value, member.name)
    members = to_json(codec_of(contract), example(contract)) | {member.name: None}
    with pytest.raises(DecodeError) as caught:
        from_json(codec_of(contract), members)
    assert caught.value.path == member.name


def refused(contract: ir.Contract, value: object, path: str) -> None:
    """Assert that a value cannot be written on any wire, and where the error says it is wrong."""
    with pytest.raises(EncodeError) as caught:
        document(contract, value)
    assert caught.value.path == path
    with pytest.raises(EncodeError) as caught:
        to_json(codec_of(contract), value)
    assert caught.value.path == path


@pytest.mark.parametrize(("contract", "member"), cases(required=True))
def test_a_missing_member_has_its_path(contract: ir.Contract, member: ir.Member) -> None:
    tree = re.sub(
        rf"<(q:)?{member.name}( [^>]*)?>.*?</\1?{member.name}>", "", document(contract, example(contract)), count=1
    )
    with pytest.raises(DecodeError) as caught:
        read_xml_document(codec_of(contract), tree.encode())
    assert str(caught.value) == f"{member.name}: is missing"
    members = to_json(codec_of(contract), example(contract))
    del members[member.name]
    with pytest.raises(DecodeError) as caught:
        from_json(codec_of(contract), members)
    assert str(caught.value) == f"{member.name}: is missing"


@pytest.mark.parametrize(("contract", "member"), cases(required=True))
def test_absent_is_refused_where_a_member_is_required(contract: ir.Contract, member: ir.Member) -> None:
    refused(contract, with_member(contract, member, ABSENT), member.name)


@pytest.mark.parametrize(("contract", "member"), cases())
def test_a_wrong_type_is_refused_with_its_path(contract: ir.Contract, member: ir.Member) -> None:
    wrongs: list[object] = [object(), 1.5, {"a": 1}, {1}, Fraction(1, 2)]
    for wrong in wrongs:
        refused(contract, with_member(contract, member, wrong), member.name)


@pytest.mark.parametrize(("contract", "member"), cases())
def test_a_str_is_taken_for_a_string_only(contract: ir.Contract, member: ir.Member) -> None:
    value = with_member(contract, member, "+15550100")
    if member.type == ir.TypeRef("scalar", "string"):
        assert read_xml_document(codec_of(contract), xml_document(codec_of(contract), value)) == value
    else:
        refused(contract, value, member.name)


@pytest.mark.parametrize(("contract", "member"), cases())
def test_text_of_another_type_is_a_decode_error_with_its_path(contract: ir.Contract, member: ir.Member) -> None:
    if member.type == ir.TypeRef("scalar", "string") or member.type.kind != "scalar":
        return
    whole = document(contract, example(contract))
    broken = re.sub(rf"(<{member.name}>).*?(</{member.name}>)", r"\1?!\2", whole, count=1)
    with pytest.raises(DecodeError) as caught:
        read_xml_document(codec_of(contract), broken.encode())
    assert caught.value.path == member.name
    assert "?!" not in str(caught.value)
    with pytest.raises(DecodeError) as caught:
        from_json(codec_of(contract), to_json(codec_of(contract), example(contract)) | {member.name: "?!"})
    assert caught.value.path == member.name
    assert "?!" not in str(caught.value)


@pytest.mark.parametrize("contract", every_contract(), ids=lambda contract: contract.class_name)
def test_what_is_unknown_is_skipped(contract: ir.Contract) -> None:
    value = example(contract)
    whole = document(contract, value)
    extra = '<Unheard i:nil="true"/><More xmlns="urn:other"><LicenseKey>no</LicenseKey></More>text<!-- and --><?pi?>'
    start, end = whole.index(">") + 1, whole.rindex("<")
    widened = whole[:start] + extra + whole[start:end] + extra + whole[end:]
    assert read_xml_document(codec_of(contract), widened.encode()) == value
    assert read_xml_document(codec_of(contract), widened.encode(), READ_IN_ORDER) == value
    members = {
        "Unheard": [1],
        **to_json(codec_of(contract), value),
        "__type": "X:#urn:other",
        "More": {"LicenseKey": "no"},
    }
    assert from_json(codec_of(contract), members) == value


@pytest.mark.parametrize(("contract", "member"), cases(required=False))
def test_a_member_of_another_namespace_is_another_member(contract: ir.Contract, member: ir.Member) -> None:
    root = codec_of(contract)
    whole = f'<{root.name} xmlns="{root.namespace}"><{member.name} xmlns="urn:other"/></{root.name}>'
    if any(other.required for other in contract.members):
        return
    assert getattr(read_xml_document(root, whole.encode()), member.attribute) is ABSENT


@pytest.mark.parametrize("contract", every_contract(), ids=lambda contract: contract.class_name)
@pytest.mark.parametrize("other", [None, 1, "x", [], True], ids=repr)
def test_json_that_is_no_object_is_refused(contract: ir.Contract, other: object) -> None:
    with pytest.raises(DecodeError, match="is not a JSON object"):
        from_json(codec_of(contract), other)


@pytest.mark.parametrize("contract", every_contract(), ids=lambda contract: contract.class_name)
def test_an_instance_of_another_class_is_refused(contract: ir.Contract) -> None:
    name = contract.class_name
    with pytest.raises(EncodeError, match=f"is a str, expected {name}"):
        document(contract, "text")
    with pytest.raises(EncodeError, match=f"is a str, expected {name}"):
        to_json(codec_of(contract), "text")


# Order, seen on one contract.

REQUEST = "<SendMessage xmlns='http://sms2.cdyne.com'><Request>{}</Request></SendMessage>"
KEY = "<LicenseKey>1627aea5-8e0a-4371-9022-9b504344e724</LicenseKey>"
TO = '<To xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string>{}</a:string></To>'


def sent(inside: str, reading: Any = READ_BY_NAME) -> OutgoingMessageRequest:
    request = read_xml_document(SEND_MESSAGE.request, REQUEST.format(inside).encode(), reading).request
    assert isinstance(request, OutgoingMessageRequest)
    return request


def test_members_may_come_in_any_order() -> None:
    read = sent(f"<UseMMS>true</UseMMS>{TO.format('1')}{KEY}<Body>b</Body>")
    assert (read.body, read.to, read.use_mms) == ("b", ["1"], True)


def test_read_in_order_drops_what_comes_late() -> None:
    read = sent(
        f"<Subject>s</Subject>{KEY}<Body>late</Body>{TO.format('1')}<From>late</From><UseMMS>1</UseMMS>".replace(
            "<Subject>s</Subject>", ""
        ),
        READ_IN_ORDER,
    )
    assert (read.body, read.from_, read.to) == (ABSENT, ABSENT, ["1"])


def test_read_in_order_misses_a_required_member_that_comes_late() -> None:
    with pytest.raises(DecodeError) as caught:
        sent(f"{TO.format('1')}{KEY}<UseMMS>1</UseMMS>", READ_IN_ORDER)
    assert str(caught.value) == "Request.LicenseKey: is missing"


def test_of_a_repeated_member_the_last_counts_by_name_and_the_first_in_order() -> None:
    twice = f"<Body>1</Body><Body>2</Body>{KEY}{TO.format('1')}{TO.format('2')}<UseMMS>1</UseMMS>"
    assert (sent(twice).body, sent(twice).to) == ("2", ["2"])
    assert (sent(twice, READ_IN_ORDER).body, sent(twice, READ_IN_ORDER).to) == ("1", ["1"])


def test_order_counts_in_nested_contracts_too() -> None:
    inner = "<Message>m</Message><AssignedDID>late</AssignedDID>"
    body = (
        '<AdvancedSMSsend xmlns="http://sms2.cdyne.com"><AdvancedRequest xmlns:w="http://schemas.datacontract.org/2004/07/SmsWS">'
        "<w:LicenseKey>1627aea5-8e0a-4371-9022-9b504344e724</w:LicenseKey>"
        f"<w:SMSRequests><SMSRequest>{inner}</SMSRequest></w:SMSRequests></AdvancedRequest></AdvancedSMSsend>"
    ).encode()
    for reading, expected in ((READ_BY_NAME, "late"), (READ_IN_ORDER, ABSENT)):
        request = read_xml_document(ADVANCED_SMS_SEND.request, body, reading).advanced_request
        assert isinstance(request, SMSAdvancedRequest)
        assert request.sms_requests is not None
        assert request.sms_requests[0] is not None
        assert request.sms_requests[0].assigned_did == expected


# Nested paths.


def advanced(*requests: Any) -> AdvancedSMSsend:
    key = example_key()
    return AdvancedSMSsend(advanced_request=SMSAdvancedRequest(license_key=key, sms_requests=list(requests)))


def example_key() -> Any:
    return example(load_contract("SMSAdvancedRequest")).license_key


def load_contract(name: str) -> ir.Contract:
    return next(contract for contract in every_contract() if contract.class_name == name)


GOOD = SMSRequest(message="m")
WRONG: Any = 1


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (advanced(GOOD, SMSRequest(message=WRONG)), "AdvancedRequest.SMSRequests[1].Message"),
        (
            advanced(GOOD, None, SMSRequest(message="m", phone_numbers=["a", WRONG])),
            "AdvancedRequest.SMSRequests[2].PhoneNumbers[1]",
        ),
        (advanced(GOOD, SMSRequest(message="m", phone_numbers="123")), "AdvancedRequest.SMSRequests[1].PhoneNumbers"),
        (advanced("text"), "AdvancedRequest.SMSRequests[0]"),
        (
            advanced(SMSRequest(message="m", scheduled_date_time=datetime(2030, 1, 1))),  # noqa: DTZ001  # Naive.
            "AdvancedRequest.SMSRequests[0].ScheduledDateTime",
        ),
        (AdvancedSMSsend(advanced_request=WRONG), "AdvancedRequest"),
    ],
)
def test_an_encode_error_has_the_whole_path(request_: AdvancedSMSsend, path: str) -> None:
    with pytest.raises(EncodeError) as caught:
        xml_document(ADVANCED_SMS_SEND.request, request_)
    assert caught.value.path == path
    with pytest.raises(EncodeError) as caught:
        to_json(ADVANCED_SMS_SEND.request, request_)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("where", "value", "path"),
    [
        ((), {"AdvancedRequest": 1}, "AdvancedRequest"),
        (("AdvancedRequest",), {"SMSRequests": "x"}, "AdvancedRequest.SMSRequests"),
        (("AdvancedRequest",), {"SMSRequests": {}}, "AdvancedRequest.SMSRequests"),
        (("AdvancedRequest",), {"SMSRequests": [None, "x"]}, "AdvancedRequest.SMSRequests[1]"),
        (("AdvancedRequest",), {"SMSRequests": [{}]}, "AdvancedRequest.SMSRequests[0].Message"),
        (
            ("AdvancedRequest", "SMSRequests", 0),
            {"PhoneNumbers": ["a", {}]},
            "AdvancedRequest.SMSRequests[0].PhoneNumbers[1]",
        ),
        (("AdvancedRequest", "SMSRequests", 0), {"PhoneNumbers": "123"}, "AdvancedRequest.SMSRequests[0].PhoneNumbers"),
        (("AdvancedRequest",), {"LicenseKey": "x"}, "AdvancedRequest.LicenseKey"),
    ],
)
def test_a_json_decode_error_has_the_whole_path(where: tuple[Any, ...], value: dict[str, Any], path: str) -> None:
    members = to_json(ADVANCED_SMS_SEND.request, advanced(GOOD))
    at = members
    for step in where:
        at = at[step]
    at.update(value)
    with pytest.raises(DecodeError) as caught:
        from_json(ADVANCED_SMS_SEND.request, members)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("<Message>m</Message>", "", "AdvancedRequest.SMSRequests[0].Message"),
        ("<Concatenate>true</", "<Concatenate>maybe</", "AdvancedRequest.Concatenate"),
        (
            "<Message>m</Message>",
            "<Message>m</Message><ScheduledDateTime>soon</ScheduledDateTime>",
            "AdvancedRequest.SMSRequests[0].ScheduledDateTime",
        ),
    ],
)
def test_an_xml_decode_error_has_the_whole_path(old: str, new: str, path: str) -> None:
    request = AdvancedSMSsend(
        advanced_request=SMSAdvancedRequest(concatenate=True, license_key=example_key(), sms_requests=[GOOD])
    )
    whole = xml_document(ADVANCED_SMS_SEND.request, request).decode()
    assert old in whole
    with pytest.raises(DecodeError) as caught:
        read_xml_document(ADVANCED_SMS_SEND.request, whole.replace(old, new).encode())
    assert caught.value.path == path


# Lists.


@pytest.mark.parametrize("items", [[], ["1"], ["1", "2", "3"], ["1", None, ""], ("1", "2")], ids=repr)
def test_a_list_of_n_items_sends_n_items(items: Any) -> None:
    value = SendMessage(request=OutgoingMessageRequest(license_key=example_key(), to=items, use_mms=False))
    body = xml_document(SEND_MESSAGE.request, value).decode()
    assert len(re.findall("<string", body)) == len(items)
    read = read_xml_document(SEND_MESSAGE.request, body.encode()).request
    assert isinstance(read, OutgoingMessageRequest)
    assert read.to == list(items)
    assert to_json(SEND_MESSAGE.request, value)["Request"]["To"] == list(items)


@pytest.mark.parametrize("wrong", ["+15550100", b"+15550100", {"+15550100"}, iter(["+15550100"]), {"a": 1}, 5])
def test_what_is_no_list_is_refused_where_one_is_expected(wrong: Any) -> None:
    value = SendMessage(request=OutgoingMessageRequest(license_key=example_key(), to=wrong, use_mms=False))
    with pytest.raises(EncodeError, match=r"^Request\.To: is a \w+, expected a list$"):
        xml_document(SEND_MESSAGE.request, value)
    with pytest.raises(EncodeError, match=r"^Request\.To: is a \w+, expected a list$"):
        to_json(SEND_MESSAGE.request, value)


def test_the_response_class_is_refused_as_a_request() -> None:
    response = class_of(load_contract("CancelMessageResponse"))()
    with pytest.raises(EncodeError, match="is a CancelMessageResponse, expected CancelMessage"):
        xml_document(load("CancelMessage").request, response)
