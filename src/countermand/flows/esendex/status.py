"""What the vendor says of one message: by license key and id in detail, by the id alone in outline."""

from __future__ import annotations

from typing import Final, TypeVar
from uuid import UUID

from countermand.errors import AccountSuspended, AuthenticationError, CountermandError, ProtocolError
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.esendex.dates import moment
from countermand.flows.esendex.phases import phase_of, told
from countermand.flows.flow import Flow
from countermand.flows.reply import Reply
from countermand.outcome import MessageState, Phase
from countermand_bindings.esendex.contracts.message_status import MessageStatus
from countermand_bindings.esendex.contracts.sms_errors import SMSErrors
from countermand_bindings.esendex.contracts.sms_response import SMSResponse
from countermand_bindings.esendex.operations.get_message_status import GET_MESSAGE_STATUS, GetMessageStatus
from countermand_bindings.esendex.operations.read_message_status import READ_MESSAGE_STATUS, ReadMessageStatus
from countermand_wire.absent import ABSENT, Absent

__all__ = ["REFUSED_KEY", "look_up", "status", "status_by_id"]

T = TypeVar("T")

REFUSED_KEY: Final[dict[object, type[AuthenticationError | AccountSuspended]]] = {
    MessageStatus.INVALID_LICENSE_KEY: AuthenticationError,
    MessageStatus.ACCOUNT_SUSPENDED: AccountSuspended,
}
"""Statuses that speak of the caller, not of the message."""

OF_THE_MESSAGE: Final = frozenset({
    SMSErrors.STOP_FROM_PHONE_NUMBER,
    SMSErrors.PHONE_NUMBER_INVALID,
    SMSErrors.MESSAGE_INVALID,
    SMSErrors.SCHEDULED_DATE_TIME_IS_NOT_UTC,
    SMSErrors.INVALID_ASSIGNED_DID,
    SMSErrors.ASSIGNED_DID_REQUIRED,
})  # fmt: skip
"""Errors that speak of the message, which does not go out; the others speak of the caller or the service."""


def status(channel: Channel, license_key: UUID, message_id: UUID, *, once: bool = False) -> Flow[MessageState]:
    """Read a message's status by license key and id. A message that the vendor does not know is a state, no error.

    Args:
        channel: How the call travels.
        license_key: Whose view it is.
        message_id: The message.
        once: Whether not to ask again after a lost reply.

    Raises:
        AuthenticationError: the vendor does not know the license key.
        AccountSuspended: the vendor has closed the account.
        CountermandError: as `call`.
    """
    request = ReadMessageStatus(license_key=license_key, message_id=message_id)
    reply = yield from call(channel, READ_MESSAGE_STATUS, request, harmless=not once)
    message = _present(reply, reply.value.read_message_status_result)
    said = message.message_status
    if said is ABSENT:
        raise _incomplete(reply)
    code, text = told(said)
    refusal = REFUSED_KEY.get(said)
    if refusal is not None:
        raise refusal("the service refuses the license key", code=code, text=text or "")
    return MessageState(
        service=channel.service,
        message_id=str(message_id),
        phase=phase_of(said),
        code=code,
        text=text,
        to=message.to or None,
        from_number=message.from_ or None,
        sent_at=moment(message.sent_time),
        response=reply.http,
    )


def status_by_id(channel: Channel, message_id: UUID) -> Flow[MessageState]:
    """Read a message's status by its id alone, which tells no recipient and knows fewer phases.

    Raises:
        CountermandError: as `call`.
    """
    request = GetMessageStatus(message_id=message_id)
    reply = yield from call(channel, GET_MESSAGE_STATUS, request, harmless=True)
    message = _present(reply, reply.value.get_message_status_result)
    code, text = told(message.sms_error)
    phase = _outline(message)
    return MessageState(
        service=channel.service,
        message_id=str(message_id),
        phase=phase,
        code=code,
        text=phase.value.capitalize() if message.sms_error is SMSErrors.NO_ERROR else text,
        sent_at=moment(message.sent_date_time) if message.sent else None,
        response=reply.http,
    )


def look_up(channel: Channel, license_key: UUID, message_id: UUID) -> Flow[MessageState | None]:
    """Find out what became of a message, in whichever way answers.

    The license key's view comes first, as it tells more. A message that it does not hold may be another key's, which
    the id alone still reaches. That is also what is tried, and tried again, after a lost reply.

    Returns:
        The state, or None where no way gave an answer.
    """
    by_key = yield from _tried(status(channel, license_key, message_id, once=True))
    if by_key is not None and by_key.phase not in {Phase.NOT_FOUND, Phase.UNKNOWN}:
        return by_key
    by_id = yield from _tried(status_by_id(channel, message_id))
    return by_key if by_id is None else by_id


def _tried(flow: Flow[T]) -> Flow[T | None]:
    try:
        return (yield from flow)
    except CountermandError:
        return None


def _outline(message: SMSResponse) -> Phase:
    if message.sms_error is SMSErrors.NOT_FOUND:
        return Phase.NOT_FOUND
    if message.cancelled is True:
        return Phase.CANCELLED
    if message.sent:
        return Phase.SENT
    if message.sms_error is SMSErrors.NO_ERROR:
        # The vendor also calls "queued" what it has merely accepted.
        return Phase.PENDING if message.queued else Phase.SCHEDULED
    return Phase.FAILED if message.sms_error in OF_THE_MESSAGE else Phase.UNKNOWN


def _present(reply: Reply[object], result: T | Absent | None) -> T:
    if result is None or result is ABSENT:
        raise _incomplete(reply)
    return result


def _incomplete(reply: Reply[object]) -> ProtocolError:
    return ProtocolError("the reply does not say what became of the message", status=reply.http.status)
