"""An application behind a server that breaks connections and replies as a plan says. It keeps connections alive."""

from __future__ import annotations

import socket
import threading
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, cast
from urllib.parse import unquote, urlsplit
from wsgiref.types import WSGIApplication

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from countermand.sandbox.faults.fault import Fault, Kind
from countermand.sandbox.faults.plan import Plan
from countermand.sandbox.faults.spoil import Reply, Scene, spoiled
from countermand.sandbox.server import listen

__all__ = ["FaultyServer"]

RESET: Final = b"\x01\x00\x00\x00\x00\x00\x00\x00"
"""struct linger, on with zero seconds: closing then resets the connection."""

HANG: Final = 60.0
"""Seconds that a connection stays open without a word."""

NOTHING: Final = Reply(status="200 OK", headers=Headers(), body=b"")

UNREAD: Final = frozenset({Kind.RESET_EARLY, Kind.RESET_WITHIN})
"""The request is not read to its end, so that the service never has it."""

LEFT_OPEN: Final = frozenset({Kind.HANG, Kind.HANG_WITHIN})

KEPT: Final = frozenset(Kind) - {
    Kind.HANG, Kind.HANG_WITHIN, Kind.CLOSE_WITHIN, Kind.SHORTER, Kind.NO_LENGTH, Kind.GARBAGE,
}  # fmt: skip
"""After these the server goes on with the connection, as far as it is concerned."""


class FaultyServer:
    """A running server; it listens when this returns, and answers until it is closed.

    Args:
        app: what answers the calls that nothing befalls, and those that reach the service all the same.
        plan: what befalls which call.
        host: the name or address to listen on.
        port: 0 takes a free one.

    Raises:
        ConfigurationError: it cannot listen there.
    """

    def __init__(self, app: WSGIApplication, plan: Plan, *, host: str, port: int) -> None:
        self._server = _Server(listen(host, port), app, plan)
        self.host = host
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering, and free the port. A second call does nothing."""
        if not self._server.closing.is_set():
            self._server.closing.set()
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, listener: socket.socket, app: WSGIApplication, plan: Plan) -> None:
        address = cast("tuple[str, int]", listener.getsockname())
        super().__init__(address, _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_address = address
        self.app = app
        self.plan = plan
        self.closing = threading.Event()
        self.last_reply = Reply(status="200 OK", headers=Headers(), body=b"")
        self.turn = threading.Lock()
        """The services see one call after the other, so that a plan gives the same in every run."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: connections break here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def _owner(self) -> _Server:
        return cast("_Server", self.server)

    def do_GET(self) -> None:
        """Answer a call, or let its fault happen."""
        fault = self._owner.plan.decide(self.command, urlsplit(self.path).path)
        if fault is not None and fault.kind in UNREAD:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(0 if fault.kind is Kind.RESET_EARLY else length // 2)
            self._reset()
            return
        reply, before = self._replies(fault)
        if fault is None:
            self.wfile.write(reply.message(head=self.command == "HEAD"))
        elif fault.kind is Kind.RESET_LATE:
            self._reset()
        else:
            self._spoil(Scene(fault=fault, reply=reply, before=before, target=self.path))

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = do_GET  # noqa: N815  # The base class's names.

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # The base class's name.
        """Say nothing: paths and queries hold keys and message ids."""

    def _replies(self, fault: Fault | None) -> tuple[Reply, Reply]:
        """Return the service's reply, an empty one where it is not asked, and the reply to the call before."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        server = self._owner
        with server.turn:
            before = server.last_reply
            if fault is not None and not fault.acted:
                return NOTHING, before
            server.last_reply = reply = _ask(server.app, self.command, self.path, self.headers, body)
            return reply, before

    def _spoil(self, scene: Scene) -> None:
        self.wfile.write(spoiled(scene))
        self.wfile.flush()
        if scene.fault.kind in LEFT_OPEN:
            self._owner.closing.wait(HANG)
        self.close_connection = scene.fault.kind not in KEPT

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
