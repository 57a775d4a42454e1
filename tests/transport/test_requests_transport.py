"""The blocking transport, against a peer that does as it is told."""

import gzip
import socket
import struct
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from countermand import (
    ConfigurationError,
    ConnectError,
    CountermandError,
    HttpRequest,
    ProtocolError,
    RequestsTransport,
    RequestTimeout,
    TlsError,
    TransportError,
    __version__,
)
from tests.transport.peer import Behaviour, Peer, answering, http

CANARY = "canary-5ec2e7"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("NETRC", "/nowhere")


def post(url: str, body: bytes | None = b'"x"', timeout: float | None = 5) -> HttpRequest:
    headers = {"Accept": "application/json", "Content-Type": "application/json", "X-Key": CANARY}
    return HttpRequest(
        method="GET" if body is None else "POST",
        url=f"{url}/S.svc/Cancel?key={CANARY}",
        headers=headers,
        body=body,
        timeout=timeout,
    )


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        assert error.__cause__ is error.__context__ or error.__context__ is None or error.__cause__ is None
        error = error.__cause__ or error.__context__


def assert_nothing_leaks(error: BaseException) -> None:
    for link in chain(error):
        assert CANARY not in repr(link) + str(link) + repr(vars(link))
    assert CANARY not in "".join(traceback.format_exception(error))


def failure(behaviour: Behaviour, timeout: float = 5, max_bytes: int = 1 << 20) -> CountermandError:
    with Peer(behaviour) as peer, RequestsTransport(max_bytes=max_bytes) as transport:
        with pytest.raises(CountermandError) as caught:
            transport.send(post(peer.url, timeout=timeout))
        assert len(peer.requests) == 1
    assert_nothing_leaks(caught.value)
    return caught.value


def test_a_request_and_its_reply() -> None:
    with Peer(answering(http(Retry_After="3"))) as peer, RequestsTransport() as transport:
        response = transport.send(post(peer.url))
    assert (response.status, response.reason, response.body) == (200, "OK", b"true")
    assert response.header("retry-after") == "3"
    head, _, body = peer.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == f"POST /S.svc/Cancel?key={CANARY} HTTP/1.1"
    assert {line.lower() for line in lines} >= {
        "accept: application/json",
        "content-type: application/json",
        "content-length: 3",
        f"user-agent: countermand/{__version__}",
        "accept-encoding: gzip, deflate",
    }
    assert sum(line.lower().startswith("accept:") for line in lines) == 1
    assert body == b'"x"'


def test_a_get_has_no_body() -> None:
    with Peer(answering(http())) as peer, RequestsTransport() as transport:
        transport.send(post(peer.url, body=None))
    assert peer.requests[0].startswith(b"GET /S.svc/Cancel?key=")
    assert b"content-length" not in peer.requests[0].lower()


def test_an_empty_body_has_a_length() -> None:
    with Peer(answering(http())) as peer, RequestsTransport() as transport:
        transport.send(post(peer.url, body=b""))
    assert b"content-length: 0" in peer.requests[0].lower()


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect", "404 Not Found", "500 Oops", "204 Nothing"])
def test_any_status_is_a_reply_and_no_redirect_is_followed(status: str) -> None:
    body = b"" if status.startswith("204") else b"x"
    with Peer(answering(http(status, body, Location="http://127.0.0.1:9/"))) as peer, RequestsTransport() as transport:
        response = transport.send(post(peer.url))
    assert response.status == int(status[:3])
    assert len(peer.requests) == 1


def test_connections_are_kept() -> None:
    with Peer(answering(http())) as peer, RequestsTransport() as transport:
        for _ in range(5):
            transport.send(post(peer.url))
    assert peer.connections == 1


def test_it_can_be_used_from_many_threads() -> None:
    def behave(connection: socket.socket, request: bytes) -> bool:
        connection.sendall(http(body=request.rpartition(b"\r\n\r\n")[2]))
        return True

    with Peer(behave) as peer, RequestsTransport() as transport, ThreadPoolExecutor(16) as pool:
        bodies = [str(number).encode() for number in range(400)]
        replies = pool.map(lambda body: transport.send(post(peer.url, body)).body, bodies)
        assert list(replies) == bodies
    assert peer.connections <= 16


def test_closing_closes_and_it_opens_again() -> None:
    with Peer(answering(http())) as peer:
        transport = RequestsTransport()
        transport.close()
        transport.send(post(peer.url))
        transport.close()
        assert transport.send(post(peer.url)).status == 200
        transport.close()
    assert peer.connections == 2


def test_nothing_is_opened_by_making_one() -> None:
    assert repr(RequestsTransport()) == "RequestsTransport(its own session, timeout=30)"
    assert (
        repr(RequestsTransport(session=requests.Session(), timeout=2))
        == "RequestsTransport(a given session, timeout=2)"
    )


@pytest.mark.parametrize("timeout", [0, -1, None, "5", True])
def test_a_wrong_timeout(timeout: Any) -> None:
    with pytest.raises(ConfigurationError, match="timeout"):
        RequestsTransport(timeout=timeout)


def test_compressed_replies_are_read() -> None:
    packed = gzip.compress(b"true")
    with Peer(answering(http(body=packed, Content_Encoding="gzip"))) as peer, RequestsTransport() as transport:
        assert transport.send(post(peer.url)).body == b"true"


def test_a_reply_that_is_not_compressed_as_it_says() -> None:
    error = failure(answering(http(body=b"true", Content_Encoding="gzip")))
    assert isinstance(error, ProtocolError)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("status", ["200 OK", "302 Found"])
def test_a_reply_that_is_too_large(packed: bool, status: str) -> None:
    body = b"x" * 1_000_000
    reply = http(status, gzip.compress(body), Content_Encoding="gzip") if packed else http(status, body)
    error = failure(answering(reply), max_bytes=100_000)
    assert isinstance(error, ProtocolError)
    assert error.status == int(status[:3])
    assert "larger than 100000 bytes" in str(error)


def test_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(ConnectError) as caught:
        RequestsTransport().send(post(f"http://127.0.0.1:{port}"))
    assert not caught.value.may_have_arrived
    assert "NewConnectionError" in str(caught.value.__cause__)
    assert_nothing_leaks(caught.value)


def test_no_such_host() -> None:
    with pytest.raises(ConnectError) as caught:
        RequestsTransport().send(post("https://no-such-host.invalid"))
    assert not caught.value.may_have_arrived
    assert_nothing_leaks(caught.value)


def reset(connection: socket.socket, _request: bytes) -> bool:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


@pytest.mark.parametrize(
    "behaviour",
    [
        answering(b"", keep=False),
        reset,
        answering(b"garbage\r\n\r\n", keep=False),
        answering(http()[:-2], keep=False),
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntr", keep=False),
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\ntrue\r\n0\r\n\r\n", keep=False),
    ],
    ids=["closed", "reset", "no head", "truncated", "half a chunk", "bad chunk"],
)
def test_a_reply_that_breaks_off_may_have_arrived(behaviour: Behaviour) -> None:
    error = failure(behaviour)
    assert type(error) is TransportError
    assert error.may_have_arrived


def silent(connection: socket.socket, _request: bytes) -> bool:
    time.sleep(2)
    return False


def stuck(connection: socket.socket, _request: bytes) -> bool:
    connection.sendall(http()[:-2])
    time.sleep(2)
    return False


@pytest.mark.parametrize("behaviour", [silent, stuck])
def test_a_reply_that_does_not_come_in_time(behaviour: Behaviour) -> None:
    began = time.monotonic()
    error = failure(behaviour, timeout=0.2)
    assert isinstance(error, RequestTimeout)
    assert error.may_have_arrived
    assert time.monotonic() - began < 1.5


def test_the_own_timeout_is_for_requests_without_one() -> None:
    with Peer(silent) as peer, RequestsTransport(timeout=0.2) as transport, pytest.raises(RequestTimeout):
        transport.send(post(peer.url, timeout=None))


def test_a_peer_that_speaks_no_tls() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with listener, pytest.raises(TlsError) as caught:
        RequestsTransport().send(post(f"https://127.0.0.1:{listener.getsockname()[1]}"))
    thread.join(5)
    assert_nothing_leaks(caught.value)


def test_a_bundle_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(ConfigurationError, match="REQUESTS_CA_BUNDLE") as caught:
        RequestsTransport().send(post("https://127.0.0.1:9"))
    assert_nothing_leaks(caught.value)


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with Peer(answering(http())) as proxy, RequestsTransport() as transport:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert transport.send(post("http://service.invalid")).body == b"true"
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        assert transport.send(post("http://service.invalid")).body == b"true"
    assert proxy.requests[0].startswith(b"POST http://service.invalid/S.svc/Cancel")


@pytest.mark.parametrize("session", [None, requests.Session()])
def test_there_is_no_proxy_to_this_machine(session: requests.Session | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    if session is not None:
        session.auth = ("user", "pass")
    with Peer(answering(http())) as peer, RequestsTransport(session=session) as transport:
        assert transport.send(post(peer.url)).body == b"true"


@pytest.mark.parametrize(("proxy", "error"), [("http://127.0.0.1:9", ConnectError), ("http:///", ConfigurationError)])
def test_a_proxy_that_does_not_work(proxy: str, error: type[CountermandError], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(error, match="HTTPS_PROXY") as caught:
        RequestsTransport().send(post("https://service.invalid"))
    assert_nothing_leaks(caught.value)


@pytest.mark.parametrize("url", ["http://", "nothing", "http://a..b", "http://" + "a" * 70, "http://[::1", "ftp://h"])
def test_an_address_that_cannot_be_called(url: str) -> None:
    with pytest.raises(CountermandError) as caught:
        RequestsTransport().send(post(url))
    assert isinstance(caught.value, ConfigurationError) or not getattr(caught.value, "may_have_arrived", True)
    assert_nothing_leaks(caught.value)


def test_a_header_that_cannot_be_sent() -> None:
    with Peer(answering(http())) as peer, RequestsTransport() as transport:
        for value in ("a\r\nb: c", "\u20ac"):
            request = HttpRequest(method="GET", url=peer.url, headers={"X": value})
            with pytest.raises(TransportError) as caught:
                transport.send(request)
            assert not caught.value.may_have_arrived
    assert peer.requests == []
