"""Where calls wait while the services stand still."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Gate"]


class Gate:
    """An application in front of another that can be stopped: calls wait, and are then answered.

    Args:
        app: the application behind it.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._may_pass = threading.Event()
        self._may_pass.set()
        self._abandoned = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request: the WSGI interface."""
        self._may_pass.wait()
        if self._abandoned:
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return []
        return self._app(environ, start_response)

    def shut(self) -> None:
        """Let calls wait from now on."""
        self._may_pass.clear()

    def open(self) -> None:
        """Let all that wait go on."""
        self._may_pass.set()

    def abandon(self) -> None:
        """Send all that wait away, and what comes after them: the services never get these calls."""
        self._abandoned = True
        self._may_pass.set()
