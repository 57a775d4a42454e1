"""An application behind a server that breaks connections and replies as a plan says. It keeps connections alive."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, cast
from urllib.parse import unquote, urlsplit
from wsgiref.types import WSGIApplication

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from countermand.sandbox.clock import Clock
from countermand.sandbox.faults.fault import Fault, Kind
from countermand.sandbox.faults.plan import Plan, decide
from countermand.sandbox.faults.spoil import Reply, Scene, spoiled
from countermand.sandbox.server import listen

__all__ = ["FaultyServer"]

RESET: Final = b"\x01\x00\x00\x00\x00\x00\x00\x00"
"""struct linger, on with zero seconds: closing then resets the connection."""

HANG: Final = 60.0
"""Seconds that a connection stays open without a word."""

DROP: Final = 24
"""Bytes of each piece of a reply that drips."""

FIRST_WAIT: Final = 0.002
"""Seconds before the second piece; each further wait is twice as long."""

MAX_BODY: Final = 64 * 1024 * 1024

NOTHING: Final = Reply(status="200 OK", headers=Headers(), body=b"")

UNREAD: Final = frozenset({Kind.RESET_EARLY, Kind.RESET_WITHIN})
"""The request is not read to its end, so that the service never has it."""

UNANSWERED: Final = frozenset({Kind.RESET_LATE, Kind.SENT})

LEFT_OPEN: Final = frozenset({Kind.HANG, Kind.HANG_WITHIN})

KEPT: Final = frozenset(Kind) - {
    Kind.HANG, Kind.HANG_WITHIN, Kind.CLOSE_WITHIN, Kind.NO_LENGTH, Kind.GARBAGE,
}  # fmt: skip
"""After these the server goes on with the connection, as far as it is concerned."""


class FaultyServer:
    """A running server; it listens when this returns, and answers until it is closed.

    Args:
        app: what answers the calls that nothing befalls, and those that reach the service all the same.
        plan: what befalls which call; of several, the first that has something for a call.
        host: the name or address to listen on.
        port: 0 takes a free one.
        clock: the services' time, which some faults move.
        max_body: bytes of a request beyond which the connection is cut rather than read.

    Raises:
        ConfigurationError: it cannot listen there.
    """

    def __init__(
        self,
        app: WSGIApplication,
        plan: Plan | Sequence[Plan],
        *,
        host: str,
        port: int,
        clock: Clock | None = None,
        max_body: int = MAX_BODY,
    ) -> None:
        plans = [plan] if isinstance(plan, Plan) else list(plan)
        self._server = _Server(listen(host, port), app, plans, clock, max_body)
        self.host = host
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering, break what is connected, and free the port. A second call does nothing."""
        if not self._server.closing.is_set():
            self._server.closing.set()
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server.disconnect()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(
        self, listener: socket.socket, app: WSGIApplication, plans: Sequence[Plan], clock: Clock | None, max_body: int
    ) -> None:
        address = cast("tuple[str, int]", listener.getsockname())
        super().__init__(address, _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_address = address
        self.app = app
        self.plans = plans
        self.clock = clock
        self.max_body = max_body
        self.closing = threading.Event()
        self.last_reply = Reply(status="200 OK", headers=Headers(), body=b"")
        self.turn = threading.Lock()
        """The services see one call after the other, so that a plan gives the same in every run."""
        self.connections: set[socket.socket] = set()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: connections break here."""

    def move_clock(self, fault: Fault) -> None:
        """Let the services' time jump, for `SENT` forward in any case."""
        if self.clock is not None:
            self.clock.advance(abs(fault.shift) if fault.kind is Kind.SENT else fault.shift)

    def disconnect(self) -> None:
        """Break what is connected."""
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def _owner(self) -> _Server:
        return cast("_Server", self.server)

    def setup(self) -> None:
        """Remember the connection, so that it can be broken."""
        super().setup()
        self._owner.connections.add(self.connection)

    def finish(self) -> None:
        """Forget the connection."""
        self._owner.connections.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def do_GET(self) -> None:
        """Answer a call, or let its fault happen."""
        fault = decide(self._owner.plans, self.command, urlsplit(self.path).path)
        length = int(self.headers.get("Content-Length") or 0)
        if length not in range(self._owner.max_body + 1):
            self._reset()
            return
        if fault is not None and fault.kind in UNREAD:
            self.rfile.read(0 if fault.kind is Kind.RESET_EARLY else length // 2)
            self._reset()
            return
        if fault is not None and fault.kind is Kind.SKEW:
            self._owner.move_clock(fault)
        reply, before = self._replies(fault, length)
        if fault is None:
            self.wfile.write(reply.message(head=self.command == "HEAD"))
        elif fault.kind in UNANSWERED:
            if fault.kind is Kind.SENT:
                self._owner.move_clock(fault)
            self._reset()
        else:
            self._spoil(Scene(fault=fault, reply=reply, before=before, target=self.path))

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = do_GET  # noqa: N815  # The base class's names.

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # The base class's name.
        """Say nothing: paths and queries hold keys and message ids."""

    def _replies(self, fault: Fault | None, length: int) -> tuple[Reply, Reply]:
        """Return the service's reply, an empty one where it is not asked, and the reply to the call before."""
        body = self.rfile.read(length)
        server = self._owner
        with server.turn:
            before = server.last_reply
            if fault is not None and not fault.acted:
                return NOTHING, before
            server.last_reply = reply = _ask(server.app, self.command, self.path, self.headers, body)
            return reply, before

    def _spoil(self, scene: Scene) -> None:
        if scene.fault.kind is Kind.DRIP:
            self._drip(spoiled(scene))
        else:
            self.wfile.write(spoiled(scene))
        if scene.fault.kind in LEFT_OPEN:
            self._owner.closing.wait(HANG)
        self.close_connection = scene.fault.kind not in KEPT

    def _drip(self, message: bytes) -> None:
        wait = FIRST_WAIT
        self.wfile.write(message[:DROP])
        for start in range(DROP, len(message), DROP):
            if self._owner.closing.wait(wait):
                return
            self.wfile.write(message[start : start + DROP])
            wait = min(2 * wait, HANG)

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        # The base class shuts the connection down before it closes it, which would end it in order.
        self.connection.close()


def _ask(app: WSGIApplication, method: str, target: str, headers: Message, body: bytes) -> Reply:
    path, _, query = target.partition("?")
    builder = EnvironBuilder(
        method=method,
        path=unquote(path),
        base_url=f"http://{headers.get('Host') or 'localhost'}/",
        query_string=query,
        headers=Headers(list(headers.items())),
        data=body,
    )
    try:
        chunks, status, fields = run_wsgi_app(app, builder.get_environ(), buffered=True)
    finally:
        builder.close()
    return Reply(status=status, headers=fields, body=b"".join(chunks))
