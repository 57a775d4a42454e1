"""What SMS Partner tells: statuses, credits, the STOP list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from countermand.sandbox import API_KEY, Clock
from countermand.testing import Sandbox
from tests.sandbox.partners import NOW, NUMBER, OTHER, cancel, get, post, schedule, sms


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(NOW, frozen=True)) as running:
        yield running


def test_stop_list(sandbox: Sandbox) -> None:
    url = sandbox.smspartner_url
    assert post(url, "stop-sms/add", {"apiKey": API_KEY, "phoneNumber": "0639980001"}) == {
        "success": True,
        "code": 200,
        "stopId": 1,
    }
    assert post(url, "send", sms())["code"] == 14
    listed = get(url, "stop-sms/list", apiKey=API_KEY)
    assert listed["nbData"] == 1
    assert listed["data"] == [{"id": 1, "phoneNumber": NUMBER, "createdAt": "2026-11-21 13:00:00"}]
    assert [get(url, "stop-sms/delete", apiKey=API_KEY, id="1")["code"] for _ in range(2)] == [200, 4]
    assert post(url, "send", sms())["code"] == 200


def test_status_follows_the_clock(sandbox: Sandbox) -> None:
    url, message_id = sandbox.smspartner_url, schedule(sandbox, "smspartner")

    def statut() -> object:
        return get(url, "message-status", apiKey=API_KEY, messageId=message_id, phoneNumber=NUMBER)["statut"]

    assert statut() == "Waiting"
    sandbox.clock.advance(timedelta(hours=1))
    assert statut() == "Delivered"
    other = schedule_tomorrow(sandbox)
    cancel(sandbox, "smspartner", other)
    rows = get(url, "bulk-status", apiKey=API_KEY, messageId=other)["StatutResponse_List"]
    assert isinstance(rows, list)
    assert [row["status"] for row in rows] == ["Not delivered"]


def schedule_tomorrow(sandbox: Sandbox) -> str:
    order = sms(scheduledDeliveryDate="22/11/2026", time=14, minute=0, tag="news")
    return str(post(sandbox.smspartner_url, "send", order)["message_id"])


@pytest.mark.parametrize("name", ["SMSStatut_List", "SMSStatus_List"])
def test_multi_status_takes_both_spellings(sandbox: Sandbox, name: str) -> None:
    message_id = schedule(sandbox, "smspartner")
    pairs = [{"phoneNumber": NUMBER, "messageId": int(message_id)}, {"phoneNumber": OTHER, "messageId": message_id}]
    answered = post(sandbox.smspartner_url, "multi-status", {"apiKey": API_KEY, name: pairs})
    rows = answered["StatutResponse_List"]
    assert isinstance(rows, list)
    assert [(row["success"], row["code"], row["messageId"]) for row in rows] == [
        (True, 200, int(message_id)),
        (False, 4, int(message_id)),
    ]


def test_status_by_tag(sandbox: Sandbox) -> None:
    message_id = schedule_tomorrow(sandbox)
    answered = get(sandbox.smspartner_url, "bulk-status-by-tag", apiKey=API_KEY, tag="news")
    assert (answered["code"], answered["currentPage"], answered["total"]) == (200, 1, 1)
    assert get(sandbox.smspartner_url, "bulk-status-by-tag", apiKey=API_KEY, tag="none")["code"] == 4
    assert sandbox.smspartner.messages[message_id].tag == "news"


def test_credits(sandbox: Sandbox) -> None:
    schedule(sandbox, "smspartner")
    credit = get(sandbox.smspartner_url, "me", apiKey=API_KEY)["credits"]
    assert isinstance(credit, dict)
    assert (credit["toSend"], credit["balance"], credit["creditSms"]) == (1, 99.96, 2499)
    credit = get(sandbox.mailpartner_url, "me", apiKey=API_KEY)["credits"]
    assert isinstance(credit, dict)
    assert (credit["creditMail"], credit["balance"]) == (10_000, 100)
