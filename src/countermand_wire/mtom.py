"""MTOM, on the way in: a reply of several parts becomes one document, its binary parts in their places as base64."""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from email.message import Message
from email.parser import BytesHeaderParser
from quopri import decodestring
from typing import Final
from urllib.parse import unquote

import attrs
from lxml import etree

from countermand_wire import xml
from countermand_wire.errors import DecodeError
from countermand_wire.http import HttpResponse
from countermand_wire.text import unprotect

__all__ = ["unpack"]

INCLUDE: Final = "{http://www.w3.org/2004/08/xop/include}Include"
MAX_PARTS: Final = 1000
MAX_HEAD: Final = 1 << 14
"""Bytes of the fields of one part."""


def unpack(response: HttpResponse) -> HttpResponse:
    """Return the reply as one document, with the content type that its root part names.

    Raises:
        DecodeError: it is no message of parts, or refers to a part that it does not have.
    """
    head = Message()
    head["Content-Type"] = (response.header("Content-Type") or "").replace("\r", " ").replace("\n", " ")
    parts = _parts(response.body, str(head.get_param("boundary") or ""))
    by_id = {_bare(part.head["Content-ID"]): part for part in parts if part.head["Content-ID"]}
    root = by_id.get(_bare(head.get_param("start")), parts[0])
    type_ = root.head.get_content_type()
    if type_ == "application/xop+xml":
        type_ = str(root.head.get_param("type") or head.get_param("start-info") or "").partition(";")[0].strip()
    headers = {name: value for name, value in response.headers.items() if name.lower() != "content-type"}
    headers["Content-Type"] = type_
    return attrs.evolve(response, headers=headers, body=_inlined(root.content(), by_id))


@attrs.frozen
class _Part:
    head: Message
    body: bytes

    def content(self) -> bytes:
        encoding = str(self.head["Content-Transfer-Encoding"] or "").strip().lower()
        if encoding == "base64":
            try:
                return a2b_base64(self.body)
            except Base64Error:
                raise DecodeError("", "has a part that is not base64") from None
        return decodestring(self.body) if encoding == "quoted-printable" else self.body


def _parts(body: bytes, boundary: str) -> list[_Part]:
    delimiter = b"\r\n--" + boundary.encode("latin-1", "replace")
    # The first delimiter may stand at the very beginning; what is before it, and after the last one, means nothing.
    pieces = (b"\r\n" + body).split(delimiter, MAX_PARTS + 1)[1:]
    ends = [index for index, piece in enumerate(pieces) if piece.startswith(b"--")]
    if not boundary or not ends or not ends[0]:
        raise DecodeError("", f"is no message of 1 to {MAX_PARTS} parts that ends")
    return [_part(piece) for piece in pieces[: ends[0]]]


def _part(piece: bytes) -> _Part:
    # Blanks may stand after a delimiter, to the end of its line.
    head, blank, body = piece.lstrip(b" \t").partition(b"\r\n\r\n")
    if not blank or len(head) > MAX_HEAD:
        raise DecodeError("", "has a part without an end of its header")
    return _Part(BytesHeaderParser().parsebytes(head.lstrip(b"\r\n") + b"\r\n\r\n"), body)


def _inlined(document: bytes, parts: dict[str, _Part]) -> bytes:
    root = xml.parse(document)
    size = len(document)
    for include in list(root.iter(INCLUDE)):
        holder, part = include.getparent(), parts.get(_identifier(include.get("href") or ""))
        if holder is None or part is None:
            raise DecodeError("", "refers to a part that the reply does not have")
        content = b2a_base64(part.content(), newline=False).decode("ascii")
        size += len(content)
        if size > xml.MAX_BYTES:
            raise DecodeError("", f"the document has more than {xml.MAX_BYTES} bytes")
        holder.remove(include)
        holder.text = content
    return unprotect(etree.tostring(root, encoding="unicode")).encode()


def _identifier(href: str) -> str:
    return unquote(href.removeprefix("cid:"))


def _bare(value: object) -> str:
    return str(value or "").strip().removeprefix("<").removesuffix(">")
