"""No key, id, recipient or text leaves the library but to the service: not in errors, their chains, reprs or logs."""

import logging
from collections.abc import Callable
from html import escape
from urllib.parse import quote

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
    GUID_ID,
    GUID_KEY,
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
    logged,
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


def values_of(request: HttpRequest) -> str:
    everything = (GUID_KEY, GUID_ID, SMS_ID, MAIL_ID, VOLT_ID, NUMBER, ADDRESS, TEXT, KEY)
    return " / ".join(each for each in everything if each in unescaped(request)).strip()


def media_type_of(request: HttpRequest) -> str:
    return request.headers.get("Accept", "application/xml").partition(";")[0]


def fault(text: str) -> HttpResponse:
    said = escape(text)
    body = (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        f"<faultcode>{said}</faultcode><faultstring>{said}</faultstring><faultactor>{said}</faultactor>"
        f"<detail><d>{said}</d></detail></s:Fault></s:Body></s:Envelope>"
    )
    return http(body.encode(), 500, "text/xml")


def fault12(text: str) -> HttpResponse:
    said = escape(text)
    body = (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault>'
        f"<s:Code><s:Value>{said}</s:Value><s:Subcode><s:Value>{said}</s:Value></s:Subcode></s:Code>"
        f"<s:Reason><s:Text>{said}</s:Text></s:Reason><s:Role>{said}</s:Role><s:Detail><d>{said}</d></s:Detail>"
        "</s:Fault></s:Body></s:Envelope>"
    )
    return http(body.encode(), 500, "application/soap+xml")


def named(success: bool, code: int, status: int = 200) -> Callable[[HttpRequest], HttpResponse]:
    """Answer as the vendor might, naming in its text all that it was asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        return http({"success": success, "code": code, "id": "-1", "message": values_of(request)}, status)

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
    "escaped echo": lambda request: http(
        f"<html><p>{escape(echo_of(request))}</p><p>{escape(request.url)}".encode(), 500, "text/html"
    ),
    "quoted echo": lambda request: http(quote(echo_of(request)).encode(), 500, "text/plain"),
    "utf-16 echo": lambda request: http(echo_of(request).encode("utf-16"), 500, "text/plain"),
    "latin-1 echo": lambda request: http(unescaped(request).encode("latin-1"), 500, "text/plain"),
    "header echo": lambda request: HttpResponse(
        status=500,
        headers={"Content-Type": f"text/{values_of(request)}", "Server": values_of(request), "X-Echo": request.url},
        body=b"no",
        reason=values_of(request),
    ),
    "fault echo": lambda request: fault(values_of(request)),
    "fault echo 1.2": lambda request: fault12(values_of(request)),
    "root echo": lambda request: http(
        f'<_{values_of(request).split(" / ")[0]} xmlns="urn:x"/>'.encode(), 200, media_type_of(request)
    ),
    "member echo": lambda request: http({values_of(request): values_of(request)}),
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
        assert_clean(repr(response and (response.headers, response.reason)))
    assert_clean(logged(caplog))
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
