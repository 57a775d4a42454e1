"""Microsoft's own serializers as the measure: what they write we read, and write alike."""

import json as stdlib_json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from countermand_bindings.esendex import MessageStatus, OutgoingMessageRequest, OutgoingMessageResponse
from countermand_bindings.esendex.contracts.array_of_outgoing_message_response import ARRAY_OF_OUTGOING_MESSAGE_RESPONSE
from countermand_bindings.esendex.contracts.array_of_string import ARRAY_OF_STRING
from countermand_bindings.esendex.contracts.message_status import MESSAGE_STATUS
from countermand_bindings.esendex.contracts.outgoing_message_request import OUTGOING_MESSAGE_REQUEST
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessageResponse
from countermand_wire import DecodeError, json, xml
from countermand_wire.codec import Codec, xml_element
from countermand_wire.policy import READ_BY_NAME, Writing
from countermand_wire.scalars import NEVER, date_time_to_xml_kind, make_date_time_to_json_kind
from tests.bindings.peer import canonical

GOLDEN = stdlib_json.loads((Path(__file__).parents[1] / "golden/contracts.json").read_text())
AS_WCF = Writing(date_time_to_xml=date_time_to_xml_kind, date_time_to_json=make_date_time_to_json_kind(timedelta()))
"""Writes a date of no kind as such: the serializers' side, where ours sends UTC only."""

CODECS: dict[str, Codec[Any]] = {
    "List<String>": ARRAY_OF_STRING,
    "MessageStatus": MESSAGE_STATUS,
    "OutgoingMessageRequest": OUTGOING_MESSAGE_REQUEST,
    "OutgoingMessageResponse[]": ARRAY_OF_OUTGOING_MESSAGE_RESPONSE,
    "Resp": CANCEL_MESSAGE.response,
    "String[]": ARRAY_OF_STRING,
}

ID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
EMPTY = UUID(int=0)
MOMENT = datetime(2024, 5, 31, 11, 20, tzinfo=UTC)

VALUES: dict[str, object] = {
    "messagestatus": MessageStatus.READY,
    "msg_request_default": OutgoingMessageRequest(
        attachments=None,
        body=None,
        concatenate=False,
        from_=None,
        is_unicode=False,
        license_key=EMPTY,
        postback_url=None,
        reference_id=None,
        subject=None,
        to=None,
        use_mms=False,
    ),
    "msg_request_full": OutgoingMessageRequest(
        attachments=["http://x/1.jpg", "2"],
        body="<b>&€\U0001f600",
        concatenate=True,
        from_="15559080983",
        is_unicode=True,
        license_key=ID,
        postback_url="http://p/?a=1&b=2",
        reference_id="r",
        scheduled_date_time=MOMENT,
        subject="s",
        to=["1", "2"],
        use_mms=True,
    ),
    "msg_response_array": [
        OutgoingMessageResponse(
            attachments=None, from_="2", message_id=ID, message_status=MessageStatus.READY, sent_time=MOMENT, to="1"
        ),
        OutgoingMessageResponse(
            attachments=None,
            from_=None,
            message_id=EMPTY,
            message_status=MessageStatus.INVALID_LICENSE_KEY,
            sent_time=NEVER,
            to=None,
        ),
    ],
    "msg_response_empty": [],
    "resp_wrapper": CancelMessageResponse(cancel_message_result=True),
    "string_array": ["a", None, "", "<&>", "\U0001f600"],
    "string_array_empty": [],
    "string_array_null": None,
    "string_list": ["a", "b"],
}

WRITTEN = [pytest.param(vector, id=vector["name"]) for vector in GOLDEN["write"]]
READ = [pytest.param(vector, id=vector["name"]) for vector in GOLDEN["read"]]


def from_xml(codec: Codec[Any], text: str) -> Any:
    element = xml.descend(xml.parse(text.encode()), (codec.tag,))
    return None if xml.is_nil(element) else codec.from_xml(element, READ_BY_NAME)


def from_json(codec: Codec[Any], text: str) -> Any:
    value = json.parse(text.encode())
    return None if value is None else codec.from_json(value, READ_BY_NAME)


def to_json(codec: Codec[Any], value: object) -> bytes:
    return json.render_as_wcf(None if value is None else codec.to_json(value, AS_WCF))


def test_every_vector_has_its_value() -> None:
    assert {vector["name"] for vector in GOLDEN["write"]} == VALUES.keys()
    assert {vector["clr"] for vector in GOLDEN["write"] + GOLDEN["read"]} == CODECS.keys()


@pytest.mark.parametrize("vector", WRITTEN)
def test_what_they_write_is_read(vector: dict[str, str]) -> None:
    codec, value = CODECS[vector["clr"]], VALUES[vector["name"]]
    assert from_xml(codec, vector["xml"]) == value
    assert from_json(codec, vector["json"]) == value


@pytest.mark.parametrize("vector", WRITTEN)
def test_what_we_write_is_the_same(vector: dict[str, str]) -> None:
    codec, value = CODECS[vector["clr"]], VALUES[vector["name"]]
    assert canonical(xml_element(codec, value, AS_WCF)) == canonical(vector["xml"])
    assert to_json(codec, value) == vector["json"].encode()


@pytest.mark.parametrize("vector", READ)
def test_what_they_accept_is_read_alike_and_what_they_refuse_is_refused(vector: dict[str, str]) -> None:
    codec = CODECS[vector["clr"]]
    read = from_xml if vector["format"] == "xml" else from_json
    if not vector["accepted"]:
        with pytest.raises(DecodeError):
            read(codec, vector["input"])
        return
    value = read(codec, vector["input"])
    assert canonical(xml_element(codec, value, AS_WCF)) == canonical(vector["rewritten_xml"])
    assert to_json(codec, value) == vector["rewritten_json"].encode()


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("InvalidDID", MessageStatus.INVALID_DID),
        ("MissingDIDOrInvalidMessageID", MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID),
    ],
)
def test_the_spellings_of_the_recorded_contract_are_read(name: str, member: MessageStatus) -> None:
    assert from_xml(MESSAGE_STATUS, f'<MessageStatus xmlns="http://sms2.cdyne.com">{name}</MessageStatus>') is member
