"""No repr or str of what one holds in the hand shows a secret: clients, options, results, events."""

from datetime import timedelta
from pathlib import Path

import attrs
import pytest
import requests.auth

from countermand import (
    AppKey,
    BasicAuth,
    ClaimsLogin,
    Esendex,
    MailPartner,
    OAuthLogin,
    OAuthTokens,
    OperationEvent,
    RequestsTransport,
    SmsPartner,
    Telemetry,
    Tls,
    VoltMx,
)
from countermand.auth import Auth
from countermand.esendex import WIRES
from countermand.sandbox import Clock
from countermand.testing import RecordingTransport, Sandbox
from tests.facade.canaries import (
    ADDRESS,
    AT,
    GUID_ID,
    GUID_KEY,
    KEY,
    MAIL_ID,
    NUMBER,
    SMS_ID,
    TEXT,
    VOLT_ID,
    assert_clean,
    esendex_over,
    mail,
    sms,
    volt,
)
from tests.facade.script import http

AUTHS: list[Auth] = [
    BasicAuth("user", KEY),
    ClaimsLogin("user", KEY),
    OAuthLogin("user", KEY),
    OAuthTokens(KEY, KEY),
    AppKey(KEY),
]


def assert_hides(*values: object) -> None:
    for value in values:
        assert_clean(f"{value!r} {value} {value!s}")


def test_clients() -> None:
    transport = RecordingTransport(lambda request: http(b""))
    clients = [sms(None, transport), mail(None, transport), *(volt(None, transport, auth) for auth in AUTHS)]
    clients += [esendex_over(None, transport, wire) for wire in WIRES]
    for client in clients:
        assert_hides(client)


def test_options(tmp_path: Path) -> None:
    pem = tmp_path / "me.pem"
    pem.touch()
    proxy = f"http://user:{KEY}@proxy.example:3128"
    assert_hides(*AUTHS, Tls(client_certificate=pem, client_key_password=KEY))
    assert_hides(RequestsTransport(proxy=proxy, auth=requests.auth.HTTPBasicAuth(ADDRESS, KEY)), Telemetry(hook=print))


def test_results() -> None:
    with Sandbox(license_keys=[GUID_KEY], clock=Clock(AT - timedelta(hours=1), frozen=True)) as sandbox:
        with Esendex(license_key=GUID_KEY, base_url=sandbox.esendex_url) as client:
            sent = client.schedule([NUMBER], TEXT, AT + timedelta(days=3650))
            cancelled, state = client.cancel(sent[0]), client.status(sent[0])
        assert_hides(sent, cancelled, state, sent[0].message_id and sandbox)
        ids = [str(each.message_id) for each in sent]
        shown = repr([sent, cancelled, state, cancelled.response, state.response])
        assert [each for each in ids if each in shown] == []
        kept = repr([each.response and (each.response.headers, each.response.body) for each in (cancelled, state)])
        assert_clean(kept)
        assert [each for each in ids if each in kept] == []


@pytest.mark.parametrize("given", [SMS_ID, MAIL_ID, VOLT_ID, GUID_ID])
def test_an_event_has_no_place_for_content(given: str) -> None:
    assert {field.name for field in attrs.fields(OperationEvent)} == {
        "service", "operation", "wire", "outcome", "error", "attempts", "requests", "duration",
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [f"http://{KEY}@h.example.com/x", f"https://h.example.com/x?k={KEY}", f"ftp://{KEY}"])
def test_a_setting_that_is_refused_is_not_quoted(wrong: str) -> None:
    for make in (
        lambda: Esendex(license_key=GUID_KEY, base_url=wrong),
        lambda: Esendex(license_key=wrong),
        lambda: SmsPartner(api_key=f"{KEY} {KEY}"),
        lambda: MailPartner(api_key=KEY, base_url=wrong),
        lambda: VoltMx(base_url=wrong, auth=AppKey(KEY)),
        lambda: VoltMx(base_url="https://h.example.com", auth=AppKey(f"{KEY}\n")),
        lambda: RequestsTransport(proxy=f"{KEY}:x"),
    ):
        with pytest.raises(Exception, match=r".") as caught:
            make()
        assert_hides(caught.value, caught.value.args, caught.value.__context__, caught.value.__cause__)
