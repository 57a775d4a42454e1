"""SendMessage, and the three older operations that send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import attrs

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.messages import OutgoingMessage
from countermand.sandbox.esendex.operations.status import outgoing_response
from countermand.sandbox.esendex.values import is_phone_number, is_utc, or_default
from countermand.sandbox.wcf import NullRequest
from countermand_bindings.esendex import (
    MessageStatus,
    OutgoingMessageRequest,
    OutgoingMessageResponse,
    SMSErrors,
    SMSRequest,
    SMSResponse,
)
from countermand_bindings.esendex.operations.advanced_sms_send import AdvancedSMSsend, AdvancedSMSsendResponse
from countermand_bindings.esendex.operations.send_message import SendMessage, SendMessageResponse
from countermand_bindings.esendex.operations.simple_sms_send import SimpleSMSsend, SimpleSMSsendResponse
from countermand_bindings.esendex.operations.simple_sms_send_with_postback import (
    SimpleSMSsendWithPostback,
    SimpleSMSsendWithPostbackResponse,
)
from countermand_wire.absent import ABSENT
from countermand_wire.scalars import NEVER

__all__ = ["advanced_sms_send", "send_message", "simple_sms_send", "simple_sms_send_with_postback"]

_AS_SMS_ERROR = {
    MessageStatus.INVALID_LICENSE_KEY: SMSErrors.LICENSE_KEY_INVALID,
    MessageStatus.ACCOUNT_SUSPENDED: SMSErrors.CONTACT_CDYNE_ACCOUNT_SUSPENDED,
    MessageStatus.STOP_ON_PHONE_NUMBER: SMSErrors.STOP_FROM_PHONE_NUMBER,
    MessageStatus.INVALID_DESTINATION: SMSErrors.PHONE_NUMBER_INVALID,
    MessageStatus.NO_MESSAGE: SMSErrors.MESSAGE_INVALID,
    MessageStatus.INVALID_DATE_TIME: SMSErrors.SCHEDULED_DATE_TIME_IS_NOT_UTC,
    MessageStatus.INVALID_DID: SMSErrors.INVALID_ASSIGNED_DID,
}


@attrs.frozen(kw_only=True)
class _Draft:
    """A message on its way into the store, from whichever operation."""

    license_key: UUID = attrs.field(repr=False)
    to: str
    body: str
    from_: str | None = None
    scheduled: datetime = NEVER
    subject: str | None = None
    reference_id: str | None = None
    attachments: tuple[str, ...] = ()
    postback_url: str | None = None
    use_mms: bool = False


def send_message(account: EsendexSandbox, request: SendMessage) -> SendMessageResponse:
    """Send to every recipient; a refusal stands in the status of each one."""
    outgoing = request.request
    if not isinstance(outgoing, OutgoingMessageRequest):
        raise NullRequest("SendMessage was called without a request")
    recipients = [to or "" for to in outgoing.to or ()]
    if not recipients and not account.knows(outgoing.license_key):
        recipients = [""]
    return SendMessageResponse(send_message_result=[_send(account, _draft(outgoing, to)) for to in recipients])


def simple_sms_send(account: EsendexSandbox, request: SimpleSMSsend) -> SimpleSMSsendResponse:
    """Send one text at once."""
    draft = _Draft(
        license_key=or_default(request.license_key, EMPTY),
        to=or_default(request.phone_number, ""),
        body=or_default(request.message, ""),
    )
    return SimpleSMSsendResponse(simple_sms_send_result=_send_sms(account, draft))


def simple_sms_send_with_postback(
    account: EsendexSandbox, request: SimpleSMSsendWithPostback
) -> SimpleSMSsendWithPostbackResponse:
    """Send one text at once, and note a postback URL."""
    draft = _Draft(
        license_key=or_default(request.license_key, EMPTY),
        to=or_default(request.phone_number, ""),
        body=or_default(request.message, ""),
        postback_url=or_default(request.status_post_back_url, "") or None,
    )
    return SimpleSMSsendWithPostbackResponse(simple_sms_send_with_postback_result=_send_sms(account, draft))


def advanced_sms_send(account: EsendexSandbox, request: AdvancedSMSsend) -> AdvancedSMSsendResponse:
    """Send several texts, each to several numbers."""
    advanced = request.advanced_request
    if not advanced:
        raise NullRequest("AdvancedSMSsend was called without a request")
    drafts = [
        draft
        for sms in advanced.sms_requests or ()
        if sms is not None
        for draft in _sms_drafts(advanced.license_key, sms)
    ]
    return AdvancedSMSsendResponse(advanced_sms_send_result=[_send_sms(account, draft) for draft in drafts])


def _draft(request: OutgoingMessageRequest, to: str) -> _Draft:
    nothing: Sequence[str | None] = ()
    return _Draft(
        license_key=request.license_key,
        to=to,
        body=or_default(request.body, ""),
        from_=or_default(request.from_, "") or None,
        scheduled=or_default(request.scheduled_date_time, NEVER),
        subject=or_default(request.subject, "") or None,
        reference_id=or_default(request.reference_id, "") or None,
        attachments=tuple(item for item in or_default(request.attachments, nothing) if item),
        postback_url=or_default(request.postback_url, "") or None,
        use_mms=request.use_mms,
    )


def _sms_drafts(license_key: UUID, sms: SMSRequest) -> list[_Draft]:
    nothing: Sequence[str | None] = ()
    return [
        _Draft(
            license_key=license_key,
            to=number or "",
            body=sms.message or "",
            from_=or_default(sms.assigned_did, "") or None,
            scheduled=or_default(sms.scheduled_date_time, NEVER),
            reference_id=or_default(sms.reference_id, "") or None,
            postback_url=or_default(sms.status_post_back_url, "") or None,
        )
        for number in or_default(sms.phone_numbers, nothing)
    ]


def _send(account: EsendexSandbox, draft: _Draft) -> OutgoingMessageResponse:
    refused = _refuse(account, draft)
    if refused is None:
        return outgoing_response(account, _accept(account, draft))
    return OutgoingMessageResponse(
        attachments=None,
        from_=draft.from_,
        message_id=EMPTY,
        message_status=refused,
        sent_time=NEVER,
        to=draft.to or None,
    )


def _send_sms(account: EsendexSandbox, draft: _Draft) -> SMSResponse:
    refused = _refuse(account, draft)
    if refused is None:
        message_id = _accept(account, draft).message_id
    else:
        # Observed: a wrong license key is answered with an id all the same, a wrong number with an empty one.
        message_id = account.new_id() if refused is MessageStatus.INVALID_LICENSE_KEY else EMPTY
    return SMSResponse(
        cancelled=False,
        message_id=message_id,
        queued=refused is None,
        reference_id=draft.reference_id or ABSENT,
        sms_error=SMSErrors.NO_ERROR if refused is None else _AS_SMS_ERROR[refused],
        sms_incoming_messages=None,
        sent=False,
        sent_date_time=NEVER,
    )


def _refuse(account: EsendexSandbox, draft: _Draft) -> MessageStatus | None:
    """Return why a message is refused, or None."""
    checks = (
        (not account.knows(draft.license_key), MessageStatus.INVALID_LICENSE_KEY),
        (account.is_suspended(draft.license_key), MessageStatus.ACCOUNT_SUSPENDED),
        (not draft.body and not draft.attachments, MessageStatus.NO_MESSAGE),
        (draft.scheduled != NEVER and not is_utc(draft.scheduled), MessageStatus.INVALID_DATE_TIME),
        (not is_phone_number(draft.to), MessageStatus.INVALID_DESTINATION),
        (draft.from_ is not None and not is_phone_number(draft.from_), MessageStatus.INVALID_DID),
        (draft.to in account.unsubscribed.of(draft.license_key), MessageStatus.STOP_ON_PHONE_NUMBER),
    )
    return next((status for applies, status in checks if applies), None)


def _accept(account: EsendexSandbox, draft: _Draft) -> OutgoingMessage:
    now = account.clock.now()
    message = OutgoingMessage(
        message_id=account.new_id(),
        license_key=draft.license_key,
        to=draft.to,
        body=draft.body,
        due=now if draft.scheduled == NEVER else max(draft.scheduled, now),
        accepted=now,
        from_=draft.from_,
        subject=draft.subject,
        reference_id=draft.reference_id,
        attachments=draft.attachments,
        postback_url=draft.postback_url,
        use_mms=draft.use_mms,
    )
    account.messages.add(message)
    return message
