"""What goes wrong on purpose goes wrong as it says, and the service did what it says it did."""

import http.client
import json
import socket
import time
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import requests

from countermand.sandbox.faults import Fault, FaultyServer, Kind, at, at_random

TIMEOUT = 0.3


class Counter:
    """A service that counts its calls and says so."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.bodies.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        start_response("200 OK", [("Content-Type", "application/json"), ("X-Filler", "x" * 200)])
        return [json.dumps({"call": len(self.bodies), "path": environ["PATH_INFO"]}).encode()]


def call(server: FaultyServer, session: requests.Session, path: str = "/a") -> requests.Response:
    url = f"http://127.0.0.1:{server.port}{path}"
    return session.post(url, data=b"body", timeout=TIMEOUT, allow_redirects=False)


def met(fault: Fault) -> tuple[Counter, requests.Response | Exception, requests.Response]:
    """Return the service, what came of a second call that the fault befell, and the third reply."""
    app = Counter()
    server = FaultyServer(app, at([None, fault]), host="127.0.0.1", port=0)
    try:
        with requests.Session() as session:
            session.trust_env = False
            assert call(server, session).json() == {"call": 1, "path": "/a"}
            try:
                befallen: requests.Response | Exception = call(server, session)
            except (requests.RequestException, OSError) as error:
                befallen = error
        # On another connection: what is left over on that one may still be on its way.
        with requests.Session() as session:
            session.trust_env = False
            return app, befallen, call(server, session)
    finally:
        server.close()


BROKEN: dict[Kind, type[Exception] | tuple[type[Exception], ...]] = {
    Kind.RESET_EARLY: requests.ConnectionError,
    Kind.RESET_WITHIN: requests.ConnectionError,
    Kind.RESET_LATE: requests.ConnectionError,
    Kind.SENT: requests.ConnectionError,
    Kind.DRIP: (requests.ConnectionError, requests.ReadTimeout),
    Kind.HANG: requests.ReadTimeout,
    Kind.HANG_WITHIN: requests.ConnectionError,
    Kind.CLOSE_WITHIN: requests.exceptions.ChunkedEncodingError,
    Kind.NOT_COMPRESSED: requests.exceptions.ContentDecodingError,
    Kind.GARBAGE: requests.ConnectionError,
}


@pytest.mark.parametrize("kind", list(BROKEN))
def test_a_call_that_breaks(kind: Kind) -> None:
    app, befallen, then = met(Fault(kind=kind))
    assert isinstance(befallen, BROKEN[kind]), befallen
    arrived = 0 if kind in {Kind.RESET_EARLY, Kind.RESET_WITHIN} else 1
    assert then.json()["call"] == 2 + arrived
    assert app.bodies == [b"body"] * (2 + arrived)


REPLIES = {
    Kind.LONGER: b'{"call": 2, "path": "/a"}',
    Kind.SHORTER: b'{"call": 2, ',
    Kind.EMPTY: b"",
    Kind.HOLLOW: b"{}",
    Kind.SKEW: b'{"call": 2, "path": "/a"}',
    Kind.HEADERS: b'{"call": 2, "path": "/a"}',
    Kind.MEDIA_TYPE: b'{"call": 2, "path": "/a"}',
    Kind.CHARSET: '{"call": 2, "path": "/a"}'.encode("utf-16"),
    Kind.MARKED: b'\xef\xbb\xbf{"call": 2, "path": "/a"}',
    Kind.TWICE: b'{"call": 2, "path": "/a"}',
    Kind.REORDERED: b'{"call": 1, "path": "/a"}',
}


@pytest.mark.parametrize("kind", list(REPLIES))
def test_a_reply_that_is_spoiled(kind: Kind) -> None:
    _, befallen, then = met(Fault(kind=kind))
    assert isinstance(befallen, requests.Response), befallen
    assert befallen.content == REPLIES[kind]
    assert (befallen.headers["Content-Type"] == "application/octet-stream") is (kind is Kind.MEDIA_TYPE)
    assert then.json()["call"] == 3


@pytest.mark.parametrize("acted", [True, False])
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_status_in_the_services_place(status: int, acted: bool) -> None:
    app, befallen, then = met(Fault(kind=Kind.STATUS, status=status, acted=acted, retry_after="7"))
    assert isinstance(befallen, requests.Response)
    assert (befallen.status_code, befallen.headers["Retry-After"]) == (status, "7")
    assert befallen.headers["Content-Type"].startswith("text/html")
    assert then.json()["call"] == len(app.bodies) == (3 if acted else 2)


def test_a_page_and_a_redirect() -> None:
    _, page, _ = met(Fault(kind=Kind.PAGE))
    assert isinstance(page, requests.Response)
    assert page.status_code == 200
    assert page.text.startswith("<!DOCTYPE html>")
    _, redirect, _ = met(Fault(kind=Kind.REDIRECT, status=307, location="http://127.0.0.2:9"))
    assert isinstance(redirect, requests.Response)
    assert (redirect.status_code, redirect.headers["Location"]) == (307, "http://127.0.0.2:9/a")


def test_a_length_that_is_no_number() -> None:
    _, befallen, then = met(Fault(kind=Kind.NO_LENGTH))
    assert isinstance(befallen, requests.Response | requests.RequestException | OSError)
    assert then.json()["call"] == 3


def test_a_bomb_is_small_on_the_wire() -> None:
    app = Counter()
    server = FaultyServer(app, at([Fault(kind=Kind.BOMB)]), host="127.0.0.1", port=0)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("POST", "/a", b"body")
    reply = connection.getresponse()
    assert reply.headers["Content-Encoding"] == "gzip"
    assert len(reply.read()) < 1 << 20
    connection.close()
    server.close()


def test_chance_repeats_itself() -> None:
    plans = [at_random(7, rate=0.5) for _ in range(2)]
    drawn = [[plan.decide("GET", "/") for _ in range(200)] for plan in plans]
    assert drawn[0] == drawn[1]
    assert 60 < sum(fault is not None for fault in drawn[0]) < 140
    assert {fault.kind for fault in drawn[0] if fault} == set(Kind)
    other = at_random(8, rate=0.5)
    assert [other.decide("GET", "/") for _ in range(200)] != drawn[0]


def test_a_plan_for_one_service() -> None:
    plan = at([Fault(kind=Kind.HANG)], below="/SmsPartner")
    assert plan.decide("GET", "/mailpartner/v1/send") is None
    assert plan.decide("GET", "/smspartner/v1/message-cancel") == Fault(kind=Kind.HANG)
    assert [each.method for each in plan.befallen] == ["GET"]
    assert plan.calls == 1
    assert "message-cancel" not in repr(plan.befallen)


def test_it_ends_with_connections_open() -> None:
    server = FaultyServer(Counter(), at([Fault(kind=Kind.HANG)]), host="127.0.0.1", port=0)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.05)
        began = time.monotonic()
        server.close()
        server.close()
        assert time.monotonic() - began < 2
