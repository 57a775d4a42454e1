"""Text in XML: escaping as Microsoft's writer does it, and the references that XML 1.0 forbids but Microsoft writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, cast

from countermand_wire.errors import EncodeError

__all__ = ["SENTINEL", "attribute_escape", "escape", "escape_all", "protect", "restore", "unprotect"]

SENTINEL: Final = "\U0010ffff"
"""Marks, in a document that went through `protect`, what `restore` must undo."""

_SENTINEL_BYTES: Final = SENTINEL.encode()
_PLANE: Final = 0xF0000

_CONTROLS: Final = (*range(0x09), 0x0B, 0x0C, *range(0x0D, 0x20), 0xFFFE, 0xFFFF)
_REFERENCES: Final = {code: f"&#x{code:X};" for code in _CONTROLS}
_MARKUP: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}
_ATTRIBUTE: Final = _REFERENCES | _MARKUP | {0x09: "&#x9;", 0x0A: "&#xA;"}

# Compiled when the first text needs them: most processes never meet one, and this costs half a millisecond.
_RARE: Final = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_SURROGATE: Final = "[\ud800-\udfff]"
_HARMLESS: Final = bytes(code for code in range(0x100) if code not in _REFERENCES and code not in b"&<>")


def escape(text: str) -> str:
    """Escape text for element content, as Microsoft's XML writer does.

    A carriage return and the control characters become references, ``&#xD;`` and ``&#x1;``; those other than the
    carriage return are no XML 1.0, and only `protect` lets a parser read them. A lone surrogate becomes U+FFFD.
    """
    # Most texts of the wire are numbers, names and lines of print: no regular expression is needed for those.
    if text.isalnum():
        return text
    if "&" in text or "<" in text or ">" in text:
        # Replacing is several times faster than translating, which only the rare characters need.
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if text.isprintable() or not re.search(_RARE, text):
        return text
    return _without_surrogates(text).translate(_REFERENCES)


def attribute_escape(text: str) -> str:
    """Escape text for an attribute value in double quotes; tabs and line ends become references too."""
    return _without_surrogates(text).translate(_ATTRIBUTE)


def _without_surrogates(text: str) -> str:
    if re.search(_SURROGATE, text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def escape_all(items: Sequence[str], open: str, close: str) -> str:  # noqa: A002  # The pair is open and close.
    """Escape each item as `escape` does, and put it between two tags: the whole content of an array of strings.

    Args:
        items: Any number of strings.
        open: The start tag, written as it is.
        close: The end tag.

    Raises:
        EncodeError: an item is not a str, its path being the index, ``[3]``; or the items are none, such as a str is.
    """
    if items.__class__ is not list:
        items = _sequence(items)
    if not items:
        return ""
    try:
        joined = "\t".join(items)
    except TypeError:
        joined = "\t".join([_checked(item, index) for index, item in enumerate(items)])
    between = close + open
    if _is_plain(joined):
        return open + between.join(items) + close
    if joined.count("\t") == len(items) - 1:
        return open + escape(joined).replace("\t", between) + close
    return open + between.join([escape(str.__str__(item)) for item in items]) + close


def _sequence(items: object) -> Sequence[str]:
    if isinstance(items, Sequence) and not isinstance(items, (str, bytes, bytearray)):
        return cast("Sequence[str]", items)
    raise EncodeError("", f"is of type {type(items).__name__}, expected a sequence of str")


def _checked(item: object, index: int) -> str:
    if isinstance(item, str):
        return item
    raise EncodeError(f"[{index}]", f"is of type {type(item).__name__}, expected str")


def _is_plain(text: str) -> bool:
    # Deleting the harmless bytes is several times faster than searching for the others.
    try:
        return not (text.encode().translate(None, _HARMLESS) or "\ufffe" in text or "\uffff" in text)
    except UnicodeEncodeError:
        return False


# Code points that are no XML 1.0 characters, and the sentinel itself, as a reference spells them.
_FORBIDDEN_HEX: Final = (
    rb"x0*(?:(?P<hex>[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]|10[fF]{4}));"
)
_FORBIDDEN_DECIMAL: Final = (
    rb"0*(?:(?P<decimal>[0-8]|1[124-9]|2[0-9]|3[01]"
    rb"|5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3]|6553[45]|1114111));"
)
# What is not closed runs to the end, so that no opening is looked for twice.
_OPAQUE: Final = rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)"
# The marks of UTF-16 and UTF-32, and a declaration of anything but UTF-8 or its subset.
_OTHER_ENCODING: Final = (
    rb"\xff\xfe|\xfe\xff|[^\0]?\0"
    rb"|(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*[\"'](?!(?i:utf-?8|us-ascii)[\"'])"
)
_FORBIDDEN: Final = rb"&#(?:" + _FORBIDDEN_HEX + rb"|" + _FORBIDDEN_DECIMAL + rb")"


def protect(body: bytes) -> bytes:
    """Rewrite the character references that XML 1.0 forbids, so that a parser lets the document through.

    Microsoft's writer emits them for control characters, and its reader takes them. Each becomes two references,
    to `SENTINEL` and to a private character; a sentinel that the document holds itself is doubled, so that `restore`
    undoes it without doubt. Markup, CDATA sections and comments keep their bytes, but for that. An ordinary document,
    and one that is not in UTF-8, comes back as it is. Linear in time, whatever the document.
    """
    # One byte is found much faster than two or four, and neither of these is common.
    if not ((b"#" in body and b"&#" in body) or (b"\xf4" in body and _SENTINEL_BYTES in body)):
        return body
    if re.match(_OTHER_ENCODING, body):
        return body
    body = body.replace(_SENTINEL_BYTES, _SENTINEL_BYTES * 2)
    if re.search(_FORBIDDEN, body) is None:
        return body
    return re.sub(_OPAQUE + rb"|" + _FORBIDDEN, _protected, body, flags=re.DOTALL)


def _protected(found: re.Match[bytes]) -> bytes:
    if found["hex"]:
        code = int(found["hex"], 16)
    elif found["decimal"]:
        code = int(found["decimal"])
    else:
        return found[0]
    stand_in = 0x10FFFF if code == 0x10FFFF else _PLANE + code
    return b"&#x10FFFF;&#x%X;" % stand_in


def restore(text: str) -> str:
    """Undo `protect` in text that a parser gave.

    References to two surrogates that make a pair, which Microsoft's reader joins, give one character.
    """
    if SENTINEL not in text:
        return text
    text = re.sub(SENTINEL + "([\U000f0000-\U000fffff" + SENTINEL + "])", _restored, text)
    if re.search(_SURROGATE, text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text


def _restored(found: re.Match[str]) -> str:
    stand_in = found[1]
    return SENTINEL if stand_in == SENTINEL else chr(ord(stand_in) - _PLANE)


def unprotect(xml: str) -> str:
    """Undo `protect` in a document that was written again: what XML 1.0 forbids becomes a reference, as it was."""
    if SENTINEL not in xml:
        return xml
    return re.sub(SENTINEL + "([\U000f0000-\U000fffff" + SENTINEL + "])", _unprotected, xml)


def _unprotected(found: re.Match[str]) -> str:
    stand_in = found[1]
    return SENTINEL if stand_in == SENTINEL else f"&#x{ord(stand_in) - _PLANE:X};"
