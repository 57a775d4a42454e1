"""The blocking transport over `requests`, which is imported when the first request is sent."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from countermand import options
from countermand.errors import ConfigurationError
from countermand.transport.tls import Tls
from countermand_wire.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    import requests
    import requests.auth

    from countermand.transport.sender import Sender

__all__ = ["RequestsTransport"]

MAX_BYTES: Final = 64 * 1024 * 1024
POOL_SIZE: Final = 64
TIMEOUT: Final = 30.0


class RequestsTransport:
    """Sends requests over pooled connections; safe to share between threads.

    Proxies and certificate bundles come from the arguments, else from the environment, as `requests` reads it, once
    for each server; an environment's proxy does not count for this machine itself. Redirects are not followed, cookies
    are not kept, and nothing is repeated.

    A session of your own brings its headers, proxies, certificates, adapters, authentication, cookies and hooks; what
    its adapters repeat, if they are set to, they repeat. A request's deadline is looked at between the pieces of the
    body; until then, each piece has the timeout. It stays yours to close.

    Args:
        session: A `requests.Session` to use in place of an own one.
        tls: Authorities to trust and the client's certificate, for the own session.
        proxy: A URL such as `http://user:password@proxy.example:3128`, for the own session; it counts for every server.
        auth: An authentication of `requests` for the own session: NTLM, Kerberos, or whatever a gateway asks for.
        timeout: Seconds to wait for a connection, and for each piece of the reply, where the request says nothing.
        max_bytes: The largest reply to take, decompressed; a larger one is a `ProtocolError`.
        pool_size: Connections to keep open to one server; give at least the number of threads.

    Raises:
        ConfigurationError: the timeout is not a number above zero, the proxy no URL, or a session is given together
            with what only an own one has.
    """

    def __init__(
        self,
        *,
        session: requests.Session | None = None,
        tls: Tls | None = None,
        proxy: str | None = None,
        auth: requests.auth.AuthBase | None = None,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        pool_size: int = POOL_SIZE,
    ) -> None:
        for name, value in (("tls", tls), ("proxy", proxy), ("auth", auth)):
            if session is not None and value is not None:
                raise ConfigurationError(f"{name} is for an own session: set it on the session that you give")
        self._session = session
        self._tls = tls or Tls()
        self._proxy = None if proxy is None else options.proxy(proxy)
        self._auth = auth
        self._timeout = options.timeout(timeout)
        self._max_bytes = max_bytes
        self._pool_size = pool_size
        self._sender: Sender | None = None
        self._opening = threading.Lock()

    def send(self, request: HttpRequest, /) -> HttpResponse:
        """Send the request once and return the reply; see `Transport.send`."""
        sender = self._sender or self._open()
        return sender.send(request)

    def close(self) -> None:
        """Close the connections of the own session; a later `send` opens new ones."""
        with self._opening:
            if self._sender is not None and self._session is None:
                self._sender.close()
            self._sender = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        whose = "its own session" if self._session is None else "a given session"
        return f"RequestsTransport({whose}, timeout={self._timeout:g})"

    def _open(self) -> Sender:
        from countermand.transport.sender import Sender  # noqa: PLC0415  # requests: when first used.

        with self._opening:
            if self._sender is None:
                session = self._session if self._session is not None else self._new_session()
                self._sender = Sender(session, timeout=self._timeout, max_bytes=self._max_bytes)
            return self._sender

    def _new_session(self) -> requests.Session:
        from countermand.transport.sender import new_session  # noqa: PLC0415  # The same.

        return new_session(pool_size=self._pool_size, tls=self._tls, proxy=self._proxy, auth=self._auth)
