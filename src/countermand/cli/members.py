"""What results and errors say in a JSON document: message ids are in it, credentials and raw replies are not."""

from __future__ import annotations

from typing import TypeAlias

from countermand.cli.flags import told
from countermand.errors import AmbiguousOutcome, CountermandError, InvalidArgument, InvalidMessageId, ProtocolError
from countermand.outcome import CancelAllResult, CancelResult, Credits, MessageState, ScheduledMessage

__all__ = ["error_members", "members"]

Members: TypeAlias = dict[str, object]

Result: TypeAlias = CancelResult | CancelAllResult | Credits | MessageState | ScheduledMessage


def members(result: Result) -> Members:
    """Return what a result says."""
    match result:
        case CancelResult():
            return {
                "message_id": result.message_id,
                "outcome": result.outcome.value,
                "stopped": result.stopped,
                "count": result.count,
                "verified": result.verified,
                "attempts": result.attempts,
                "inside_cutoff": result.inside_cutoff,
                "code": result.code,
                "text": result.text,
            }
        case CancelAllResult():
            return {"confirmed": result.confirmed, "attempts": result.attempts}
        case ScheduledMessage():
            return {
                "message_id": result.message_id,
                "to": result.to,
                "accepted": result.accepted,
                "phase": result.phase.value,
                "code": result.code,
                "text": result.text,
                "scheduled_at": result.scheduled_at.isoformat(),
            }
        case MessageState():
            return {
                "message_id": result.message_id,
                "phase": result.phase.value,
                "code": result.code,
                "text": result.text,
                "to": result.to,
                "from": result.from_number,
                "sent_at": result.sent_at.isoformat() if result.sent_at else None,
            }
        case Credits():
            return {
                "messages": result.messages,
                "low_cost": result.low_cost,
                "pending": result.pending,
                "balance": None if result.balance is None else str(result.balance),
                "currency": result.currency,
            }


def error_members(error: CountermandError) -> Members:
    """Return what an error says."""
    said: Members = {"type": type(error).__name__, "message": told(error)}
    match error:
        case InvalidArgument() | InvalidMessageId():
            said["path"] = error.path
        case ProtocolError():
            said["status"] = error.status
        case AmbiguousOutcome():
            said["attempts"] = error.attempts
            said["state"] = members(error.state) if error.state else None
            said["messages"] = [members(message) for message in error.messages]
        case _:
            pass
    return said
