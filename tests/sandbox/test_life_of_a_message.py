"""Scheduled, queued, sent, cancelled: what each operation says of a message as the clock moves, over every wire."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest

from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY, Clock, Stage
from countermand.testing import Sandbox
from countermand_bindings.esendex import MessageStatus, OutgoingMessageRequest, OutgoingMessageResponse, SMSErrors
from countermand_bindings.esendex.operations.cancel_all_messages import CANCEL_ALL_MESSAGES, CancelAllMessages
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessage
from countermand_bindings.esendex.operations.get_message_status import GET_MESSAGE_STATUS, GetMessageStatus
from countermand_bindings.esendex.operations.read_message_status import READ_MESSAGE_STATUS, ReadMessageStatus
from countermand_bindings.esendex.operations.send_message import SEND_MESSAGE, SendMessage
from countermand_wire.absent import ABSENT, Absent
from countermand_wire.scalars import NEVER
from tests.sandbox.support import Wire, ask, call

EMPTY = UUID(int=0)
EST = timezone(timedelta(hours=-5))
WIRES: list[Wire] = ["json", "xml", "query", "soap11", "soap12"]


def send(
    sandbox: Sandbox, wire: Wire = "json", at: datetime | Absent = ABSENT, **members: object
) -> OutgoingMessageResponse:
    message: dict[str, Any] = {
        "license_key": LICENSE_KEY,
        "to": ["15550100"],
        "body": "Hi",
        "use_mms": False,
        **members,
    }
    request = OutgoingMessageRequest(**message, scheduled_date_time=at)
    result = call(sandbox, SEND_MESSAGE, SendMessage(request=request), wire).send_message_result
    assert result
    [response] = result
    assert response is not None
    return response


def id_of(response: OutgoingMessageResponse) -> UUID:
    assert isinstance(response.message_id, UUID)
    return response.message_id


def cancel(sandbox: Sandbox, message_id: UUID, wire: Wire = "json") -> bool | Absent:
    return call(sandbox, CANCEL_MESSAGE, CancelMessage(message_id=message_id), wire).cancel_message_result


def cancel_all(sandbox: Sandbox, license_key: UUID = LICENSE_KEY, wire: Wire = "json") -> bool | Absent:
    return call(
        sandbox, CANCEL_ALL_MESSAGES, CancelAllMessages(license_key=license_key), wire
    ).cancel_all_messages_result


def status(sandbox: Sandbox, message_id: UUID, key: UUID = LICENSE_KEY, wire: Wire = "json") -> OutgoingMessageResponse:
    request = ReadMessageStatus(license_key=key, message_id=message_id)
    result = call(sandbox, READ_MESSAGE_STATUS, request, wire).read_message_status_result
    assert isinstance(result, OutgoingMessageResponse)
    return result


def flags(sandbox: Sandbox, message_id: UUID, wire: Wire = "json") -> tuple[str, object]:
    """Name the flag that GetMessageStatus sets, and its error."""
    result = call(sandbox, GET_MESSAGE_STATUS, GetMessageStatus(message_id=message_id), wire).get_message_status_result
    assert result
    names = {"cancelled": result.cancelled, "queued": result.queued, "sent": result.sent}
    return " ".join(name for name, value in names.items() if value), result.sms_error


@pytest.mark.parametrize("wire", WIRES)
def test_from_schedule_to_sent(sandbox: Sandbox, wire: Wire) -> None:
    due = sandbox.clock.now() + timedelta(hours=1)
    message_id = id_of(send(sandbox, wire, due))
    assert sandbox.esendex.messages.stage(message_id) is Stage.SCHEDULED
    assert status(sandbox, message_id, wire=wire).message_status is MessageStatus.READY
    assert status(sandbox, message_id, wire=wire).sent_time == NEVER
    assert flags(sandbox, message_id, wire) == ("", SMSErrors.NO_ERROR)
    sandbox.clock.set(due - timedelta(seconds=5))
    assert sandbox.esendex.messages.stage(message_id) is Stage.QUEUED
    assert status(sandbox, message_id, wire=wire).message_status is MessageStatus.PROCESSING
    assert flags(sandbox, message_id, wire) == ("queued", SMSErrors.NO_ERROR)
    assert cancel(sandbox, message_id, wire) is False
    sandbox.clock.advance(timedelta(seconds=5))
    assert sandbox.esendex.messages.stage(message_id) is Stage.SENT
    assert status(sandbox, message_id, wire=wire).message_status is MessageStatus.SENT
    assert flags(sandbox, message_id, wire) == ("sent", SMSErrors.NO_ERROR)
    assert cancel(sandbox, message_id, wire) is False


@pytest.mark.parametrize("wire", WIRES)
def test_cancelled_once(sandbox: Sandbox, wire: Wire) -> None:
    message_id = id_of(send(sandbox, wire, sandbox.clock.now() + timedelta(hours=1)))
    assert cancel(sandbox, message_id, wire) is True
    assert sandbox.esendex.messages[message_id].cancelled == sandbox.clock.now()
    assert cancel(sandbox, message_id, wire) is False
    assert status(sandbox, message_id, wire=wire).message_status is MessageStatus.CANCELLED
    assert flags(sandbox, message_id, wire) == ("cancelled", SMSErrors.NO_ERROR)
    sandbox.clock.advance(timedelta(days=1))
    assert sandbox.esendex.messages.stage(message_id) is Stage.CANCELLED


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize("message_id", [EMPTY, uuid4()], ids=["empty", "unknown"])
def test_a_message_that_is_not_there(sandbox: Sandbox, wire: Wire, message_id: UUID) -> None:
    assert cancel(sandbox, message_id, wire) is False
    assert flags(sandbox, message_id, wire) == ("", SMSErrors.NOT_FOUND)
    found = status(sandbox, message_id, wire=wire)
    assert (found.message_status, found.message_id) == (MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID, EMPTY)


@pytest.mark.parametrize("wire", WIRES)
def test_cancel_all(sandbox: Sandbox, wire: Wire) -> None:
    later = sandbox.clock.now() + timedelta(hours=1)
    scheduled = [id_of(send(sandbox, wire, later)) for _ in range(3)]
    others = id_of(send(sandbox, wire, later, license_key=EMPTY))
    sent = id_of(send(sandbox, wire))
    assert cancel_all(sandbox, REFUSED_LICENSE_KEY, wire) is False
    assert cancel_all(sandbox, wire=wire) is True
    assert cancel_all(sandbox, wire=wire) is False
    stage = sandbox.esendex.messages.stage
    assert {stage(message_id) for message_id in scheduled} == {Stage.CANCELLED}
    assert (stage(others), stage(sent)) == (Stage.SCHEDULED, Stage.SENT)


@pytest.mark.parametrize("wire", WIRES)
def test_a_license_key_that_is_refused(sandbox: Sandbox, wire: Wire) -> None:
    refused = send(sandbox, wire, license_key=REFUSED_LICENSE_KEY)
    assert (refused.message_status, refused.message_id) == (MessageStatus.INVALID_LICENSE_KEY, EMPTY)
    message_id = id_of(send(sandbox, wire))
    found = status(sandbox, message_id, REFUSED_LICENSE_KEY, wire)
    assert (found.message_status, found.message_id) == (MessageStatus.INVALID_LICENSE_KEY, EMPTY)
    assert len(sandbox.esendex.messages) == 1


def test_a_message_of_another_account(sandbox: Sandbox) -> None:
    message_id = id_of(send(sandbox))
    assert status(sandbox, message_id, EMPTY).message_status is MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"body": None}, MessageStatus.NO_MESSAGE),
        ({"body": ""}, MessageStatus.NO_MESSAGE),
        ({"body": None, "attachments": ["17772"]}, MessageStatus.SENT),
        ({"to": [""]}, MessageStatus.INVALID_DESTINATION),
        ({"to": [None]}, MessageStatus.INVALID_DESTINATION),
        ({"to": ["nobody"]}, MessageStatus.INVALID_DESTINATION),
        ({"to": ["+1 (555) 01-00"]}, MessageStatus.SENT),
        ({"from_": "me"}, MessageStatus.INVALID_DID),
        ({"from_": "7575550000"}, MessageStatus.SENT),
    ],
)
def test_what_a_message_must_have(sandbox: Sandbox, members: dict[str, Any], expected: MessageStatus) -> None:
    response = send(sandbox, **members)
    assert response.message_status is expected
    assert (id_of(response) == EMPTY) is (expected is not MessageStatus.SENT)


def test_every_recipient_gets_an_answer(sandbox: Sandbox) -> None:
    message = OutgoingMessageRequest(
        license_key=LICENSE_KEY, to=["15550100", "x", "15550101"], body="Hi", use_mms=False
    )
    result = call(sandbox, SEND_MESSAGE, SendMessage(request=message), "json").send_message_result
    assert [each and each.message_status for each in result or ()] == [
        MessageStatus.SENT,
        MessageStatus.INVALID_DESTINATION,
        MessageStatus.SENT,
    ]


@pytest.mark.parametrize("key", [LICENSE_KEY, REFUSED_LICENSE_KEY])
def test_no_recipients(sandbox: Sandbox, key: UUID) -> None:
    message = OutgoingMessageRequest(license_key=key, to=[], body="Hi", use_mms=False)
    result = call(sandbox, SEND_MESSAGE, SendMessage(request=message), "json").send_message_result
    assert [each and each.message_status for each in result or ()] == (
        [] if key is LICENSE_KEY else [MessageStatus.INVALID_LICENSE_KEY]
    )


def test_an_account_that_is_suspended(sandbox: Sandbox) -> None:
    sandbox.esendex.suspend(LICENSE_KEY)
    assert send(sandbox).message_status is MessageStatus.ACCOUNT_SUSPENDED
    sandbox.esendex.reinstate(LICENSE_KEY)
    assert send(sandbox).message_status is MessageStatus.SENT


def test_a_schedule_in_the_past_is_now(sandbox: Sandbox) -> None:
    now = sandbox.clock.now()
    message_id = id_of(send(sandbox, at=now - timedelta(days=1)))
    assert sandbox.esendex.messages[message_id].due == now


def test_a_schedule_within_the_window_is_in_the_queue(sandbox: Sandbox) -> None:
    message_id = id_of(send(sandbox, at=sandbox.clock.now() + timedelta(seconds=4)))
    assert sandbox.esendex.messages.stage(message_id) is Stage.QUEUED


@pytest.mark.parametrize("date", ["/Date(9999999999999-0500)/", "/Date(9999999999999+0100)/"])
def test_a_schedule_with_an_offset_is_refused_in_json(sandbox: Sandbox, date: str) -> None:
    body = f'{{"Body":"Hi","To":["1"],"ScheduledDateTime":"{date}"}}'
    reply = ask(sandbox, "POST /SendMessage", "Content-Type: application/json", body=body)
    assert '"MessageStatus":405' in reply.body


@pytest.mark.parametrize(("date", "expected"), [("Z", "Ready"), ("", "InvalidDateTime"), ("-05:00", "InvalidDateTime")])
def test_a_schedule_must_be_in_utc_in_xml(sandbox: Sandbox, date: str, expected: str) -> None:
    body = (
        '<OutgoingMessageRequest xmlns="http://sms2.cdyne.com"><Body>Hi</Body>'
        f"<ScheduledDateTime>2286-11-20T17:46:39{date}</ScheduledDateTime>"
        '<To xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string>1</a:string></To>'
        "</OutgoingMessageRequest>"
    )
    reply = ask(sandbox, "POST /SendMessage", "Content-Type: text/xml", body=body)
    assert f"<MessageStatus>{expected}</MessageStatus>" in reply.body


def test_dates_come_back_in_the_wrong_clothing(sandbox: Sandbox) -> None:
    body = '{"Body":"Hi","To":["1"]}'
    json = ask(sandbox, "POST /SendMessage", "Content-Type: application/json", body=body).body
    # 12:00:00.25 on the UTC clock, taken for that time in New York.
    claimed = int(datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=EST).timestamp() * 1000)
    assert f'"SentTime":"\\/Date({claimed}-0500)\\/"' in json
    xml = ask(sandbox, "POST /SendMessage", "Content-Type: application/json", "Accept: text/xml", body=body).body
    assert "<SentTime>2026-11-21T12:00:00.25</SentTime>" in xml


def test_never_comes_back_in_the_wrong_clothing_too(sandbox: Sandbox) -> None:
    json = ask(sandbox, "GET /ReadMessageStatus", "Accept: application/json").body
    assert '"SentTime":"\\/Date(-62135578800000-0500)\\/"' in json
    assert "<SentTime>0001-01-01T00:00:00</SentTime>" in ask(sandbox, "GET /ReadMessageStatus").body


def test_another_offset() -> None:
    clock = Clock(datetime(2026, 7, 1, tzinfo=UTC), frozen=True)
    with Sandbox(clock=clock, server_offset=timedelta(hours=-4)) as sandbox:
        json = ask(sandbox, "GET /ReadMessageStatus", "Accept: application/json").body
    assert '"SentTime":"\\/Date(-62135582400000-0400)\\/"' in json


def test_hold_for_a_scheduled_message() -> None:
    with Sandbox(scheduled_status=MessageStatus.HOLD, queue_window=timedelta(minutes=5)) as sandbox:
        now = sandbox.clock.now()
        assert send(sandbox, at=now + timedelta(minutes=10)).message_status is MessageStatus.HOLD
        assert send(sandbox, at=now + timedelta(minutes=3)).message_status is MessageStatus.PROCESSING
