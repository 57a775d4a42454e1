"""What came in: reading it, once and by criteria; STOP and START."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex import (
    IncomingMessageCriteria,
    IncomingMessageResponse,
    SMSErrors,
    SMSRequest,
)
from countermand_bindings.esendex import operations as contract
from countermand_bindings.esendex.operations.get_message_status import GetMessageStatus
from countermand_bindings.esendex.operations.get_system_keyword_responses import GetSystemKeywordResponses
from countermand_bindings.esendex.operations.get_unread_incoming_messages import GetUnreadIncomingMessages
from countermand_bindings.esendex.operations.get_unsubscribed_numbers import GetUnsubscribedNumbers
from countermand_bindings.esendex.operations.read_incoming_messages import ReadIncomingMessages
from countermand_wire.absent import Absent
from tests.sandbox.support import Wire, advanced, call, items, send_one, there, utc

EMPTY = UUID(int=0)
SOAP: list[Wire] = ["soap11", "soap12"]
ALL: list[Wire] = ["json", "xml", "soap11", "soap12"]


def read(sandbox: Sandbox, wire: Wire = "soap11", **criteria: Any) -> list[IncomingMessageResponse]:
    members: dict[str, Any] = {"license_key": LICENSE_KEY, **criteria}
    wanted = IncomingMessageCriteria(**members)
    request = ReadIncomingMessages(criteria=wanted)
    return items(call(sandbox, contract.READ_INCOMING_MESSAGES, request, wire).read_incoming_messages_result)


@pytest.mark.parametrize("wire", ALL)
def test_an_incoming_message(sandbox: Sandbox, wire: Wire) -> None:
    outgoing = send_one(sandbox)
    text = "Sure \x01\x00\x0b ]]> & \U0001f600\r\n\ufffe"
    sandbox.esendex.receive(
        "15550100", "7575550000", text, subject="Re", attachments=(17772, 17773), udh=b"\x05\x00\x03\xff"
    )
    [message] = read(sandbox, wire)
    assert (message.from_, message.to, message.payload) == ("15550100", "7575550000", text)
    assert (message.subject, message.attachments, message.udh) == ("Re", [17772, 17773], b"\x05\x00\x03\xff")
    assert message.outgoing_message_id == outgoing


@pytest.mark.parametrize("wire", ["json", "query", "soap12"])
def test_unread_messages_are_fetched_once(sandbox: Sandbox, wire: Wire) -> None:
    def unread(key: UUID) -> list[str | Absent | None]:
        request = GetUnreadIncomingMessages(license_key=key)
        response = call(sandbox, contract.GET_UNREAD_INCOMING_MESSAGES, request, wire)
        return [each.message for each in items(response.get_unread_incoming_messages_result)]

    for text in ("one", "two"):
        sandbox.esendex.receive("15550100", "7575550000", text)
    sandbox.esendex.receive("15550100", "7575550000", "not mine", license_key=EMPTY)
    assert unread(REFUSED_LICENSE_KEY) == []
    assert unread(LICENSE_KEY) == ["one", "two"]
    assert unread(LICENSE_KEY) == []
    assert all(message.read for message in sandbox.esendex.incoming.of(LICENSE_KEY))


def test_reading_by_criteria(sandbox: Sandbox) -> None:
    outgoing = send_one(sandbox, reference="r")
    first = sandbox.esendex.receive("15550100", "7575550000", "one")
    sandbox.clock.advance(timedelta(hours=1))
    sandbox.esendex.receive("15550199", "7575550000", "two")
    now = sandbox.clock.now()

    def texts(**criteria: Any) -> list[str | Absent | None]:
        return [message.payload for message in read(sandbox, **criteria)]

    assert texts(unread_messages_only=True) == ["one", "two"]
    assert texts(unread_messages_only=True) == []
    assert texts() == ["one", "two"]
    assert texts(incoming_message_id=first.message_id) == ["one"]
    assert texts(outgoing_message_id=outgoing) == ["one"]
    assert texts(reference_id="r") == ["one"]
    assert texts(reference_id="s") == []
    assert texts(start_date=now) == ["two"]
    assert texts(end_date=now - timedelta(minutes=1)) == ["one"]
    assert texts(license_key=REFUSED_LICENSE_KEY) == []


@pytest.mark.parametrize(
    ("number", "size", "expected"),
    [(0, 0, 45), (1, 0, 20), (3, 0, 5), (4, 0, 0), (0, 2, 2), (2, 30, 15), (-1, -1, 45), (1, 100, 45)],
)
def test_pages(sandbox: Sandbox, number: int, size: int, expected: int) -> None:
    for index in range(45):
        sandbox.esendex.receive("15550100", "7575550000", str(index))
    found = read(sandbox, page_number=number, page_size=size)
    assert len(found) == expected
    assert sum(message.read for message in sandbox.esendex.incoming) == expected


def test_answers_stand_in_the_status(sandbox: Sandbox) -> None:
    outgoing = send_one(sandbox)
    request = GetMessageStatus(message_id=outgoing)
    before = there(call(sandbox, contract.GET_MESSAGE_STATUS, request).get_message_status_result)
    answer = sandbox.esendex.receive("15550100", "7575550000", "Yes")
    after = there(call(sandbox, contract.GET_MESSAGE_STATUS, request).get_message_status_result)
    assert before.sms_incoming_messages is None
    [message] = items(after.sms_incoming_messages)
    assert (message.incoming_message_id, message.matched_message_id) == (answer.message_id, outgoing)
    assert message.response_receive_date == utc(sandbox)


@pytest.mark.parametrize("wire", ["json", "xml", "soap11", "soap12"])
def test_stop_and_start(sandbox: Sandbox, wire: Wire) -> None:
    def unsubscribed(key: UUID = LICENSE_KEY) -> list[str | Absent | None]:
        request = GetUnsubscribedNumbers(license_key=key)
        response = call(sandbox, contract.GET_UNSUBSCRIBED_NUMBERS, request, wire)
        return [each.phone_number for each in items(response.get_unsubscribed_numbers_result)]

    sandbox.esendex.receive("15550100", "7575550000", " Stop ")
    assert unsubscribed() == ["15550100"]
    assert unsubscribed(EMPTY) == []
    [refused] = advanced(sandbox, wire, SMSRequest(message="a", phone_numbers=["15550100"]))
    assert refused.sms_error is SMSErrors.STOP_FROM_PHONE_NUMBER
    sandbox.esendex.receive("15550100", "7575550000", "START")
    assert unsubscribed() == []
    [sent] = advanced(sandbox, wire, SMSRequest(message="a", phone_numbers=["15550100"]))
    assert sent.sms_error is SMSErrors.NO_ERROR


@pytest.mark.parametrize("wire", ["json", "xml", "soap11", "soap12"])
def test_system_keyword_responses(sandbox: Sandbox, wire: Wire) -> None:
    request = GetSystemKeywordResponses(license_key=LICENSE_KEY, number="7575550000")
    response = call(sandbox, contract.GET_SYSTEM_KEYWORD_RESPONSES, request, wire)
    found = there(response.get_system_keyword_responses_result)
    assert all("7575550000" in there(text) for text in (found.help, found.resume, found.stop))
    refused = GetSystemKeywordResponses(license_key=REFUSED_LICENSE_KEY, number="7575550000")
    response = call(sandbox, contract.GET_SYSTEM_KEYWORD_RESPONSES, refused, wire)
    assert response.get_system_keyword_responses_result is None
