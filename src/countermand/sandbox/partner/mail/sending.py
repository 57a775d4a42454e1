"""Send."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from decimal import Decimal

from countermand.sandbox.members import or_none
from countermand.sandbox.partner.caller import MOST_RECIPIENTS, Caller
from countermand.sandbox.partner.refusals import Refused
from countermand.sandbox.partner.sends import Recipient
from countermand.sandbox.partner.wall_time import due_time, paris_text
from countermand_bindings.mailpartner import Attachment, MailAddress
from countermand_bindings.mailpartner.operations.send import Send, SendResponse
from countermand_wire.absent import ABSENT

__all__ = ["CURRENCY", "PRICE", "send"]

CURRENCY = "EUR"
PRICE = Decimal("0.01")
"""Of one mail, in euros."""
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MOST_ATTACHMENTS = 3
_MOST_BYTES = 5_000_000


def send(caller: Caller, request: Send) -> SendResponse:
    """Send one mail to several addresses."""
    recipients = [
        Recipient(address=address, text=request.html_content, cost=PRICE) for address in _recipients(caller, request)
    ]
    _check_senders(request)
    _check_attachments(or_none(request.attachments) or ())
    date = or_none(request.scheduled_delivery_date)
    due = due_time(date, or_none(request.time), or_none(request.minute), caller.now)
    accepted = caller.accept(recipients, due, tag=or_none(request.tag), only_tried=bool(or_none(request.sandbox)))
    return SendResponse(
        success=True,
        code=200,
        message_id=accepted.message_id,
        nb_mail=len(recipients),
        cost=accepted.cost,
        currency=CURRENCY,
        scheduled_delivery_date=ABSENT if date is None else paris_text(accepted.due),
    )


def _recipients(caller: Caller, request: Send) -> list[str]:
    """Return the addresses, from where the samples have them or from where the page's table has them."""
    params = or_none(request.params)
    listed = params.to if params is not None else or_none(request.to)
    if listed is None:
        raise Refused(22)
    if not listed:
        raise Refused(18)
    if len(listed) > MOST_RECIPIENTS:
        raise Refused(50)
    addresses = [_checked(entry) for entry in listed]
    if any(address in caller.account.stops for address in addresses):
        raise Refused(14)
    if len(set(addresses)) < len(addresses):
        raise Refused(15)
    return addresses


def _checked(entry: MailAddress) -> str:
    if not _ADDRESS.fullmatch(entry.email):
        raise Refused(19)
    if or_none(entry.name) == "":
        raise Refused(21)
    return entry.email


def _check_senders(request: Send) -> None:
    sender, reply_to = or_none(request.from_), or_none(request.reply_to)
    if sender is not None and not _ADDRESS.fullmatch(sender.email):
        raise Refused(4)
    if sender is not None and or_none(sender.name) == "":
        raise Refused(5)
    if reply_to is not None and not _ADDRESS.fullmatch(reply_to.email):
        raise Refused(24 if reply_to.email else 23)
    if reply_to is not None and or_none(reply_to.name) == "":
        raise Refused(25)


def _check_attachments(attachments: Sequence[Attachment]) -> None:
    if len(attachments) > _MOST_ATTACHMENTS:
        raise Refused(9)
    for attachment in attachments:
        if not attachment.filename:
            raise Refused(16)
        try:
            content = base64.b64decode(attachment.base64_content, validate=True)
        except (binascii.Error, ValueError):
            raise Refused(8) from None
        if "/" not in attachment.content_type or len(content) > _MOST_BYTES:
            raise Refused(9)
