"""`countermand voltmx`: cancel, schedule, status."""

from __future__ import annotations

import functools
from datetime import date, datetime
from typing import Unpack

import click

from countermand.cli import jobs
from countermand.cli.examples import examples
from countermand.cli.options import AT, ID, IDS, TO, moment
from countermand.cli.report import Report, reporting
from countermand.cli.voltmx_connection import VoltMxConnection, open_voltmx, voltmx_options

__all__ = ["voltmx"]

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def voltmx() -> None:
    """HCL Volt MX Engagement Services.

    The address comes from COUNTERMAND_VOLTMX_URL, credentials from one of COUNTERMAND_VOLTMX_USER and _PASSWORD (with
    _LOGIN_URL: a claims token), _ACCESS_TOKEN and _ACCESS_SECRET, or _APP_KEY.
    """


@voltmx.command(
    epilog=examples(
        "countermand voltmx cancel 4713025406550859686 --base-url https://host.example.com/vpns",
        "countermand voltmx cancel --verify --json - < ids.txt",
    )
)
@IDS
@click.option("--verify", is_flag=True, help="Where it is not cancelled, read the status to say why.")
@reporting("voltmx")
@voltmx_options
def cancel(report: Report, /, ids: tuple[str, ...], verify: bool, **connection: Unpack[VoltMxConnection]) -> int:
    """Cancel what of each request still waits, and say what became of it. An ID of - reads ids from standard input."""
    with open_voltmx(connection) as client:
        return jobs.cancel(report, ids, functools.partial(client.cancel, verify=verify))


@voltmx.command(
    epilog=examples('countermand voltmx schedule --to +15550100 --body "Sale!" --at 2030-01-31T09:00:00Z --any-number')
)
@TO
@click.option("--body", required=True, metavar="TEXT", help="What to send.")
@AT
@click.option("--expires", callback=moment, metavar="TIME", help="When it is not to go out any more.")
@click.option("--priority", is_flag=True, help="Use the service for urgent messages.")
@click.option("--voice", is_flag=True, help="Have it read out.")
@click.option("--any-number", is_flag=True, help="Also to numbers that are not in the server's audience.")
@reporting("voltmx")
@voltmx_options
def schedule(  # The members of a message.
    report: Report,
    /,
    *,
    to: tuple[str, ...],
    body: str,
    at: datetime,
    expires: datetime | None,
    priority: bool,
    voice: bool,
    any_number: bool,
    **connection: Unpack[VoltMxConnection],
) -> int:
    """Schedule a text; prints the one request id beside each recipient."""
    with open_voltmx(connection) as client:
        return jobs.schedule(
            report,
            lambda: client.schedule(
                to, body, at, expires=expires, priority=priority, voice=voice, registered_only=not any_number
            ),
        )


@voltmx.command(epilog=examples("countermand voltmx status 4713025406550859686 --since 2030-01-01"))
@ID
@click.option("--since", type=DAY, metavar="DAY", help="The first day to look at; else a year ago.")
@click.option("--until", type=DAY, metavar="DAY", help="The last day to look at; else a year ahead.")
@reporting("voltmx")
@voltmx_options
def status(
    report: Report,
    /,
    message_id: str,
    since: datetime | None,
    until: datetime | None,
    **connection: Unpack[VoltMxConnection],
) -> int:
    """Say what the service knows of a request. Exits with 1 where it knows none."""
    with open_voltmx(connection) as client:
        return jobs.status(report, client.status(message_id, since=_day(since), until=_day(until)))


def _day(midnight: datetime | None) -> date | None:
    return None if midnight is None else midnight.date()
