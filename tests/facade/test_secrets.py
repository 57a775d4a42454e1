"""No key, id, recipient or text leaves the library but to the service: not in errors, their chains, reprs or logs."""

import logging
from collections.abc import Callable

import pytest

from countermand import (
    ClaimsLogin,
    CountermandError,
    HttpRequest,
    HttpResponse,
    OAuthLogin,
    ProtocolError,
    RequestTimeout,
)
from countermand.auth import Auth
from countermand_bindings.smspartner.operations.message_status import MessageStatusResponse
from countermand_bindings.smspartner.operations.send import SendResponse
from tests.facade.canaries import (
    ADDRESS,
    CANARIES,
    JOBS,
    KEY,
    MAIL_ID,
    NUMBER,
    SMS_ID,
    TEXT,
    VOLT_ID,
    Answering,
    Job,
    assert_clean,
    echo_of,
    shown_by,
    unescaped,
    volt,
)
from tests.facade.script import http, positional


@pytest.fixture(params=JOBS)
def job(request: pytest.FixtureRequest) -> Job:
    return JOBS[request.param]


def lost(_request: HttpRequest) -> HttpResponse:
    raise RequestTimeout("no reply in time")


def named(success: bool, code: int, status: int = 200) -> Callable[[HttpRequest], HttpResponse]:
    """Answer as the vendor might, naming in its text all that it was asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        everything = (SMS_ID, MAIL_ID, VOLT_ID, NUMBER, ADDRESS, TEXT, KEY)
        told = " / ".join(each for each in everything if each in unescaped(request))
        return http({"success": success, "code": code, "id": "-1", "message": told}, status)

    return answer


ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "lost": lost,
    "empty": lambda request: http(b""),
    "page": lambda request: http(f"<html><body>{echo_of(request)}</body></html>".encode(), 502, "text/html"),
    "page of a proxy": lambda request: http(f"<html><p>{echo_of(request)}".encode(), 403, "text/html"),
    "plain": lambda request: http(echo_of(request).encode(), 500, "text/plain"),
    "truncated": lambda request: http(f'{{"success": true, "message_id": {SMS_ID}'.encode()),
    "truncated text": lambda request: http(f'{{"success": true, "messageId": "{SMS_ID}'.encode()),
    "truncated xml": lambda request: http(
        f"<result><entry>true</entry><entry>200</entry><entry>{SMS_ID}</entry>".encode(), 200, "application/xml"
    ),
    "positional echo": lambda request: positional("?", SMS_ID, NUMBER),
    "truncated token": lambda request: http(f'{{"claims_token": {{"value": "{KEY}", "exp": 1'.encode()),
    "truncated tokens": lambda request: http(f'{{"AccessToken": "{KEY}", "AccessSecret": "{KEY}'.encode()),
    "body echo": lambda request: http(b"[" + (request.body or b"{}") + b"]"),
    "redirect": lambda request: http(b"", 302, Location=request.url),
    "refused": named(False, 10),
    "unauthorised": named(False, 10, 401),
    "not known": named(False, 777, 400),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_no_error_tells_a_secret(
    job: Job, answer: Callable[[HttpRequest], HttpResponse], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    transport = Answering(answer)
    try:
        result = job(None, transport)
    except CountermandError as error:
        assert_clean(shown_by(error))
    else:
        if isinstance(result, (MessageStatusResponse, SendResponse)):
            return  # The vendor's reply, whole, as it was asked for.
        response = getattr(result, "response", None)
        assert_clean(repr(result) + repr(getattr(result, "text", "")) + repr(response and response.body))
    assert_clean(caplog.text)
    assert transport.requests


@pytest.mark.parametrize("auth", [ClaimsLogin("user", "password"), OAuthLogin("user", "password")])
def test_no_error_tells_a_token(auth: Auth) -> None:
    tokens = http({"claims_token": {"value": KEY}, "AccessToken": KEY, "AccessSecret": KEY})
    answers = iter([tokens, http(f"you are {KEY}".encode(), 404, "text/plain")])
    with pytest.raises(ProtocolError) as caught:
        volt(None, Answering(lambda request: next(answers)), auth).cancel(VOLT_ID)
    assert "you are ***" in str(caught.value)
    assert_clean(shown_by(caught.value))


def test_the_canaries_sing(job: Job) -> None:
    transport = Answering(ANSWERS["page"])
    with pytest.raises(CountermandError):
        job(None, transport)
    said = "".join(echo_of(request) for request in transport.requests)
    assert any(canary in said for canary in CANARIES)


def test_no_request_shows_a_secret_in_its_repr(job: Job) -> None:
    transport = Answering(ANSWERS["page"])
    with pytest.raises(CountermandError):
        job(None, transport)
    assert_clean(repr(transport.requests))
