"""The rules of SMS Partner and Mail Partner: the five minutes, keys, ids, refusals, options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
import requests

from countermand.sandbox import API_KEY, REFUSED_API_KEY, Clock, PartnerOptions, Stage
from countermand.testing import Sandbox
from tests.sandbox.partners import IN_AN_HOUR, NOW, NUMBER, PRODUCTS, cancel, get, post, schedule, sms

CUTOFF = timedelta(minutes=5)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(NOW, frozen=True)) as running:
        yield running


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize(
    ("before_due", "code", "again"),
    [
        (timedelta(hours=1), 200, 5),
        (CUTOFF, 200, 5),
        (CUTOFF - INSTANT, 6, 6),
        (INSTANT, 6, 6),
        (timedelta(), 7, 7),
        (-timedelta(days=1), 7, 7),
    ],
)
def test_the_five_minutes(sandbox: Sandbox, product: str, before_due: timedelta, code: int, again: int) -> None:
    message_id = schedule(sandbox, product)
    sandbox.clock.set(NOW + timedelta(hours=1) - before_due)
    assert cancel(sandbox, product, message_id) == code
    assert cancel(sandbox, product, message_id) == again


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_cancel_gives_the_credit_back(sandbox: Sandbox, product: str) -> None:
    state = sandbox.smspartner if product == "smspartner" else sandbox.mailpartner
    before = state.account(API_KEY).balance
    message_id = schedule(sandbox, product)
    assert state.account(API_KEY).balance == before - state.messages[message_id].cost < before
    cancel(sandbox, product, message_id)
    assert state.account(API_KEY).balance == before


@pytest.mark.parametrize("product", PRODUCTS)
def test_another_account_s_message_is_not_found(sandbox: Sandbox, product: str) -> None:
    url = sandbox.smspartner_url if product == "smspartner" else sandbox.mailpartner_url
    message_id = schedule(sandbox, product)
    assert get(url, "message-cancel", apiKey="YOUR_API_KEY", messageId=message_id)["code"] == 4
    assert cancel(sandbox, product, "no-such-id") == 4
    assert cancel(sandbox, product, message_id) == 200


def test_a_mail_s_id_is_a_text_message_s_too(sandbox: Sandbox) -> None:
    assert schedule(sandbox, "smspartner") == schedule(sandbox, "mailpartner")


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, 1),
        ({"apiKey": ""}, 1),
        ({"apiKey": REFUSED_API_KEY}, 10),
        ({"apiKey": API_KEY}, 3),
        ({"apiKey": API_KEY, "messageId": ""}, 3),
        ({"apiKey": API_KEY, "messageId": "1"}, 4),
        ({"apikey": API_KEY, "messageId": "1"}, 1),
    ],
)
def test_cancel_refuses(sandbox: Sandbox, product: str, query: Mapping[str, str], code: int) -> None:
    url = sandbox.smspartner_url if product == "smspartner" else sandbox.mailpartner_url
    answered = requests.get(f"{url}/message-cancel", params=query, timeout=10)
    assert (answered.status_code, answered.json()["success"], answered.json()["code"]) == (200, False, code)


@pytest.mark.parametrize("code", [11, 20, 30, 40, 96, 500, 12345])
def test_any_code_can_be_asked_for(sandbox: Sandbox, code: int) -> None:
    message_id = schedule(sandbox, "smspartner")
    sandbox.smspartner.refuse_with(code)
    assert cancel(sandbox, "smspartner", message_id) == code
    sandbox.smspartner.refuse_with(None)
    assert cancel(sandbox, "smspartner", message_id) == 200


def test_too_many_requests(sandbox: Sandbox) -> None:
    sandbox.smspartner.refuse_with(429)
    answered = requests.get(f"{sandbox.smspartner_url}/me", params={"apiKey": API_KEY}, timeout=10)
    assert (answered.status_code, answered.json()["code"]) == (429, 429)


@pytest.mark.parametrize(
    ("code", "status"), [(1, 401), (3, 400), (4, 404), (6, 400), (10, 401), (96, 403), (429, 429), (500, 500)]
)
def test_refusals_as_http_errors(code: int, status: int) -> None:
    with Sandbox(partner=PartnerOptions(http_errors=True)) as sandbox:
        sandbox.smspartner.refuse_with(code)
        answered = requests.get(f"{sandbox.smspartner_url}/me", params={"apiKey": API_KEY}, timeout=10)
    assert (answered.status_code, answered.json()["code"]) == (status, code)


def test_the_other_spellings() -> None:
    with Sandbox(clock=Clock(NOW, frozen=True), partner=PartnerOptions(other_spellings=True)) as sandbox:
        sent = post(sandbox.smspartner_url, "send", sms(**IN_AN_HOUR))
        assert {"messageId", "nbSMS"} <= sent.keys()
        state = get(
            sandbox.smspartner_url,
            "message-status",
            apiKey=API_KEY,
            messageId=str(sent["messageId"]),
            phoneNumber=NUMBER,
        )
        assert {"status", "stopSMS", "message_id", "phoneNumber"} <= state.keys()
        assert "error" in post(sandbox.smspartner_url, "send", {"apiKey": API_KEY})
        credit = get(sandbox.smspartner_url, "me", apiKey=API_KEY)["credits"]
        assert isinstance(credit, dict)
        assert {"creditSmsLowCost", "solde"} <= credit.keys()


def test_keys_and_cutoff_of_the_test_s_own_choice() -> None:
    options = PartnerOptions(api_keys={"mine"}, cutoff=timedelta(hours=2))
    with Sandbox(clock=Clock(NOW, frozen=True), partner=options) as sandbox:
        assert post(sandbox.smspartner_url, "send", sms())["code"] == 10
        sent = post(sandbox.smspartner_url, "send", {**sms(**IN_AN_HOUR), "apiKey": "mine"})
        message_id = str(sent["message_id"])
        assert sandbox.smspartner.messages.stage(message_id) is Stage.QUEUED
        answered = get(sandbox.smspartner_url, "message-cancel", apiKey="mine", messageId=message_id)
        assert answered["code"] == 6
    assert "mine" not in repr(options)
