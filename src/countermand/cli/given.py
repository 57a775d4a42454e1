"""What the command is given besides its arguments."""

from __future__ import annotations

import sys

import click

__all__ = ["standard_input"]


def standard_input() -> str:
    """Return all of it.

    Raises:
        UsageError: it is no text in the machine's encoding.
    """
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        encoding = error.encoding
    # Outside the handler: the error holds what was read.
    raise click.UsageError(f"standard input is not {encoding}")
