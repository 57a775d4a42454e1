"""Connections that a server cannot hold beyond a deadline, however steadily it drips.

A socket's timeout is for one piece: a server that sends a byte now and then is never late. Here each piece is waited
for no longer than what is left, from the status line, or the answer of a proxy, to the end of the body.
"""

from __future__ import annotations

import http.client
import io
import math
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Final

import urllib3
import urllib3.connection

if TYPE_CHECKING:
    import socket


__all__ = ["DEADLINE", "POOLS", "Late"]

DEADLINE: Final[ContextVar[float | None]] = ContextVar("DEADLINE", default=None)
"""When the request that is being sent has to be over, by the monotonic clock; None for never."""


class Late(TimeoutError):
    """The deadline is over."""


class _Pieces(io.RawIOBase):
    """What comes in over a socket, each piece waited for until the deadline at most."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, end: float) -> None:
        super().__init__()
        self._sock = sock
        self._raw = raw
        self._end = end
        timeout = sock.gettimeout()
        self._timeout = math.inf if timeout is None else timeout

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int | None:  # type: ignore[override]  # What BufferedReader gives.
        left = self._end - monotonic()
        if left <= 0:
            raise Late
        if left < self._timeout:  # From then on it is the deadline that counts.
            self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        end = DEADLINE.get()
        if end is not None:
            self.fp = io.BufferedReader(_Pieces(sock, self.fp.detach(), end))


class _Connection(urllib3.connection.HTTPConnection):
    response_class = _Response


class _SecureConnection(urllib3.connection.HTTPSConnection):
    response_class = _Response


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection  # pyright: ignore[reportAssignmentType]  # urllib3's own classes do not fit it either.


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection  # pyright: ignore[reportAssignmentType]


POOLS: Final[dict[str, type[urllib3.HTTPConnectionPool | urllib3.HTTPSConnectionPool]]] = {
    "http": _Pool,
    "https": _SecurePool,
}
"""The pools of such connections, by scheme, for urllib3's managers."""
