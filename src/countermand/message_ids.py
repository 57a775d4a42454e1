"""Ids of messages as callers give them. None is ever quoted: who knows one may cancel."""

from __future__ import annotations

from countermand.errors import InvalidMessageId
from countermand.outcome import ScheduledMessage

__all__ = ["LONGEST", "digits", "of_scheduled", "opaque"]

LONGEST = 64
"""Characters of the longest id that is sent; the vendors' have up to 20, or 36 where they are UUIDs."""


def of_scheduled(value: object, service: str, otherwise: str) -> str | None:
    """Return the id of what `schedule` gave.

    Args:
        value: A `ScheduledMessage`, or something wrong.
        service: The service that is to be asked.
        otherwise: What is wrong with anything else.

    Raises:
        InvalidMessageId: something else, or another service's message, whose number may be somebody's message here.
    """
    if not isinstance(value, ScheduledMessage):
        raise InvalidMessageId(otherwise)
    if value.service != service:
        raise InvalidMessageId(f"is a message of {value.service}, and this is {service}")
    return value.message_id


def digits(value: object, service: str) -> str:
    """Return an id that is a number, as digits: neither shortened nor rounded, however long.

    Args:
        value: Text, an int, or what `schedule` gave.
        service: The service that is to be asked.

    Raises:
        InvalidMessageId: it is not one.
    """
    text = opaque(value, service)
    if not text.isdigit():
        raise InvalidMessageId("is not a number: the service's ids are digits alone")
    return text


def opaque(value: object, service: str) -> str:
    """Return an id as text that is fit to be sent.

    Args:
        value: Text, an int, or what `schedule` gave.
        service: The service that is to be asked.

    Raises:
        InvalidMessageId: it is not one.
    """
    if value is not None and (isinstance(value, bool) or not isinstance(value, (str, int))):
        value = of_scheduled(value, service, "is neither text nor a number")
    if value is None:
        raise InvalidMessageId("is None: there is no message")
    if isinstance(value, int) and abs(value) >= 10**LONGEST:
        raise InvalidMessageId(f"is longer than {LONGEST} characters")
    text = str(value)
    if not text:
        raise InvalidMessageId("is empty")
    if len(text) > LONGEST:
        raise InvalidMessageId(f"is longer than {LONGEST} characters")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise InvalidMessageId("has spaces, control characters or letters beyond ASCII")
    return text
