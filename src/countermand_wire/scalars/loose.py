"""JSON scalars of services that are loose about types: a number in one reply is text in the next.

Written in one way, read in all that have been seen. The functions are those of every scalar; the text forms, which
queries, paths and positional XML use, are not escaped.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.boolean import boolean_from_xml
from countermand_wire.scalars.lexical import WHITE, checked

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "bit_from_json",
    "bit_from_text",
    "bit_to_json",
    "bit_to_text",
    "flag_from_json",
    "flag_from_text",
    "flag_to_json",
    "flag_to_text",
    "identifier_from_json",
    "identifier_from_text",
    "identifier_to_json",
    "identifier_to_text",
    "integer_from_json",
    "integer_from_text",
    "integer_to_json",
    "integer_to_text",
    "loose_decimal_from_json",
    "loose_decimal_from_text",
    "loose_decimal_to_json",
    "loose_decimal_to_text",
    "loose_integer_from_json",
    "loose_integer_from_text",
    "loose_integer_to_json",
    "loose_integer_to_text",
    "number_from_json",
    "number_from_text",
    "number_to_json",
    "number_to_text",
    "numeric_identifier_from_json",
    "numeric_identifier_from_text",
    "numeric_identifier_to_json",
    "numeric_identifier_to_text",
]

_DIGITS: Final = 40
"""Of the longest number that is read: time grows with the square of the digits."""

_INTEGER: Final = re.compile(rf"[+-]?[0-9]{{1,{_DIGITS}}}", re.ASCII)
_NUMBER: Final = re.compile(
    rf"[+-]?(?:[0-9]{{1,{_DIGITS}}}(?:\.[0-9]{{0,{_DIGITS}}})?|\.[0-9]{{1,{_DIGITS}}})(?:[eE][+-]?[0-9]{{1,3}})?",
    re.ASCII,
)


# Opaque ids: text at the surface, for they go beyond what a JSON number holds everywhere.


def identifier_to_json(value: str, path: str) -> JsonValue:
    """Give the text itself.

    Raises:
        EncodeError: the value is not a str.
    """
    return identifier_to_text(value, path)


def identifier_from_json(value: object, path: str) -> str:
    """Read text, or an integer as its digits.

    Raises:
        DecodeError: anything else, null included.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return integer_to_text(_bounded(value, path), path)
    raise DecodeError(path, "is neither text nor an integer")


def identifier_to_text(value: str, path: str) -> str:
    """Write the text itself; errors as `identifier_to_json`."""
    return checked(value, str, path)


def identifier_from_text(text: str | None, path: str) -> str:
    """Read any text."""
    return text or ""


def numeric_identifier_to_json(value: str, path: str) -> JsonValue:
    """Give an id of digits as an integer, any other as text.

    Raises:
        EncodeError: the value is not a str.
    """
    text = checked(value, str, path)
    plain = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if plain and (text == "0" or text[0] != "0") else text


numeric_identifier_from_json = identifier_from_json
numeric_identifier_to_text = identifier_to_text
numeric_identifier_from_text = identifier_from_text


# Numbers. `integer` and `number` are JSON's own and strict; the loose ones come as text, too.


def integer_to_json(value: int, path: str) -> JsonValue:
    """Give the int itself.

    Raises:
        EncodeError: the value is not an int, or has more than 40 digits.
    """
    if isinstance(value, bool):
        raise EncodeError(path, "is of type bool, expected int")
    value = int(checked(value, int, path))
    if abs(value) >= 10**_DIGITS:
        raise EncodeError(path, f"has more than {_DIGITS} digits")
    return value


def integer_from_json(value: object, path: str) -> int:
    """Read a JSON integer.

    Raises:
        DecodeError: anything else, null included, or more than 40 digits.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return _bounded(value, path)
    raise DecodeError(path, "is not an integer")


def integer_to_text(value: int, path: str) -> str:
    """Write decimal digits; errors as `integer_to_json`."""
    return str(integer_to_json(value, path))


def integer_from_text(text: str | None, path: str) -> int:
    """Read decimal digits with an optional sign, white space around them.

    Raises:
        DecodeError: any other text, or more than 40 digits.
    """
    stripped = (text or "").strip(WHITE)
    if _INTEGER.fullmatch(stripped):
        return int(stripped)
    raise DecodeError(path, "is not an integer")


loose_integer_to_json = integer_to_json
loose_integer_to_text = integer_to_text
loose_integer_from_text = integer_from_text


def loose_integer_from_json(value: object, path: str) -> int:
    """Read an integer, also one in a string; errors as `integer_from_json`."""
    return integer_from_text(value, path) if isinstance(value, str) else integer_from_json(value, path)


def number_to_json(value: Decimal, path: str) -> JsonValue:
    """Give the Decimal itself, which `countermand_wire.json.render` writes with all its digits.

    Raises:
        EncodeError: the value is not a Decimal, not finite, or beyond 40 digits.
    """
    return _finite(value, path)


def number_from_json(value: object, path: str) -> Decimal:
    """Read a JSON number.

    Raises:
        DecodeError: anything else, null included, or a number that is not finite or beyond 40 digits.
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return number_from_text(str(_bounded(value, path) if isinstance(value, int) else value), path)
    raise DecodeError(path, "is not a number")


def number_to_text(value: Decimal, path: str) -> str:
    """Write all digits, without an exponent; errors as `number_to_json`."""
    return format(_finite(value, path), "f")


def number_from_text(text: str | None, path: str) -> Decimal:
    """Read a decimal number, white space around it; errors as `number_from_json`."""
    stripped = (text or "").strip(WHITE)
    if _NUMBER.fullmatch(stripped):
        value = Decimal(stripped)
        if abs(value.adjusted()) <= _DIGITS and len(value.as_tuple().digits) <= _DIGITS:
            return value
    raise DecodeError(path, "is not a number of this range")


loose_decimal_to_json = number_to_json
loose_decimal_to_text = number_to_text
loose_decimal_from_text = number_from_text


def loose_decimal_from_json(value: object, path: str) -> Decimal:
    """Read a number, also one in a string; errors as `number_from_json`."""
    return number_from_text(value, path) if isinstance(value, str) else number_from_json(value, path)


# Yes and no. A flag is written as a boolean, a bit as 1 or 0.


def flag_to_json(value: bool, path: str) -> JsonValue:
    """Give the bool itself.

    Raises:
        EncodeError: the value is not a bool.
    """
    if value is True or value is False:
        return value
    raise EncodeError(path, "is not a bool")


def flag_from_json(value: object, path: str) -> bool:
    """Read a boolean, 0 or 1, or one of these in a string.

    Raises:
        DecodeError: anything else, null included.
    """
    if value is True or value is False:
        return value
    if isinstance(value, int) and value in (0, 1):
        return value == 1
    if isinstance(value, str):
        return boolean_from_xml(value, path)
    raise DecodeError(path, "is not a boolean")


def flag_to_text(value: bool, path: str) -> str:
    """Write `true` or `false`; errors as `flag_to_json`."""
    return "true" if flag_to_json(value, path) else "false"


def flag_from_text(text: str | None, path: str) -> bool:
    """Read `true`, `false`, `1` or `0`, white space around it; errors as `flag_from_json`."""
    return boolean_from_xml(text, path)


def bit_to_json(value: bool, path: str) -> JsonValue:
    """Give 1 or 0; errors as `flag_to_json`."""
    return 1 if flag_to_json(value, path) else 0


def bit_to_text(value: bool, path: str) -> str:
    """Write `1` or `0`; errors as `flag_to_json`."""
    return "1" if flag_to_json(value, path) else "0"


bit_from_json = flag_from_json
bit_from_text = flag_from_text


def _bounded(value: int, path: str) -> int:
    if value.bit_length() > _DIGITS * 4:
        raise DecodeError(path, f"has more than {_DIGITS} digits")
    return value


def _finite(value: Decimal, path: str) -> Decimal:
    number = checked(value, Decimal, path)
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS or len(number.as_tuple().digits) > _DIGITS:
        raise EncodeError(path, f"is not finite, or has more than {_DIGITS} digits")
    return number
