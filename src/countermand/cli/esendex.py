"""`countermand esendex`: cancel, cancel all, schedule, status."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import ParamSpec, Unpack

import click

from countermand.cli.connection import Connection, connection_options, open_esendex
from countermand.cli.examples import examples
from countermand.cli.exits import Exit, exit_of
from countermand.cli.output import complain, document, error_members, line, members
from countermand.errors import AmbiguousOutcome, CountermandError
from countermand.esendex import Esendex
from countermand.outcome import CancelResult, MessageState, Phase, ScheduledMessage

__all__ = ["esendex"]

Parameters = ParamSpec("Parameters")


def json_option(function: Callable[Parameters, int]) -> Callable[Parameters, int]:
    """Give a command the option `--json`; with it, an error is a document, too."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    @functools.wraps(function)
    def command(*args: Parameters.args, **options: Parameters.kwargs) -> int:
        try:
            return function(*args, **options)
        except CountermandError as error:
            if not options["as_json"]:
                raise
            status = exit_of(error)
            _document(str(options["wire"]), status, error=error_members(error))
            return status

    return command


@click.group()
def esendex() -> None:
    """Esendex US, Messaging.svc.

    The license key comes from COUNTERMAND_ESENDEX_LICENSE_KEY.
    """


@esendex.command(
    epilog=examples(
        "countermand esendex cancel 1627aea5-8e0a-4371-9022-9b504344e724",
        "countermand esendex cancel --wire soap12 --json - < ids.txt",
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@json_option
@connection_options
def cancel(ids: tuple[str, ...], as_json: bool, **connection: Unpack[Connection]) -> int:
    """Cancel messages, and say what became of each. An ID of - reads ids from standard input."""
    status = Exit.DONE
    results: list[dict[str, object]] = []
    with open_esendex(connection) as client:
        for message_id in _ids(ids):
            result = _cancel(client, message_id)
            if isinstance(result, CancelResult):
                status = max(status, Exit.DONE if result.stopped else Exit.NOT_ALL)
                results.append(members(result))
            else:
                status = max(status, exit_of(result))
                results.append({"message_id": message_id, "error": error_members(result)})
            if not as_json:
                _print_cancel(message_id, result)
    if not results:
        raise click.UsageError("no message ids on standard input")
    if as_json:
        _document(connection["wire"], status, results=results)
    return status


@esendex.command("cancel-all", epilog=examples("countermand esendex cancel-all --yes"))
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@connection_options
def cancel_all(yes: bool, as_json: bool, **connection: Unpack[Connection]) -> int:
    """Cancel everything that is scheduled under the license key, whoever scheduled it."""
    with open_esendex(connection) as client:
        if not yes and not _agreed():
            complain("nothing was sent")
            return Exit.NOT_ALL
        result = client.cancel_all()
    status = Exit.DONE if result.confirmed else Exit.NOT_ALL
    if as_json:
        _document(connection["wire"], status, **members(result))
    elif result.confirmed:
        line(("all scheduled messages are cancelled", "green"))
    else:
        line(("not confirmed", "yellow"), ("the service answered no: nothing was scheduled, or it refused", ""))
    return status


@esendex.command(
    epilog=examples(
        'countermand esendex schedule --to +15550100 --to +15550101 --body "Sale!" --at 2030-01-31T09:00:00Z',
    )
)
@click.option("--to", "to", multiple=True, required=True, metavar="NUMBER", help="A recipient; give it again for more.")
@click.option("--body", required=True, metavar="TEXT", help="What to send.")
@click.option("--at", required=True, metavar="TIME", help="ISO 8601 with a zone: 2030-01-31T09:00:00Z, …T09:00+01:00.")
@click.option("--from", "from_number", metavar="NUMBER", help="The sender; else the service chooses.")
@click.option("--reference-id", metavar="TEXT", help="Your own name for it.")
@click.option("--postback-url", metavar="URL", help="Where the service is to report.")
@click.option("--unicode", is_flag=True, help="Send it as Unicode.")
@click.option("--concatenate", is_flag=True, help="Let the parts of a long text arrive as one.")
@json_option
@connection_options
def schedule(  # the members of a message
    to: tuple[str, ...],
    body: str,
    at: str,
    from_number: str | None,
    reference_id: str | None,
    postback_url: str | None,
    unicode: bool,
    concatenate: bool,
    as_json: bool,
    **connection: Unpack[Connection],
) -> int:
    """Schedule a text; prints the message id of each recipient."""
    with open_esendex(connection) as client:
        try:
            messages = client.schedule(
                to,
                body,
                _time(at),
                from_number=from_number,
                reference_id=reference_id,
                postback_url=postback_url,
                unicode=unicode,
                concatenate=concatenate,
            )
        except AmbiguousOutcome as error:
            if not as_json:
                _print_scheduled(error.messages)
            raise
    status = Exit.DONE if all(message.accepted for message in messages) else Exit.NOT_ALL
    if as_json:
        _document(connection["wire"], status, results=[members(message) for message in messages])
    else:
        _print_scheduled(messages)
    return status


@esendex.command(epilog=examples("countermand esendex status 1627aea5-8e0a-4371-9022-9b504344e724"))
@click.argument("message_id", metavar="ID")
@json_option
@connection_options
def status(message_id: str, as_json: bool, **connection: Unpack[Connection]) -> int:
    """Say what the service knows of a message. Exits with 1 where it knows none."""
    with open_esendex(connection) as client:
        state = client.status(message_id)
    found = Exit.NOT_ALL if state.phase is Phase.NOT_FOUND else Exit.DONE
    if as_json:
        _document(connection["wire"], found, **members(state))
    else:
        _print_state(state)
    return found


def _document(wire: str, status: Exit, **said: object) -> None:
    document({"service": "esendex", "wire": wire, **said, "exit_status": int(status)})


def _ids(arguments: Iterable[str]) -> Iterator[str]:
    for argument in arguments:
        if argument == "-":
            yield from sys.stdin.read().split()
        else:
            yield argument


def _cancel(client: Esendex, message_id: str) -> CancelResult | CountermandError:
    try:
        return client.cancel(message_id)
    except CountermandError as error:
        return error


def _agreed() -> bool:
    """Whether a person at the terminal wants all cancelled."""
    if not sys.stdin.isatty():
        raise click.UsageError("this cancels everything that is scheduled under the license key: give --yes")
    return click.confirm("Cancel everything that is scheduled under this license key?", err=True)


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("not ISO 8601, such as 2030-01-31T09:00:00Z", param_hint="'--at'") from None
    if at.utcoffset() is None:
        raise click.BadParameter("has no time zone: end it with Z, or an offset such as +01:00", param_hint="'--at'")
    return at


def _print_cancel(message_id: str, result: CancelResult | CountermandError) -> None:
    if isinstance(result, AmbiguousOutcome):
        line((message_id, ""), ("not known", "bold red"), (str(result), ""))
    elif isinstance(result, CountermandError):
        line((message_id, ""), ("error", "bold red"), (str(result), ""))
    else:
        said = f"(the service says {result.text})" if result.text else ""
        line((message_id, ""), (result.outcome.value, "green" if result.stopped else "yellow"), (said, ""))


def _print_scheduled(messages: Iterable[ScheduledMessage]) -> None:
    for message in messages:
        if message.message_id is None:
            line((message.to, ""), ("refused", "yellow"), (message.text or "", ""))
        else:
            line((message.to, ""), (message.phase.value, "green"), (message.message_id, ""))


def _print_state(state: MessageState) -> None:
    sent = f"at {state.sent_at.isoformat()}" if state.sent_at else ""
    said = " ".join(str(part) for part in (state.code, state.text) if part is not None)
    line((state.message_id, ""), (state.phase.value, "bold"), (sent, ""), (f"(the service says {said})", ""))
