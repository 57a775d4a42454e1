"""SMS Partner: every operation, joined to what carries it out."""

from __future__ import annotations

from typing import Final

from countermand.sandbox.app import Mount
from countermand.sandbox.partner.account import PartnerSandbox
from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.cancelling import cancel
from countermand.sandbox.partner.hosting import AnyHosted, Hosted, Rules
from countermand.sandbox.partner.refusals import COMMON_TEXTS, SEND_TEXTS, STATUS_TEXTS
from countermand.sandbox.partner.service import mount
from countermand.sandbox.partner.sms import account, sending, status
from countermand_bindings.smspartner import operations
from countermand_bindings.smspartner.operations.message_cancel import MessageCancel, MessageCancelResponse

__all__ = ["sms_partner"]

_CANCEL_TEXTS: Final = {
    **COMMON_TEXTS,
    5: "The SMS has already been canceled",
    6: "It is not possible to cancel an SMS if it is due to be sent within the next 5 minutes",
    7: "The SMS has already been sent",
}
_SEND_TEXTS: Final = {
    **COMMON_TEXTS,
    **SEND_TEXTS,
    2: "The phone number is required",
    13: "There is no price for these numbers",
    42: "A low cost SMS has at most 160 characters",
    43: "The message is required",
    44: "The sender is not valid",
    51: "These numbers are not eligible for low cost SMS",
    52: "The message has more than 10 segments",
    55: "There is no number to send to",
    992: "The sender is not authorised",
}
_STATUS_TEXTS: Final = {**COMMON_TEXTS, **STATUS_TEXTS}
_STOP_TEXTS: Final = {
    **COMMON_TEXTS,
    2: "The phone number is required",
    3: "The id is required",
    4: "The id is not on the stop list",
}


def sms_partner(state: PartnerSandbox) -> Mount:
    """Set the service up where it stands.

    Args:
        state: what it remembers.
    """
    by_id = {"messageId": 3}
    hosted: list[AnyHosted] = [
        Hosted(operations.MESSAGE_CANCEL, _message_cancel, Rules(_CANCEL_TEXTS, by_id)),
        Hosted(operations.SEND, sending.send, Rules(_SEND_TEXTS, {"phoneNumbers": 2, "message": 43}, malformed=9)),
        Hosted(operations.BULK_SEND, sending.bulk_send, Rules(_SEND_TEXTS, {"SMSList": 2}, malformed=9)),
        Hosted(operations.MESSAGE_STATUS, status.message_status, Rules(_STATUS_TEXTS, {**by_id, "phoneNumber": 2})),
        Hosted(operations.MULTI_STATUS, status.multi_status, Rules(_STATUS_TEXTS, {"SMSStatut_List": 5}, malformed=6)),
        Hosted(operations.BULK_STATUS, status.bulk_status, Rules(_STATUS_TEXTS, by_id)),
        Hosted(operations.BULK_STATUS_BY_TAG, status.bulk_status_by_tag, Rules(_STATUS_TEXTS, {"tag": 3})),
        Hosted(operations.ME, account.me, Rules(COMMON_TEXTS)),
        Hosted(operations.STOP_SMS_LIST, account.stop_sms_list, Rules(COMMON_TEXTS)),
        Hosted(operations.STOP_SMS_ADD, account.stop_sms_add, Rules(_STOP_TEXTS, {"phoneNumber": 2}, malformed=9)),
        Hosted(operations.STOP_SMS_DELETE, account.stop_sms_delete, Rules(_STOP_TEXTS, {"id": 3})),
    ]
    return mount("smspartner", [each.route(state) for each in hosted])


def _message_cancel(caller: Caller, request: MessageCancel) -> MessageCancelResponse:
    """Cancel a send."""
    cancel(caller, request.message_id)
    return MessageCancelResponse(success=True, code=200, message="The SMS sending has been canceled.")
