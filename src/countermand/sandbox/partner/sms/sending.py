"""Send and BulkSend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from countermand.sandbox.members import or_none
from countermand.sandbox.partner.caller import MOST_RECIPIENTS, Caller
from countermand.sandbox.partner.refusals import Refused
from countermand.sandbox.partner.sends import OutgoingSend, Recipient
from countermand.sandbox.partner.sms.numbers import country_of, deliverable, number_of, price_of, segments
from countermand.sandbox.partner.wall_time import due_time, paris_text
from countermand_bindings.smspartner import BulkSms, BulkSmsResult
from countermand_bindings.smspartner.operations.bulk_send import BulkSend, BulkSendResponse
from countermand_bindings.smspartner.operations.send import Send, SendResponse
from countermand_wire.absent import ABSENT, Absent

__all__ = ["CURRENCY", "bulk_send", "send"]

CURRENCY = "EUR"
_LOW_COST = 2
_LOW_COST_LENGTH = 160
_SENDER = re.compile(r"[0-9A-Za-z ]{3,11}", re.ASCII)


class _Order(Protocol):
    """What Send and BulkSend have in common."""

    @property
    def gamme(self) -> int | Absent: ...
    @property
    def sender(self) -> str | Absent: ...
    @property
    def tag(self) -> str | Absent: ...
    @property
    def scheduled_delivery_date(self) -> str | Absent: ...
    @property
    def time(self) -> int | Absent: ...
    @property
    def minute(self) -> int | Absent: ...
    @property
    def is_unicode(self) -> bool | Absent: ...
    @property
    def sandbox(self) -> bool | Absent: ...


def send(caller: Caller, request: Send) -> SendResponse:
    """Send one text to several numbers."""
    numbers = deliverable([text for text in request.phone_numbers.split(",") if text.strip()], caller.account.stops)
    recipients = [_recipient(request, number, request.message) for number in numbers]
    accepted = _accept(caller, request, recipients)
    return SendResponse(
        success=True,
        code=200,
        message_id=accepted.message_id,
        nb_sms=sum(recipient.parts for recipient in recipients),
        cost=accepted.cost,
        currency=CURRENCY,
        scheduled_delivery_date=_scheduled(request, accepted),
    )


def bulk_send(caller: Caller, request: BulkSend) -> BulkSendResponse:
    """Send a text of its own to each of several numbers; those that cannot be reached are told one by one."""
    if len(request.sms_list) > MOST_RECIPIENTS:
        raise Refused(50)
    taken: list[Recipient] = []
    results: list[BulkSmsResult] = []
    for sms in request.sms_list:
        try:
            recipient = _next(caller, request, sms, taken)
        except Refused as refused:
            results.append(_result(refused.code, number_of(sms.phone_number) or sms.phone_number))
        else:
            taken.append(recipient)
            results.append(_result(200, recipient.address, recipient.parts, recipient.cost))
    if not taken:
        raise Refused(55)
    accepted = _accept(caller, request, taken)
    return BulkSendResponse(
        success=True,
        code=200,
        message_id=accepted.message_id,
        currency=CURRENCY,
        cost=accepted.cost,
        nb_sms=sum(recipient.parts for recipient in taken),
        sms_response_list=results,
    )


def _accept(caller: Caller, order: _Order, recipients: Sequence[Recipient]) -> OutgoingSend:
    sender = or_none(order.sender)
    if sender and not _SENDER.fullmatch(sender):
        raise Refused(44)
    due = due_time(or_none(order.scheduled_delivery_date), or_none(order.time), or_none(order.minute), caller.now)
    return caller.accept(recipients, due, tag=or_none(order.tag), only_tried=bool(or_none(order.sandbox)))


def _recipient(order: _Order, number: str, text: str) -> Recipient:
    low_cost = or_none(order.gamme) == _LOW_COST
    if low_cost and country_of(number) != "FR":
        raise Refused(51)
    if low_cost and len(text) > _LOW_COST_LENGTH:
        raise Refused(42)
    parts = segments(text, unicode=bool(or_none(order.is_unicode)))
    return Recipient(address=number, text=text, parts=parts, cost=price_of(parts, low_cost=low_cost))


def _next(caller: Caller, request: BulkSend, sms: BulkSms, taken: Sequence[Recipient]) -> Recipient:
    [number] = deliverable([sms.phone_number], caller.account.stops)
    if any(recipient.address == number for recipient in taken):
        raise Refused(15)
    return _recipient(request, number, sms.message)


def _result(code: int, number: str, parts: int = 0, cost: Decimal = Decimal(0)) -> BulkSmsResult:
    """Write a row; a refused one has all members, too, or it would have no place in XML."""
    return BulkSmsResult(success=code == 200, code=code, nb_sms=parts, cost=cost, phone_number=number)


def _scheduled(order: _Order, accepted: OutgoingSend) -> str | Absent:
    return ABSENT if or_none(order.scheduled_delivery_date) is None else paris_text(accepted.due)
