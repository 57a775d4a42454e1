"""xs:double and xs:float, System.Double and System.Single."""

from __future__ import annotations

import re
import struct
from math import inf, isfinite, isnan, nan
from typing import TYPE_CHECKING, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, checked, json_text

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "double_from_json",
    "double_from_xml",
    "double_text",
    "double_to_json",
    "double_to_xml",
    "float_from_json",
    "float_from_xml",
    "float_to_json",
    "float_to_xml",
]

_NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# .NET reads -0 as an integer, without its sign.
_SPECIAL: Final = {"NaN": nan, "INF": inf, "-INF": -inf, "Infinity": inf, "-Infinity": -inf, "-0": 0.0}
_SINGLE: Final = struct.Struct("<f")


def _single(value: float) -> float:
    """Round to the nearest System.Single; OverflowError beyond its range."""
    rounded: float = _SINGLE.unpack(_SINGLE.pack(value))[0]
    return rounded


def _general(scientific: str, precision: int) -> str:
    """Turn Python's ``d.ddde±xx`` into the text of .NET's G format."""
    mantissa, _, exponent_text = scientific.partition("e")
    sign = "-" if mantissa[0] == "-" else ""
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0")
    exponent = int(exponent_text)
    if exponent >= precision or exponent < -4:
        fraction = "." + digits[1:] if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{fraction}E{exponent:+03d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    fraction = digits[exponent + 1 :]
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _name(value: float) -> str:
    return "NaN" if isnan(value) else "INF" if value > 0 else "-INF"


def double_text(value: float) -> str:
    """Spell a double as .NET Framework's round-trip format does: ``1``, ``0.1``, ``1E+16``, ``NaN``, ``-INF``.

    Fifteen digits where they suffice, else seventeen; a negative zero is ``-0``.
    """
    if not isfinite(value):
        return _name(value)
    short = f"{value:.14e}"
    return _general(short, 15) if float(short) == value else _general(f"{value:.16e}", 17)


def _single_text(value: float) -> str:
    if not isfinite(value):
        return _name(value)
    short = f"{value:.6e}"
    if float(short) <= _LARGEST_SINGLE and _single(float(short)) == value:
        return _general(short, 7)
    return _general(f"{value:.8e}", 9)


_LARGEST_SINGLE: Final = 3.4028235677973366e38
"""Where rounding to a System.Single overflows."""


def _as_double(value: float, path: str) -> float:
    # To type checkers an int is a float, and a bool an int.
    if type(value) is not int:
        checked(value, float, path)
    try:
        return float(value)
    except OverflowError:
        raise EncodeError(path, "is out of the range of a double") from None


def _as_single(value: float, path: str) -> float:
    try:
        return _single(_as_double(value, path))
    except OverflowError:
        raise EncodeError(path, "is out of the range of a float") from None


def _parse(text: str, path: str) -> float:
    text = text.strip(WHITE)
    if text in _SPECIAL:
        return _SPECIAL[text]
    if re.fullmatch(_NUMBER, text):
        value = float(text)
        if isfinite(value):
            return value
    raise DecodeError(path, "is not a number of this range")


def _parse_single(text: str, path: str) -> float:
    try:
        return _single(_parse(text, path))
    except OverflowError:
        raise DecodeError(path, "is out of the range of a float") from None


def double_to_xml(value: float, path: str) -> str:
    """Write the text of `double_text`.

    Raises:
        EncodeError: the value is neither a float nor an int within a double's range.
    """
    return double_text(_as_double(value, path))


def double_from_xml(text: str | None, path: str) -> float:
    """Read a decimal number with an optional exponent, ``INF``, ``-INF``, ``NaN``, ``Infinity`` or ``-Infinity``.

    Raises:
        DecodeError: any other text; a number beyond the range of a double, as .NET Framework has it.
    """
    return _parse(text or "", path)


def double_to_json(value: float, path: str) -> JsonValue:
    """Give the float itself; `countermand_wire.json.render` spells the values that are no JSON numbers.

    Raises:
        EncodeError: the value is neither a float nor an int within a double's range.
    """
    return _as_double(value, path)


def double_from_json(value: object, path: str) -> float:
    """Read a JSON number, or any text of `double_from_xml` in a string.

    Raises:
        DecodeError: anything else, null included.
    """
    if isinstance(value, float):
        return value
    return _parse(json_text(value, path, "a number"), path)


def float_to_xml(value: float, path: str) -> str:
    """Write the value, rounded to a System.Single, in seven digits where they suffice, else nine.

    Raises:
        EncodeError: the value is no float, or beyond the range of a System.Single.
    """
    return _single_text(_as_single(value, path))


def float_from_xml(text: str | None, path: str) -> float:
    """Read as `double_from_xml` does, and round to a System.Single.

    Raises:
        DecodeError: the text is no number of that range.
    """
    return _parse_single(text or "", path)


def float_to_json(value: float, path: str) -> JsonValue:
    """Give the double with the shortest text that reads back as the System.Single nearest to the value.

    Raises:
        EncodeError: the value is no float, or beyond the range of a System.Single.
    """
    single = _as_single(value, path)
    return float(_single_text(single)) if isfinite(single) else single


def float_from_json(value: object, path: str) -> float:
    """Read as `double_from_json` does, and round to a System.Single.

    Raises:
        DecodeError: the value is no number of that range.
    """
    if isinstance(value, float) and not isfinite(value):
        return value
    return _parse_single(json_text(value, path, "a number"), path)
