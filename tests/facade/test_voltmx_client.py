"""The options of VoltMx, and who the environment says that one is."""

from collections.abc import Callable

import pytest

from countermand import (
    AppKey,
    BasicAuth,
    ClaimsLogin,
    ConfigurationError,
    OAuthLogin,
    OAuthTokens,
    VoltMx,
)
from countermand.auth import Auth
from tests.facade.script import Script, http

BASE = "https://engagement.example.com/vpns"
PREMISES = "https://identity.example.com:8443/authService/accounts/login"
DONE = http({"id": "", "message": "Cancelled 1 message entries"})
CLAIMS = ClaimsLogin("user@example.com", "pa55word")


def client(script: Script, auth: Auth = CLAIMS, *, kony: bool = False) -> VoltMx:
    return VoltMx(base_url=BASE, auth=auth, kony=kony, transport=script)


@pytest.mark.parametrize(
    "auth",
    [BasicAuth("u", "5ec2e7"), CLAIMS, OAuthLogin("u", "5ec2e7"), OAuthTokens("5ec2e7", "5ec2e7"), AppKey("5ec2e7")],
)
def test_reprs_show_no_secret(auth: Auth) -> None:
    volt = client(Script(DONE), auth)
    shown = repr(auth) + repr(volt) + repr(volt._session) + repr(volt._channel)
    assert "5ec2e7" not in shown
    assert "pa55word" not in shown
    assert repr(volt) == f"VoltMx(base_url='{BASE}', auth={type(auth).__name__})"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: BasicAuth("", "p"), "user is not text, or is empty"),
        (lambda: BasicAuth("a:b", "p"), "colon"),
        (lambda: BasicAuth("u", None), "password is not text"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        (lambda: OAuthTokens("t\n", "s"), "line end"),
        (lambda: OAuthTokens("t", "caf\xe9"), "beyond ASCII"),
        (lambda: AppKey(" k"), "spaces around it"),
        (lambda: ClaimsLogin("u", ""), "password is not text, or is empty"),
        (lambda: client(Script(DONE), ClaimsLogin("u", "p", url="https://h.example.com/auth")), "ends neither with"),
        (lambda: client(Script(DONE), ClaimsLogin("u", "p", url="http://h.example.com/login")), "url is http://"),
        (lambda: client(Script(DONE), "user:password"), "auth is not one of"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        (lambda: client(Script(DONE), kony=1), "kony"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        (lambda: VoltMx(base_url="http://h.example.com/vpns", auth=AppKey("k")), "in the clear"),
        (lambda: VoltMx(base_url="https://h.example.com", auth=AppKey("k"), timeout=-1), "timeout"),
    ],
)
def test_what_cannot_be_sent_is_refused(make: Callable[[], object], problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        make()


@pytest.mark.parametrize(
    ("variables", "auth"),
    [
        ({"USER": "u", "PASSWORD": "p"}, BasicAuth("u", "p")),
        ({"USER": "u", "PASSWORD": "p", "LOGIN_URL": PREMISES}, ClaimsLogin("u", "p", url=PREMISES)),
        ({"ACCESS_TOKEN": "t", "ACCESS_SECRET": "s"}, OAuthTokens("t", "s")),
        ({"APP_KEY": "k"}, AppKey("k")),
    ],
)
def test_credentials_from_the_environment(
    variables: dict[str, str], auth: Auth, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"URL": BASE, **variables}.items():
        monkeypatch.setenv(f"COUNTERMAND_VOLTMX_{name}", value)
    assert VoltMx()._session.auth == auth


@pytest.mark.parametrize(
    ("variables", "problem"),
    [
        ({}, "no credentials: pass auth="),
        ({"USER": "u"}, "COUNTERMAND_VOLTMX_PASSWORD"),
        ({"LOGIN_URL": PREMISES}, "COUNTERMAND_VOLTMX_USER"),
        ({"ACCESS_SECRET": "s"}, "COUNTERMAND_VOLTMX_ACCESS_TOKEN"),
        ({"USER": "u", "PASSWORD": "p", "APP_KEY": "k"}, "several credentials: BasicAuth, AppKey"),
    ],
)
def test_an_environment_that_is_incomplete(
    variables: dict[str, str], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"COUNTERMAND_VOLTMX_{name}", value)
    with pytest.raises(ConfigurationError, match=problem):
        VoltMx(base_url=BASE)


def test_an_address_that_is_missing() -> None:
    with pytest.raises(ConfigurationError, match=r"no base url: pass base_url=\.\.\. or set COUNTERMAND_VOLTMX_URL"):
        VoltMx(auth=AppKey("k"))
