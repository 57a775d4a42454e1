"""What the command writes: lines for people on a terminal, or one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

__all__ = ["complain", "document", "line"]


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
