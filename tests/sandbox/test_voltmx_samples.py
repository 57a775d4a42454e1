"""The vendor's page for cancelling an SMS: its request and its replies, by every context path and every credential."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping

import pytest

from countermand.sandbox import VOLTMX_APP_KEY, VOLTMX_PASSWORD, VOLTMX_USER, Stage
from countermand.testing import Sandbox
from tests.sandbox.support import Raw, exchange

REQUEST_ID = "4713025406550859686"
BASIC = "Authorization: Basic " + base64.b64encode(f"{VOLTMX_USER}:{VOLTMX_PASSWORD}".encode()).decode()


def ask(sandbox: Sandbox, line: str, *fields: str, body: str = "") -> Raw:
    """Send a request from its first line, whose path is below the service."""
    method, path = line.split(" ", 1)
    head = [f"{method} /voltmx{path} HTTP/1.1", f"Host: 127.0.0.1:{sandbox.port}", *fields]
    if body:
        head.append(f"Content-Length: {len(body)}")
    return exchange(sandbox, "\r\n".join([*head, "", body]))


def cancel(sandbox: Sandbox, *fields: str, context: str = "/vpns", request_id: str = REQUEST_ID) -> Raw:
    return ask(
        sandbox,
        f"DELETE {context}/api/v1/messages/sms/{request_id}",
        "Content-Type: application/json;charset=UTF-8",
        *fields,
    )


def login(sandbox: Sandbox, path: str) -> str:
    body = json.dumps({"userid": VOLTMX_USER, "password": VOLTMX_PASSWORD})
    answered = ask(sandbox, f"POST {path}", "Content-Type: application/json", body=body)
    token: str = json.loads(answered.body)["claims_token"]["value"]
    return token


def oauth(sandbox: Sandbox) -> list[str]:
    answered = json.loads(ask(sandbox, "GET /vpns/api/v1/oauth/accesstoken", BASIC).body)
    return [f"AccessToken: {answered['AccessToken']}", f"AccessSecret: {answered['AccessSecret']}"]


MODES: Mapping[str, Callable[[Sandbox], list[str]]] = {
    "basic": lambda _: [BASIC],
    "claims": lambda sandbox: [f"X-VoltMX-Authorization: {login(sandbox, '/authService/accounts/login')}"],
    "cloud claims": lambda sandbox: [f"X-VoltMX-Authorization: {login(sandbox, '/login')}"],
    "kony claims": lambda sandbox: [f"X-Kony-Authorization: {login(sandbox, '/authService/accounts/login')}"],
    "oauth": oauth,
    "app key": lambda _: [f"X-VoltMX-App-API-Key: {VOLTMX_APP_KEY}"],
    "kony app key": lambda _: [f"X-Kony-App-API-Key: {VOLTMX_APP_KEY}"],
}


@pytest.mark.parametrize("context", ["", "/vpns", "/kpns"])
@pytest.mark.parametrize("mode", MODES)
def test_the_sample_cancels(sandbox: Sandbox, context: str, mode: str) -> None:
    raw = cancel(sandbox, *MODES[mode](sandbox), context=context)
    assert (raw.status, raw.content_type) == (200, "application/json")
    assert json.loads(raw.body) == {
        "id": "",
        "message": "Cancelled  4 message entries of the Message with ID : 4713025406550859686",
    }
    assert sandbox.voltmx.messages.stages(REQUEST_ID) == [Stage.CANCELLED] * 4


@pytest.mark.parametrize("fields", [(), ("Authorization: Basic bm86bm8=",), ("X-VoltMX-Authorization: no",)])
def test_unauthorised(sandbox: Sandbox, fields: tuple[str, ...]) -> None:
    raw = cancel(sandbox, *fields)
    assert (raw.status, json.loads(raw.body)) == (401, {"id": "", "message": "Unauthorized request"})
    assert sandbox.voltmx.messages.stages(REQUEST_ID) == [Stage.SCHEDULED] * 4


@pytest.mark.parametrize("request_id", ["1", "no-number", "5713025406550859686"])
def test_nothing_to_cancel(sandbox: Sandbox, request_id: str) -> None:
    raw = cancel(sandbox, BASIC, request_id=request_id)
    expected = {"id": "", "message": "Invalid Request. Request method not allowed"}
    assert (raw.status, json.loads(raw.body)) == (400, expected)


def test_a_second_cancel_is_refused_like_an_unknown_id(sandbox: Sandbox) -> None:
    cancel(sandbox, BASIC)
    assert cancel(sandbox, BASIC).body == cancel(sandbox, BASIC, request_id="1").body


def test_server_failure(sandbox: Sandbox) -> None:
    sandbox.voltmx.refuse_with(500)
    raw = cancel(sandbox, BASIC)
    assert (raw.status, json.loads(raw.body)["message"]) == (500, "Server failure to process request")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_another_method(sandbox: Sandbox, method: str) -> None:
    raw = ask(sandbox, f"{method} /vpns/api/v1/messages/sms/{REQUEST_ID}", BASIC, "Content-Length: 0")
    assert (raw.status, raw.allow) == (405, "DELETE")
    assert json.loads(raw.body)["message"] == "Invalid Request. Request method not allowed"
