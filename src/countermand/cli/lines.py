"""Results and errors as lines for people."""

from __future__ import annotations

from collections.abc import Iterable

from countermand.cli.flags import told
from countermand.cli.output import line
from countermand.errors import AmbiguousOutcome, CountermandError
from countermand.outcome import CancelResult, Credits, MessageState, ScheduledMessage

__all__ = ["print_cancel", "print_credits", "print_scheduled", "print_state"]

STARTED = "its five minutes had begun by this machine's clock"


def print_cancel(message_id: str, result: CancelResult | CountermandError) -> None:
    """Print what came of one cancel."""
    if isinstance(result, AmbiguousOutcome):
        line((message_id, ""), ("not known", "bold red"), (told(result), ""))
    elif isinstance(result, CountermandError):
        line((message_id, ""), ("error", "bold red"), (told(result), ""))
    else:
        outcome = (result.outcome.value, "green" if result.stopped else "yellow")
        started = STARTED if result.inside_cutoff and not result.stopped else ""
        line((message_id, ""), outcome, (_messages(result.count), ""), (_said(result.text), ""), (started, ""))


def print_scheduled(messages: Iterable[ScheduledMessage]) -> None:
    """Print a line for each recipient."""
    for message in messages:
        if message.message_id is None:
            line((message.to, ""), ("refused", "yellow"), (message.text or "", ""))
        else:
            line((message.to, ""), (message.phase.value, "green"), (message.message_id, ""))


def print_state(state: MessageState) -> None:
    """Print what the service knows of a message."""
    sent = f"at {state.sent_at.isoformat()}" if state.sent_at else ""
    said = _said(" ".join(str(part) for part in (state.code, state.text) if part is not None))
    line((state.message_id, ""), (state.phase.value, "bold"), (sent, ""), (said, ""))


def print_credits(left: Credits) -> None:
    """Print what the account has left, as far as the service tells."""
    balance = "" if left.balance is None else f"{left.balance} {left.currency or ''}".strip()
    line(
        (balance, "bold"),
        (_messages(left.messages), ""),
        ("" if left.low_cost is None else f"{left.low_cost} at low cost", ""),
        ("" if left.pending is None else f"{left.pending} scheduled", ""),
    )


def _said(text: str | None) -> str:
    return f"(the service says {text})" if text else ""


def _messages(count: int | None) -> str:
    if count is None:
        return ""
    return "1 message" if count == 1 else f"{count} messages"
