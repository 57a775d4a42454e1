"""The jobs of the command, one for all services: each does it, tells of it and returns the exit status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import click

from countermand.cli.exits import Exit, exit_of
from countermand.cli.given import standard_input
from countermand.cli.lines import print_cancel, print_credits, print_scheduled, print_state
from countermand.cli.members import error_members, members
from countermand.cli.report import Report
from countermand.errors import AmbiguousOutcome, CountermandError
from countermand.outcome import CancelResult, Credits, MessageState, Phase, ScheduledMessage

__all__ = ["cancel", "credits_left", "schedule", "status"]


def cancel(report: Report, ids: Iterable[str], ask: Callable[[str], CancelResult]) -> Exit:
    """Cancel one after the other; an error with one is told, and does not keep the next from being asked for.

    Args:
        report: Where it is told.
        ids: As they were given; ``-`` stands for those on standard input.
        ask: Cancels one.

    Raises:
        UsageError: standard input has none, or is no text.
    """
    status = Exit.DONE
    results: list[dict[str, object]] = []
    for message_id in _ids(ids):
        result = _asked(ask, message_id)
        if isinstance(result, CancelResult):
            status = max(status, Exit.DONE if result.stopped else Exit.NOT_ALL)
            results.append(members(result))
        else:
            status = max(status, exit_of(result))
            results.append({"message_id": message_id, "error": error_members(result)})
        if not report.as_json:
            print_cancel(message_id, result)
    if not results:
        raise click.UsageError("no message ids on standard input")
    if report.as_json:
        report.document(status, results=results)
    return status


def schedule(report: Report, ask: Callable[[], list[ScheduledMessage]]) -> Exit:
    """Schedule, and tell the message id of each recipient.

    Raises:
        CountermandError: it did not work; what may have been scheduled has been told.
    """
    try:
        messages = ask()
    except AmbiguousOutcome as error:
        if not report.as_json:
            print_scheduled(error.messages)
        raise
    status = Exit.DONE if all(message.accepted for message in messages) else Exit.NOT_ALL
    if report.as_json:
        report.document(status, results=[members(message) for message in messages])
    else:
        print_scheduled(messages)
    return status


def status(report: Report, state: MessageState) -> Exit:
    """Tell what the service knows of a message."""
    found = Exit.NOT_ALL if state.phase is Phase.NOT_FOUND else Exit.DONE
    if report.as_json:
        report.document(found, **members(state))
    else:
        print_state(state)
    return found


def credits_left(report: Report, left: Credits) -> Exit:
    """Tell what the account has left."""
    if report.as_json:
        report.document(Exit.DONE, **members(left))
    else:
        print_credits(left)
    return Exit.DONE


def _ids(arguments: Iterable[str]) -> Iterator[str]:
    for argument in arguments:
        if argument == "-":
            yield from standard_input().split()
        else:
            yield argument


def _asked(ask: Callable[[str], CancelResult], message_id: str) -> CancelResult | CountermandError:
    try:
        return ask(message_id)
    except CountermandError as error:
        return error
