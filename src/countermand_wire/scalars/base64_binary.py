"""xs:base64Binary, System.Byte[]: base64 in XML, an array of numbers in JSON."""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING, Final, cast

from countermand_wire.errors import DecodeError
from countermand_wire.scalars.integer import unsigned_byte_from_json
from countermand_wire.scalars.lexical import checked, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermand_wire.json import JsonValue

__all__ = [
    "base64_binary_from_json",
    "base64_binary_from_xml",
    "base64_binary_to_json",
    "base64_binary_to_xml",
]

_WITHOUT_WHITE: Final = dict.fromkeys(map(ord, " \t\r\n"))


def base64_binary_to_xml(value: bytes, path: str) -> str:
    """Write base64 on one line.

    Raises:
        EncodeError: the value is not bytes.
    """
    return b2a_base64(checked(value, bytes, path), newline=False).decode("ascii")


def base64_binary_from_xml(text: str | None, path: str) -> bytes:
    """Read base64 with white space anywhere in it; padded pieces may follow one another, as .NET allows.

    Raises:
        DecodeError: a character outside the alphabet, or a group of less than four.
    """
    packed = (text or "").translate(_WITHOUT_WHITE)
    pieces = re.findall(r"[^=]+=*|=+", packed) if "=" in packed[:-2] else [packed]
    try:
        return b"".join([a2b_base64(piece, strict_mode=True) for piece in pieces])
    except (Base64Error, ValueError):
        raise DecodeError(path, "is not base64") from None


def base64_binary_to_json(value: bytes, path: str) -> JsonValue:
    """Give the list of the bytes' numbers.

    Raises:
        EncodeError: the value is not bytes.
    """
    return list(checked(value, bytes, path))


def base64_binary_from_json(value: object, path: str) -> bytes:
    """Read an array of numbers from 0 to 255; the empty string is an empty array too, base64 is refused.

    Raises:
        DecodeError: anything else, null included; the path names the item at fault.
    """
    if isinstance(value, (list, tuple)):
        return _from_items(cast("Sequence[object]", value), path)
    if value == "":
        return b""
    raise DecodeError(path, f"is {kind_of(value)}, expected an array of numbers")


def _from_items(items: Sequence[object], path: str) -> bytes:
    if set(map(type, items)) <= {int}:
        try:
            return bytes(cast("Sequence[int]", items))
        except ValueError:
            pass  # One of them is out of range: find out which.
    return bytes([unsigned_byte_from_json(item, f"{path}[{index}]") for index, item in enumerate(items)])
