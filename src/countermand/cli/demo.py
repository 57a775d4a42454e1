"""`countermand demo`: the whole job over every wire form, against the sandbox on a free port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import click
from attrs import frozen
from rich.console import Console
from rich.table import Table
from rich.text import Text

from countermand.cli.examples import examples
from countermand.cli.exits import Exit
from countermand.errors import CountermandError
from countermand.esendex import WIRES, Esendex, Wire
from countermand.outcome import Outcome, Phase

if TYPE_CHECKING:
    from countermand.sandbox import Clock

__all__ = ["Row", "demo", "run_wire"]

RECIPIENTS = ("+15550100", "+15550101", "+15550102")

HOUR = timedelta(hours=1)
SECONDS = timedelta(seconds=2)


@frozen
class Row:
    """One step: what should come of it and what did."""

    wire: str
    step: str
    expected: str
    got: str

    @property
    def is_right(self) -> bool:
        """Whether it came out as it should."""
        return self.expected == self.got


@click.command(epilog=examples("countermand demo"))
def demo() -> int:
    """Schedule and cancel over every wire form, against a sandbox on this machine."""
    from countermand.sandbox import LICENSE_KEY, Clock, Sandbox  # noqa: PLC0415  # The extra may not be installed.

    rows: list[Row] = []
    clock = Clock(frozen=True)  # However slow the machine is, "seconds before" is that.
    with Sandbox(clock=clock) as sandbox:
        for wire in WIRES:
            with Esendex(license_key=LICENSE_KEY, wire=wire, base_url=sandbox.esendex_url) as esendex:
                rows += run_wire(esendex, wire, clock)
    _print(rows)
    return Exit.DONE if all(row.is_right for row in rows) else Exit.NOT_ALL


def run_wire(esendex: Esendex, wire: Wire, clock: Clock) -> Iterator[Row]:
    """Run the job over one wire form, step by step. A step that raises is a row, too."""
    ids: list[str] = []
    for step, expected, action in _steps(esendex, clock, ids):
        try:
            got = action()
        except CountermandError as error:
            got = f"{type(error).__name__}: {error}"
        yield Row(wire, step, expected, got)


def _steps(esendex: Esendex, clock: Clock, ids: list[str]) -> Iterator[tuple[str, str, Callable[[], str]]]:
    """Yield each step's name, what it should come to, and how it is done; later ones use the ids of earlier ones."""

    def schedule() -> str:
        messages = esendex.schedule(RECIPIENTS, "Sale!", clock.now() + HOUR)
        ids[:] = [message.message_id for message in messages if message.message_id is not None]
        return f"{len(ids)} accepted"

    def cancel(message_id: str | None) -> str:
        return esendex.cancel(message_id).outcome.value

    def status(message_id: str | None) -> str:
        return esendex.status(message_id).phase.value

    def nth(position: int) -> str | None:
        return ids[position] if position < len(ids) else None

    yield f"schedule for {len(RECIPIENTS)} recipients", f"{len(RECIPIENTS)} accepted", schedule
    yield "cancel the first", Outcome.CANCELLED.value, lambda: cancel(nth(0))
    yield "cancel it again", Outcome.ALREADY_CANCELLED.value, lambda: cancel(nth(0))
    yield "read its status", Phase.CANCELLED.value, lambda: status(nth(0))
    yield "cancel an unknown one", Outcome.NOT_FOUND.value, lambda: cancel(str(uuid4()))
    clock.advance(HOUR - SECONDS)
    yield "cancel another, two seconds before it is due", Outcome.TOO_LATE.value, lambda: cancel(nth(1))
    clock.advance(HOUR)
    yield "read its status, an hour later", Phase.SENT.value, lambda: status(nth(1))
    yield "cancel it", Outcome.ALREADY_SENT.value, lambda: cancel(nth(1))
    yield "schedule again", f"{len(RECIPIENTS)} accepted", schedule
    yield "cancel all", "confirmed", lambda: "confirmed" if esendex.cancel_all().confirmed else "not confirmed"
    yield "read a status", Phase.CANCELLED.value, lambda: status(nth(2))


def _print(rows: list[Row]) -> None:
    table = Table("wire", "step", "expected", "got", title="countermand demo: Esendex, Messaging.svc")
    for number, row in enumerate(rows):
        first = number == 0 or rows[number - 1].wire != row.wire
        if first and number:
            table.add_section()
        got = Text(row.got, "green" if row.is_right else "bold red")
        table.add_row(Text(row.wire if first else ""), Text(row.step), Text(row.expected), got)
    console = Console()
    console.print(table)
    wrong = sum(not row.is_right for row in rows)
    said = f"all {len(rows)} steps came out as they should" if not wrong else f"{wrong} of {len(rows)} steps went wrong"
    console.print(Text(said, "green" if not wrong else "bold red"))
