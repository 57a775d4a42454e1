"""CancelMessage, its WebPost twin, and CancelAllMessages."""

from __future__ import annotations

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.values import or_default
from countermand_bindings.esendex.operations.cancel_all_messages import CancelAllMessages, CancelAllMessagesResponse
from countermand_bindings.esendex.operations.cancel_message import CancelMessage, CancelMessageResponse
from countermand_bindings.esendex.operations.cancel_message_web_post import (
    CancelMessageWebPost,
    CancelMessageWebPostResponse,
)

__all__ = ["cancel_all_messages", "cancel_message", "cancel_message_web_post"]


def cancel_message(account: EsendexSandbox, request: CancelMessage) -> CancelMessageResponse:
    """Cancel a message that is still scheduled; whatever else it is, the answer is false without a reason."""
    return CancelMessageResponse(cancel_message_result=account.messages.cancel(or_default(request.message_id, EMPTY)))


def cancel_message_web_post(account: EsendexSandbox, request: CancelMessageWebPost) -> CancelMessageWebPostResponse:
    """Do as `cancel_message` does."""
    cancelled = account.messages.cancel(or_default(request.message_id, EMPTY))
    return CancelMessageWebPostResponse(cancel_message_web_post_result=cancelled)


def cancel_all_messages(account: EsendexSandbox, request: CancelAllMessages) -> CancelAllMessagesResponse:
    """Cancel everything that is scheduled on a license key; true if that was anything."""
    license_key = or_default(request.license_key, EMPTY)
    cancelled = account.messages.cancel_all(license_key) if account.knows(license_key) else 0
    return CancelAllMessagesResponse(cancel_all_messages_result=cancelled > 0)
