"""The same as test_secrets, over real connections: whatever goes wrong with one, nothing secret comes out."""

import itertools
import logging
import socket
from collections.abc import Callable

import pytest
from attrs import evolve

from countermand import CountermandError, HttpRequest, HttpResponse, RequestsTransport, Transport
from countermand.esendex import WIRES
from tests.facade.canaries import JOBS, KEY, SMS_ID, Job, assert_clean, logged, shown_by
from tests.transport.peer import Peer, answering
from tests.transport.peer import http as raw


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}"


def echoing(status: str, media_type: str) -> Callable[[socket.socket, bytes], bool]:
    def behave(connection: socket.socket, request: bytes) -> bool:
        connection.sendall(raw(status, request, Content_Type_=media_type))
        return True

    return behave


def breaking(connection: socket.socket, _request: bytes) -> bool:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
    return False


def hanging_up(_connection: socket.socket, _request: bytes) -> bool:
    return False


def silent(_connection: socket.socket, _request: bytes) -> bool:
    return True


NETWORKS = {
    "echo": echoing("502 Bad Gateway", "text/html"),
    "broken": breaking,
    "hung up": hanging_up,
    "silent": silent,
    "garbage": answering(b"garbage\r\n\r\n", keep=False),
}


def run_over_a_socket(job: Job, base: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        RequestsTransport(timeout=30) as inner,
        pytest.raises(CountermandError) as caught,
    ):
        job(base, Hasty(inner))
    assert_clean(shown_by(caught.value))
    assert_clean(logged(caplog))


class Hasty:
    """Sends with a timeout that a test can wait for."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner

    def send(self, request: HttpRequest, /) -> HttpResponse:
        return self._inner.send(evolve(request, timeout=0.2))


SOCKET_JOBS = [
    *(f"esendex {wire} schedule" for wire in WIRES),
    "sms cancel", "sms schedule", "mail cancel", "voltmx short id", "voltmx claims",
]  # fmt: skip


@pytest.mark.parametrize(("name", "network"), list(itertools.product(SOCKET_JOBS, NETWORKS)))
def test_no_failure_of_the_network_tells_a_secret(name: str, network: str, caplog: pytest.LogCaptureFixture) -> None:
    with Peer(NETWORKS[network]) as peer:
        run_over_a_socket(JOBS[name], peer.url, caplog)
        assert peer.requests


@pytest.mark.parametrize("name", SOCKET_JOBS)
def test_a_refused_connection_tells_no_secret(name: str, caplog: pytest.LogCaptureFixture) -> None:
    run_over_a_socket(JOBS[name], closed_port(), caplog)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent"])
@pytest.mark.parametrize("name", SOCKET_JOBS)
def test_no_redirect_is_followed(name: str, status: str, caplog: pytest.LogCaptureFixture) -> None:
    with Peer(answering(raw())) as other:
        location = f"{other.url}/v1/message-cancel?apiKey={KEY}&messageId={SMS_ID}"
        with Peer(answering(raw(status, b"", Location=location))) as peer:
            run_over_a_socket(JOBS[name], peer.url, caplog)
            assert len(peer.requests) == 1
        assert other.requests == []


@pytest.mark.parametrize("name", ["sms cancel", "mail cancel", "voltmx short id", "sms status", "sms credits"])
def test_no_cache_may_answer(name: str) -> None:
    with Peer(answering(raw(body=b"{}"))) as peer, RequestsTransport() as transport:
        with pytest.raises(CountermandError):
            JOBS[name](peer.url, transport)
        assert all(b"\r\nCache-Control: no-cache\r\n" in request for request in peer.requests)
        assert peer.requests
