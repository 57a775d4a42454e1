"""The integers: xs:byte to xs:unsignedLong, System.SByte to System.UInt64."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, checked, json_text

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "byte_from_json",
    "byte_from_xml",
    "byte_to_json",
    "byte_to_xml",
    "int_from_json",
    "int_from_xml",
    "int_to_json",
    "int_to_xml",
    "long_from_json",
    "long_from_xml",
    "long_to_json",
    "long_to_xml",
    "short_from_json",
    "short_from_xml",
    "short_to_json",
    "short_to_xml",
    "unsigned_byte_from_json",
    "unsigned_byte_from_xml",
    "unsigned_byte_to_json",
    "unsigned_byte_to_xml",
    "unsigned_int_from_json",
    "unsigned_int_from_xml",
    "unsigned_int_to_json",
    "unsigned_int_to_xml",
    "unsigned_long_from_json",
    "unsigned_long_from_xml",
    "unsigned_long_to_json",
    "unsigned_long_to_xml",
    "unsigned_short_from_json",
    "unsigned_short_from_xml",
    "unsigned_short_to_json",
    "unsigned_short_to_xml",
]

_INTEGER: Final = r"([+-])?0*([0-9]{1,40})"
_NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?"
_DIGITS: Final = 20
"""Of the widest type; whatever has more is out of range, and is not computed."""

ToXml = Callable[[int, str], str]
FromXml = Callable[["str | None", str], int]
ToJson = Callable[[int, str], "JsonValue"]
FromJson = Callable[[object, str], int]
AnyFunction = TypeVar("AnyFunction", bound=Callable[..., object])


def _plain(value: object, path: str) -> int:
    # A subclass may print as something else: an enumeration does. A bool is one that is no number.
    if isinstance(value, bool):
        raise EncodeError(path, "is of type bool, expected int")
    return int(checked(value, int, path))


def _parse_integer(text: str, path: str) -> int:
    found = re.fullmatch(_INTEGER, text.strip(WHITE))
    if found:
        # Python refuses thousands of digits, also of zeros.
        return -int(found[2]) if found[1] == "-" else int(found[2])
    raise DecodeError(path, "is not an integer")


def _parse_whole_number(text: str, path: str) -> int:
    """Read what Int32.Parse reads with NumberStyles.Float: ``1.0`` and ``1e2`` are integers, ``1.5`` is none."""
    from decimal import Decimal  # noqa: PLC0415  # A millisecond, for a spelling that hardly occurs.

    text = text.strip(WHITE)
    if re.fullmatch(_NUMBER, text):
        number = Decimal(text)
        if not number:
            return 0
        if number.adjusted() < _DIGITS and number == number.to_integral_value():
            return int(number)
    raise DecodeError(path, "is not an integer of this range")


def _range_error(low: int, high: int) -> str:
    return f"is outside {low} to {high}"


def _to_xml(low: int, high: int) -> ToXml:
    def to_xml(value: int, path: str) -> str:
        """Write the number in decimal digits.

        Raises:
            EncodeError: the value is not an int, is a bool, or is out of the type's range.
        """
        if type(value) is not int:
            value = _plain(value, path)
        if low <= value <= high:
            return str(value)
        raise EncodeError(path, _range_error(low, high))

    return to_xml


def _from_xml(low: int, high: int) -> FromXml:
    def from_xml(text: str | None, path: str) -> int:
        """Read decimal digits with an optional sign, leading zeros and white space around them.

        Raises:
            DecodeError: any other text, or a number out of the type's range.
        """
        if text is not None and len(text) <= _DIGITS and text.isdecimal() and text.isascii():
            value = int(text)
        else:
            value = _parse_integer(text or "", path)
        if low <= value <= high:
            return value
        raise DecodeError(path, _range_error(low, high))

    return from_xml


def _to_json(low: int, high: int) -> ToJson:
    def to_json(value: int, path: str) -> JsonValue:
        """Give the number itself.

        Raises:
            EncodeError: the value is not an int, is a bool, or is out of the type's range.
        """
        if type(value) is not int:
            value = _plain(value, path)
        if low <= value <= high:
            return value
        raise EncodeError(path, _range_error(low, high))

    return to_json


def _from_json(low: int, high: int) -> FromJson:
    def from_json(value: object, path: str) -> int:
        """Read a JSON number, also one in a string; ``1.0`` and ``1e2`` are integers to Microsoft's reader.

        Raises:
            DecodeError: anything else, null included, or a number out of the type's range.
        """
        number = value if type(value) is int else _parse_whole_number(json_text(value, path, "a number"), path)
        if low <= number <= high:
            return number
        raise DecodeError(path, _range_error(low, high))

    return from_json


def _named(function: AnyFunction, name: str) -> AnyFunction:
    function.__name__ = function.__qualname__ = name
    return function


def _functions(name: str, low: int, high: int) -> tuple[ToXml, FromXml, ToJson, FromJson]:
    return (
        _named(_to_xml(low, high), f"{name}_to_xml"),
        _named(_from_xml(low, high), f"{name}_from_xml"),
        _named(_to_json(low, high), f"{name}_to_json"),
        _named(_from_json(low, high), f"{name}_from_json"),
    )


# Declared, as type checkers do not infer what is public.
byte_to_xml: ToXml
byte_from_xml: FromXml
byte_to_json: ToJson
byte_from_json: FromJson
short_to_xml: ToXml
short_from_xml: FromXml
short_to_json: ToJson
short_from_json: FromJson
int_to_xml: ToXml
int_from_xml: FromXml
int_to_json: ToJson
int_from_json: FromJson
long_to_xml: ToXml
long_from_xml: FromXml
long_to_json: ToJson
long_from_json: FromJson
unsigned_byte_to_xml: ToXml
unsigned_byte_from_xml: FromXml
unsigned_byte_to_json: ToJson
unsigned_byte_from_json: FromJson
unsigned_short_to_xml: ToXml
unsigned_short_from_xml: FromXml
unsigned_short_to_json: ToJson
unsigned_short_from_json: FromJson
unsigned_int_to_xml: ToXml
unsigned_int_from_xml: FromXml
unsigned_int_to_json: ToJson
unsigned_int_from_json: FromJson
unsigned_long_to_xml: ToXml
unsigned_long_from_xml: FromXml
unsigned_long_to_json: ToJson
unsigned_long_from_json: FromJson

byte_to_xml, byte_from_xml, byte_to_json, byte_from_json = _functions("byte", -(2**7), 2**7 - 1)
short_to_xml, short_from_xml, short_to_json, short_from_json = _functions("short", -(2**15), 2**15 - 1)
int_to_xml, int_from_xml, int_to_json, int_from_json = _functions("int", -(2**31), 2**31 - 1)
long_to_xml, long_from_xml, long_to_json, long_from_json = _functions("long", -(2**63), 2**63 - 1)

unsigned_byte_to_xml, unsigned_byte_from_xml, unsigned_byte_to_json, unsigned_byte_from_json = _functions(
    "unsigned_byte", 0, 2**8 - 1
)
unsigned_short_to_xml, unsigned_short_from_xml, unsigned_short_to_json, unsigned_short_from_json = _functions(
    "unsigned_short", 0, 2**16 - 1
)
unsigned_int_to_xml, unsigned_int_from_xml, unsigned_int_to_json, unsigned_int_from_json = _functions(
    "unsigned_int", 0, 2**32 - 1
)
unsigned_long_to_xml, unsigned_long_from_xml, unsigned_long_to_json, unsigned_long_from_json = _functions(
    "unsigned_long", 0, 2**64 - 1
)
