"""xs:date and xs:time, with the zone that either may carry."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Final, NoReturn, Self, overload

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE

if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import SupportsIndex

__all__ = ["ZonedDate", "date_from_xml", "date_to_xml", "time_from_xml", "time_to_xml"]

_ZONE: Final = r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE: Final = rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}"
_TIME: Final = rf"([0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})(?:\.([0-9]+))?{_ZONE}"
_MINUTE: Final = timedelta(minutes=1)
_FARTHEST: Final = timedelta(hours=14)


class ZonedDate(date):
    """A date that says in which zone it is meant. It equals the plain date: the zone is beside the day.

    Adding days keeps the zone.
    """

    zone: timezone

    def __new__(cls, year: int, month: int, day: int, zone: timezone) -> Self:
        """Make a date with its zone."""
        made = super().__new__(cls, year, month, day)
        made.zone = zone
        return made

    def __add__(self, days: timedelta) -> Self:
        return self._moved(date(self.year, self.month, self.day) + days)

    def __radd__(self, days: timedelta) -> Self:
        return self + days

    @overload  # type: ignore[override]  # typeshed takes no date of another class, which the class itself does.
    def __sub__(self, other: datetime) -> NoReturn: ...
    @overload
    def __sub__(self, other: date) -> timedelta: ...
    @overload
    def __sub__(self, other: timedelta) -> Self: ...
    def __sub__(self, other: date | timedelta) -> timedelta | Self:
        plain = date(self.year, self.month, self.day)
        return self._moved(plain - other) if isinstance(other, timedelta) else plain - other

    def replace(
        self, year: SupportsIndex | None = None, month: SupportsIndex | None = None, day: SupportsIndex | None = None
    ) -> Self:
        """Return the date with another year, month or day, and the same zone."""
        given = {"year": year, "month": month, "day": day}
        plain = date(self.year, self.month, self.day)
        return self._moved(plain.replace(**{name: int(value) for name, value in given.items() if value is not None}))

    def _moved(self, day: date) -> Self:
        return type(self)(day.year, day.month, day.day, self.zone)

    def __reduce__(self) -> tuple[type[Self], tuple[int, int, int, timezone]]:
        return type(self), (self.year, self.month, self.day, self.zone)

    def __repr__(self) -> str:
        return f"ZonedDate({self.isoformat()}{_written(self.zone, '')})"


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:]))
    return timezone(-offset if text[0] == "-" else offset)


def _written(zone: tzinfo, path: str) -> str:
    offset = zone.utcoffset(None)
    if offset is None:
        raise EncodeError(path, "is of a zone whose distance from UTC depends on the day")
    if not offset:
        return "Z"
    minutes, rest = divmod(abs(offset), _MINUTE)
    if rest or abs(offset) > _FARTHEST:
        raise EncodeError(path, "is of a zone that is not of whole minutes, or farther than 14 hours from UTC")
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"


def date_to_xml(value: date, path: str) -> str:
    """Write a date, with a zone where it is a `ZonedDate`.

    Raises:
        EncodeError: it is no date, or is a datetime, whose time would be lost; or its zone cannot be written.
    """
    if isinstance(value, datetime) or not isinstance(value, date):  # pyright: ignore[reportUnnecessaryIsInstance]  # Callers may be unchecked.
        raise EncodeError(path, f"is of type {type(value).__name__}, expected date")
    return date.isoformat(value) + (_written(value.zone, path) if isinstance(value, ZonedDate) else "")


def date_from_xml(text: str | None, path: str) -> date:
    """Read a date: a `ZonedDate` where it has a zone.

    Raises:
        DecodeError: it is none, or not of the years 1 to 9999.
    """
    found = re.fullmatch(_DATE, (text or "").strip(WHITE))
    try:
        if found:
            day = date.fromisoformat(found[1])
            return ZonedDate(day.year, day.month, day.day, _zone(found[2])) if found[2] else day
    except ValueError:
        pass
    raise DecodeError(path, "is not a date")


def time_to_xml(value: time, path: str) -> str:
    """Write a time of day; its zone, if it has one, must be a fixed one.

    Raises:
        EncodeError: it is no time, or of a zone whose distance from UTC depends on the day, or cannot be written.
    """
    if not isinstance(value, time):  # pyright: ignore[reportUnnecessaryIsInstance]  # Callers may be unchecked.
        raise EncodeError(path, f"is of type {type(value).__name__}, expected time")
    plain = value.replace(tzinfo=None).isoformat()
    return plain if value.tzinfo is None else plain + _written(value.tzinfo, path)


def time_from_xml(text: str | None, path: str) -> time:
    """Read a time of day; digits beyond microseconds are cut off.

    Raises:
        DecodeError: it is none. The end of a day, 24:00:00, is none in Python.
    """
    found = re.fullmatch(_TIME, (text or "").strip(WHITE))
    try:
        if found:
            plain = time.fromisoformat(found[1])
            micro = int((found[2] or "0")[:6].ljust(6, "0"))
            return plain.replace(microsecond=micro, tzinfo=_zone(found[3]) if found[3] else None)
    except ValueError:
        pass
    raise DecodeError(path, "is not a time of day")
