"""xs:decimal, System.Decimal, as `decimal.Decimal`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, checked, json_text

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = ["decimal_from_json", "decimal_from_xml", "decimal_to_json", "decimal_to_xml"]

_NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_NUMBER_WITH_EXPONENT: Final = _NUMBER + r"(?:[eE][+-]?[0-9]{1,9})?"
_SCALE: Final = 28
_CONTEXT: Final = Context(prec=64, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
_UNITS: Final = [Decimal((0, (1,), -scale)) for scale in range(_SCALE + 1)]
_LARGEST: Final = [Decimal(2**96 - 1).scaleb(-scale, _CONTEXT) for scale in range(_SCALE + 1)]


def _fitted(number: Decimal) -> Decimal | None:
    """Round to what a System.Decimal holds, 96 bits and a scale of 28; None where its range ends."""
    if number.adjusted() > _SCALE:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return None
    for scale in range(min(max(-exponent, 0), _SCALE), -1, -1):
        fitted = number.quantize(_UNITS[scale], context=_CONTEXT)
        if fitted.copy_abs() <= _LARGEST[scale]:
            return fitted
    return None


def _exact(value: Decimal, path: str) -> Decimal:
    fitted = _fitted(checked(value, Decimal, path))
    if fitted is None:
        raise EncodeError(path, "is out of the range of a decimal")
    if fitted != value:
        raise EncodeError(path, "has more digits than a decimal holds")
    # .NET writes a negative zero without its sign.
    return fitted or fitted.copy_abs()


def _parse(text: str, path: str, pattern: str) -> Decimal:
    text = text.strip(WHITE)
    fitted = _fitted(Decimal(text)) if re.fullmatch(pattern, text) else None
    if fitted is None:
        raise DecodeError(path, "is not a decimal number of this range")
    return fitted


def decimal_to_xml(value: Decimal, path: str) -> str:
    """Write all digits, without an exponent; zeros at the end stay, as ``1.10`` shows.

    Raises:
        EncodeError: the value is no Decimal, is not finite, or a System.Decimal, 96 bits with at most
            28 of the digits behind the point, cannot hold it exactly.
    """
    return format(_exact(value, path), "f")


def decimal_from_xml(text: str | None, path: str) -> Decimal:
    """Read a decimal number with an optional sign and white space around it; its scale is kept.

    Digits beyond those of a System.Decimal are rounded half to even, as .NET does.

    Raises:
        DecodeError: any other text, one with an exponent too, or a number beyond System.Decimal.
    """
    return _parse(text or "", path, _NUMBER)


def decimal_to_json(value: Decimal, path: str) -> JsonValue:
    """Give the Decimal itself, which `countermand_wire.json.render` writes as a number with all its digits.

    The standard library's ``json.dumps`` does not know a Decimal.

    Raises:
        EncodeError: as for `decimal_to_xml`.
    """
    return _exact(value, path)


def decimal_from_json(value: object, path: str) -> Decimal:
    """Read a JSON number, also one in a string.

    `countermand_wire.json.parse` gives numbers with a fraction as Decimal, so that no digit is lost. A float is
    taken for its shortest text: what ``json.loads`` rounded off does not come back.

    Raises:
        DecodeError: anything else, null included, or a number beyond System.Decimal.
    """
    return _parse(json_text(value, path, "a number"), path, _NUMBER_WITH_EXPONENT)
