"""Reading what came in, and who unsubscribed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.incoming import IncomingMessage
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.values import in_span, or_default, page_of, wall_clock
from countermand.sandbox.wcf import NullRequest
from countermand_bindings.esendex import (
    IncomingMessageCriteria,
    IncomingMessageResponse,
    SMSIncomingMessage,
    SystemKeywordResponses,
    UnsubscribedNumber,
)
from countermand_bindings.esendex.operations.get_system_keyword_responses import (
    GetSystemKeywordResponses,
    GetSystemKeywordResponsesResponse,
)
from countermand_bindings.esendex.operations.get_unread_incoming_messages import (
    GetUnreadIncomingMessages,
    GetUnreadIncomingMessagesResponse,
)
from countermand_bindings.esendex.operations.get_unread_incoming_messages_web_post import (
    GetUnreadIncomingMessagesWebPost,
    GetUnreadIncomingMessagesWebPostResponse,
)
from countermand_bindings.esendex.operations.get_unsubscribed_numbers import (
    GetUnsubscribedNumbers,
    GetUnsubscribedNumbersResponse,
)
from countermand_bindings.esendex.operations.read_incoming_messages import (
    ReadIncomingMessages,
    ReadIncomingMessagesResponse,
)
from countermand_wire.scalars import NEVER

__all__ = [
    "get_system_keyword_responses",
    "get_unread_incoming_messages",
    "get_unread_incoming_messages_web_post",
    "get_unsubscribed_numbers",
    "read_incoming_messages",
    "sms_incoming_message",
]


def get_unread_incoming_messages(
    account: EsendexSandbox, request: GetUnreadIncomingMessages
) -> GetUnreadIncomingMessagesResponse:
    """Return what was not fetched yet; from now on it was."""
    unread = _fetch_unread(account, or_default(request.license_key, EMPTY))
    return GetUnreadIncomingMessagesResponse(get_unread_incoming_messages_result=unread)


def get_unread_incoming_messages_web_post(
    account: EsendexSandbox, request: GetUnreadIncomingMessagesWebPost
) -> GetUnreadIncomingMessagesWebPostResponse:
    """Do as `get_unread_incoming_messages` does."""
    unread = _fetch_unread(account, or_default(request.license_key, EMPTY))
    return GetUnreadIncomingMessagesWebPostResponse(get_unread_incoming_messages_web_post_result=unread)


def read_incoming_messages(account: EsendexSandbox, request: ReadIncomingMessages) -> ReadIncomingMessagesResponse:
    """Return a page of what came in and fits the criteria; from now on it was fetched."""
    criteria = request.criteria
    if not criteria:
        raise NullRequest("ReadIncomingMessages was called without criteria")
    fitting = [message for message in _of(account, criteria.license_key) if _fits(account, message, criteria)]
    page = page_of(fitting, or_default(criteria.page_number, 0), or_default(criteria.page_size, 0))
    _mark_read(account, page)
    return ReadIncomingMessagesResponse(read_incoming_messages_result=[_incoming_response(message) for message in page])


def get_unsubscribed_numbers(
    account: EsendexSandbox, request: GetUnsubscribedNumbers
) -> GetUnsubscribedNumbersResponse:
    """Return the numbers that answered STOP."""
    numbers = account.unsubscribed.of(or_default(request.license_key, EMPTY))
    return GetUnsubscribedNumbersResponse(
        get_unsubscribed_numbers_result=[
            UnsubscribedNumber(entry_date=wall_clock(moment), phone_number=number) for number, moment in numbers.items()
        ]
    )


def get_system_keyword_responses(
    account: EsendexSandbox, request: GetSystemKeywordResponses
) -> GetSystemKeywordResponsesResponse:
    """Return what a number answers to HELP, RESUME and STOP; nothing for a license key that is not known."""
    if not account.knows(or_default(request.license_key, EMPTY)):
        return GetSystemKeywordResponsesResponse(get_system_keyword_responses_result=None)
    number = or_default(request.number, "")
    responses = SystemKeywordResponses(
        help=f"Messages from {number}. Reply STOP to end them.",
        resume=f"You will receive messages from {number} again.",
        stop=f"You will receive no more messages from {number}. Reply START to resume.",
    )
    return GetSystemKeywordResponsesResponse(get_system_keyword_responses_result=responses)


def sms_incoming_message(message: IncomingMessage) -> SMSIncomingMessage:
    """Describe an incoming message as the older operations do."""
    return SMSIncomingMessage(
        from_phone_number=message.from_,
        incoming_message_id=message.message_id,
        matched_message_id=message.matched_id,
        message=message.body,
        response_receive_date=wall_clock(message.received),
        to_phone_number=message.to,
    )


def _incoming_response(message: IncomingMessage) -> IncomingMessageResponse:
    return IncomingMessageResponse(
        attachments=message.attachments or None,
        from_=message.from_,
        incoming_message_id=message.message_id,
        outgoing_message_id=message.matched_id,
        payload=message.body,
        received_date=wall_clock(message.received),
        subject=message.subject,
        to=message.to,
        udh=message.udh,
    )


def _of(account: EsendexSandbox, license_key: UUID) -> list[IncomingMessage]:
    return account.incoming.of(license_key) if account.knows(license_key) else []


def _fetch_unread(account: EsendexSandbox, license_key: UUID) -> list[SMSIncomingMessage]:
    unread = [message for message in _of(account, license_key) if not message.read]
    _mark_read(account, unread)
    return [sms_incoming_message(message) for message in unread]


def _mark_read(account: EsendexSandbox, messages: Iterable[IncomingMessage]) -> None:
    for message in messages:
        account.incoming.mark_read(message.message_id)


def _fits(account: EsendexSandbox, message: IncomingMessage, criteria: IncomingMessageCriteria) -> bool:
    reference_id = or_default(criteria.reference_id, "")
    matched = account.messages.get(message.matched_id)
    return (
        or_default(criteria.incoming_message_id, EMPTY) in (EMPTY, message.message_id)
        and or_default(criteria.outgoing_message_id, EMPTY) in (EMPTY, message.matched_id)
        and (not reference_id or (matched is not None and matched.reference_id == reference_id))
        and not (or_default(criteria.unread_messages_only, default=False) and message.read)
        and in_span(message.received, or_default(criteria.start_date, NEVER), or_default(criteria.end_date, NEVER))
    )
