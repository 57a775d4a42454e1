"""What urllib3 logs of our calls, and of those of others."""

import logging

import pytest
import requests

from countermand import HttpRequest, RequestsTransport
from tests.transport.peer import Peer, answering, http


def test_a_query_of_ours_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "urllib3")
    with Peer(answering(http())) as peer, RequestsTransport() as transport:
        transport.send(HttpRequest(method="GET", url=f"{peer.url}/S.svc/Read?LicenseKey=canary", headers={}, timeout=5))
    said = [record.getMessage() for record in caplog.records]
    assert any('"GET /S.svc/Read?*** HTTP/1.1" 200' in line for line in said)
    assert not any("canary" in line for line in said)


def test_a_query_of_an_own_session_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "urllib3")
    session = requests.Session()
    session.auth = ("user", "pass")
    with Peer(answering(http())) as peer, RequestsTransport(session=session) as transport:
        transport.send(HttpRequest(method="GET", url=f"{peer.url}/S.svc/Read?LicenseKey=canary", headers={}, timeout=5))
    assert not any("canary" in record.getMessage() for record in caplog.records)


def test_a_reply_with_a_malformed_header_is_warned_of_without_the_query(caplog: pytest.LogCaptureFixture) -> None:
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n=?canary?=\r\n\r\n"
    with Peer(answering(reply)) as peer, RequestsTransport() as transport:
        transport.send(HttpRequest(method="GET", url=f"{peer.url}/S.svc/Read?LicenseKey=canary", headers={}, timeout=5))
    [warning] = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "/S.svc/Read?***): HeaderParsingError" in warning.getMessage()
    assert "canary" not in caplog.text


def test_the_calls_of_others_are_logged_as_they_are(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    caplog.set_level(logging.DEBUG, "urllib3")
    with Peer(answering(http())) as peer:
        requests.get(f"http://localhost:{peer.port}/x?theirs=1", timeout=5)
    assert any("theirs=1" in record.getMessage() for record in caplog.records)
