"""One WSGI application on one port, served by waitress from a thread of its own."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import cast
from wsgiref.types import WSGIApplication

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server

from countermand.errors import ConfigurationError
from countermand.sandbox.request_line import TolerantChannel

__all__ = ["Server", "listen", "reserved"]

_PORTS = 1 << 16

# Whoever configured logging sees waitress's own notes; nobody else finds them on the standard error.
logging.getLogger("waitress").addHandler(logging.NullHandler())


class Server:
    """A running server; it listens when this returns, and answers until it is closed.

    Args:
        app: what answers.
        host: the name or address to listen on.
        port: 0 takes a free one.
        max_body: bytes of a request beyond which the connection is cut rather than read.

    Raises:
        ConfigurationError: it cannot listen there: the port is taken, or the address is not one of this machine.
    """

    def __init__(self, app: WSGIApplication, *, host: str, port: int, max_body: int) -> None:
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
            max_request_body_size=max_body,
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
            wasyncore.loop(timeout=1, map=self._map, count=1)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; errors as `Server`."""
    listener = _bound(host, port)
    try:
        listener.listen(128)
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
