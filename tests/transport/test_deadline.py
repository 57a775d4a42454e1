"""A server cannot hold a request beyond its deadline, whatever it drips, and wherever."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
import trustme

from countermand import Esendex, HttpRequest, Policy, RequestsTransport, RequestTimeout, SmsPartner, Tls, TransportError
from countermand.sandbox import LICENSE_KEY
from countermand.testing import Sandbox
from tests.transport.peer import Behaviour, Peer, answering, http

DEADLINE = 0.6
GAP = 0.05


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("NETRC", "/nowhere")


def dripping(head: bytes, drop: bytes = b"x") -> Behaviour:
    """Return a behaviour that sends the beginning at once, and then a drop now and then, for ever."""

    def behave(connection: socket.socket, _request: bytes) -> bool:
        connection.sendall(head)
        while True:
            time.sleep(GAP)
            connection.sendall(drop)

    return behave


DRIPS = {
    "status": dripping(b"HTTP/1.1 200 O"),
    "headers": dripping(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
    "one header": dripping(b"HTTP/1.1 200 OK\r\nA: "),
    "body": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
    "body without end": dripping(b"HTTP/1.1 200 OK\r\n\r\n"),
    "chunks": dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "size of a chunk": dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    "trailers": dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"A: b\r\n"),
    "compressed body": dripping(
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\0"
    ),
    "interim replies": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


def request(url: str, *, deadline: float | None = DEADLINE, timeout: float = 5) -> HttpRequest:
    return HttpRequest(method="POST", url=f"{url}/x", headers={}, body=b"{}", timeout=timeout, deadline=deadline)


def seconds(job: Callable[[], object]) -> float:
    start = time.monotonic()
    with pytest.raises(RequestTimeout) as caught:
        job()
    assert caught.value.may_have_arrived
    return time.monotonic() - start


@pytest.mark.parametrize("name", DRIPS)
def test_a_drip_ends_at_the_deadline(name: str) -> None:
    with Peer(DRIPS[name]) as peer, RequestsTransport() as transport:
        assert DEADLINE - 0.05 <= seconds(lambda: transport.send(request(peer.url))) < DEADLINE + 0.4


@pytest.mark.parametrize("name", ["body", "body without end", "chunks"])
def test_so_it_does_in_the_body_with_a_session_of_ones_own(name: str) -> None:
    with Peer(DRIPS[name]) as peer, requests.Session() as session:
        transport = RequestsTransport(session=session)
        assert seconds(lambda: transport.send(request(peer.url))) < DEADLINE + 0.4


def test_silence_ends_at_the_deadline_or_at_the_timeout() -> None:
    def silent(_connection: socket.socket, _request: bytes) -> bool:
        time.sleep(3)
        return False

    with Peer(silent) as peer, RequestsTransport() as transport:
        assert seconds(lambda: transport.send(request(peer.url))) < DEADLINE + 0.4
        assert seconds(lambda: transport.send(request(peer.url, deadline=5, timeout=0.3))) < 0.7


@pytest.fixture
def secure(tmp_path: Path) -> Callable[[Behaviour], tuple[Peer, Tls]]:
    import ssl

    authority = trustme.CA()
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def make(behaviour: Behaviour) -> tuple[Peer, Tls]:
        class Secure(Peer):
            def _serve(self, connection: socket.socket) -> None:
                try:
                    with context.wrap_socket(connection, server_side=True) as wrapped:
                        super()._serve(wrapped)
                except OSError:
                    return

        return Secure(behaviour), Tls(ca_bundle=bundle)

    return make


@pytest.mark.parametrize("name", ["headers", "body"])
def test_so_it_does_over_tls(name: str, secure: Callable[[Behaviour], tuple[Peer, Tls]]) -> None:
    peer, tls = secure(DRIPS[name])
    with peer, RequestsTransport(tls=tls) as transport:
        url = peer.url.replace("http:", "https:")
        assert seconds(lambda: transport.send(request(url))) < DEADLINE + 0.4


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_so_it_does_behind_a_proxy(scheme: str) -> None:
    with Peer(DRIPS["headers"]) as proxy, RequestsTransport(proxy=proxy.url) as transport:
        start = time.monotonic()
        with pytest.raises(TransportError):
            transport.send(request(f"{scheme}://service.example.com"))
        assert time.monotonic() - start < DEADLINE + 0.4


def test_a_connection_is_kept_and_does_not_keep_the_deadline() -> None:
    with Peer(answering(http())) as peer, RequestsTransport() as transport:
        assert transport.send(request(peer.url, deadline=0.3)).body == b"true"
        time.sleep(0.4)
        for deadline in (None, 5):
            assert transport.send(request(peer.url, deadline=deadline)).body == b"true"
        assert peer.connections == 1


def test_a_kept_connection_with_chunks_and_one_without_a_body() -> None:
    replies = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntrue\r\n0\r\n\r\n", http(body=b"")]

    def behave(connection: socket.socket, _request: bytes) -> bool:
        connection.sendall(replies.pop(0))
        return True

    with Peer(behave) as peer, RequestsTransport() as transport:
        assert [transport.send(request(peer.url)).body for _ in range(2)] == [b"true", b""]
        assert peer.connections == 1


def test_a_whole_call_ends_at_its_deadline() -> None:
    with Peer(DRIPS["body"]) as peer, SmsPartner(api_key="k", base_url=peer.url, policy=Policy(deadline=1)) as client:
        start = time.monotonic()
        with pytest.raises(RequestTimeout):
            client.credits()
        assert 0.9 <= time.monotonic() - start < 1.5


def test_a_usual_call_has_the_usual_deadline() -> None:
    with Sandbox() as sandbox, Esendex(license_key=LICENSE_KEY, base_url=sandbox.esendex_url) as esendex:
        sent = esendex.schedule(["+15550100"], "x", sandbox.clock.now().replace(year=2090))
        assert esendex.cancel(sent[0], verify=True).verified
