"""What the scalars share: white space, the class of a value, and the text behind a JSON value."""

from __future__ import annotations

from typing import Final, TypeVar

from countermand_wire.errors import DecodeError, EncodeError

__all__ = ["WHITE", "checked", "json_text", "kind_of"]

WHITE: Final = " \t\r\n"
"""The white space of XML, which every reader but that of strings takes off both ends."""

# In bits: no scalar of the wire is wider, and the text of a much longer number is quadratic work.
_WIDEST: Final = 256

_KINDS: Final[dict[type, str]] = {
    type(None): "null",
    bool: "a boolean",
    str: "a string",
    dict: "an object",
    list: "an array",
}

T = TypeVar("T")


def checked(value: object, expected: type[T], path: str) -> T:
    """Give the value back if it is of a class, or of one derived from it.

    Raises:
        EncodeError: it is not; the class is named, not the value.
    """
    if isinstance(value, expected):
        return value
    raise EncodeError(path, f"is of type {type(value).__name__}, expected {expected.__name__}")


def kind_of(value: object) -> str:
    """Name the JSON kind of a value for an error message, without quoting it."""
    return _KINDS.get(type(value), "a number")


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
    if isinstance(value, int) and value.bit_length() <= _WIDEST:
        return int.__repr__(value)
    from decimal import Decimal  # noqa: PLC0415  # A millisecond, for what only the numbers of JSON are.

    if isinstance(value, (Decimal, float)):
        return str(value)
    raise DecodeError(path, f"is {kind_of(value)}, expected {wanted}")
