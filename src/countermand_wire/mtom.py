"""MTOM, on the way in: a reply of several parts becomes one document, its binary parts in their places as base64."""

from __future__ import annotations

from base64 import b64encode
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final
from urllib.parse import unquote

import attrs
from lxml import etree

from countermand_wire import xml
from countermand_wire.errors import DecodeError
from countermand_wire.http import HttpResponse

__all__ = ["unpacked"]

INCLUDE: Final = "{http://www.w3.org/2004/08/xop/include}Include"
MAX_PARTS: Final = 1000


def unpacked(response: HttpResponse) -> HttpResponse:
    """Return the reply as one document, with the content type that its root part names.

    Raises:
        DecodeError: it is no MIME message, has no root part, or refers to a part that it does not have.
    """
    content_type = (response.header("Content-Type") or "").replace("\r", "").replace("\n", "")
    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(EmailMessage, policy=policy.HTTP).parsebytes(head + response.body)
    parts = [part for part in message.walk() if not part.is_multipart()][: MAX_PARTS + 1]
    if not message.is_multipart() or not parts or len(parts) > MAX_PARTS:
        raise DecodeError("", "is no message of parts, or has too many")
    by_id = {_bare(part["Content-ID"]): part for part in parts if part["Content-ID"]}
    root = by_id.get(_bare(message.get_param("start")), parts[0])
    type_ = root.get_param("type") if root.get_content_type() == "application/xop+xml" else root.get_content_type()
    headers = {name: value for name, value in response.headers.items() if name.lower() != "content-type"}
    headers["Content-Type"] = f"{type_}; charset=utf-8".partition(";")[0] if type_ else "text/xml"
    return attrs.evolve(response, headers=headers, body=_inlined(_content(root), by_id))


def _inlined(document: bytes, parts: dict[str, EmailMessage]) -> bytes:
    root = xml.parse(document)
    size = len(document)
    for include in list(root.iter(INCLUDE)):
        holder, part = include.getparent(), parts.get(unquote(include.get("href", "").removeprefix("cid:")))
        if holder is None or part is None:
            raise DecodeError("", "refers to a part that the reply does not have")
        content = b64encode(_content(part)).decode()
        size += len(content)
        if size > xml.MAX_BYTES:
            raise DecodeError("", f"the document has more than {xml.MAX_BYTES} bytes")
        holder.remove(include)
        holder.text = content
    return etree.tostring(root)


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _bare(value: object) -> str:
    return str(value or "").strip().removeprefix("<").removesuffix(">")
