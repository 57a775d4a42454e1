"""The vendor's clock: wall time in Europe/Paris, without an offset, on a step of five minutes.

No page names the zone; the vendor's own recorded replies show it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from attrs import frozen

from countermand.errors import InvalidArgument
from countermand.flows import arguments

__all__ = ["CUTOFF", "DoubledHour", "WallTime", "inside_cutoff", "moment", "wall_time"]

DoubledHour = Literal["first", "second"]
"""Which of the two hours that bear one name when the clocks go back."""

CUTOFF: Final = timedelta(minutes=5)
"""A send that is due sooner is not cancelled any more: the vendors' cancel pages."""

STEP: Final = 5
"""Minutes are 0 to 55 in steps of this many: the vendors' send pages."""

PARIS: Final = ZoneInfo("Europe/Paris")


@frozen(kw_only=True)
class WallTime:
    """When a message is to go out, as the vendor is told, and what is meant by it."""

    date: str
    """``dd/MM/yyyy``."""
    hour: int
    """0 to 23."""
    minute: int
    """0 to 55, in steps of five."""
    at: datetime
    """The moment that is meant, in UTC."""


def wall_time(at: object, now: datetime, doubled_hour: object = None) -> WallTime:
    """Tell a moment by the vendor's clock.

    Args:
        at: An aware datetime of any zone.
        now: The time by which it is in the future.
        doubled_hour: In the hour that comes twice when the clocks go back, which one is meant. The vendor cannot be
            told: its clock has one name for both.

    Raises:
        InvalidArgument: not aware, not on the step, not in the future, an hour that does not exist, or a doubled one
            that was not chosen.
    """
    if doubled_hour not in {None, "first", "second"}:
        raise InvalidArgument("doubled_hour", 'is neither "first" nor "second"')
    local = _in_paris(arguments.aware(at, "at"), doubled_hour)
    if local.minute % STEP or local.second or local.microsecond:
        raise InvalidArgument("at", "is not on a step of five minutes: the service takes minutes 0, 5, 10 ... 55")
    instant = arguments.future(local, now).astimezone(UTC)
    return WallTime(date=local.strftime("%d/%m/%Y"), hour=local.hour, minute=local.minute, at=instant)


def inside_cutoff(at: datetime, now: datetime) -> bool:
    """Whether a message that goes out at a moment is not to be cancelled any more."""
    return at - now < CUTOFF


def moment(text: str) -> datetime | None:
    """Read a date of a reply, in UTC: epoch seconds, or ``YYYY-MM-DD HH:MM:SS`` in Paris; None for anything else."""
    text = text.strip()
    try:
        if text.isascii() and text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=PARIS).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _in_paris(at: datetime, doubled_hour: object) -> datetime:
    try:
        back = at.astimezone(UTC).astimezone(at.tzinfo)
        local = at.astimezone(PARIS)
    except OverflowError:
        raise InvalidArgument("at", "is beyond the calendar") from None
    if back.replace(tzinfo=None) != at.replace(tzinfo=None):
        raise InvalidArgument("at", "is an hour that does not exist: the clocks go forward over it")
    return _chosen(at, local, doubled_hour) if _comes_twice(local) else local


def _chosen(at: datetime, local: datetime, doubled_hour: object) -> datetime:
    if doubled_hour is None:
        raise InvalidArgument(
            "at", 'is in the hour that comes twice in Paris: say which one with doubled_hour="first" or "second"'
        )
    wanted = int(doubled_hour == "second")
    if _comes_twice(at):
        # A wall clock that has the hour twice itself: its fold is 0 where nobody thought of it.
        return at.replace(fold=wanted).astimezone(PARIS)
    if local.fold != wanted:
        raise InvalidArgument("doubled_hour", "is not the hour that `at` is in: by its offset that is the other one")
    return local


def _comes_twice(wall: datetime) -> bool:
    """Whether the wall time of an existing moment comes twice in its zone."""
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
