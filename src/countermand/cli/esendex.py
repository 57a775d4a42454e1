"""`countermand esendex`: cancel, cancel all, schedule, status."""

from __future__ import annotations

import functools
import sys
from datetime import datetime
from typing import Unpack

import click

from countermand.cli import jobs
from countermand.cli.connection import EsendexConnection, esendex_options, open_esendex
from countermand.cli.examples import examples
from countermand.cli.exits import Exit
from countermand.cli.members import members
from countermand.cli.options import AT, ID, IDS, TO
from countermand.cli.output import complain, line
from countermand.cli.report import Report, reporting

__all__ = ["esendex"]


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
@IDS
@click.option("--verify", is_flag=True, help="Where it is cancelled, read the status to be sure.")
@reporting("esendex")
@esendex_options
def cancel(report: Report, /, ids: tuple[str, ...], verify: bool, **connection: Unpack[EsendexConnection]) -> int:
    """Cancel messages, and say what became of each. An ID of - reads ids from standard input."""
    with open_esendex(connection) as client:
        return jobs.cancel(report, ids, functools.partial(client.cancel, verify=verify))


@esendex.command("cancel-all", epilog=examples("countermand esendex cancel-all --yes"))
@click.option("--yes", is_flag=True, help="Do not ask.")
@reporting("esendex")
@esendex_options
def cancel_all(report: Report, /, yes: bool, **connection: Unpack[EsendexConnection]) -> int:
    """Cancel everything that is scheduled under the license key, whoever scheduled it."""
    with open_esendex(connection) as client:
        if not yes and not _agreed():
            complain("nothing was sent")
            return Exit.NOT_ALL
        result = client.cancel_all()
    status = Exit.DONE if result.confirmed else Exit.NOT_ALL
    if report.as_json:
        report.document(status, **members(result))
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
@TO
@click.option("--body", required=True, metavar="TEXT", help="What to send.")
@AT
@click.option("--from", "from_number", metavar="NUMBER", help="The sender; else the service chooses.")
@click.option("--reference-id", metavar="TEXT", help="Your own name for it.")
@click.option("--postback-url", metavar="URL", help="Where the service is to report.")
@click.option("--unicode", is_flag=True, help="Send it as Unicode.")
@click.option("--concatenate", is_flag=True, help="Let the parts of a long text arrive as one.")
@reporting("esendex")
@esendex_options
def schedule(  # The members of a message.
    report: Report,
    /,
    *,
    to: tuple[str, ...],
    body: str,
    at: datetime,
    from_number: str | None,
    reference_id: str | None,
    postback_url: str | None,
    unicode: bool,
    concatenate: bool,
    **connection: Unpack[EsendexConnection],
) -> int:
    """Schedule a text; prints the message id of each recipient."""
    with open_esendex(connection) as client:
        return jobs.schedule(
            report,
            lambda: client.schedule(
                to,
                body,
                at,
                from_number=from_number,
                reference_id=reference_id,
                postback_url=postback_url,
                unicode=unicode,
                concatenate=concatenate,
            ),
        )


@esendex.command(epilog=examples("countermand esendex status 1627aea5-8e0a-4371-9022-9b504344e724"))
@ID
@reporting("esendex")
@esendex_options
def status(report: Report, /, message_id: str, **connection: Unpack[EsendexConnection]) -> int:
    """Say what the service knows of a message. Exits with 1 where it knows none."""
    with open_esendex(connection) as client:
        return jobs.status(report, client.status(message_id))


def _agreed() -> bool:
    """Whether a person at the terminal wants all cancelled."""
    if not sys.stdin.isatty():
        raise click.UsageError("this cancels everything that is scheduled under the license key: give --yes")
    return click.confirm("Cancel everything that is scheduled under this license key?", err=True)
