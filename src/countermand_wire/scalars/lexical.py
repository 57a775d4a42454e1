"""What the scalar readers share: white space, and the text behind a JSON value."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from countermand_wire.errors import DecodeError

__all__ = ["WHITE", "json_text", "kind_of"]

WHITE: Final = " \t\r\n"
"""The white space of XML, which every reader but that of strings takes off both ends."""

_LONGEST_INTEGER: Final = 256
"""Bits: no scalar of the wire is wider, and the text of a much longer one is quadratic work."""


def kind_of(value: object) -> str:
    """Name the JSON kind of a value for an error message, without quoting it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float, Decimal)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an object" if isinstance(value, dict) else "an array" if isinstance(value, (list, tuple)) else "no JSON value"


def json_text(value: object, path: str, wanted: str) -> str:
    """Give the text that Microsoft's JSON reader sees: it reads each scalar, quoted or bare, as characters.

    Args:
        value: As `countermand_wire.json.parse` gives it; a number with an exponent comes back respelled.
        path: The member, for the error.
        wanted: What the caller reads, for the error: ``"a guid"``.

    Raises:
        DecodeError: null, an object, an array, or an integer beyond every wire type.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if value.bit_length() <= _LONGEST_INTEGER:
            return int.__repr__(value)
    elif isinstance(value, Decimal):
        return str(value)
    elif isinstance(value, float):
        return float.__repr__(value)
    raise DecodeError(path, f"is {kind_of(value)}, expected {wanted}")
