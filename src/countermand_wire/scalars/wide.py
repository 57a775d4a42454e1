"""Scalars of XML Schema that Microsoft's serializer does not have: numbers without bounds, names, hexadecimal bytes."""

from __future__ import annotations

import re

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE
from countermand_wire.scalars.text_types import string_from_xml, string_to_xml

__all__ = [
    "hex_binary_from_xml",
    "hex_binary_to_xml",
    "token_from_xml",
    "token_to_xml",
    "whole_number_from_xml",
    "whole_number_to_xml",
]

MAX_DIGITS = 1000
"""Of a number without bounds; the text of a much longer one is quadratic work."""


def token_to_xml(value: str, path: str) -> str:
    """Write a text, as it is."""
    return string_to_xml(value, path)


def token_from_xml(text: str | None, path: str) -> str:
    """Read a text whose white space means nothing at its ends, and is one blank inside."""
    # Of all blanks that Unicode has, XML counts four.
    return " ".join(filter(None, re.split(f"[{WHITE}]", string_from_xml(text, path))))


def whole_number_to_xml(value: int, path: str) -> str:
    """Write an integer of any size.

    Raises:
        EncodeError: it is no int, or has more than a thousand digits.
    """
    if type(value) is bool or not isinstance(value, int):  # pyright: ignore[reportUnnecessaryIsInstance]  # Callers may be unchecked.
        raise EncodeError(path, f"is of type {type(value).__name__}, expected int")
    # A digit has 3.3 bits: beyond this, it is not even written down.
    digits = str(int(value)) if value.bit_length() < MAX_DIGITS * 4 else ""
    if not digits or len(digits.lstrip("-")) > MAX_DIGITS:
        raise EncodeError(path, f"has more than {MAX_DIGITS} digits")
    return digits


def whole_number_from_xml(text: str | None, path: str) -> int:
    """Read an integer of any size.

    Raises:
        DecodeError: it is none, or has more than a thousand digits.
    """
    found = (text or "").strip(WHITE)
    digits = found[1:] if found[:1] in ("+", "-") else found
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MAX_DIGITS:
        raise DecodeError(path, "is not an integer")
    return int(found)


def hex_binary_to_xml(value: bytes, path: str) -> str:
    """Write bytes as hexadecimal digits.

    Raises:
        EncodeError: they are no bytes.
    """
    if not isinstance(value, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]  # Callers may be unchecked.
        raise EncodeError(path, f"is of type {type(value).__name__}, expected bytes")
    return value.hex().upper()


def hex_binary_from_xml(text: str | None, path: str) -> bytes:
    """Read hexadecimal digits.

    Raises:
        DecodeError: they are none, or of an odd number.
    """
    found = (text or "").strip(WHITE)
    if not found.isalnum() and found:
        raise DecodeError(path, "is not of hexadecimal digits")
    try:
        return bytes.fromhex(found)
    except ValueError:
        raise DecodeError(path, "is not of hexadecimal digits") from None
