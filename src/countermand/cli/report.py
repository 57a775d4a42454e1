"""How a command tells what came of it: lines for people, or one JSON document."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, TypeAlias

import click
from attrs import frozen

from countermand.cli.exits import Exit, exit_of
from countermand.cli.members import error_members
from countermand.cli.output import document
from countermand.errors import CountermandError

__all__ = ["Report", "reporting"]

Command: TypeAlias = Callable[Concatenate["Report", ...], int]
"""What a command does: it is given the report and its options, and returns the exit status."""


@frozen
class Report:
    """To whom one run of a command tells, and of what."""

    service: str
    wire: str
    as_json: bool

    def document(self, status: Exit, **said: object) -> None:
        """Print the one JSON document of the run."""
        document({"service": self.service, "wire": self.wire, **said, "exit_status": int(status)})


def reporting(service: str) -> Callable[[Command], Callable[..., int]]:
    """Give a command the option `--json` and a report; with `--json`, an error is a document, too."""

    def decorate(function: Command) -> Callable[..., int]:
        @click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
        @functools.wraps(function)
        def command(*, as_json: bool, **options: object) -> int:
            report = Report(service, str(options.get("wire", "json")), as_json)
            try:
                return function(report, **options)
            except CountermandError as error:
                if not as_json:
                    raise
                status = exit_of(error)
                report.document(status, error=error_members(error))
                return status

        return command

    return decorate
