"""From the bytes of a body to its text, as strictly as Microsoft's readers do it."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from countermand.sandbox.wcf.formats import parse_media_type
from countermand_wire.errors import DecodeError

__all__ = ["charset_supported", "json_text", "xml_text"]

_AMBIGUOUS = "utf-16"
_CODECS = {"utf-8": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}
_DECLARED = {"utf-8": ("utf-8",), "utf-16-le": ("utf-16", "utf-16le"), "utf-16-be": ("utf-16", "utf-16be")}
_DECLARATION = re.compile(
    r"""<\?xml\s+version\s*=\s*(?P<q1>["'])(?P<version>[^"']*)(?P=q1)"""
    r"""(?:\s+encoding\s*=\s*(?P<q2>["'])(?P<encoding>[^"']*)(?P=q2))?"""
    r"""(?:\s+standalone\s*=\s*(?P<q3>["'])(?:yes|no)(?P=q3))?\s*\?>"""
)


def charset_supported(content_type: str) -> bool:
    """Tell whether a Content-Type names no charset, or one that Microsoft's text encoders know."""
    return _charset(content_type) in ("", _AMBIGUOUS, *_CODECS)


def json_text(body: bytes, content_type: str) -> str:
    """Decode a JSON body: UTF-8, or UTF-16 without a byte order mark; a mark is left for the reader to trip over.

    Raises:
        DecodeError: another charset, or bytes that are not of it.
    """
    codec = _codec(content_type) or _guess(body)
    return _decode(body, codec)


def xml_text(body: bytes, content_type: str) -> str:
    """Decode an XML body, and take off its byte order mark and its declaration.

    Raises:
        DecodeError: another charset, bytes that are not of it, or a declaration of another version or encoding.
    """
    named = _codec(content_type)
    codec = _marked(body) or named or _guess(body)
    text = _decode(body, codec).removeprefix("\ufeff")
    declaration = _DECLARATION.match(text)
    declared = None if declaration is None else declaration["encoding"]
    if declaration is not None and declaration["version"] != "1.0":
        raise DecodeError("", "XML version must be '1.0'")
    if declared is not None and declared.lower() not in _DECLARED[codec]:
        raise DecodeError("", "the encoding in the declaration does not match the encoding of the document")
    if declared is None and codec != "utf-8" and named is None:
        raise DecodeError("", "an XML declaration with an encoding is required for all non-UTF8 documents")
    return text if declaration is None else text[declaration.end() :]


def _charset(content_type: str) -> str:
    media = parse_media_type(content_type)
    return "" if media is None else media.parameters.get("charset", "").lower()


def _codec(content_type: str) -> str | None:
    charset = _charset(content_type)
    if charset in ("", _AMBIGUOUS):
        return None
    try:
        return _CODECS[charset]
    except KeyError:
        raise DecodeError("", "the charset is not supported") from None


def _marked(body: bytes) -> str | None:
    marks = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
    return next((codec for mark, codec in marks if body.startswith(mark)), None)


def _guess(body: bytes) -> str:
    first = body[:2]
    if len(first) == len(BOM_UTF16_LE) and 0 in first and first != b"\0\0":
        return "utf-16-be" if first[0] == 0 else "utf-16-le"
    return "utf-8"


def _decode(body: bytes, codec: str) -> str:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        raise DecodeError("", f"the bytes are not {codec}") from None
