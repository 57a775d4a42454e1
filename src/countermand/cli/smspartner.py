"""`countermand smspartner`: cancel, schedule, status, credits."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import TYPE_CHECKING, Unpack

import click

from countermand.cli import jobs
from countermand.cli.connection import SmsPartnerConnection, open_smspartner, smspartner_options
from countermand.cli.examples import examples
from countermand.cli.options import AT, DOUBLED_HOUR, DUE, ID, IDS, TO
from countermand.cli.report import Report, reporting

if TYPE_CHECKING:
    from countermand.flows.partner.paris import DoubledHour

__all__ = ["smspartner"]


@click.group()
def smspartner() -> None:
    """SMS Partner.

    The API key comes from COUNTERMAND_SMSPARTNER_API_KEY.
    """


@smspartner.command(
    epilog=examples(
        "countermand smspartner cancel 300",
        "countermand smspartner cancel 300 --at 2030-01-31T09:00:00+01:00 --wire xml",
        "countermand smspartner cancel --json - < ids.txt",
    )
)
@IDS
@DUE
@reporting("smspartner")
@smspartner_options
def cancel(
    report: Report, /, ids: tuple[str, ...], at: datetime | None, **connection: Unpack[SmsPartnerConnection]
) -> int:
    """Cancel sends, each with all its recipients, and say what became of each. An ID of - reads standard input."""
    with open_smspartner(connection) as client:
        return jobs.cancel(report, ids, functools.partial(client.cancel, at=at))


@smspartner.command(
    epilog=examples(
        'countermand smspartner schedule --to +33639980001 --body "Soldes !" --at 2030-01-31T09:00:00+01:00'
    )
)
@TO
@click.option("--body", required=True, metavar="TEXT", help="What to send.")
@AT
@DOUBLED_HOUR
@click.option("--from", "sender", metavar="NAME", help="The sender, 3 to 11 letters, digits or spaces.")
@click.option("--tag", metavar="TEXT", help="A label for the status.")
@click.option("--low-cost", is_flag=True, help="Send it the cheaper way.")
@click.option("--stop-notice", is_flag=True, help="Add how to opt out.")
@click.option("--unicode", is_flag=True, help="Send it as Unicode.")
@click.option("--reply-url", metavar="URL", help="Where the service is to report replies.")
@click.option("--receipt-url", metavar="URL", help="Where the service is to report deliveries.")
@reporting("smspartner")
@smspartner_options
def schedule(  # noqa: PLR0913  # The members of a message.
    report: Report,
    /,
    *,
    to: tuple[str, ...],
    body: str,
    at: datetime,
    doubled_hour: DoubledHour | None,
    sender: str | None,
    tag: str | None,
    low_cost: bool,
    stop_notice: bool,
    unicode: bool,
    reply_url: str | None,
    receipt_url: str | None,
    **connection: Unpack[SmsPartnerConnection],
) -> int:
    """Schedule a text on a step of five minutes; prints the one message id beside each recipient."""
    with open_smspartner(connection) as client:
        return jobs.schedule(
            report,
            lambda: client.schedule(
                to,
                body,
                at,
                sender=sender,
                tag=tag,
                low_cost=low_cost,
                stop_notice=stop_notice,
                unicode=unicode,
                reply_url=reply_url,
                receipt_url=receipt_url,
                doubled_hour=doubled_hour,
            ),
        )


@smspartner.command(
    epilog=examples("countermand smspartner status 300", "countermand smspartner status 300 --to +33639980001")
)
@ID
@click.option("--to", metavar="NUMBER", help="The recipient whose message is meant; else all.")
@reporting("smspartner")
@smspartner_options
def status(report: Report, /, message_id: str, to: str | None, **connection: Unpack[SmsPartnerConnection]) -> int:
    """Say what the service knows of a send. Exits with 1 where it knows none."""
    with open_smspartner(connection) as client:
        return jobs.status(report, client.status(message_id, to=to))


@smspartner.command("credits", epilog=examples("countermand smspartner credits --json"))
@reporting("smspartner")
@smspartner_options
def credits_left(report: Report, /, **connection: Unpack[SmsPartnerConnection]) -> int:
    """Say what the account has left."""
    with open_smspartner(connection) as client:
        return jobs.credits_left(report, client.credits())
