"""MessageStatus, MultiStatus, BulkStatus and BulkStatusByTag."""

from __future__ import annotations

from countermand.sandbox.partner.caller import MOST_RECIPIENTS, Caller
from countermand.sandbox.partner.refusals import Refused
from countermand.sandbox.partner.sends import OutgoingSend, Recipient
from countermand.sandbox.partner.sms.numbers import country_of, number_of
from countermand.sandbox.partner.sms.sending import CURRENCY
from countermand.sandbox.partner.status import date_of, status_of
from countermand_bindings.smspartner import BulkStatusRow, MultiStatusQuery, MultiStatusRow
from countermand_bindings.smspartner.operations.bulk_status import BulkStatus, BulkStatusResponse
from countermand_bindings.smspartner.operations.bulk_status_by_tag import BulkStatusByTag, BulkStatusByTagResponse
from countermand_bindings.smspartner.operations.message_status import MessageStatus, MessageStatusResponse
from countermand_bindings.smspartner.operations.multi_status import MultiStatus, MultiStatusResponse

__all__ = ["bulk_status", "bulk_status_by_tag", "message_status", "multi_status"]

_NOT_FOUND = "Numéro introuvable"
"""What stands for the status of a number that is not found."""


def message_status(caller: Caller, request: MessageStatus) -> MessageStatusResponse:
    """Tell what became of a message at one number."""
    send, recipient = _found(caller, request.message_id, request.phone_number)
    return MessageStatusResponse(
        success=True,
        code=200,
        number=recipient.address,
        message_id=send.message_id,
        stop_sms=recipient.address in caller.account.stops,
        date=date_of(send),
        statut=status_of(caller, send),
        cost=recipient.cost,
        country_code=country_of(recipient.address),
        currency=CURRENCY,
    )


def multi_status(caller: Caller, request: MultiStatus) -> MultiStatusResponse:
    """Tell what became of each of many pairs of message and number."""
    if not request.sms_statut_list:
        raise Refused(5)
    if len(request.sms_statut_list) > MOST_RECIPIENTS:
        raise Refused(50)
    rows = [_row_of_pair(caller, pair) for pair in request.sms_statut_list]
    return MultiStatusResponse(success=True, code=200, statut_response_list=rows)


def bulk_status(caller: Caller, request: BulkStatus) -> BulkStatusResponse:
    """Tell what became of a message at each of its numbers."""
    send = caller.send(request.message_id)
    return BulkStatusResponse(
        success=True, code=200, message_id=send.message_id, statut_response_list=_rows(caller, send)
    )


def bulk_status_by_tag(caller: Caller, request: BulkStatusByTag) -> BulkStatusByTagResponse:
    """Tell what became of all messages with a tag; the sandbox has one page."""
    owner = caller.state.owner(caller.api_key)
    sends = [send for send in caller.state.messages if send.owner == owner and send.tag == request.tag]
    if not sends:
        raise Refused(4)
    rows = [row for send in sends for row in _rows(caller, send)]
    return BulkStatusByTagResponse(success=True, code=200, current_page=1, total=len(rows), statut_response_list=rows)


def _found(caller: Caller, message_id: str, phone_number: str) -> tuple[OutgoingSend, Recipient]:
    send, number = caller.send(message_id), number_of(phone_number)
    if number is None:
        raise Refused(9)
    for recipient in send.recipients:
        if recipient.address == number:
            return send, recipient
    raise Refused(4)


def _row_of_pair(caller: Caller, pair: MultiStatusQuery) -> MultiStatusRow:
    try:
        send, recipient = _found(caller, pair.message_id, pair.phone_number)
    except Refused as refused:
        return MultiStatusRow(
            success=False,
            code=refused.code,
            phone_number=pair.phone_number,
            message_id=pair.message_id,
            status=_NOT_FOUND,
        )
    return MultiStatusRow(
        success=True,
        code=200,
        phone_number=recipient.address,
        message_id=send.message_id,
        status=status_of(caller, send),
        date=date_of(send),
        stop_sms=recipient.address in caller.account.stops,
        is_spam=False,
    )


def _rows(caller: Caller, send: OutgoingSend) -> list[BulkStatusRow]:
    return [
        BulkStatusRow(
            phone_number=recipient.address,
            status=status_of(caller, send),
            stop_sms=recipient.address in caller.account.stops,
            date=date_of(send),
        )
        for recipient in send.recipients
    ]
