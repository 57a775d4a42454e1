"""`countermand demo`: the whole job at every service and over every wire form, against the sandbox on a free port."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from countermand import esendex, smspartner
from countermand.auth import Auth, BasicAuth, ClaimsLogin, OAuthLogin
from countermand.cli.demos.esendex import esendex_steps
from countermand.cli.demos.partner import partner_steps
from countermand.cli.demos.steps import Row, rows
from countermand.cli.demos.voltmx import voltmx_steps
from countermand.cli.examples import examples
from countermand.cli.exits import Exit
from countermand.mailpartner import MailPartner
from countermand.voltmx import VoltMx

if TYPE_CHECKING:
    from countermand.sandbox import Sandbox

__all__ = ["demo"]

WIDTH = 120
"""Columns of the table in a file or a log: a line for each step."""


@click.command(epilog=examples("countermand demo"))
def demo() -> int:
    """Schedule and cancel at every service, over every wire form, against a sandbox on this machine."""
    from countermand.sandbox import Clock, Sandbox  # noqa: PLC0415  # The extra may not be installed.

    # However slow the machine is, "seconds before" is that. It moves on from service to service: each one's messages
    # lie in the future of this machine's clock, which the clients go by.
    with Sandbox(clock=Clock(frozen=True)) as sandbox:
        done = [*_esendex(sandbox), *_sms_partner(sandbox), *_mail_partner(sandbox), *_volt_mx(sandbox)]
    _print(done)
    return Exit.DONE if all(row.is_right for row in done) else Exit.NOT_ALL


def _esendex(sandbox: Sandbox) -> Iterator[Row]:
    from countermand.sandbox import LICENSE_KEY  # noqa: PLC0415  # As above, and below.

    for wire in esendex.WIRES:
        with esendex.Esendex(license_key=LICENSE_KEY, wire=wire, base_url=sandbox.esendex_url) as client:
            yield from rows("Esendex", wire, esendex_steps(client, sandbox.clock))


def _sms_partner(sandbox: Sandbox) -> Iterator[Row]:
    from countermand.sandbox import API_KEY  # noqa: PLC0415

    for wire in smspartner.WIRES:
        with smspartner.SmsPartner(api_key=API_KEY, wire=wire, base_url=sandbox.smspartner_url) as client:
            yield from rows("SMS Partner", wire, partner_steps(client, sandbox.clock))


def _mail_partner(sandbox: Sandbox) -> Iterator[Row]:
    from countermand.sandbox import API_KEY  # noqa: PLC0415

    with MailPartner(api_key=API_KEY, base_url=sandbox.mailpartner_url) as client:
        yield from rows("Mail Partner", "json", partner_steps(client, sandbox.clock))


def _volt_mx(sandbox: Sandbox) -> Iterator[Row]:
    from countermand.sandbox import VOLTMX_PASSWORD, VOLTMX_USER  # noqa: PLC0415

    ways: tuple[tuple[str, Auth], ...] = (
        ("Basic", BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD)),
        ("claims", ClaimsLogin(VOLTMX_USER, VOLTMX_PASSWORD, url=sandbox.voltmx_login_url)),
        ("OAuth", OAuthLogin(VOLTMX_USER, VOLTMX_PASSWORD)),
    )
    for name, auth in ways:
        with VoltMx(base_url=sandbox.voltmx_url, auth=auth) as client:
            yield from rows("Volt MX", name, voltmx_steps(client, sandbox.clock))


def _print(done: list[Row]) -> None:
    table = Table("service", "over", "step", "expected", "got", title="countermand demo")
    for number, row in enumerate(done):
        before = done[number - 1] if number else None
        same_service = before is not None and before.service == row.service
        same_wire = same_service and before is not None and before.over == row.over
        if number and not same_wire:
            table.add_section()
        table.add_row(
            Text("" if same_service else row.service),
            Text("" if same_wire else row.over),
            Text(row.step),
            Text(row.expected),
            Text(row.got, "green" if row.is_right else "bold red"),
        )
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    console.print(table)
    wrong = sum(not row.is_right for row in done)
    said = f"all {len(done)} steps came out as they should" if not wrong else f"{wrong} of {len(done)} steps went wrong"
    console.print(Text(said, "green" if not wrong else "bold red"))
