"""The facades of the services with descriptors against the sandbox: whole lives of messages, over real connections."""

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from countermand import (
    AppKey,
    AuthenticationError,
    BasicAuth,
    ClaimsLogin,
    CountermandError,
    HttpRequest,
    HttpResponse,
    MailPartner,
    OAuthLogin,
    Outcome,
    PermissionDenied,
    Phase,
    RateLimited,
    RequestsTransport,
    RequestTimeout,
    SmsPartner,
    Transport,
    VoltMx,
)
from countermand.auth import Auth
from countermand.sandbox import (
    API_KEY,
    REFUSED_API_KEY,
    VOLTMX_APP_KEY,
    VOLTMX_PASSWORD,
    VOLTMX_USER,
    Clock,
    PartnerOptions,
    VoltMxOptions,
)
from countermand.testing import Sandbox

NUMBERS = ["+33639980001", "+33639980002"]
MAILS = ["one@example.com", "two@example.com"]
MINUTE = timedelta(minutes=1)

Partner = SmsPartner | MailPartner


@pytest.fixture(params=["plain", "other spellings and statuses"])
def options(request: pytest.FixtureRequest) -> PartnerOptions:
    other = request.param != "plain"
    return PartnerOptions(http_errors=other, other_spellings=other)


@pytest.fixture
def sandbox(options: PartnerOptions) -> Iterator[Sandbox]:
    voltmx = VoltMxOptions(other_spellings=options.other_spellings)
    with Sandbox(clock=Clock(frozen=True), partner=options, voltmx=voltmx) as running:
        yield running


def sms(sandbox: Sandbox, **options: Any) -> SmsPartner:
    settings: dict[str, Any] = {"api_key": API_KEY, "base_url": sandbox.smspartner_url, **options}
    return SmsPartner(**settings)


def sms_xml(sandbox: Sandbox, **options: Any) -> SmsPartner:
    return sms(sandbox, wire="xml", **options)


def mail(sandbox: Sandbox, **options: Any) -> MailPartner:
    settings: dict[str, Any] = {"api_key": API_KEY, "base_url": sandbox.mailpartner_url, **options}
    return MailPartner(**settings)


@pytest.fixture(params=[sms, sms_xml, mail])
def make(request: pytest.FixtureRequest) -> Callable[..., Partner]:
    chosen: Callable[..., Partner] = request.param
    return chosen


def scheduled(client: Partner, at: datetime) -> str:
    if isinstance(client, SmsPartner):
        messages = client.schedule(NUMBERS, "Sale & more!", at)
    else:
        messages = client.schedule(MAILS, "Sale", "<p>Sale & more!</p>", at)
    assert [message.to for message in messages] == (NUMBERS if isinstance(client, SmsPartner) else MAILS)
    assert len({message.message_id for message in messages}) == 1
    assert messages[0].message_id is not None
    return messages[0].message_id


def soon(sandbox: Sandbox, hours: int = 1) -> datetime:
    """Return a time on the vendor's step, by the sandbox's clock."""
    moment = sandbox.clock.now() + timedelta(hours=hours)
    return moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0)


def test_a_send_is_cancelled_once(sandbox: Sandbox, make: Callable[..., Partner]) -> None:
    with make(sandbox) as client:
        message = scheduled(client, soon(sandbox))
        assert client.status(message).phase is Phase.PENDING
        assert client.cancel(message).outcome is Outcome.CANCELLED
        assert client.cancel(message).outcome is Outcome.ALREADY_CANCELLED
        assert client.cancel(99999999).outcome is Outcome.NOT_FOUND
        assert client.status(99999999).phase is Phase.NOT_FOUND


def test_the_five_minutes(sandbox: Sandbox, make: Callable[..., Partner]) -> None:
    at = soon(sandbox)
    with make(sandbox) as client:
        late, sent = scheduled(client, at), scheduled(client, at)
        sandbox.clock.set(at - 4 * MINUTE)
        assert client.cancel(late, at=at).outcome is Outcome.TOO_LATE
        sandbox.clock.set(at + MINUTE)
        assert client.cancel(sent).outcome is Outcome.ALREADY_SENT
        assert client.status(sent).phase is Phase.SENT


def test_credentials_and_refusals(sandbox: Sandbox, make: Callable[..., Partner]) -> None:
    with make(sandbox, api_key=REFUSED_API_KEY) as client, pytest.raises(AuthenticationError):
        client.cancel(300)
    with make(sandbox) as client:
        inside = sandbox.mailpartner if isinstance(client, MailPartner) else sandbox.smspartner
        for code, kind in ((96, PermissionDenied), (429, RateLimited)):
            inside.refuse_with(code)
            with pytest.raises(kind):
                client.cancel(300)
            with pytest.raises(kind):
                scheduled(client, soon(sandbox))


def test_credits_and_operations(sandbox: Sandbox, make: Callable[..., Partner]) -> None:
    with make(sandbox) as client:
        credits_left = client.credits()
        assert credits_left.messages is not None
        assert credits_left.balance is not None
        assert client.api.me().success


def test_every_operation_of_sms(sandbox: Sandbox) -> None:
    with sms(sandbox) as client:
        added = client.api.stop_sms_add(phone_number="+33639980009")
        assert added.success
        assert [each.phone_number for each in client.api.stop_sms_list().data or ()] == ["+33639980009"]
        message = scheduled(client, soon(sandbox))
        assert client.status(message, to=NUMBERS[0]).phase is Phase.PENDING
        assert client.status(message, to="+33639980077").phase is Phase.NOT_FOUND


class Losing:
    """Loses the reply to the first request that it lets through whose URL or method fits."""

    def __init__(self, fits: Callable[[HttpRequest], bool]) -> None:
        self._fits = fits
        self._inner = RequestsTransport()
        self._lost = False

    def send(self, request: HttpRequest, /) -> HttpResponse:
        response = self._inner.send(request)
        if self._lost or not self._fits(request):
            return response
        self._lost = True
        raise RequestTimeout("no reply in time")


def test_a_lost_yes_is_found_out(sandbox: Sandbox, make: Callable[..., Partner]) -> None:
    with make(sandbox) as client:
        message = scheduled(client, soon(sandbox))
    transport: Transport = Losing(lambda request: "message-cancel" in request.url)
    result = make(sandbox, transport=transport).cancel(message)
    assert (result.outcome, result.attempts, result.code) == (Outcome.CANCELLED, 2, 5)


def volt(sandbox: Sandbox, auth: Auth | None = None, **options: Any) -> VoltMx:
    who = auth or BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD)
    settings: dict[str, Any] = {"base_url": sandbox.voltmx_url, "auth": who, **options}
    return VoltMx(**settings)


def test_volt_mx_cancels_and_looks(sandbox: Sandbox) -> None:
    at = sandbox.clock.now() + timedelta(hours=1)
    with volt(sandbox) as client:
        message = client.schedule(NUMBERS, "Sale & more!", at)[0]
        assert client.status(message).phase is Phase.PENDING
        result = client.cancel(message)
        assert (result.outcome, result.count) == (Outcome.CANCELLED, 2)
        assert client.cancel(message).outcome is Outcome.NOT_CANCELLED
        again = client.cancel(message, verify=True)
        assert (again.outcome, again.verified) == (Outcome.ALREADY_CANCELLED, True)
        assert client.status(message).phase is Phase.CANCELLED
        assert client.cancel(4713025406550859680, verify=True).outcome is Outcome.NOT_FOUND
        sent = client.schedule(NUMBERS, "Sale!", at)[0]
        sandbox.clock.set(at + MINUTE)
        assert client.cancel(sent, verify=True).outcome is Outcome.ALREADY_SENT


def test_a_lost_yes_of_volt_mx_is_found_out(sandbox: Sandbox) -> None:
    with volt(sandbox) as client:
        message = client.schedule(NUMBERS, "Sale!", sandbox.clock.now() + timedelta(hours=1))[0]
    result = volt(sandbox, transport=Losing(lambda request: request.method == "DELETE")).cancel(message)
    assert (result.outcome, result.attempts, result.count, result.verified) == (Outcome.CANCELLED, 2, 2, True)


@pytest.mark.parametrize("kony", [False, True])
def test_every_way_into_volt_mx(sandbox: Sandbox, kony: bool) -> None:
    at = sandbox.clock.now() + timedelta(hours=1)
    base = sandbox.voltmx_url.replace("/vpns", "/kpns") if kony else sandbox.voltmx_url
    cloud = sandbox.voltmx_login_url.replace("/authService/accounts/login", "/login")
    for auth in (
        BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD),
        ClaimsLogin(VOLTMX_USER, VOLTMX_PASSWORD, url=sandbox.voltmx_login_url),
        ClaimsLogin(VOLTMX_USER, VOLTMX_PASSWORD, url=cloud),
        OAuthLogin(VOLTMX_USER, VOLTMX_PASSWORD),
        AppKey(VOLTMX_APP_KEY),
    ):
        with volt(sandbox, auth, kony=kony, base_url=base) as client:
            assert client.schedule(NUMBERS, "Sale!", at)[0].accepted


@pytest.mark.parametrize("kind", [BasicAuth, OAuthLogin])
def test_a_wrong_password_at_volt_mx(sandbox: Sandbox, kind: type[BasicAuth] | type[OAuthLogin]) -> None:
    with volt(sandbox, kind(VOLTMX_USER, "wrong")) as client, pytest.raises(AuthenticationError):
        client.cancel(1)
    login = ClaimsLogin(VOLTMX_USER, "wrong", url=sandbox.voltmx_login_url)
    with volt(sandbox, login) as client, pytest.raises(AuthenticationError, match="login is refused"):
        client.cancel(1)


def test_a_token_that_ended_is_renewed(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    login = ClaimsLogin(VOLTMX_USER, VOLTMX_PASSWORD, url=sandbox.voltmx_login_url)
    at = sandbox.clock.now() + timedelta(hours=9)
    with volt(sandbox, login) as client:
        client.schedule(NUMBERS, "Sale!", at)
        # Our own clock does not see it: the server refuses the token, and a new login follows.
        sandbox.clock.set(sandbox.clock.now() + timedelta(hours=2))
        assert client.schedule(NUMBERS, "Sale!", at)[0].accepted
        # Our own clock sees it: the login comes first.
        monkeypatch.setattr("countermand.voltmx._now", lambda: datetime.now(UTC) + timedelta(hours=4))
        sandbox.clock.set(sandbox.clock.now() + timedelta(hours=2))
        assert client.cancel(client.schedule(NUMBERS, "Sale!", at)[0]).outcome is Outcome.CANCELLED


def test_nothing_secret_is_logged(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown = ""
    with sms(sandbox) as client, mail(sandbox) as mails, volt(sandbox) as volts:
        ids = [scheduled(client, soon(sandbox)), scheduled(mails, soon(sandbox))]
        ids += [str(volts.schedule(NUMBERS, "Sale & more!", soon(sandbox))[0].message_id)]
        clients: list[SmsPartner | MailPartner | VoltMx] = [client, mails, volts]
        for each, message in zip(clients, ids, strict=True):
            shown += repr(each.cancel(message)) + repr(each.status(message))
    with sms(sandbox, api_key="wrong-key") as wrong, pytest.raises(CountermandError) as caught:
        wrong.cancel(ids[0])
    shown += "".join(traceback.format_exception(caught.value)) + caplog.text
    secrets = [
        API_KEY,
        "wrong-key",
        VOLTMX_PASSWORD,
        "Sale & more",
        *NUMBERS,
        *MAILS,
        *(each for each in ids if len(each) > 3),
    ]
    assert [secret for secret in secrets if secret in shown] == []
