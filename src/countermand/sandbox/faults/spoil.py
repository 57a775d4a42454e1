"""A reply as bytes, and what is left of it when a fault has befallen it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from attrs import evolve, frozen
from lxml import etree
from werkzeug.datastructures import Headers
from werkzeug.http import HTTP_STATUS_CODES

from countermand.sandbox.faults.fault import Fault, Kind

__all__ = ["Reply", "Scene", "spoiled"]

PAGE: Final = b"<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>true</h1>200 OK success</body></html>"
BOMB_SIZE: Final = 1 << 28
"""Bytes of a bomb when it has gone off."""


@frozen(kw_only=True)
class Reply:
    """One HTTP reply."""

    status: str
    headers: Headers
    body: bytes

    def message(self, *, head: bool = False, length: str | None = None) -> bytes:
        """Return the reply as it goes out.

        Args:
            head: whether the body stays out, as for a HEAD.
            length: what stands in the Content-Length, if not the truth.
        """
        fields = [(name, value) for name, value in self.headers if name.lower() != "content-length"]
        fields.append(("Content-Length", str(len(self.body)) if length is None else length))
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in fields), "", ""]
        return "\r\n".join(lines).encode("latin-1") + (b"" if head else self.body)

    def with_field(self, name: str, value: str) -> Reply:
        """Return the reply with another value of a header field."""
        headers = Headers(self.headers)
        headers[name] = value
        return evolve(self, headers=headers)


@frozen(kw_only=True)
class Scene:
    """What a fault has to work with."""

    fault: Fault
    reply: Reply
    """Of the service; an empty one where it was not asked."""
    before: Reply
    """To the call before."""
    target: str
    """Path and query of the call."""


def spoiled(scene: Scene) -> bytes:
    """Return what the client gets to read; nothing for the faults that have no reply."""
    spoil = _SPOILERS.get(scene.fault.kind)
    return b"" if spoil is None else spoil(scene)


def _cut_off(scene: Scene) -> bytes:
    whole = scene.reply.message()
    return whole[: len(whole) - max(1, len(scene.reply.body) // 2)]


def _disordered(reply: Reply) -> bytes:
    head, end, body = reply.message().partition(b"\r\n\r\n")
    return head + b"\r\n=?no field?=" + end + body


def _hollow(reply: Reply) -> bytes:
    if not reply.body or "xml" not in reply.headers.get("Content-Type", ""):
        return evolve(reply, body=b"{}").message()
    root = etree.fromstring(reply.body)
    body = next((each for each in root if etree.QName(each).localname == "Body"), None)
    inner = root if body is None else body[0]
    for child in inner:
        inner.remove(child)
    inner.text = None
    return evolve(reply, body=etree.tostring(root)).message()


def _page(status: int, **fields: str) -> bytes:
    headers = Headers({"Content-Type": "text/html; charset=utf-8", **fields})
    return Reply(status=f"{status} {HTTP_STATUS_CODES[status]}", headers=headers, body=PAGE).message()


def _status(scene: Scene) -> bytes:
    fault = scene.fault
    later = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    return _page(fault.status, **later)


def _compressed(reply: Reply, body: bytes) -> bytes:
    return evolve(reply, body=body).with_field("Content-Encoding", "gzip").message()


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(BOMB_SIZE), compresslevel=9, mtime=0)


_SPOILERS: Final[Mapping[Kind, Callable[[Scene], bytes]]] = {
    Kind.HANG_WITHIN: _cut_off,
    Kind.CLOSE_WITHIN: _cut_off,
    Kind.LONGER: lambda scene: scene.reply.message() + b"}]</true> and more",
    Kind.SHORTER: lambda scene: scene.reply.message(length=str(len(scene.reply.body) // 2)),
    Kind.NO_LENGTH: lambda scene: scene.reply.message(length="-4x"),
    Kind.STATUS: _status,
    Kind.PAGE: lambda scene: _page(200),
    Kind.EMPTY: lambda scene: evolve(scene.reply, status="200 OK", body=b"").message(),
    Kind.HOLLOW: lambda scene: _hollow(scene.reply),
    Kind.REDIRECT: lambda scene: _page(scene.fault.status, Location=scene.fault.location + scene.target),
    Kind.DRIP: lambda scene: scene.reply.message(),
    Kind.SKEW: lambda scene: scene.reply.message(),
    Kind.HEADERS: lambda scene: _disordered(scene.reply),
    Kind.MEDIA_TYPE: lambda scene: scene.reply.with_field("Content-Type", "application/octet-stream").message(),
    Kind.CHARSET: lambda scene: evolve(
        scene.reply, body=scene.reply.body.decode(errors="replace").encode("utf-16")
    ).message(),
    Kind.NOT_COMPRESSED: lambda scene: _compressed(scene.reply, scene.reply.body),
    Kind.BOMB: lambda scene: _compressed(scene.reply, _bomb()),
    Kind.MARKED: lambda scene: evolve(scene.reply, body=b"\xef\xbb\xbf" + scene.reply.body).message(),
    Kind.TWICE: lambda scene: scene.reply.message() * 2,
    Kind.REORDERED: lambda scene: scene.before.message(),
    Kind.GARBAGE: lambda _scene: b"\x16\x03\x01\x00\x05 not HTTP\r\n\r\n",
}
