"""Every generated enumeration, on both wires: names, numbers, aliases, and what this build does not know."""

from typing import Any

import attrs
import pytest

from countermand_bindings.esendex import MessageStatus, OutgoingMessageResponse, SMSErrors
from countermand_bindings.esendex.contracts.outgoing_message_response import OUTGOING_MESSAGE_RESPONSE
from countermand_codegen import ir
from countermand_wire import ABSENT, DecodeError, EncodeError, Enumeration, UnknownValue
from countermand_wire.codec import read_xml_document, xml_document
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from tests.bindings.model import enumeration_of, service

ENUMERATIONS = service().enumerations
VALUES = [
    pytest.param(declared, value, id=f"{declared.class_name}.{value.xml_name}")
    for declared in ENUMERATIONS
    for value in declared.values
]


def status(text: str) -> Any:
    body = f'<OutgoingMessageResponse xmlns="http://sms2.cdyne.com"><MessageStatus>{text}</MessageStatus></OutgoingMessageResponse>'
    return read_xml_document(OUTGOING_MESSAGE_RESPONSE, body.encode()).message_status


def status_from_json(value: object) -> Any:
    return OUTGOING_MESSAGE_RESPONSE.from_json({"MessageStatus": value}, READ_BY_NAME).message_status


def to_xml(value: Any) -> str:
    return xml_document(OUTGOING_MESSAGE_RESPONSE, OutgoingMessageResponse(message_status=value)).decode()


def to_json(value: Any) -> Any:
    return OUTGOING_MESSAGE_RESPONSE.to_json(OutgoingMessageResponse(message_status=value), WRITE_UTC)


@pytest.mark.parametrize(("declared", "value"), VALUES)
def test_a_member_has_its_name_and_its_number(declared: ir.Enumeration, value: ir.EnumerationValue) -> None:
    member = getattr(enumeration_of(declared), value.constant)
    assert isinstance(member, Enumeration)
    assert (member.xml_name, member.number, member.value) == (value.xml_name, value.number, value.xml_name)


@pytest.mark.parametrize("declared", ENUMERATIONS, ids=lambda declared: declared.class_name)
def test_there_are_no_other_members(declared: ir.Enumeration) -> None:
    cls = enumeration_of(declared)
    assert [member.name for member in cls] == [value.constant for value in declared.values]
    assert len(cls.__members__) == len(declared.values)


@pytest.mark.parametrize("member", MessageStatus)
def test_a_member_travels_by_name_in_xml_and_by_number_in_json(member: MessageStatus) -> None:
    assert f"<MessageStatus>{member.xml_name}</MessageStatus>" in to_xml(member)
    assert to_json(member) == {"MessageStatus": member.number}
    assert status(member.xml_name) is member
    assert status_from_json(member.number) is member


def test_names_that_the_vendor_documents_otherwise_are_read() -> None:
    assert status("InvalidDID") is status("InvalidDid") is MessageStatus.INVALID_DID
    assert status("MissingDIDOrInvalidMessageID") is MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID
    assert SMSErrors.xml_aliases() == {"ContactEsendexAccountSuspended": "ContactCdyneAccountSuspended"}
    assert "InvalidDid" in to_xml(MessageStatus.INVALID_DID)


def test_white_space_around_a_name_is_no_part_of_it() -> None:
    assert status("\n Sent ") is MessageStatus.SENT
    assert status(" New ") == UnknownValue(xml_name="New")


def test_a_number_may_come_as_text() -> None:
    assert status_from_json("200") is MessageStatus.SENT


@pytest.mark.parametrize("name", ["Paused", "sent", "200", "a&amp;b", "é"])
def test_an_unknown_name_survives_and_is_written_back(name: str) -> None:
    value = status(name)
    assert value == UnknownValue(xml_name=name.replace("&amp;", "&"))
    assert f"<MessageStatus>{name}</MessageStatus>" in to_xml(value)
    with pytest.raises(EncodeError, match=r"^MessageStatus: is not a MessageStatus with a number$"):
        to_json(value)


@pytest.mark.parametrize("number", [1, -1, 999, 2**31 - 1])
def test_an_unknown_number_survives_and_is_written_back(number: int) -> None:
    value = status_from_json(number)
    assert value == UnknownValue(number=number)
    assert to_json(value) == {"MessageStatus": number}
    with pytest.raises(EncodeError, match=r"^MessageStatus: is not a MessageStatus with an XML name$"):
        to_xml(value)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_element_is_no_value(text: str) -> None:
    with pytest.raises(DecodeError, match=r"^MessageStatus: is empty"):
        status(text)


@pytest.mark.parametrize("value", [None, True, "Sent", 1.5, [], {}, ""], ids=repr)
def test_json_that_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(DecodeError) as caught:
        status_from_json(value)
    assert caught.value.path == "MessageStatus"


@pytest.mark.parametrize("wrong", [SMSErrors.NOT_FOUND, "Sent", 200, UnknownValue(), None, True], ids=repr)
def test_a_value_of_another_kind_is_refused(wrong: object) -> None:
    for write in (to_xml, to_json):
        with pytest.raises(EncodeError, match=r"^MessageStatus: is not a MessageStatus with "):
            write(wrong)


def test_unknown_is_neither_absent_nor_a_member() -> None:
    value: object = UnknownValue(xml_name="Sent")
    assert value != MessageStatus.SENT
    assert value is not ABSENT
    assert attrs.fields_dict(UnknownValue).keys() == {"xml_name", "number"}
