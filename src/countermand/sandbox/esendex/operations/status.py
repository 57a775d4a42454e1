"""What became of a message: GetMessageStatus, its two relatives, and ReadMessageStatus."""

from __future__ import annotations

from uuid import UUID

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.messages import OutgoingMessage
from countermand.sandbox.esendex.operations.reading import sms_incoming_message
from countermand.sandbox.esendex.values import or_default, wall_clock
from countermand.sandbox.stage import Stage
from countermand_bindings.esendex import MessageStatus, OutgoingMessageResponse, SMSErrors, SMSResponse
from countermand_bindings.esendex.operations.get_message_status import GetMessageStatus, GetMessageStatusResponse
from countermand_bindings.esendex.operations.get_message_status_by_reference_id import (
    GetMessageStatusByReferenceID,
    GetMessageStatusByReferenceIDResponse,
)
from countermand_bindings.esendex.operations.get_message_status_web_post import (
    GetMessageStatusWebPost,
    GetMessageStatusWebPostResponse,
)
from countermand_bindings.esendex.operations.read_message_status import ReadMessageStatus, ReadMessageStatusResponse
from countermand_wire.absent import ABSENT
from countermand_wire.scalars import NEVER

__all__ = [
    "get_message_status",
    "get_message_status_by_reference_id",
    "get_message_status_web_post",
    "outgoing_response",
    "read_message_status",
]


def get_message_status(account: EsendexSandbox, request: GetMessageStatus) -> GetMessageStatusResponse:
    """Look a message up by its id alone."""
    return GetMessageStatusResponse(get_message_status_result=_look_up(account, or_default(request.message_id, EMPTY)))


def get_message_status_web_post(
    account: EsendexSandbox, request: GetMessageStatusWebPost
) -> GetMessageStatusWebPostResponse:
    """Do as `get_message_status` does."""
    message_id = or_default(request.message_id, EMPTY)
    return GetMessageStatusWebPostResponse(get_message_status_web_post_result=_look_up(account, message_id))


def get_message_status_by_reference_id(
    account: EsendexSandbox, request: GetMessageStatusByReferenceID
) -> GetMessageStatusByReferenceIDResponse:
    """Look up every message that carries a reference."""
    license_key = or_default(request.license_key, EMPTY)
    if not account.knows(license_key):
        found = [_failure(SMSErrors.LICENSE_KEY_INVALID)]
    else:
        messages = account.messages.with_reference(or_default(request.reference_id, ""), license_key)
        found = [_sms_response(account, message) for message in messages]
    return GetMessageStatusByReferenceIDResponse(get_message_status_by_reference_id_result=found)


def read_message_status(account: EsendexSandbox, request: ReadMessageStatus) -> ReadMessageStatusResponse:
    """Look a message up by its id and license key; another account's message is as good as none."""
    license_key = or_default(request.license_key, EMPTY)
    message = account.messages.get(or_default(request.message_id, EMPTY))
    if not account.knows(license_key):
        result = _unknown(MessageStatus.INVALID_LICENSE_KEY)
    elif message is None or message.license_key != license_key:
        result = _unknown(MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID)
    else:
        result = outgoing_response(account, message)
    return ReadMessageStatusResponse(read_message_status_result=result)


def outgoing_response(account: EsendexSandbox, message: OutgoingMessage) -> OutgoingMessageResponse:
    """Describe a message as SendMessage and ReadMessageStatus do."""
    stage = account.messages.stage_of(message)
    statuses = {
        Stage.SCHEDULED: account.options.scheduled_status,
        Stage.QUEUED: MessageStatus.PROCESSING,
        Stage.SENT: MessageStatus.SENT,
        Stage.CANCELLED: MessageStatus.CANCELLED,
    }
    return OutgoingMessageResponse(
        attachments=",".join(message.attachments) or None,
        from_=message.from_,
        message_id=message.message_id,
        message_status=statuses[stage],
        sent_time=wall_clock(message.due) if stage is Stage.SENT else NEVER,
        to=message.to,
    )


def _unknown(status: MessageStatus) -> OutgoingMessageResponse:
    return OutgoingMessageResponse(
        attachments=None, from_=None, message_id=EMPTY, message_status=status, sent_time=NEVER, to=None
    )


def _look_up(account: EsendexSandbox, message_id: UUID) -> SMSResponse:
    message = account.messages.get(message_id)
    return _failure(SMSErrors.NOT_FOUND) if message is None else _sms_response(account, message)


def _sms_response(account: EsendexSandbox, message: OutgoingMessage) -> SMSResponse:
    stage = account.messages.stage_of(message)
    answers = [answer for answer in account.incoming if answer.matched_id == message.message_id]
    return SMSResponse(
        cancelled=stage is Stage.CANCELLED,
        message_id=message.message_id,
        queued=stage is Stage.QUEUED,
        reference_id=message.reference_id or ABSENT,
        sms_error=SMSErrors.NO_ERROR,
        sms_incoming_messages=[sms_incoming_message(answer) for answer in answers] or None,
        sent=stage is Stage.SENT,
        sent_date_time=wall_clock(message.due) if stage is Stage.SENT else NEVER,
    )


def _failure(error: SMSErrors) -> SMSResponse:
    return SMSResponse(
        cancelled=False,
        message_id=EMPTY,
        queued=False,
        sms_error=error,
        sms_incoming_messages=None,
        sent=False,
        sent_date_time=NEVER,
    )
