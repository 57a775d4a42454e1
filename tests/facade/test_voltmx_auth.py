"""The ways to be let in at Volt MX."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from countermand import (
    AmbiguousOutcome,
    AppKey,
    AuthenticationError,
    BasicAuth,
    ClaimsLogin,
    ConnectError,
    OAuthLogin,
    OAuthTokens,
    Outcome,
    ProtocolError,
    TransportError,
    VoltMx,
)
from countermand.auth import Auth
from countermand_wire.http import HttpRequest, HttpResponse
from tests.facade.script import LOST, Script, http, page, sent

BASE = "https://engagement.example.com/vpns"
PREMISES = "https://identity.example.com:8443/authService/accounts/login"
DONE = http({"id": "", "message": "Cancelled 1 message entries"})
REFUSED = http({"message": "Unauthorized request"}, 401)
CLAIMS = ClaimsLogin("user@example.com", "pa55word")


def client(script: Script, auth: Auth = CLAIMS, *, kony: bool = False) -> VoltMx:
    return VoltMx(base_url=BASE, auth=auth, kony=kony, transport=script)


def claims(value: str = "token-1", ends: datetime | None = None) -> HttpResponse:
    moment = ends or datetime.now(UTC) + timedelta(hours=1)
    token = {"value": value, "exp": int(moment.timestamp() * 1000)}
    return http({"profile": {"userid": "x"}, "refresh_token": "r", "claims_token": token})


def oauth(token: str, secret: str) -> HttpResponse:
    return http({"AccessToken": token, "AccessSecret": secret})


@pytest.mark.parametrize(
    ("auth", "kony", "fields"),
    [
        (BasicAuth("user", "caf\xe9"), False, {"Authorization": "Basic dXNlcjpjYWbDqQ=="}),
        (OAuthTokens("t", "s"), False, {"AccessToken": "t", "AccessSecret": "s"}),
        (AppKey("k"), False, {"X-VoltMX-App-API-Key": "k"}),
        (AppKey("k"), True, {"X-Kony-App-API-Key": "k"}),
    ],
)
def test_what_needs_no_login(auth: Auth, kony: bool, fields: dict[str, str]) -> None:
    script = Script(DONE)
    client(script, auth, kony=kony).cancel(1)
    (request,) = script.requests
    assert fields.items() <= dict(request.headers).items()
    names = {"Authorization", "AccessToken", "AccessSecret", "X-VoltMX-App-API-Key", "X-Kony-App-API-Key"}
    assert set(request.headers) & names == set(fields)


@pytest.mark.parametrize(("kony", "field"), [(False, "X-VoltMX-Authorization"), (True, "X-Kony-Authorization")])
def test_a_login_in_the_cloud(kony: bool, field: str) -> None:
    script = Script(claims(), DONE)
    volt = client(script, kony=kony)
    volt.cancel(1)
    volt.cancel(2)
    login, first, second = script.requests
    assert (login.method, login.url) == ("POST", "https://accounts.auth.voltmxcloud.com/login")
    assert sent(login) == {"userid": "user@example.com", "password": "pa55word"}
    assert field not in login.headers
    assert first.headers[field] == second.headers[field] == "token-1"


def test_a_login_on_premises() -> None:
    script = Script(claims(), DONE)
    client(script, ClaimsLogin("u", "p", url=PREMISES, provider="ldap", domain="example")).cancel(1)
    assert script.requests[0].url == PREMISES
    assert sent(script.requests[0]) == {"userid": "u", "password": "p", "provider": "ldap", "domain": "example"}


def test_an_oauth_login() -> None:
    script = Script(oauth("t", "s"), DONE)
    volt = client(script, OAuthLogin("user", "password"))
    volt.cancel(1)
    volt.cancel(2)
    login, first, second = script.requests
    assert (login.method, login.url) == ("GET", f"{BASE}/api/v1/oauth/accesstoken")
    assert login.headers["Authorization"] == "Basic dXNlcjpwYXNzd29yZA=="
    assert (first.headers["AccessToken"], second.headers["AccessSecret"]) == ("t", "s")
    assert "Authorization" not in first.headers


@pytest.mark.parametrize(("left", "logins"), [(timedelta(seconds=30), 2), (timedelta(minutes=2), 1)])
def test_a_token_is_renewed_before_it_ends(left: timedelta, logins: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2030, 1, 1, 12, tzinfo=UTC)
    monkeypatch.setattr("countermand.voltmx._now", lambda: now)
    answers = [claims("token-1", now + timedelta(hours=1)), DONE]
    script = Script(*answers, *([claims("token-2", now + timedelta(hours=2))] if logins == 2 else []), DONE)
    volt = client(script)
    volt.cancel(1)
    now += timedelta(hours=1) - left
    volt.cancel(2)
    assert [request.url.endswith("/login") for request in script.requests].count(True) == logins
    assert script.requests[-1].headers["X-VoltMX-Authorization"] == f"token-{logins}"


@pytest.mark.parametrize("token", [{"value": "t"}, {"value": "t", "exp": 10**30}])
def test_an_end_that_is_not_told_is_none(token: dict[str, object]) -> None:
    script = Script(http({"claims_token": token}), DONE)
    volt = client(script)
    volt.cancel(1)
    volt.cancel(2)
    assert len(script.requests) == 3


@pytest.mark.parametrize("refusal", [REFUSED, page(401)])
@pytest.mark.parametrize(
    ("auth", "login"), [(CLAIMS, claims), (OAuthLogin("u", "p"), lambda value: oauth(value, value))]
)
def test_a_refused_token_is_renewed_once(
    refusal: HttpResponse, auth: Auth, login: Callable[[str], HttpResponse]
) -> None:
    script = Script(login("old"), refusal, login("new"), DONE)
    result = client(script, auth).cancel(1)
    assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 1)
    assert "new" in script.requests[-1].headers.values()
    script = Script(login("old"), refusal, login("new"), refusal)
    with pytest.raises(AuthenticationError):
        client(script, auth).cancel(1)
    assert len(script.requests) == 4


@pytest.mark.parametrize("auth", [BasicAuth("u", "p"), OAuthTokens("t", "s"), AppKey("k")])
def test_what_cannot_be_renewed_is_not(auth: Auth) -> None:
    script = Script(REFUSED)
    with pytest.raises(AuthenticationError):
        client(script, auth).cancel(1)
    assert len(script.requests) == 1


def test_a_refused_login() -> None:
    script = Script(http({"message": "Authentication fail, Invalid credentials"}, 401))
    with pytest.raises(AuthenticationError, match="login is refused") as caught:
        client(script).cancel(1)
    assert caught.value.text == "Authentication fail, Invalid credentials"
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [http({}), http({"claims_token": {}}), http({"claims_token": {"value": ""}}), page(200), http(b""), page()],
)
def test_a_login_that_gives_no_token(answer: HttpResponse) -> None:
    script = Script(answer)
    with pytest.raises(ProtocolError, match="login"):
        client(script).cancel(1)
    assert len(script.requests) == (3 if answer.status == 502 else 1)


@pytest.mark.parametrize("value", ["a\nb", "caf\xe9"])
def test_a_token_that_no_header_can_carry(value: str) -> None:
    with pytest.raises(ProtocolError, match="no token"):
        client(Script(claims(value))).cancel(1)


def test_a_lost_reply_to_the_login_leaves_nothing_open() -> None:
    script = Script(LOST)
    with pytest.raises(TransportError, match="login: no reply in time") as caught:
        client(script).cancel(1)
    assert type(caught.value) is type(LOST)
    assert not caught.value.may_have_arrived
    assert len(script.requests) == 3
    with pytest.raises(ConnectError):
        client(Script(ConnectError("down"))).cancel(1)


def test_a_login_that_fails_after_a_lost_reply_does_not_hide_it() -> None:
    script = Script(claims("t", datetime.now(UTC)), LOST, page())
    with pytest.raises(AmbiguousOutcome) as caught:
        client(script).cancel(1)
    assert caught.value.__cause__ is LOST


def test_threads_share_a_token() -> None:
    lock = threading.Lock()
    logins: list[HttpRequest] = []
    used: set[str] = set()

    class Server:
        def send(self, request: HttpRequest, /) -> HttpResponse:
            with lock:
                if request.url.endswith("/login"):
                    logins.append(request)
                    return claims(f"token-{len(logins)}")
                used.add(request.headers["X-VoltMX-Authorization"])
                return DONE

    volt = VoltMx(base_url=BASE, auth=CLAIMS, transport=Server())
    volt.cancel(1)
    threads = [threading.Thread(target=volt.cancel, args=[number]) for number in range(2, 34)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(logins) == 1
    assert used == {"token-1"}


def test_a_token_that_another_thread_renewed_is_not_forgotten() -> None:
    from countermand.flows.voltmx.session import Access, Tokens

    now = datetime(2030, 1, 1, tzinfo=UTC)
    tokens, old, new = Tokens(), Access(headers={"a": "1"}), Access(headers={"a": "1"})
    tokens.keep(old)
    tokens.keep(new)
    tokens.forget(old)
    assert tokens.current(now) is new
    tokens.forget(new)
    assert tokens.current(now) is None
