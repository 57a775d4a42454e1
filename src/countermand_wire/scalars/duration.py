"""xs:duration, System.TimeSpan, as `timedelta`."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, checked, kind_of

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = ["duration_from_json", "duration_from_xml", "duration_to_json", "duration_to_xml"]

_PART: Final = "(?:0*([0-9]{1,10})%s)?"
_DATE: Final = _PART % "Y" + _PART % "M" + _PART % "D"
_TIME: Final = _PART % "H" + _PART % "M" + r"(?:(?:0*([0-9]{1,10}))?(?:\.([0-9]*))?S)?"
_PATTERN: Final = f"(-)?P(?=[0-9T]){_DATE}(?:T(?=[0-9.]){_TIME})?"
_DAYS_OF_YEAR: Final = 365
_DAYS_OF_MONTH: Final = 30
_LARGEST_PART: Final = 2**31 - 1
_MOST_MICROSECONDS: Final = (2**63 - 1) // 10
_LONGEST: Final = timedelta(microseconds=_MOST_MICROSECONDS)


def duration_to_xml(value: timedelta, path: str) -> str:
    """Write days, hours, minutes and seconds, as ``-P1DT2H3M4.005S``; nothing at all is ``PT0S``.

    Raises:
        EncodeError: the value is not a timedelta, or is longer than a TimeSpan, some 29,000 years.
    """
    if not checked(value, timedelta, path):
        return "PT0S"
    magnitude = abs(value)
    if magnitude > _LONGEST:
        raise EncodeError(path, "is longer than a duration can be")
    sign = "-" if value.days < 0 else ""
    days = f"{magnitude.days}D" if magnitude.days else ""
    time = _time_text(magnitude.seconds, magnitude.microseconds)
    return f"{sign}P{days}T{time}" if time else f"{sign}P{days}"


def _time_text(seconds: int, microseconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if microseconds:
        return f"{text}{seconds}.{microseconds:06d}".rstrip("0") + "S"
    return f"{text}{seconds}S" if seconds else text


def duration_from_xml(text: str | None, path: str) -> timedelta:
    """Read an xs:duration; a year is 365 days and a month 30, as in .NET.

    What is finer than a microsecond is cut off, a .NET tick being a tenth of one.

    Raises:
        DecodeError: any other text, weeks and a plus sign included, or one longer than a TimeSpan.
    """
    found = re.fullmatch(_PATTERN, (text or "").strip(WHITE))
    if found is None:
        raise DecodeError(path, "is not a duration")
    sign, *parts, fraction = found.groups()
    numbers = [int(part or 0) for part in parts]
    years, months, days, hours, minutes, seconds = numbers
    days += years * _DAYS_OF_YEAR + months // 12 * _DAYS_OF_YEAR + months % 12 * _DAYS_OF_MONTH
    microseconds = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    microseconds = microseconds * 1_000_000 + int((fraction or "")[:6].ljust(6, "0"))
    if max(numbers) > _LARGEST_PART or microseconds > _MOST_MICROSECONDS:
        raise DecodeError(path, "is longer than a duration can be")
    return timedelta(microseconds=-microseconds if sign else microseconds)


def duration_to_json(value: timedelta, path: str) -> JsonValue:
    """Give the same text as `duration_to_xml`.

    Raises:
        EncodeError: as for `duration_to_xml`.
    """
    return duration_to_xml(value, path)


def duration_from_json(value: object, path: str) -> timedelta:
    """Read a JSON string of the same form; ``1.02:03:04`` is none.

    Raises:
        DecodeError: anything else, null included.
    """
    if isinstance(value, str):
        return duration_from_xml(value, path)
    raise DecodeError(path, f"is {kind_of(value)}, expected a duration")
