"""Small rules that many operations share."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from countermand_wire.absent import Absent
from countermand_wire.scalars import NEVER

__all__ = ["in_span", "is_phone_number", "is_utc", "or_default", "page_of", "wall_clock"]

T = TypeVar("T")

_PAGE_SIZE = 20
_PHONE_NUMBER = re.compile(r"\+?[0-9][0-9 ().-]*", re.ASCII)


def or_default(value: T | Absent | None, default: T) -> T:
    """Return a member's value, or the default of its type where it is absent or nil: .NET knows no third state."""
    return default if value is None or isinstance(value, Absent) else value


def wall_clock(moment: datetime) -> datetime:
    """Return the UTC wall clock without its zone: .NET's Kind Unspecified, which is how this service returns dates."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def in_span(moment: datetime, start: datetime, end: datetime) -> bool:
    """Tell whether a moment lies within two dates of a request, MinValue standing for no bound.

    Args:
        moment: in UTC.
        start: the earliest; a date without a zone counts as UTC.
        end: the latest.
    """
    return (start == NEVER or _utc(start) <= moment) and (end == NEVER or moment <= _utc(end))


def is_utc(moment: datetime) -> bool:
    """Tell whether a date is one in UTC, as schedules must be."""
    return moment.utcoffset() == timedelta()


def is_phone_number(text: str) -> bool:
    """Tell whether a text can be a phone number; the sandbox is not strict about length."""
    return _PHONE_NUMBER.fullmatch(text.strip()) is not None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def page_of(items: Sequence[T], number: int, size: int) -> Sequence[T]:
    """Return one page of a list.

    Args:
        items: the whole list.
        number: counted from 1; 0, the default, asks for the first page, or for everything where no size is given.
        size: items on a page; 0 is the default size.
    """
    if number <= 0 and size <= 0:
        return items
    length = size if size > 0 else _PAGE_SIZE
    start = (max(number, 1) - 1) * length
    return items[start : start + length]
