"""A step of the demo: what should come of it, and what did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from countermand.cli.flags import told
from countermand.errors import CountermandError

if TYPE_CHECKING:
    from countermand.outcome import ScheduledMessage
    from countermand.sandbox import Clock

__all__ = ["Row", "Step", "accepted", "ids_of", "next_noon", "rows"]

Step: TypeAlias = tuple[str, str, Callable[[], str]]
"""Its name, what it should come to, and how it is done; later ones use the ids of earlier ones."""


@frozen
class Row:
    """One step: what should come of it and what did."""

    service: str
    over: str
    step: str
    expected: str
    got: str

    @property
    def is_right(self) -> bool:
        """Whether it came out as it should."""
        return self.expected == self.got


def rows(service: str, over: str, steps: Iterable[Step]) -> Iterator[Row]:
    """Do the steps, one by one. A step that raises is a row, too."""
    for step, expected, action in steps:
        try:
            got = action()
        except CountermandError as error:
            got = f"{type(error).__name__}: {told(error)}"
        yield Row(service, over, step, expected, got)


def ids_of(messages: Iterable[ScheduledMessage]) -> list[str]:
    """Return the ids of those that were accepted."""
    return [message.message_id for message in messages if message.message_id is not None]


def accepted(recipients: int) -> str:
    """Return what a schedule comes to."""
    return f"{recipients} accepted"


def next_noon(clock: Clock) -> datetime:
    """Return the next noon in UTC that is an hour away at least: on the vendors' step, and never a doubled hour."""
    soonest = clock.now() + timedelta(hours=1)
    noon = datetime.combine(soonest.date(), time(12), soonest.tzinfo)
    return noon if noon >= soonest else noon + timedelta(days=1)
