"""The demo of SMS Partner and Mail Partner: one id for a whole send, and a cut-off of five minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from countermand.cli.demos.steps import Step, accepted, ids_of, next_noon
from countermand.outcome import Outcome, Phase
from countermand.smspartner import SmsPartner

if TYPE_CHECKING:
    from countermand.mailpartner import MailPartner
    from countermand.outcome import ScheduledMessage
    from countermand.sandbox import Clock

__all__ = ["partner_steps"]

NUMBERS = ("+33639980001", "+33639980002")
ADDRESSES = ("one@example.com", "two@example.com")

UNKNOWN = "999999999"

MINUTES = timedelta(minutes=2)


def partner_steps(partner: SmsPartner | MailPartner, clock: Clock) -> Iterator[Step]:
    """Yield the steps; credits are the account's own number, in which a cancelled send must not show."""
    ids: list[str] = []
    balances: list[Decimal | None] = []
    at = next_noon(clock)

    def schedule() -> str:
        messages = _schedule(partner, at)
        ids[:] = ids_of(messages)
        return accepted(len(ids))

    def cancel(message_id: str | None) -> str:
        return partner.cancel(message_id).outcome.value

    def status() -> str:
        return partner.status(the_send()).phase.value

    def the_send() -> str | None:
        return ids[0] if ids else None

    def read_credits() -> str:
        balances.append(partner.credits().balance)
        return "told" if balances[-1] is not None else "not told"

    def compare_credits() -> str:
        return "as before" if balances == [partner.credits().balance] else "other than before"

    recipients = accepted(len(NUMBERS))
    yield "read the credits", "told", read_credits
    yield f"schedule for {len(NUMBERS)} recipients", recipients, schedule
    yield "read its status", Phase.PENDING.value, status
    yield "cancel it", Outcome.CANCELLED.value, lambda: cancel(the_send())
    yield "cancel it again", Outcome.ALREADY_CANCELLED.value, lambda: cancel(the_send())
    yield "cancel an unknown one", Outcome.NOT_FOUND.value, lambda: cancel(UNKNOWN)
    yield "read the credits", "as before", compare_credits
    yield "schedule again", recipients, schedule
    clock.set(at - MINUTES)
    yield "cancel it, two minutes before it is due", Outcome.TOO_LATE.value, lambda: cancel(the_send())
    clock.set(at + MINUTES)
    yield "read its status, two minutes after", Phase.SENT.value, status
    yield "cancel it", Outcome.ALREADY_SENT.value, lambda: cancel(the_send())


def _schedule(partner: SmsPartner | MailPartner, at: datetime) -> list[ScheduledMessage]:
    if isinstance(partner, SmsPartner):
        return partner.schedule(NUMBERS, "Soldes !", at)
    return partner.schedule(ADDRESSES, "Soldes", "<p>Soldes !</p>", at)
