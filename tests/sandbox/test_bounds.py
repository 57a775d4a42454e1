"""What the sandbox's server is bounded by: who reaches it, how many at once, how long, how much."""

import socket
import time
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import requests

from benchmarks.load import run_load
from countermand.sandbox.server import CONNECTIONS, HEAD, Server, allow_files
from countermand.testing import Sandbox


def hello(_environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "5")])
    return [b"hello"]


def test_a_thousand_connections_lose_and_mix_nothing() -> None:
    allow_files()
    count = 1000
    with Sandbox(seed=1) as sandbox:
        load = run_load(sandbox.esendex_url, connections=count, rounds=1)
        assert list(load.problems) == []
        assert load.requests == 4 * count
        kept = {message.to: (message.body, message.cancelled is not None) for message in sandbox.esendex.messages}
    assert len(sandbox.esendex.messages) == count
    assert kept == {f"+1555010{number:05d}000": (f"message {number}.0", True) for number in range(count)}


@pytest.fixture
def impatient() -> Iterator[Server]:
    server = Server(hello, host="127.0.0.1", port=0, max_body=1000, patience=1)
    yield server
    server.close()


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def drip(client: socket.socket) -> None:
    for _ in range(200):
        client.sendall(b"G")
        time.sleep(0.1)


def test_a_request_that_comes_in_drops_is_cut_off(impatient: Server) -> None:
    start = time.monotonic()
    with connected(impatient) as client, pytest.raises(OSError, match=r"."):
        drip(client)
    assert time.monotonic() - start < 10


def test_a_connection_that_stands_idle_is_closed(impatient: Server) -> None:
    with connected(impatient) as client:
        assert client.recv(1) == b""


def test_one_that_talks_now_and_then_is_not(impatient: Server) -> None:
    with connected(impatient) as client:
        for _ in range(4):
            client.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            assert client.recv(4096)
            time.sleep(0.6)


def test_a_head_is_bounded(impatient: Server) -> None:
    with connected(impatient) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * (HEAD + 1) + b"\r\n\r\n")
        assert client.recv(12)[-3:] == b"431"


def test_a_body_is_bounded(impatient: Server) -> None:
    with connected(impatient) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n")
        assert client.recv(12)[-3:] == b"413"


def test_a_body_in_chunks_is_bounded_too(impatient: Server) -> None:
    with connected(impatient) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + b"190\r\n" + b"x" * 400)
        client.sendall((b"\r\n190\r\n" + b"x" * 400) * 2)
        assert client.recv(12)[-3:] == b"413"


def test_more_connections_than_are_held_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermand.sandbox.server.CONNECTIONS", 20)
    server = Server(hello, host="127.0.0.1", port=0, max_body=1000)
    clients = [connected(server) for _ in range(30)]
    try:
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        assert all(client.makefile("rb").read().endswith(b"hello") for client in clients)
    finally:
        for client in clients:
            client.close()
        server.close()
    assert CONNECTIONS >= 1000


@pytest.mark.parametrize("host", ["0.0.0.0"])
def test_an_address_that_others_reach_is_warned_of(host: str) -> None:
    with pytest.warns(RuntimeWarning, match="where others reach it"), Sandbox(host=host):
        pass


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost"])
def test_loopback_is_not(host: str) -> None:
    with Sandbox(host=host):
        pass


def test_no_page_says_that_it_is_open_to_others() -> None:
    with Sandbox() as sandbox:
        assert "Access-Control-Allow-Origin" not in requests.get(sandbox.url, timeout=10).headers
