"""The `countermand` command; needs the extra `cli`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: Those after the command's name; else the process's own.

    Returns:
        The exit status; see `countermand.cli.exits`.
    """
    try:
        from countermand.cli.app import run  # noqa: PLC0415  # The extra may not be installed.
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"click", "rich"}:
            raise
        print("countermand: the command needs: python -m pip install 'countermand[cli]'", file=sys.stderr)  # noqa: T201
        return 2
    return run(arguments)
