"""xs:dateTime and ``/Date(ms)/``, System.DateTime, as `datetime`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, checked, kind_of
from countermand_wire.scalars.never import NEVER

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "date_time_from_json",
    "date_time_from_xml",
    "date_time_to_json",
    "date_time_to_xml",
    "date_time_to_xml_kind",
    "make_date_time_to_json_kind",
]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH: Final = _EPOCH.replace(tzinfo=None)
_NEVER_UTC: Final = NEVER.replace(tzinfo=UTC)
_FOREVER_UTC: Final = datetime.max.replace(tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_FIRST: Final = -62_135_596_800_000
_LAST: Final = 253_402_300_799_999
# Between these, no time zone moves the wall clock out of what a datetime holds.
_EARLY: Final = _FIRST + 2 * 86_400_000
_LATE: Final = _LAST - 2 * 86_400_000

_parse_iso = datetime.fromisoformat
_common_tail = re.compile(r"(?:\.[0-9]{1,7})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?").fullmatch
_common_date = re.compile(r"/Date\((-?[0-9]{1,15})([+-][0-9]{4})?\)/").fullmatch

_XML_FORM: Final = (
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?)?)?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_JSON_FORM: Final = r"/Date\(((?:[+-]|[\t-\r ]*)[0-9]{1,40})[\t-\r ]*(\+.*|-[^+]*)?\)/"
_NEVER_LENGTH: Final = len("/Date(-62135596800000+0000)/")
_JSON_ZONE: Final = r"([+-])([0-9]{2}):?([0-5][0-9])"

# What was met so far, a few thousand at most: the epoch on each wall clock, as adding to it gives the zone for nothing,
# and how MinValue was spelled, the commonest date of all where most things have not happened.
_epochs: dict[str | None, datetime] = {None: _EPOCH}
_nevers: set[str] = set()


def date_time_from_xml(text: str | None, path: str) -> datetime:
    """Read an xs:dateTime, or a date, a month or a year, which .NET completes to their first instant.

    Text without a zone gives a naive datetime, ``Z`` one in UTC, and an offset one in that offset. What is finer
    than a microsecond is cut off, after .NET's rounding to its ticks of 100 ns. `NEVER` stands for MinValue,
    with or without a zone, and for what lies before it; what lies beyond MaxValue in UTC becomes `datetime.max` in UTC.

    Raises:
        DecodeError: any other text. A time of day, ``13:14:15``, is refused: .NET adds the day it reads it on.
    """
    # With the punctuation in place, what is left for fromisoformat are digits and their ranges.
    if (
        text is not None
        and len(text) >= 19
        and text[4:19:3] == "--T::"
        and text[11:13] != "24"
        and (text[19:] == "Z" or _common_tail(text, 19))
    ):
        try:
            moment = _parse_iso(text)
        except ValueError:
            raise DecodeError(path, "is not a dateTime") from None
        if 1 < moment.year < 9999:
            return moment
        if text[:19] == "0001-01-01T00:00:00" and not moment.microsecond:
            return NEVER
    return _from_other_xml(text or "", path)


def _from_other_xml(text: str, path: str) -> datetime:
    found = re.fullmatch(_XML_FORM, text.strip(WHITE))
    if found is None:
        raise DecodeError(path, "is not a dateTime")
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        date = (int(year), int(month or 1), int(day or 1))
        wall = datetime(*date, int(hour or 0), int(minute or 0), int(second or 0))  # noqa: DTZ001  # Added below.
        wall += timedelta(microseconds=_ticks(fraction or "") // 10)
    except (ValueError, OverflowError):
        raise DecodeError(path, "is not a dateTime") from None
    return _in_zone(wall, zone)


def _ticks(fraction: str) -> int:
    """Round a fraction of a second to ticks of 100 ns, half to even."""
    ticks = int(fraction[:7].ljust(7, "0"))
    rest = fraction[7:]
    half = "5".ljust(len(rest), "0")
    return ticks + 1 if rest > half or (rest and rest == half and ticks % 2) else ticks


def _in_zone(wall: datetime, zone: str | None) -> datetime:
    if wall == NEVER or zone is None:
        return wall
    if zone in "Zz":
        return wall.replace(tzinfo=UTC)
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    if zone[0] == "-":
        offset = -offset
    try:
        instant = wall - offset
    except OverflowError:
        return NEVER if wall.year == 1 else _FOREVER_UTC
    if instant == NEVER:
        return NEVER
    return wall.replace(tzinfo=timezone(offset)) if abs(offset) < _DAY else instant.replace(tzinfo=UTC)


def date_time_from_json(value: object, path: str) -> datetime:
    """Read ``/Date(ms)/``, milliseconds since 1970 in UTC.

    ``/Date(ms+hhmm)/`` is the same instant, in that offset; what is no offset, which .NET ignores, counts as UTC.
    `NEVER` stands for MinValue, be it the instant or the time on the wall clock.

    Raises:
        DecodeError: anything else, ISO 8601 and null included, or an instant out of .NET's range. Milliseconds so many
            that .NET's 64 bits wrap around are refused.
    """
    if not isinstance(value, str):
        raise DecodeError(path, f"is {kind_of(value)}, expected a date")
    found = _common_date(value)
    if found is not None:
        epoch = _epochs.get(found[2])
        milliseconds = int(found[1])
        if epoch is not None and _EARLY < milliseconds < _LATE:
            return epoch + milliseconds * _MILLISECOND
        if value in _nevers:
            return NEVER
    return _from_other_json(value, path)


def _from_other_json(value: str, path: str) -> datetime:
    found = re.fullmatch(_JSON_FORM, value.strip(WHITE), re.DOTALL)
    if found is None:
        raise DecodeError(path, "is not a date, /Date(...)/")
    milliseconds = int(found[1])
    if not _FIRST <= milliseconds <= _LAST:
        raise DecodeError(path, "is a date out of range")
    offset = _json_offset(found[2])
    if milliseconds == _FIRST or milliseconds + offset // _MILLISECOND == _FIRST:
        if offset and len(value) == _NEVER_LENGTH:
            _nevers.add(value)
        return NEVER
    instant = _EPOCH + milliseconds * _MILLISECOND
    if not offset:
        return instant
    zone = timezone(offset)
    if len(found[2]) == 5:
        _epochs[found[2]] = _EPOCH.astimezone(zone)
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant


def _json_offset(zone: str | None) -> timedelta:
    found = re.fullmatch(_JSON_ZONE, zone or "")
    if found is None:
        return timedelta()
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timedelta() if offset >= _DAY else -offset if sign == "-" else offset


def _in_utc(value: datetime, path: str) -> datetime:
    if checked(value, datetime, path).tzinfo is UTC:
        return value
    if value.utcoffset() is None:
        if value == NEVER:
            return _NEVER_UTC
        raise EncodeError(path, "has no time zone")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise EncodeError(path, "is out of range in UTC") from None


def _without_zeros(text: str) -> str:
    return text.rstrip("0") if "." in text else text


def date_time_to_xml(value: datetime, path: str) -> str:
    """Write the instant in UTC, as ``2024-02-29T13:14:15.12Z``, without the zeros that end a fraction.

    `NEVER` is ``0001-01-01T00:00:00Z``.

    Raises:
        EncodeError: the value is not a datetime; it is naive, and not `NEVER`; or it is out of range in UTC.
    """
    return _without_zeros(datetime.isoformat(_in_utc(value, path))[:-6]) + "Z"


def _milliseconds(since_epoch: timedelta) -> int:
    """Count whole milliseconds, towards zero as .NET divides."""
    microseconds = (since_epoch.days * 86_400 + since_epoch.seconds) * 1_000_000 + since_epoch.microseconds
    return microseconds // 1000 if microseconds >= 0 else -(-microseconds // 1000)


def date_time_to_json(value: datetime, path: str) -> JsonValue:
    """Give ``/Date(ms)/``, in UTC; what is finer than a millisecond is cut off.

    `NEVER` is ``/Date(-62135596800000)/``.

    Raises:
        EncodeError: as for `date_time_to_xml`.
    """
    return f"/Date({_milliseconds(_in_utc(value, path) - _EPOCH)})/"


def _is_utc(value: datetime) -> bool:
    return value.tzinfo is UTC or (not value.utcoffset() and value.tzname() == "UTC")


def date_time_to_xml_kind(value: datetime, path: str) -> str:
    """Write as .NET writes its three kinds: naive without a suffix, UTC with ``Z``, any other zone with its offset.

    A zone of offset 0 that is not named UTC, as London in winter, is written ``+00:00``; an offset that is not
    of whole minutes goes out as UTC. `NEVER` is naive here as any other value.

    Raises:
        EncodeError: the value is not a datetime, or out of range in UTC where it must be written so.
    """
    offset = checked(value, datetime, path).utcoffset()
    if offset is None:
        return _without_zeros(datetime.isoformat(value.replace(tzinfo=None)))
    if _is_utc(value) or offset % _MINUTE:
        return date_time_to_xml(value, path)
    text = datetime.isoformat(value)
    return _without_zeros(text[:-6]) + text[-6:]


def _offset_text(offset: timedelta) -> str:
    minutes = abs(offset) // _MINUTE
    return f"{'-' if offset.days < 0 else '+'}{minutes // 60:02d}{minutes % 60:02d}"


def make_date_time_to_json_kind(server_offset: timedelta) -> Callable[[datetime, str], JsonValue]:
    """Make a writer of JSON dates that behaves as .NET on a server whose clock is that far from UTC.

    The writer takes the value and the path of its member. UTC goes out without an offset; a naive value is taken for
    the server's local time, and any other zone keeps its instant: both get an offset, ``/Date(ms-0500)/``, the server's
    or their own. It raises EncodeError where .NET throws: MinValue on a server east of Greenwich is out of range.

    Raises:
        ValueError: the offset is not of whole minutes, or a day or more.
    """
    if server_offset % _MINUTE or abs(server_offset) >= _DAY:
        raise ValueError("server_offset must be whole minutes, less than a day")
    return partial(_to_json_kind, server_offset)


def _to_json_kind(server_offset: timedelta, value: datetime, path: str) -> JsonValue:
    offset = checked(value, datetime, path).utcoffset()
    if offset is None:
        offset = server_offset
        milliseconds = _milliseconds(value.replace(tzinfo=None) - _NAIVE_EPOCH - server_offset)
    else:
        milliseconds = _milliseconds(value - _EPOCH)
    if not _FIRST <= milliseconds <= _LAST:
        raise EncodeError(path, "is out of range in UTC")
    bare = value.tzinfo is not None and (_is_utc(value) or bool(offset % _MINUTE))
    return f"/Date({milliseconds}{'' if bare else _offset_text(offset)})/"
