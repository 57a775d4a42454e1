"""`countermand mailpartner`: cancel, schedule, status, credits."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import TYPE_CHECKING, Unpack

import click

from countermand.cli import jobs
from countermand.cli.connection import MailPartnerConnection, mailpartner_options, open_mailpartner
from countermand.cli.examples import examples
from countermand.cli.given import standard_input
from countermand.cli.options import AT, DOUBLED_HOUR, DUE, ID, IDS, TO
from countermand.cli.report import Report, reporting

if TYPE_CHECKING:
    from countermand.flows.partner.paris import DoubledHour

__all__ = ["mailpartner"]


@click.group()
def mailpartner() -> None:
    """Mail Partner.

    The API key comes from COUNTERMAND_MAILPARTNER_API_KEY.
    """


@mailpartner.command(
    epilog=examples(
        "countermand mailpartner cancel 300",
        "countermand mailpartner cancel 300 --at 2030-01-31T09:00:00+01:00",
        "countermand mailpartner cancel --json - < ids.txt",
    )
)
@IDS
@DUE
@reporting("mailpartner")
@mailpartner_options
def cancel(
    report: Report, /, ids: tuple[str, ...], at: datetime | None, **connection: Unpack[MailPartnerConnection]
) -> int:
    """Cancel sends, each with all its recipients, and say what became of each. An ID of - reads standard input."""
    with open_mailpartner(connection) as client:
        return jobs.cancel(report, ids, functools.partial(client.cancel, at=at))


@mailpartner.command(
    epilog=examples(
        "countermand mailpartner schedule --to one@example.com --subject Soldes --html - \\",
        "    --at 2030-01-31T09:00:00+01:00 < mail.html",
    )
)
@TO
@click.option("--subject", required=True, metavar="TEXT", help="One line.")
@click.option("--html", required=True, metavar="TEXT", help="The content; - reads it from standard input.")
@AT
@DOUBLED_HOUR
@click.option("--from", "sender", metavar="ADDRESS", help="The sender; else the account's.")
@click.option("--from-name", "sender_name", metavar="TEXT", help="The name beside it.")
@click.option("--reply-to", metavar="ADDRESS", help="Where answers go.")
@click.option("--reply-to-name", metavar="TEXT", help="The name beside it.")
@click.option("--tag", metavar="TEXT", help="A label for the status.")
@reporting("mailpartner")
@mailpartner_options
def schedule(  # noqa: PLR0913  # The members of a message.
    report: Report,
    /,
    *,
    to: tuple[str, ...],
    subject: str,
    html: str,
    at: datetime,
    doubled_hour: DoubledHour | None,
    sender: str | None,
    sender_name: str | None,
    reply_to: str | None,
    reply_to_name: str | None,
    tag: str | None,
    **connection: Unpack[MailPartnerConnection],
) -> int:
    """Schedule a mail on a step of five minutes; prints the one message id beside each recipient."""
    with open_mailpartner(connection) as client:
        content = standard_input() if html == "-" else html
        return jobs.schedule(
            report,
            lambda: client.schedule(
                to,
                subject,
                content,
                at,
                sender=sender,
                sender_name=sender_name,
                reply_to=reply_to,
                reply_to_name=reply_to_name,
                tag=tag,
                doubled_hour=doubled_hour,
            ),
        )


@mailpartner.command(
    epilog=examples("countermand mailpartner status 300", "countermand mailpartner status 300 --to one@example.com")
)
@ID
@click.option("--to", metavar="ADDRESS", help="The recipient whose mail is meant; else all.")
@reporting("mailpartner")
@mailpartner_options
def status(report: Report, /, message_id: str, to: str | None, **connection: Unpack[MailPartnerConnection]) -> int:
    """Say what the service knows of a send. Exits with 1 where it knows none."""
    with open_mailpartner(connection) as client:
        return jobs.status(report, client.status(message_id, to=to))


@mailpartner.command("credits", epilog=examples("countermand mailpartner credits --json"))
@reporting("mailpartner")
@mailpartner_options
def credits_left(report: Report, /, **connection: Unpack[MailPartnerConnection]) -> int:
    """Say what the account has left."""
    with open_mailpartner(connection) as client:
        return jobs.credits_left(report, client.credits())
