"""What the command writes: lines for people on a terminal, or one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from countermand.errors import AmbiguousOutcome, CountermandError, InvalidArgument, InvalidMessageId, ProtocolError
from countermand.outcome import CancelAllResult, CancelResult, MessageState, ScheduledMessage

__all__ = ["complain", "document", "error_members", "line", "members"]

Members = dict[str, object]

Result = CancelResult | CancelAllResult | MessageState | ScheduledMessage


def line(*parts: tuple[str, str]) -> None:
    """Print one line to standard output.

    Args:
        *parts: Text and rich style of each part; two blanks stand between those that are not empty.
    """
    text = Text("  ").join(Text(_printable(part), style) for part, style in parts if part)
    Console().print(text, soft_wrap=True)


def complain(message: str) -> None:
    """Print one line to standard error, after the command's name."""
    Console(stderr=True).print(Text(_printable(f"countermand: {message}")), soft_wrap=True)


def document(value: Mapping[str, object]) -> None:
    """Print one JSON document to standard output."""
    print(json.dumps(value, indent=2))  # noqa: T201  # The very text, whatever the terminal.


def _printable(text: str) -> str:
    """Take out what a service could steer a terminal with."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def members(result: Result) -> Members:
    """Return what a result says, for JSON: message ids are in it, credentials and raw replies are not."""
    match result:
        case CancelResult():
            return {
                "message_id": result.message_id,
                "outcome": result.outcome.value,
                "stopped": result.stopped,
                "verified": result.verified,
                "attempts": result.attempts,
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


def error_members(error: CountermandError) -> Members:
    """Return what an error says, for JSON."""
    said: Members = {"type": type(error).__name__, "message": str(error)}
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
