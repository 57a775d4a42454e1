"""Mail Partner: every operation, joined to what carries it out."""

from __future__ import annotations

from typing import Final

from countermand.sandbox.app import Mount
from countermand.sandbox.partner.account import PartnerSandbox
from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.cancelling import cancel
from countermand.sandbox.partner.hosting import AnyHosted, Hosted, Rules
from countermand.sandbox.partner.mail.reading import bulk_status, me
from countermand.sandbox.partner.mail.sending import send
from countermand.sandbox.partner.refusals import COMMON_TEXTS, SEND_TEXTS
from countermand.sandbox.partner.service import mount
from countermand_bindings.mailpartner import operations
from countermand_bindings.mailpartner.operations.message_cancel import MessageCancel, MessageCancelResponse

__all__ = ["mail_partner"]

_TEXTS: Final = {**COMMON_TEXTS, 10: "Incorrect API key"}
_CANCEL_TEXTS: Final = {
    **_TEXTS,
    5: "The mail has already been canceled",
    6: "You cannot cancel the mail less than 5 minutes before its scheduled time",
    7: "You cannot cancel a mail that has already been sent",
}
_SEND_TEXTS: Final = {
    **_TEXTS,
    **SEND_TEXTS,
    2: "The content is required",
    4: "The sender's address is not valid",
    5: "The sender's name is empty",
    8: "The attachment cannot be read",
    9: "The attachment's type is not valid",
    16: "The attachment's name is required",
    18: "A recipient is required",
    19: "The recipient is not valid",
    21: "The recipient's name is empty",
    22: "The list of recipients is required",
    23: "The reply address is required",
    24: "The reply address is not valid",
    25: "The reply name is empty",
}


def mail_partner(state: PartnerSandbox) -> Mount:
    """Set the service up where it stands.

    Args:
        state: what it remembers.
    """
    by_id = {"messageId": 3}
    hosted: list[AnyHosted] = [
        Hosted(operations.MESSAGE_CANCEL, _message_cancel, Rules(_CANCEL_TEXTS, by_id)),
        Hosted(operations.SEND, send, Rules(_SEND_TEXTS, {"subject": 2, "htmlContent": 2})),
        Hosted(operations.BULK_STATUS, bulk_status, Rules(_TEXTS, by_id)),
        Hosted(operations.ME, me, Rules(_TEXTS)),
    ]
    return mount("mailpartner", [each.route(state) for each in hosted])


def _message_cancel(caller: Caller, request: MessageCancel) -> MessageCancelResponse:
    """Cancel a send."""
    cancel(caller, request.message_id)
    return MessageCancelResponse(success=True, code=200, message="The email has been canceled.")
