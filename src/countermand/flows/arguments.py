"""Checks of what messages are made of, before any I/O: each gives the value to use or says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from countermand.errors import InvalidArgument

__all__ = ["aware", "flag", "future", "recipients", "text"]


def recipients(to: object, kind: str) -> list[str]:
    """Return the recipients as a list of its own.

    Args:
        to: The argument `to`.
        kind: What a recipient is: ``number``, ``address``.

    Raises:
        InvalidArgument: not a list, an empty one, or one of them is no text.
    """
    if isinstance(to, (str, bytes)) or not isinstance(to, Sequence):
        raise InvalidArgument("to", f"is not a list of {kind}s; for one recipient pass a list of one")
    given = cast("Sequence[object]", to)
    if not given:
        raise InvalidArgument("to", f"is empty: give at least one {kind}")
    return [text(each, f"to[{index}]") for index, each in enumerate(given)]


def text(value: object, path: str) -> str:
    """Return the text.

    Raises:
        InvalidArgument: no text, a blank one, or one with half a character.
    """
    if not isinstance(value, str):
        raise InvalidArgument(path, "is not text")
    if not value.strip():
        raise InvalidArgument(path, "is empty")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidArgument(path, "has half of a surrogate pair, which is no character")
    return value


def flag(value: object, path: str) -> bool:
    """Return the flag.

    Raises:
        InvalidArgument: neither True nor False.
    """
    if not isinstance(value, bool):
        raise InvalidArgument(path, "is neither True nor False")
    return value


def aware(value: object, path: str) -> datetime:
    """Return the date, which has a time zone.

    Raises:
        InvalidArgument: no datetime, or one without a time zone.
    """
    if not isinstance(value, datetime):
        raise InvalidArgument(path, "is not a datetime")
    if value.utcoffset() is None:
        raise InvalidArgument(path, "has no time zone; make it aware, for example datetime(..., tzinfo=timezone.utc)")
    return value


def future(at: object, now: datetime) -> datetime:
    """Return when a message is to go out.

    Raises:
        InvalidArgument: not aware, or not after `now`.
    """
    moment = aware(at, "at")
    if moment <= now:
        raise InvalidArgument("at", "is not in the future: the message would go out at once")
    return moment
