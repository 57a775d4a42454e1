"""BulkStatus and Me."""

from __future__ import annotations

from hashlib import sha256

from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.mail.sending import CURRENCY, PRICE
from countermand.sandbox.partner.status import date_of, status_of
from countermand_bindings.mailpartner import AccountCredits, AccountUser, MailStatusRow
from countermand_bindings.mailpartner.operations.bulk_status import BulkStatus, BulkStatusResponse
from countermand_bindings.mailpartner.operations.me import Me, MeResponse

__all__ = ["bulk_status", "me"]


def bulk_status(caller: Caller, request: BulkStatus) -> BulkStatusResponse:
    """Tell what became of a message at each of its addresses."""
    send = caller.send(request.message_id)
    rows = [
        MailStatusRow(
            email=recipient.address,
            token=sha256(f"{send.message_id} {recipient.address}".encode()).hexdigest()[:16],
            status=status_of(caller, send),
            cost=recipient.cost,
            stop_mail=recipient.address in caller.account.stops,
            date=date_of(send),
        )
        for recipient in send.recipients
    ]
    return BulkStatusResponse(success=True, code=200, message_id=send.message_id, statut_response_list=rows)


def me(caller: Caller, request: Me) -> MeResponse:
    """Tell the account's credits."""
    balance = caller.account.balance
    return MeResponse(
        success=True,
        code=200,
        user=AccountUser(username="sandbox@example.com"),
        credits=AccountCredits(credit_mail=int(balance / PRICE), balance=balance, currency=CURRENCY),
    )
