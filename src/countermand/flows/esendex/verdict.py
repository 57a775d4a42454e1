"""What the answers to a cancel and its look-up amount to."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from attrs import evolve

from countermand.flows.channel import Channel
from countermand.outcome import CancelResult, MessageState, Outcome, Phase
from countermand_wire.http import HttpResponse

__all__ = ["confirmed", "settled", "verified"]

SETTLED: Final = {
    Phase.CANCELLED: Outcome.ALREADY_CANCELLED,
    Phase.SENT: Outcome.ALREADY_SENT,
    Phase.QUEUED: Outcome.TOO_LATE,
    Phase.FAILED: Outcome.NOT_CANCELLED,
    Phase.NOT_FOUND: Outcome.NOT_FOUND,
}
"""Phases that a message does not come back from."""


SILENT: Final = frozenset({Phase.FAILED, Phase.NOT_FOUND, Phase.UNKNOWN})
"""Phases that neither confirm nor contradict a yes."""


def confirmed(channel: Channel, message_id: UUID, attempts: int, reply: HttpResponse) -> CancelResult:
    """Return the result of a plain yes."""
    return CancelResult(
        outcome=Outcome.CANCELLED,
        service=channel.service,
        message_id=str(message_id),
        attempts=attempts,
        response=reply,
    )


def verified(
    channel: Channel, message_id: UUID, attempts: int, state: MessageState | None, reply: HttpResponse
) -> CancelResult | None:
    """Return what the status makes of a plain yes; None where it contradicts: the message may still go out.

    Args:
        channel: Whose service was asked.
        message_id: The message.
        attempts: How often the service was asked to cancel it.
        state: What the look-up found, None for nothing.
        reply: The yes.
    """
    yes = confirmed(channel, message_id, attempts, reply)
    if state is None or state.phase in SILENT:
        return yes
    if state.phase not in {Phase.CANCELLED, Phase.SENT}:
        return None
    outcome = Outcome.CANCELLED if state.phase is Phase.CANCELLED else Outcome.ALREADY_SENT
    return evolve(yes, outcome=outcome, code=state.code, text=state.text, verified=True, response=state.response)


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
