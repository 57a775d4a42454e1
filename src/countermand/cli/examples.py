"""The examples below the help of a command."""

from __future__ import annotations

__all__ = ["examples"]


def examples(*lines: str) -> str:
    """Return an epilog that click prints line by line."""
    heading = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", heading, *(f"  {line}" for line in lines)])
