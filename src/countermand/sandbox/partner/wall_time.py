"""Times as the sister services write and read them: the wall clock of Paris."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from countermand.sandbox.partner.refusals import Refused

__all__ = ["due_time", "epoch_seconds", "paris_text"]

_PARIS = ZoneInfo("Europe/Paris")
_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_STEP = 5


def due_time(date: str | None, hour: str | int | None, minute: str | int | None, now: datetime) -> datetime | None:
    """Read the three members that schedule a message.

    An hour that does not exist, in March, is read as the clocks would go on; one that comes twice, in October, is its
    first. That is what the libraries of the vendor's language do; its pages say nothing.

    Returns:
        The time in UTC, or None where the message is to go out at once.

    Raises:
        Refused: with the code of the member that is missing or wrong.
    """
    if date is None and hour is None and minute is None:
        return None
    day = _day(date)
    at = day.replace(hour=_number(hour, 23, code=46), minute=_number(minute, 59, code=47), tzinfo=_PARIS)
    if at.minute % _STEP:
        raise Refused(48)
    moment = at.astimezone(UTC)
    if moment <= now:
        raise Refused(49)
    return moment


def paris_text(moment: datetime) -> str:
    """Write a time as replies show it: `YYYY-MM-DD HH:MM:SS`."""
    return moment.astimezone(_PARIS).strftime("%Y-%m-%d %H:%M:%S")


def epoch_seconds(moment: datetime) -> str:
    """Write a time as the status calls show it: seconds of the Unix epoch, as text."""
    return str(int(moment.timestamp()))


def _day(date: str | None) -> datetime:
    if not date:
        raise Refused(45)
    found = _DATE.fullmatch(date)
    if found is None or not found[0].isascii():
        raise Refused(49)
    try:
        return datetime(int(found[3]), int(found[2]), int(found[1]))  # noqa: DTZ001 - the zone comes with the hour
    except ValueError:
        raise Refused(49) from None


def _number(value: str | int | None, most: int, *, code: int) -> int:
    text = "" if value is None else str(value)
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) > most:
        raise Refused(code)
    return int(text)
