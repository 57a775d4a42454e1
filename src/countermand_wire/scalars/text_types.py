"""xs:string, xs:anyURI and Microsoft's char: System.String, System.Uri and System.Char, all as `str`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, checked, json_text, kind_of
from countermand_wire.text import SENTINEL, escape, restore

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "any_uri_from_json",
    "any_uri_from_xml",
    "any_uri_to_json",
    "any_uri_to_xml",
    "char_from_json",
    "char_from_xml",
    "char_to_json",
    "char_to_xml",
    "string_from_json",
    "string_from_xml",
    "string_to_json",
    "string_to_xml",
]

_LAST_UNIT: Final = "\uffff"


def _plain(value: str, path: str) -> str:
    # A subclass may print as something else: a str enumeration does.
    return str.__str__(checked(value, str, path))


def string_to_xml(value: str, path: str) -> str:
    """Write the text as element content, as `countermand_wire.text.escape` does.

    Raises:
        EncodeError: the value is not a str; None is not an empty one.
    """
    if type(value) is str:
        return escape(value)
    return escape(_plain(value, path))


def string_from_xml(text: str | None, path: str) -> str:
    """Give the text as it is, white space included; None, an empty element's text, is the empty string."""
    if text is None:
        return ""
    return restore(text) if SENTINEL in text else text


def string_to_json(value: str, path: str) -> JsonValue:
    """Give the text itself.

    Raises:
        EncodeError: the value is not a str.
    """
    if type(value) is str:
        return value
    return _plain(value, path)


def string_from_json(value: object, path: str) -> str:
    """Read a JSON string; a number or a boolean gives its own text, as in Microsoft's reader.

    Unlike there, an object or an array is not an empty string, and a number with an exponent is refused:
    its spelling is lost.

    Raises:
        DecodeError: anything else, null included.
    """
    if isinstance(value, str):
        return value
    text = json_text(value, path, "a string")
    if "e" in text.lower() and not isinstance(value, bool):
        raise DecodeError(path, "is a number with an exponent, expected a string")
    return text


def char_to_xml(value: str, path: str) -> str:
    """Write the number of the character, a UTF-16 code unit: ``A`` is ``65``.

    Raises:
        EncodeError: the value is not one character, or is beyond U+FFFF.
    """
    return str(ord(_one_unit(value, path)))


def _one_unit(value: str, path: str) -> str:
    text = _plain(value, path)
    if len(text) == 1 and text <= _LAST_UNIT:
        return text
    raise EncodeError(path, "is not one character up to U+FFFF")


def char_from_xml(text: str | None, path: str) -> str:
    """Read the number of a UTF-16 code unit; a surrogate comes back as a str that UTF-8 cannot encode.

    Raises:
        DecodeError: the text is not a number from 0 to 65535.
    """
    from countermand_wire.scalars.integer import unsigned_short_from_xml  # noqa: PLC0415  # Few contracts hold a char.

    return chr(unsigned_short_from_xml(text, path))


def char_to_json(value: str, path: str) -> JsonValue:
    """Give the character itself: JSON has it as a string.

    Raises:
        EncodeError: as for `char_to_xml`.
    """
    return _one_unit(value, path)


def char_from_json(value: object, path: str) -> str:
    """Read a JSON string of one UTF-16 code unit; a single digit may stand bare.

    Raises:
        DecodeError: anything else: an empty string, a character beyond U+FFFF, or null.
    """
    text = json_text(value, path, "a character")
    if len(text) == 1 and text <= _LAST_UNIT:
        return text
    raise DecodeError(path, "is not one character up to U+FFFF")


def any_uri_to_xml(value: str, path: str) -> str:
    """Write the text as it is, XML's own characters escaped; it is neither checked nor normalized.

    Raises:
        EncodeError: the value is not a str.
    """
    return string_to_xml(value, path)


def any_uri_from_xml(text: str | None, path: str) -> str:
    """Give the text without white space around it, otherwise as it came: System.Uri would normalize it."""
    return string_from_xml(text, path).strip(WHITE)


def any_uri_to_json(value: str, path: str) -> JsonValue:
    """Give the text itself.

    Raises:
        EncodeError: the value is not a str.
    """
    return string_to_json(value, path)


def any_uri_from_json(value: object, path: str) -> str:
    """Read a JSON string, without white space around it.

    Raises:
        DecodeError: anything but a string, null included.
    """
    if isinstance(value, str):
        return value.strip(WHITE)
    raise DecodeError(path, f"is {kind_of(value)}, expected a URI")
