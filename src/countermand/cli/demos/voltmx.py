"""The demo of Volt MX: one refusal for every reason, which the status resolves where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from countermand.cli.demos.steps import Step, accepted, ids_of, next_noon
from countermand.outcome import Outcome, Phase

if TYPE_CHECKING:
    from countermand.sandbox import Clock
    from countermand.voltmx import VoltMx

__all__ = ["voltmx_steps"]

RECIPIENTS = ("+15550100", "+15550101", "+15550102")

UNKNOWN = "4713025406550859999"

MINUTES = timedelta(minutes=2)


def voltmx_steps(voltmx: VoltMx, clock: Clock) -> Iterator[Step]:
    """Yield the steps; a cancel tells how many messages it stopped."""
    ids: list[str] = []
    at = next_noon(clock)

    def schedule() -> str:
        ids[:] = ids_of(voltmx.schedule(RECIPIENTS, "Sale!", at))
        return accepted(len(ids))

    def the_request() -> str | None:
        return ids[0] if ids else None

    def cancel() -> str:
        result = voltmx.cancel(the_request())
        return result.outcome.value if result.count is None else f"{result.outcome.value}: {result.count}"

    def verified(message_id: str | None) -> str:
        return voltmx.cancel(message_id, verify=True).outcome.value

    def status() -> str:
        return voltmx.status(the_request()).phase.value

    recipients = accepted(len(RECIPIENTS))
    yield f"schedule for {len(RECIPIENTS)} recipients", recipients, schedule
    yield "read its status", Phase.PENDING.value, status
    yield "cancel it", f"{Outcome.CANCELLED.value}: {len(RECIPIENTS)}", cancel
    yield "read its status", Phase.CANCELLED.value, status
    yield "cancel it again", Outcome.NOT_CANCELLED.value, cancel
    yield "cancel it again, and verify", Outcome.ALREADY_CANCELLED.value, lambda: verified(the_request())
    yield "cancel an unknown one, and verify", Outcome.NOT_FOUND.value, lambda: verified(UNKNOWN)
    yield "schedule again", recipients, schedule
    clock.set(at + MINUTES)
    yield "read its status, two minutes after", Phase.SENT.value, status
    yield "cancel it, and verify", Outcome.ALREADY_SENT.value, lambda: verified(the_request())
