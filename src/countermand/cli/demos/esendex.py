"""The demo of Esendex: a false is looked up, so that each outcome has its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from countermand.cli.demos.steps import Step, accepted, ids_of
from countermand.outcome import Outcome, Phase

if TYPE_CHECKING:
    from countermand.esendex import Esendex
    from countermand.sandbox import Clock

__all__ = ["esendex_steps"]

RECIPIENTS = ("+15550100", "+15550101", "+15550102")

HOUR = timedelta(hours=1)
SECONDS = timedelta(seconds=2)


def esendex_steps(esendex: Esendex, clock: Clock) -> Iterator[Step]:
    """Yield the steps; each recipient has a message id of its own."""
    ids: list[str] = []

    def schedule() -> str:
        ids[:] = ids_of(esendex.schedule(RECIPIENTS, "Sale!", clock.now() + HOUR))
        return accepted(len(ids))

    def cancel(message_id: str | None) -> str:
        return esendex.cancel(message_id).outcome.value

    def status(message_id: str | None) -> str:
        return esendex.status(message_id).phase.value

    def nth(position: int) -> str | None:
        return ids[position] if position < len(ids) else None

    yield f"schedule for {len(RECIPIENTS)} recipients", accepted(len(RECIPIENTS)), schedule
    yield "cancel the first", Outcome.CANCELLED.value, lambda: cancel(nth(0))
    yield "cancel it again", Outcome.ALREADY_CANCELLED.value, lambda: cancel(nth(0))
    yield "read its status", Phase.CANCELLED.value, lambda: status(nth(0))
    yield "cancel an unknown one", Outcome.NOT_FOUND.value, lambda: cancel(str(uuid4()))
    clock.advance(HOUR - SECONDS)
    yield "cancel another, two seconds before it is due", Outcome.TOO_LATE.value, lambda: cancel(nth(1))
    clock.advance(HOUR)
    yield "read its status, an hour later", Phase.SENT.value, lambda: status(nth(1))
    yield "cancel it", Outcome.ALREADY_SENT.value, lambda: cancel(nth(1))
    yield "schedule again", accepted(len(RECIPIENTS)), schedule
    yield "cancel all", "confirmed", lambda: "confirmed" if esendex.cancel_all().confirmed else "not confirmed"
    yield "read a status", Phase.CANCELLED.value, lambda: status(nth(2))
