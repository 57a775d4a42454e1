"""What the answers to a cancel and its look-up amount to."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from countermand.flows.channel import Channel
from countermand.outcome import CancelResult, MessageState, Outcome, Phase
from countermand_wire.http import HttpResponse

__all__ = ["confirmed", "settled"]

SETTLED: Final = {
    Phase.CANCELLED: Outcome.ALREADY_CANCELLED,
    Phase.SENT: Outcome.ALREADY_SENT,
    Phase.QUEUED: Outcome.TOO_LATE,
    Phase.FAILED: Outcome.NOT_CANCELLED,
    Phase.NOT_FOUND: Outcome.NOT_FOUND,
}
"""Phases that a message does not come back from."""


def confirmed(channel: Channel, message_id: UUID, attempts: int, reply: HttpResponse) -> CancelResult:
    """Return the result of a plain yes."""
    return CancelResult(
        outcome=Outcome.CANCELLED,
        service=channel.service,
        message_id=str(message_id),
        attempts=attempts,
        response=reply,
    )


def settled(
    channel: Channel,
    message_id: UUID,
    attempts: int,
    state: MessageState | None,
    *,
    refused: HttpResponse | None,
    lost: bool,
) -> CancelResult | None:
    """Return the result where it is certain, else None.

    Args:
        channel: Whose service was asked.
        message_id: The message.
        attempts: How often the service was asked to cancel it.
        state: What the look-up found, None for nothing.
        refused: The reply to the last attempt where that was a no, None where it was none.
        lost: Whether it is open if an attempt of ours took effect.
    """
    outcome = _outcome(None if state is None else state.phase, said_no=refused is not None, lost=lost)
    if outcome is None:
        return None
    return CancelResult(
        outcome=outcome,
        service=channel.service,
        message_id=str(message_id),
        code=state.code if state else None,
        text=state.text if state else None,
        verified=state is not None and state.phase is not Phase.UNKNOWN,
        attempts=attempts,
        response=state.response if state else refused,
    )


def _outcome(phase: Phase | None, *, said_no: bool, lost: bool) -> Outcome | None:
    if phase in SETTLED:
        return Outcome.CANCELLED if lost and phase is Phase.CANCELLED else SETTLED[phase]
    if said_no and phase is Phase.PENDING:
        # Refused, and not held any more: the one documented reason is that it is queued.
        return Outcome.TOO_LATE
    if said_no and not lost:
        return Outcome.NOT_CANCELLED
    return None
