"""The operations of Volt MX."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

from countermand.sandbox.members import or_none
from countermand.sandbox.stage import Stage
from countermand.sandbox.voltmx.account import VoltMxSandbox
from countermand.sandbox.voltmx.refusals import Refused
from countermand.sandbox.voltmx.requests import Entry, SmsRequest
from countermand_bindings.voltmx import SmsRecipient, SmsStatusRow
from countermand_bindings.voltmx.operations.cancel_message import CancelMessage, CancelMessageResponse
from countermand_bindings.voltmx.operations.message_status import MessageStatus, MessageStatusResponse
from countermand_bindings.voltmx.operations.send_message import SendMessage, SendMessageResponse

__all__ = ["cancel_message", "message_status", "send_message"]

_STATUS_OF = {
    Stage.SCHEDULED: "Initial",
    Stage.QUEUED: "Initial",
    Stage.SENT: "Submitted",
    Stage.CANCELLED: "Cancelled",
}
_PAGE = 20


def cancel_message(state: VoltMxSandbox, request: CancelMessage) -> CancelMessageResponse:
    """Cancel what still waits of a request. The count is only in the sentence."""
    other = state.options.other_spellings
    count = state.messages.cancel(request.sms_request_id)
    if not count:
        raise Refused(400, "No cancellable messages found" if other else "Invalid Request. Request method not allowed")
    space = " " if other else "  "
    text = f"Cancelled{space}{count} message entries of the Message with ID : {request.sms_request_id}"
    return CancelMessageResponse(id="", message=text)


def send_message(state: VoltMxSandbox, request: SendMessage) -> SendMessageResponse:
    """Queue a text for numbers, audience ids or a segment."""
    body = or_none(request.body)
    if body is None:
        raise Refused(400, "The request could not be parsed")
    message = body.sms_service_request.messages.message
    to = message.recipients
    people, segment = or_none(to.recipient), or_none(to.segment)
    if people is not None and segment is not None:
        raise Refused(400, "Recipients and a segment cannot be given at once")
    if segment is not None:
        recipients = [_person(state, id_) for id_ in sorted(state.options.segments.get(segment.criteria, ()))]
    else:
        anyone = or_none(request.check_user_existence) is False
        recipients = [_recipient(state, person, anyone=anyone) for person in people or ()]
    if not recipients:
        raise Refused(400, "No active audience found")
    due = _moment(or_none(message.start_timestamp)) or state.clock.now()
    expires = _moment(or_none(message.expiry_timestamp))
    if expires is not None and expires <= due:
        raise Refused(400, "The expiry is not after the start")
    queued = state.messages.add(recipients, or_none(message.content) or "", due)
    return SendMessageResponse(id=queued.request_id, message="Request Queued. ")


def message_status(state: VoltMxSandbox, request: MessageStatus) -> MessageStatusResponse:
    """Count and list messages."""
    request_id = or_none(request.request_id) or ""
    if request_id and not re.fullmatch("[0-9]+", request_id):
        raise Refused(400, "Request ID should not contain alphabets or special characters")
    if not or_none(request.sent_date):
        raise Refused(400, "Please provide sent date")
    first = _date(or_none(request.sent_date))
    last = _date(or_none(request.end_date) or or_none(request.sent_date)) + timedelta(days=1)
    rows = [
        _row(state, sms, entry)
        for sms in state.messages
        for entry in sms.entries
        if first <= sms.accepted < last and _is_asked_for(request, sms, entry)
    ]
    counts = Counter(row.status for row in rows)
    start = _count(or_none(request.start_element), 0)
    size = _count(or_none(request.elements_per_page), _PAGE)
    return MessageStatusResponse(
        submitted=counts["Submitted"],
        initial=counts["Initial"],
        rejected=counts["Rejected"],
        opened=0,
        not_attempted=0,
        undelivered=0,
        cancelled=counts["Cancelled"],
        total=len(rows),
        messages=rows[start : start + size],
    )


def _person(state: VoltMxSandbox, audience_id: str) -> tuple[str, str]:
    audience = state.options.audience or {}
    if audience_id not in audience:
        raise Refused(400, "No active audience found")
    return audience[audience_id], audience_id


def _recipient(state: VoltMxSandbox, person: SmsRecipient, *, anyone: bool) -> tuple[str, str]:
    mobile, audience_id = or_none(person.mobile), or_none(person.id)
    if audience_id:
        return _person(state, audience_id)
    if not mobile:
        raise Refused(400, "No active audience found")
    audience = state.options.audience
    known = [id_ for id_, number in (audience or {}).items() if number == mobile]
    if audience is not None and not known and not anyone:
        raise Refused(400, "No active audience found")
    return mobile, known[0] if known else "0"


def _is_asked_for(request: MessageStatus, sms: SmsRequest, entry: Entry) -> bool:
    asked = (
        (or_none(request.request_id), sms.request_id),
        (or_none(request.audience_id), entry.audience_id),
        (or_none(request.mobile_number), entry.mobile),
    )
    return all(not wanted or wanted == found for wanted, found in asked)


def _row(state: VoltMxSandbox, sms: SmsRequest, entry: Entry) -> SmsStatusRow:
    stage = sms.stage(entry, state.clock.now())
    status = "Rejected" if entry.rejected is not None else _STATUS_OF[stage]
    changed = entry.cancelled or entry.rejected or (sms.due if stage is Stage.SENT else sms.accepted)
    return SmsStatusRow(
        sent_date=_milliseconds(sms.accepted),
        sms_id=entry.sms_id,
        last_activity_date=_milliseconds(changed),
        mobile_number=entry.mobile,
        request_id=sms.request_id,
        audience_id=entry.audience_id,
        status_message="SMS request sent to the gateway" if status == "Submitted" else status,
        status=status,
    )


def _moment(timestamp: str | None) -> datetime | None:
    """Read milliseconds of the Unix epoch; 0 stands for none."""
    if not timestamp or timestamp == "0":
        return None
    if not re.fullmatch("[0-9]{1,14}", timestamp):
        raise Refused(400, "The timestamp is not valid")
    return datetime.fromtimestamp(int(timestamp) / 1000, UTC)


def _milliseconds(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def _date(text: str | None) -> datetime:
    try:
        return datetime.strptime(text or "", "%m/%d/%Y").replace(tzinfo=UTC)
    except ValueError:
        raise Refused(400, "The date is not valid") from None


def _count(text: str | None, default: int) -> int:
    if not text:
        return default
    if not re.fullmatch("[0-9]{1,9}", text):
        raise Refused(400, "Contains Invalid keys")
    return int(text)
