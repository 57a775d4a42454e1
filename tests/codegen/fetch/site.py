"""Servers that offer what a test puts there: documents by path and query, or any bytes at any pace."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import attrs
import pytest
from werkzeug.wrappers import Request, Response

from countermand.sandbox.server import Server
from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import BOUNDS, Bounds
from countermand_codegen.fetch.service import Target, fetch_service

FOLDER = "wsdl/small"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
SECONDS = 60
"""More than any refusal may take, however busy the machine."""


@attrs.define
class Site:
    """Pages by path with query; `{url}` in a text is the site's own address."""

    url: str = ""
    pages: dict[str, str | bytes | Response] = attrs.field(factory=dict)
    asked: list[str] = attrs.field(factory=list)
    """What was asked for, in order."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        target = request.full_path.rstrip("?")
        self.asked.append(target)
        page = self.pages.get(target, Response("not here", 404))
        if isinstance(page, str):
            page = page.replace("{url}", self.url)
        response = page if isinstance(page, Response) else Response(page, content_type="text/xml; charset=utf-8")
        return response(environ, start_response)


@contextmanager
def serving() -> Generator[Site]:
    site = Site()
    server = Server(site, host="127.0.0.1", port=0, max_body=1 << 20)
    site.url = f"http://127.0.0.1:{server.port}"
    try:
        yield site
    finally:
        server.close()


@contextmanager
def raw(answer: Callable[[Any], None]) -> Generator[str]:
    """Serve whatever `answer` writes to a connection, once the request's head is read; gives the address."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline().strip():
                pass
            with suppress(OSError):
                answer(self.wfile)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def fetch(root: Path, url: str, *, allow: Iterable[str] = (), bounds: Bounds = BOUNDS) -> list[str]:
    """Fetch a WSDL into `wsdl/small` of a project."""
    return fetch_service(root, Target(wsdl=f"{FOLDER}/small.wsdl", url=url), allow, bounds)


def vendored(root: Path) -> dict[str, str]:
    """Return what is in the folder of the service."""
    return {path.name: path.read_text() for path in sorted((root / FOLDER).glob("*"))}


def refusal(root: Path, url: str, bounds: Bounds = BOUNDS) -> str:
    """Fetch what is refused; return the one line that says why, after a look at the disk and the clock."""
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "small.wsdl").write_text("as it was")
    started = time.monotonic()
    with pytest.raises(CodegenError) as caught:
        fetch(root, url, bounds=bounds)
    assert time.monotonic() - started < SECONDS
    assert [path.name for path in root.rglob("*") if path.is_file()] == ["small.wsdl"]
    assert (root / FOLDER / "small.wsdl").read_text() == "as it was"
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 600
    return line
