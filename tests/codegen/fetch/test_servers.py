"""Servers that are slow, broken or without end: each gets one line, within bounds, and changes nothing."""

import socket
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wrappers import Response

from countermand_codegen.fetch.bounds import Bounds
from tests.codegen.fetch.documents import definitions
from tests.codegen.fetch.site import HEAD, Site, raw, refusal

QUICK = Bounds(seconds=1)


def drip_body(connection: Any) -> None:
    connection.write(HEAD + b"\r\n")
    drip(connection, b" ")


def drip_head(connection: Any) -> None:
    connection.write(HEAD + b"X-Long: ")
    drip(connection, b"x")


def drip_chunks(connection: Any) -> None:
    connection.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    drip(connection, b"1\r\n \r\n")


def drip(connection: Any, piece: bytes) -> None:
    for _ in range(600):
        connection.write(piece)
        connection.flush()
        time.sleep(0.02)


def drip_promises(connection: Any) -> None:
    drip(connection, b"HTTP/1.1 100 Continue\r\n\r\n")


def silence(connection: Any) -> None:
    time.sleep(5)


@pytest.mark.parametrize("answer", [drip_head, drip_body, drip_chunks, drip_promises, silence])
def test_a_server_that_takes_its_time(answer: Callable[[Any], None], tmp_path: Path) -> None:
    started = time.monotonic()
    with raw(answer) as url:
        line = refusal(tmp_path, f"{url}/", QUICK)
        assert time.monotonic() - started < 3
    assert line in (f"{url}/: not all was fetched within 1 seconds", f"{url}/: no answer within 1 seconds")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "cannot be reached, or broke off"),
        (b"\x00\xff\r\n\r\n", "cannot be reached, or broke off"),
        (b"HTTP/1.1 two hundred\r\n\r\n", "cannot be reached, or broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, "cannot be reached, or broke off"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 1000, "cannot be reached, or broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<a/>", "cannot be fetched: ChunkedEncodingError"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "cannot be fetched: ChunkedEncodingError"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n", "redirects to 'http://[::1', which is not an address"),
        (b"HTTP/1.1 302 Found\r\nLocation: \xff\r\n\r\n", "redirects more than 5 times"),
        (b"HTTP/1.1 302 Found\r\n\r\n", "answers with HTTP status 302"),
    ],
)
def test_an_answer_that_is_none(answer: bytes, reason: str, tmp_path: Path) -> None:
    with raw(lambda connection: connection.write(answer)) as url:
        line = refusal(tmp_path, f"{url}/")
    assert line.startswith(url)
    assert line.endswith(reason)


def test_a_server_that_speaks_no_tls(tmp_path: Path) -> None:
    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        assert refusal(tmp_path, f"{url}/").startswith(f"{url}/: no secure connection: ")
        thread.join()


@pytest.mark.parametrize("host", ["a..b", ".", "a" * 64, "-", "unknown.invalid"])
def test_a_host_that_nobody_knows(host: str, tmp_path: Path) -> None:
    line = refusal(tmp_path, f"https://{host}/")
    assert "is not an address" in line or "cannot be reached" in line


def test_the_time_is_for_all_documents_together(tmp_path: Path) -> None:
    numbers = count()

    def answer(connection: Any) -> None:
        time.sleep(0.1)
        text = definitions("", f'<wsdl:import namespace="urn:x" location="?wsdl=wsdl{next(numbers)}"/>')
        connection.write(HEAD + b"Connection: close\r\n\r\n" + text.encode())

    with raw(answer) as url:
        assert refusal(tmp_path, f"{url}/", QUICK).endswith(" within 1 seconds")


def test_a_stream_without_end(tmp_path: Path) -> None:
    def answer(connection: Any) -> None:
        connection.write(HEAD + b"\r\n<a>")
        while True:
            connection.write(b" " * (1 << 16))

    with raw(answer) as url:
        assert refusal(tmp_path, f"{url}/") == f"{url}/: has more than 16777216 bytes"


def test_a_packed_answer(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = Response(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    assert refusal(tmp_path, site.url) == f"{site.url}/: answers packed as 'gzip', which was not asked for"
