"""Me, and the STOP list."""

from __future__ import annotations

from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.refusals import Refused, Violation
from countermand.sandbox.partner.sms.numbers import number_of, price_of
from countermand.sandbox.partner.sms.sending import CURRENCY
from countermand.sandbox.partner.wall_time import paris_text
from countermand_bindings.smspartner import AccountCredits, AccountUser, StoppedNumber
from countermand_bindings.smspartner.operations.me import Me, MeResponse
from countermand_bindings.smspartner.operations.stop_sms_add import StopSmsAdd, StopSmsAddResponse
from countermand_bindings.smspartner.operations.stop_sms_delete import StopSmsDelete, StopSmsDeleteResponse
from countermand_bindings.smspartner.operations.stop_sms_list import StopSmsList, StopSmsListResponse

__all__ = ["me", "stop_sms_add", "stop_sms_delete", "stop_sms_list"]


def me(caller: Caller, request: Me) -> MeResponse:
    """Tell the account's credits."""
    balance = caller.account.balance
    return MeResponse(
        success=True,
        code=200,
        user=AccountUser(username="sandbox@example.com", firstname="Sand", lastname="Box"),
        credits=AccountCredits(
            credit_sms=int(balance / price_of(1, low_cost=False)),
            credit_sms_eco=int(balance / price_of(1, low_cost=True)),
            credit_hlr=0,
            to_send=caller.state.waiting(caller.state.owner(caller.api_key)),
            balance=balance,
            currency=CURRENCY,
        ),
    )


def stop_sms_list(caller: Caller, request: StopSmsList) -> StopSmsListResponse:
    """List the numbers on the STOP list."""
    stops = [
        StoppedNumber(id=stop.stop_id, phone_number=stop.address, created_at=paris_text(stop.created))
        for stop in caller.account.stops
    ]
    return StopSmsListResponse(success=True, code=200, nb_data=len(stops), data=stops)


def stop_sms_add(caller: Caller, request: StopSmsAdd) -> StopSmsAddResponse:
    """Put a number on the STOP list."""
    number = number_of(request.phone_number)
    if number is None:
        raise Refused(9, [Violation(member="phoneNumber", message="This is not a phone number")])
    return StopSmsAddResponse(success=True, code=200, stop_id=caller.account.stops.add(number).stop_id)


def stop_sms_delete(caller: Caller, request: StopSmsDelete) -> StopSmsDeleteResponse:
    """Take a number off the STOP list."""
    if not caller.account.stops.remove(request.id):
        raise Refused(4)
    return StopSmsDeleteResponse(success=True, code=200)
