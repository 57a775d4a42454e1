"""A redirect is a reply: nothing goes to where it points, to another host least of all, nor from https to http."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
import trustme

from countermand import AmbiguousOutcome, Esendex, HttpRequest, ProtocolError, RequestsTransport, SmsPartner, Tls
from tests.transport.peer import Peer, answering, http

KEY = "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2"
STATUSES = ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]


@pytest.fixture
def elsewhere() -> Iterator[Peer]:
    with Peer(answering(http(body=b"true"))) as peer:
        yield peer


@pytest.mark.parametrize("status", STATUSES)
def test_to_another_host(status: str, elsewhere: Peer) -> None:
    # The same machine by another name is another host.
    location = elsewhere.url.replace("127.0.0.1", "localhost")
    with Peer(answering(http(status, b"x", Location=f"{location}/y"))) as peer:
        for session in (None, requests.Session()):
            with RequestsTransport(session=session) as transport:
                request = HttpRequest(method="POST", url=f"{peer.url}/x?key={KEY}", headers={"X-Key": KEY}, body=b"{}")
                assert transport.send(request).status == int(status[:3])
            if session is not None:
                session.close()
        with Esendex(license_key=KEY, base_url=peer.url) as esendex, pytest.raises(ProtocolError):
            esendex.cancel("1627aea5-8e0a-4371-9022-9b504344e724")
        with SmsPartner(api_key=KEY, base_url=peer.url) as partner, pytest.raises((ProtocolError, AmbiguousOutcome)):
            partner.cancel(300)
    assert elsewhere.requests == []


class Redirecting(BaseHTTPRequestHandler):
    to = ""

    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def test_from_https_to_http(elsewhere: Peer, tmp_path: Path) -> None:
    authority = trustme.CA()
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(bundle)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    Redirecting.to = f"{elsewhere.url}/y"
    with HTTPServer(("127.0.0.1", 0), Redirecting) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with RequestsTransport(tls=Tls(ca_bundle=bundle)) as transport:
                url = f"https://127.0.0.1:{server.server_port}/x"
                assert transport.send(HttpRequest(method="GET", url=url, headers={})).status == 302
        finally:
            server.shutdown()
            thread.join()
    assert elsewhere.requests == []
