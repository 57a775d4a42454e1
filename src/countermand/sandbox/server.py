"""One WSGI application on one port, served by waitress from a thread of its own."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, cast
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from countermand.errors import ConfigurationError
from countermand.sandbox.request_line import TolerantChannel

__all__ = ["Server", "allow_files", "listen", "reserved"]

_PORTS = 1 << 16

CONNECTIONS: Final = 2048
"""How many are held at once; those beyond it wait to be accepted."""
SPARE_FILES: Final = 64
"""Files that are left to the rest of the process where it may not open so many."""
PATIENCE: Final = 120
"""Seconds that a connection may stand idle, and that a request may take to arrive."""
HEAD: Final = 1 << 16
"""Bytes of a request's line and header fields."""
IN_MEMORY: Final = 1 << 16
"""Bytes of a request's body, beyond which it waits in a file until it is complete."""

# Whoever configured logging sees waitress's own notes; nobody else finds them on the standard error.
logging.getLogger("waitress").addHandler(logging.NullHandler())


class Server:
    """A running server; it listens when this returns, and answers until it is closed.

    Args:
        app: what answers.
        host: the name or address to listen on.
        port: 0 takes a free one.
        max_body: bytes of a request beyond which the connection is cut rather than read.
        patience: seconds that a connection may stand idle, and that a request may take to arrive.

    Raises:
        ConfigurationError: it cannot listen there: the port is taken, or the address is not one of this machine.
    """

    def __init__(self, app: WSGIApplication, *, host: str, port: int, max_body: int, patience: int = PATIENCE) -> None:
        listener = listen(host, port)
        self.host = host
        self.port: int = listener.getsockname()[1]
        # A map of its own, so that many servers live side by side in one process.
        self._map: dict[int, socket.socket] = {}
        server = create_server(
            app,
            map=self._map,
            sockets=[listener],
            threads=8,
            ident="countermand-sandbox",
            connection_limit=_connections(),
            channel_timeout=patience,
            cleanup_interval=min(patience, 30),
            max_request_header_size=HEAD,
            max_request_body_size=max_body,
            inbuf_overflow=IN_MEMORY,
            clear_untrusted_proxy_headers=True,
        )
        self._waitress = cast("BaseWSGIServer", server)  # With one socket it is no MultiSocketServer.
        self._waitress.channel_class = TolerantChannel
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=f"sandbox:{self.port}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering, and free the port. A second call does nothing."""
        if self._closing:
            return
        self._closing = True
        # The sockets, the trigger among them, are closed only when it has been pulled and the loop has ended.
        self._waitress.pull_trigger()
        self._thread.join()
        self._waitress.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def _run(self) -> None:
        while not self._closing:
            held = len(self._map)
            wasyncore.loop(timeout=1, use_poll=_HAS_POLL, map=self._map, count=1)
            # The loop takes one connection a turn, and a turn with a thousand takes milliseconds.
            while len(self._map) > held and self._waitress.readable():
                held = len(self._map)
                self._waitress.handle_accept()


# What else there is, `select`, cannot wait for more than a few hundred.
_HAS_POLL: Final = hasattr(select, "poll")


def _connections() -> int:
    """Return how many connections to hold: each is an open file, and a process may not have as many as it likes."""
    try:
        import resource  # noqa: PLC0415  # Not on Windows.
    except ImportError:
        return CONNECTIONS if _HAS_POLL else 400
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS if files == resource.RLIM_INFINITY else max(16, min(CONNECTIONS, files - SPARE_FILES))


def allow_files() -> None:
    """Let this process open as many files as it needs for that many connections, or as many as it may."""
    try:
        import resource  # noqa: PLC0415  # Not on Windows.
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; errors as `Server`."""
    listener = _bound(host, port)
    try:
        listener.listen(CONNECTIONS)
    except OSError as error:
        listener.close()
        raise _cannot_listen(host, port, error) from error
    return listener


@contextmanager
def reserved(host: str, port: int) -> Generator[None]:
    """Keep a port from other programs while the block runs, and refuse connections to it; errors as `Server`."""
    with _bound(host, port):
        yield


def _bound(host: str, port: int) -> socket.socket:
    if port not in range(_PORTS):
        raise ConfigurationError(f"{port} is no port: they go from 1 to {_PORTS - 1}, and 0 takes a free one")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise _cannot_listen(host, port, error) from error
    return listener


def _cannot_listen(host: str, port: int, error: OSError) -> ConfigurationError:
    return ConfigurationError(f"cannot listen on {host} port {port}: {error.strerror or error}")
