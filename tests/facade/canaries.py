"""Secrets that must not come out again, and the jobs that take them in."""

import traceback
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal, TypeAlias
from urllib.parse import unquote_plus
from uuid import UUID

import pytest

from countermand import (
    AppKey,
    BasicAuth,
    ClaimsLogin,
    CountermandError,
    Esendex,
    HttpRequest,
    HttpResponse,
    MailPartner,
    OAuthLogin,
    OAuthTokens,
    SmsPartner,
    Transport,
    VoltMx,
    esendex,
    mailpartner,
    smspartner,
)
from countermand.auth import CLOUD_LOGIN_URL, Auth
from countermand.esendex import WIRES, Wire
from countermand_bindings.esendex import IncomingMessageCriteria
from tests.faults.canaries import chain

KEY = "canaryKEY5ec2e7aa"
GUID_KEY = "5ec2e7aa-ca9a-4000-8000-5ec2e7aa5ec2"
GUID_ID = "ca9a4e5e-0000-4000-9000-ca9a4e5eca9a"
SMS_ID = "70417"
MAIL_ID = "mail-canary-id"
VOLT_ID = "4713025406550859686"
NUMBER = "+33639980001"
ADDRESS = "canary@example.com"
TEXT = 'Canary "caf\xe9" sale'
BASIC = b64encode(f"{ADDRESS}:{KEY}".encode()).decode()
CANARIES = (
    KEY,
    GUID_KEY,
    GUID_ID,
    BASIC,
    SMS_ID,
    MAIL_ID,
    VOLT_ID,
    NUMBER,
    NUMBER[1:],
    ADDRESS,
    TEXT,
    "Canary",
    "cafu00e9",
    "caf\\u00e9",
)
AT = datetime(2030, 7, 15, 11, 5, tzinfo=UTC)

Job: TypeAlias = Callable[[str | None, Transport], object]
"""Does one thing at a base URL, or at the service's own, over a transport."""


def sms(base: str | None, transport: Transport, wire: Literal["json", "xml"] = "json") -> SmsPartner:
    return SmsPartner(api_key=KEY, transport=transport, wire=wire, base_url=base or smspartner.BASE_URL)


def mail(base: str | None, transport: Transport) -> MailPartner:
    return MailPartner(api_key=KEY, transport=transport, base_url=base or mailpartner.BASE_URL)


def volt(base: str | None, transport: Transport, auth: Auth) -> VoltMx:
    return VoltMx(base_url=base or "https://h.example.com/vpns", transport=transport, auth=auth)


def esendex_over(base: str | None, transport: Transport, wire: Wire) -> Esendex:
    return Esendex(license_key=GUID_KEY, transport=transport, wire=wire, base_url=base or esendex.BASE_URL)


def _esendex_jobs(wire: Wire) -> dict[str, Job]:
    criteria = IncomingMessageCriteria(license_key=UUID(GUID_KEY), unread_messages_only=True)
    return {
        "cancel": lambda base, transport: esendex_over(base, transport, wire).cancel(GUID_ID),
        "cancel all": lambda base, transport: esendex_over(base, transport, wire).cancel_all(),
        "schedule": lambda base, transport: esendex_over(base, transport, wire).schedule(
            [NUMBER], TEXT, AT, from_number=NUMBER, reference_id=TEXT, postback_url=f"https://h.example.com/{KEY}"
        ),
        "status": lambda base, transport: esendex_over(base, transport, wire).status(GUID_ID),
        "read": lambda base, transport: esendex_over(base, transport, wire).messaging.read_incoming_messages(
            criteria=criteria
        ),
    }


JOBS: dict[str, Job] = {
    **{f"esendex {wire} {name}": job for wire in WIRES for name, job in _esendex_jobs(wire).items()},
    "sms cancel": lambda base, transport: sms(base, transport).cancel(SMS_ID, at=AT),
    "sms cancel xml": lambda base, transport: sms(base, transport, "xml").cancel(int(SMS_ID)),
    "sms schedule": lambda base, transport: sms(base, transport).schedule([NUMBER], TEXT, AT),
    "sms schedule xml": lambda base, transport: sms(base, transport, "xml").schedule([NUMBER], TEXT, AT),
    "sms status": lambda base, transport: sms(base, transport).status(SMS_ID, to=NUMBER),
    "sms status of all": lambda base, transport: sms(base, transport).status(SMS_ID),
    "sms credits": lambda base, transport: sms(base, transport).credits(),
    "sms api": lambda base, transport: sms(base, transport).api.message_status(message_id=SMS_ID, phone_number=NUMBER),
    "sms api send": lambda base, transport: sms(base, transport).api.send(phone_numbers=NUMBER, message=TEXT),
    "mail cancel": lambda base, transport: mail(base, transport).cancel(MAIL_ID),
    "mail schedule": lambda base, transport: mail(base, transport).schedule(
        [ADDRESS], TEXT, TEXT, AT, sender=ADDRESS, sender_name=TEXT
    ),
    "mail status": lambda base, transport: mail(base, transport).status(MAIL_ID, to=ADDRESS),
    "voltmx cancel": lambda base, transport: volt(base, transport, AppKey(KEY)).cancel(VOLT_ID, verify=True),
    "voltmx short id": lambda base, transport: volt(base, transport, AppKey(KEY)).cancel(SMS_ID),
    "voltmx schedule": lambda base, transport: volt(base, transport, BasicAuth(ADDRESS, KEY)).schedule(
        [NUMBER], TEXT, AT
    ),
    "voltmx status": lambda base, transport: volt(base, transport, OAuthTokens(KEY, KEY)).status(VOLT_ID),
    "voltmx oauth": lambda base, transport: volt(base, transport, OAuthLogin(ADDRESS, KEY)).cancel(VOLT_ID),
    "voltmx claims": lambda base, transport: volt(
        base, transport, ClaimsLogin(ADDRESS, KEY, url=f"{base}/login" if base else CLOUD_LOGIN_URL)
    ).cancel(VOLT_ID),
}


def shown_by(error: CountermandError) -> str:
    """Return all that an error lets out, but for what is there to carry an id."""
    parts = ["".join(traceback.format_exception(error))]
    for link in chain(error):
        assert type(link).__module__.split(".")[0] == "countermand"
        facts = {name: value for name, value in vars(link).items() if name not in {"message_id", "messages"}}
        parts += [str(link), repr(link), repr(link.args), repr(facts)]
    return "\n".join(parts)


def assert_clean(text: str) -> None:
    for form in (text, unquote_plus(text)):
        assert [canary for canary in CANARIES if canary.lower() in form.lower()] == []


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return all that was logged, with what only a structured handler sees; times could show any digits."""
    facts = [value for record in caplog.records for value in (*vars(record).values(), *(record.args or ()))]
    return "\n".join([caplog.text, *(value for value in facts if isinstance(value, str))])


def echo_of(request: HttpRequest) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in request.headers.items())
    body = (request.body or b"").decode()
    return f"{request.method} {request.url}\n{unquote_plus(request.url)}\n{head}\n{body}\n"


def unescaped(request: HttpRequest) -> str:
    return echo_of(request).replace("\\u00e9", "\xe9").replace('\\"', '"')


class Answering:
    """Answers with what a function makes of the request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest, /) -> HttpResponse:
        self.requests.append(request)
        return self._answer(request)
