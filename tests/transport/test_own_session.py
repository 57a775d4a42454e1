"""A session of the user's own: what it brings goes out, and it stays theirs."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import requests
import requests.adapters

from countermand import HttpRequest, RequestsTransport
from tests.transport.peer import Peer, answering, http


def send(session: requests.Session, url: str) -> None:
    request = HttpRequest(method="POST", url=f"{url}/x", headers={"Accept": "application/json"}, body=b"1", timeout=5)
    with RequestsTransport(session=session) as transport:
        assert transport.send(request).body == b"true"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> requests.Session:
    monkeypatch.setenv("NETRC", "/nowhere")
    return requests.Session()


def test_its_headers_give_way_to_the_requests(session: requests.Session) -> None:
    session.headers["X-Company"] = "yes"
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    head = peer.requests[0].lower()
    assert b"x-company: yes" in head
    assert b"accept: application/json" in head
    assert b"accept: */*" not in head


def test_its_authentication_is_used(session: requests.Session) -> None:
    session.auth = ("user", "pass")
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    assert b"authorization: basic dXNlcjpwYXNz".lower() in peer.requests[0].lower()


def test_its_cookies_are_sent(session: requests.Session) -> None:
    session.cookies.set("route", "7")
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    assert b"cookie: route=7" in peer.requests[0].lower()


def test_its_parameters_are_added(session: requests.Session) -> None:
    session.params = {"tenant": "3"}
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    assert peer.requests[0].startswith(b"POST /x?tenant=3 ")


def test_its_hooks_are_called(session: requests.Session) -> None:
    seen: list[int] = []

    def look(reply: requests.Response, *_args: object, **_settings: object) -> None:
        seen.append(reply.status_code)

    session.hooks["response"].append(look)
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    assert seen == [200]


def test_a_login_of_netrc_is_used(tmp_path: Path, session: requests.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login user password pass")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with Peer(answering(http())) as peer:
        send(session, peer.url)
        assert b"authorization" in peer.requests[0].lower()
        session.trust_env = False
        send(session, peer.url)
        assert b"authorization" not in peer.requests[1].lower()


def test_no_redirect_is_followed_nor_read(session: requests.Session) -> None:
    session.auth = ("user", "pass")
    with Peer(answering(http("302 Found", b"x" * 2_000_000, Location="/y"))) as peer:
        request = HttpRequest(method="GET", url=f"{peer.url}/x", headers={}, timeout=5)
        with RequestsTransport(session=session, max_bytes=3_000_000) as transport:
            response = transport.send(request)
    assert response.status == 302
    assert response.header("Location") is None  # Else requests itself would have read the whole body.
    assert len(peer.requests) == 1


class Recording(requests.Session):
    sent = 0

    def send(self, request: requests.PreparedRequest, **settings: object) -> requests.Response:
        self.sent += 1
        return super().send(request, **settings)  # type: ignore[arg-type]


def test_a_session_of_another_class_is_used_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Recording()
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    assert session.sent == 1


class Adapter(requests.adapters.HTTPAdapter):
    sent = 0
    settings: Mapping[str, object] | None = None
    closed = False

    def send(self, request: requests.PreparedRequest, **settings: object) -> requests.Response:  # type: ignore[override]
        self.sent += 1
        self.settings = settings
        return super().send(request, **settings)  # type: ignore[arg-type]

    def close(self) -> None:
        self.closed = True
        super().close()


def test_its_adapters_certificates_and_proxies_are_used_and_it_stays_open(
    tmp_path: Path, session: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/environment/ca.pem")
    own = tmp_path / "me.pem"
    own.touch()
    adapter = Adapter()
    session.mount("http://", adapter)
    session.verify = "/company/ca.pem"
    session.cert = str(own)
    session.proxies = {"ftp": "http://proxy.example"}
    with Peer(answering(http())) as peer:
        send(session, peer.url)
    assert adapter.sent == 1
    assert adapter.settings is not None
    assert adapter.settings["verify"] == "/company/ca.pem"
    assert adapter.settings["cert"] == str(own)
    assert adapter.settings["proxies"] == {"ftp": "http://proxy.example"}
    assert adapter.settings["timeout"] == 5
    assert adapter.settings["stream"] is True
    assert not adapter.closed
