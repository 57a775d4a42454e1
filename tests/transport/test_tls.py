"""Secure connections as companies have them: own authorities, client certificates, proxies, logins, many threads."""

import http.server
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import pytest
import requests
import requests.adapters
import requests.auth
import trustme

from countermand import ConfigurationError, HttpRequest, RequestsTransport, Tls, TlsError
from tests.transport.peer import Peer, answering
from tests.transport.peer import http as reply


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(body.decode())
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # The base class's name.
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "company.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def serve(context: ssl.SSLContext) -> Iterator[str]:
    with Server(("127.0.0.1", 0), Answer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield f"https://localhost:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def server_context(authority: trustme.CA, name: str = "localhost") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def url(authority: trustme.CA) -> Iterator[str]:
    yield from serve(server_context(authority))


@pytest.fixture
def strict_url(authority: trustme.CA) -> Iterator[str]:
    context = server_context(authority)
    context.verify_mode = ssl.CERT_REQUIRED
    # Checked within the handshake, so that the refusal is one of the handshake.
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    authority.configure_trust(context)
    yield from serve(context)


def send(transport: RequestsTransport, url: str, body: bytes = b"x") -> bytes:
    return transport.send(HttpRequest(method="POST", url=f"{url}/a", headers={}, body=body, timeout=10)).body


def test_an_authority_of_the_company(url: str, bundle: Path) -> None:
    with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport:
        assert send(transport, url) == b"x"


def test_a_folder_of_authorities(url: str, bundle: Path, tmp_path: Path) -> None:
    # OpenSSL finds an authority in a folder by the hash of its name, which `openssl rehash` would link.
    context = ssl.create_default_context(cafile=str(bundle))
    assert context.cert_store_stats()["x509_ca"] > 0
    with RequestsTransport(tls=Tls(ca_bundle=tmp_path)) as transport, pytest.raises(TlsError):
        send(transport, url)


def test_nobody_else_is_trusted(url: str) -> None:
    with RequestsTransport() as transport, pytest.raises(TlsError) as caught:
        send(transport, url)
    assert not caught.value.may_have_arrived


def test_the_server_must_prove_its_name(authority: trustme.CA, bundle: Path) -> None:
    served = serve(server_context(authority, "elsewhere.example"))
    url = next(served)
    with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport, pytest.raises(TlsError):
        send(transport, url)
    next(served, None)


def test_the_bundle_of_the_environment(url: str, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with RequestsTransport() as transport:
        assert send(transport, url) == b"x"


def test_an_argument_counts_before_the_environment(url: str, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", requests.adapters.DEFAULT_CA_BUNDLE_PATH)
    with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport:
        assert send(transport, url) == b"x"


def test_the_operating_systems_authorities(url: str, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with RequestsTransport(tls=Tls(system_trust=True)) as transport, pytest.raises(TlsError):
        send(transport, url)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with RequestsTransport(tls=Tls(system_trust=True)) as transport:
        assert send(transport, url) == b"x"


def test_old_tls_is_refused(authority: trustme.CA, bundle: Path) -> None:
    context = server_context(authority)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    served = serve(context)
    with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport, pytest.raises(TlsError):
        send(transport, next(served))
    next(served, None)


def test_a_client_certificate(strict_url: str, authority: trustme.CA, bundle: Path, tmp_path: Path) -> None:
    mine = authority.issue_cert("me@company.example")
    together, chain, key = (tmp_path / name for name in ("me.pem", "chain.pem", "key.pem"))
    mine.private_key_and_cert_chain_pem.write_to_path(str(together))
    mine.private_key_pem.write_to_path(str(key))
    chain.write_bytes(b"".join(part.bytes() for part in mine.cert_chain_pems))
    for tls in (
        Tls(ca_bundle=bundle, client_certificate=together),
        Tls(ca_bundle=bundle, client_certificate=chain, client_key=str(key)),
    ):
        with RequestsTransport(tls=tls) as transport:
            assert send(transport, strict_url) == b"x"
    with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport, pytest.raises(TlsError):
        send(transport, strict_url)
    wrong = Tls(ca_bundle=bundle, client_certificate=chain, client_key=chain)
    with RequestsTransport(tls=wrong) as transport, pytest.raises(ConfigurationError, match="client_key"):
        send(transport, strict_url)


def test_one_context_for_all_connections(url: str, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = Tls.context

    def count(tls: Tls, authorities: str) -> ssl.SSLContext:
        made.append(authorities)
        return make(tls, authorities)

    monkeypatch.setattr(Tls, "context", count)
    Answer.seen.clear()
    bodies = [str(number) for number in range(400)]
    with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport, ThreadPoolExecutor(32) as threads:
        replies = list(threads.map(lambda body: send(transport, url, body.encode()).decode(), bodies))
    assert replies == bodies
    assert sorted(Answer.seen) == sorted(bodies)
    assert made == [str(bundle)]


def test_a_closed_transport_opens_anew(url: str, bundle: Path) -> None:
    transport = RequestsTransport(tls=Tls(ca_bundle=bundle))
    assert send(transport, url) == b"x"
    transport.close()
    transport.close()
    assert send(transport, url) == b"x"
    transport.close()


def test_a_proxy_with_credentials() -> None:
    with (
        Peer(answering(reply())) as peer,
        RequestsTransport(proxy=f"http://user:s%40cret@127.0.0.1:{peer.port}") as transport,
    ):
        assert send(transport, "http://messaging.example") == b"true"
        assert "cret" not in repr(transport)
    assert peer.requests[0].startswith(b"POST http://messaging.example/a HTTP/1.1\r\n")
    assert b"proxy-authorization: basic dxnlcjpzqgnyzxq=" in peer.requests[0].lower()


def test_a_proxy_that_wants_other_credentials() -> None:
    refusal = reply(status="407 Proxy Authentication Required")
    with Peer(answering(refusal)) as peer, RequestsTransport(proxy=f"http://127.0.0.1:{peer.port}") as transport:
        request = HttpRequest(method="POST", url="http://messaging.example/a", headers={}, body=b"x", timeout=5)
        assert transport.send(request).status == 407


class Signed(requests.auth.AuthBase):
    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        r.headers["Authorization"] = f"Signed {len(r.body or b'')}"
        return r


def test_an_authentication_of_requests() -> None:
    with Peer(answering(reply())) as peer, RequestsTransport(auth=Signed()) as transport:
        send(transport, peer.url, b"four")
    assert b"authorization: signed 4" in peer.requests[0].lower()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"ca_bundle": "nowhere.pem"}, "ca_bundle: there is no such file"),
        ({"client_certificate": "nowhere.pem"}, "client_certificate: there is no such file"),
        ({"client_key": __file__}, "need client_certificate"),
        ({"client_key_password": "p"}, "need client_certificate"),
        ({"ca_bundle": __file__, "system_trust": True}, "exclude each other"),
    ],
)
def test_settings_that_cannot_be(settings: dict[str, object], reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        Tls(**settings)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # wrong on purpose


def test_a_bundle_that_is_none(url: str) -> None:
    with RequestsTransport(tls=Tls(ca_bundle=__file__)) as transport, pytest.raises(ConfigurationError, match="PEM"):
        send(transport, url)


@pytest.mark.parametrize("proxy", ["proxy", "socks5://user:hidden@host", "http://", "http://user:hidden@:1x", 3])
def test_a_proxy_that_is_none(proxy: str) -> None:
    with pytest.raises(ConfigurationError, match="proxy is not a URL") as caught:
        RequestsTransport(proxy=proxy)
    assert "hidden" not in str(caught.value)


def test_a_session_of_ones_own_has_its_own_settings() -> None:
    with pytest.raises(ConfigurationError, match="proxy is for an own session"):
        RequestsTransport(session=requests.Session(), proxy="http://proxy.example:3128")


def test_a_password_is_not_shown() -> None:
    shown = repr(Tls(client_certificate=__file__, client_key_password="hidden"))
    assert "hidden" not in shown


@pytest.mark.parametrize("lowest", [ssl.TLSVersion.MINIMUM_SUPPORTED, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_what_a_system_allows_is_not_enough(
    lowest: ssl.TLSVersion, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = ssl.create_default_context

    def lenient(*args: Any, **settings: Any) -> ssl.SSLContext:
        context = make(*args, **settings)
        context.minimum_version = lowest
        return context

    monkeypatch.setattr(ssl, "create_default_context", lenient)
    least = Tls().context(str(bundle)).minimum_version
    assert least == max(lowest, ssl.TLSVersion.TLSv1_2)


def test_the_operating_systems_trust_speaks_no_old_tls() -> None:
    assert Tls(system_trust=True).context("").minimum_version >= ssl.TLSVersion.TLSv1_2
