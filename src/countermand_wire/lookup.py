"""What the generated codecs call where a value may stand under several names, or in several shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from countermand_wire.absent import ABSENT
from countermand_wire.errors import DecodeError

__all__ = ["first_of", "one_or_many", "required_of", "required_parameter"]


def first_of(members: Mapping[str, Any], names: tuple[str, ...], default: object) -> Any:
    """Return the value of the first of these JSON members that is there, else the default."""
    return next((members[name] for name in names if name in members), default)


def required_of(members: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the value of the first of these JSON members that is there.

    Raises:
        DecodeError: none is.
    """
    value = first_of(members, names, ABSENT)
    if value is ABSENT:
        raise DecodeError(names[0], "is missing")
    return value


def required_parameter(pairs: Mapping[str, str], name: str) -> str:
    """Return the value of a parameter of a URL, among pairs whose names are in lower case.

    Raises:
        DecodeError: it is missing.
    """
    value = pairs.get(name.lower())
    if value is None:
        raise DecodeError(name, "is missing")
    return value


def one_or_many(value: object) -> object:
    """Return an array as it is, and an object that stands for an array of one in an array."""
    return [cast("object", value)] if isinstance(value, dict) else value
