"""The sends of SMS Partner and Mail Partner: every reason to refuse one, prices, the wall clock of Paris."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import requests

from countermand.sandbox import API_KEY, REFUSED_API_KEY, Clock
from countermand.testing import Sandbox
from tests.sandbox.partners import IN_AN_HOUR, NOW, NUMBER, OTHER, cancel, get, mail, post, sms


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(NOW, frozen=True)) as running:
        yield running


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"apiKey": None}, 1),
        ({"apiKey": 7}, 10),
        ({"apiKey": REFUSED_API_KEY}, 10),
        ({"phoneNumbers": None}, 2),
        ({"message": ""}, 43),
        ({"message": None, "phoneNumbers": None}, 9),
        ({"time": "noon"}, 9),
        ({"phoneNumbers": "12"}, 55),
        ({"phoneNumbers": f"{NUMBER},0639980001"}, 15),
        ({"phoneNumbers": "+99963998000"}, 13),
        ({"phoneNumbers": ",".join(f"+3363998{number:04}" for number in range(501))}, 50),
        ({"gamme": 2, "message": "x" * 161}, 42),
        ({"gamme": 2, "phoneNumbers": "+15550100"}, 51),
        ({"sender": "A"}, 44),
        ({"sender": "Longer than that"}, 44),
        ({"message": "x" * 1531}, 52),
        ({"message": "é" * 671, "isUnicode": 1}, 52),
        ({"scheduledDeliveryDate": None}, 45),
        ({"time": None}, 46),
        ({"time": 24}, 46),
        ({"minute": None}, 47),
        ({"minute": 60}, 47),
        ({"minute": 3}, 48),
        ({"scheduledDeliveryDate": "2026-11-21"}, 49),
        ({"scheduledDeliveryDate": "30/02/2027"}, 49),
        ({"scheduledDeliveryDate": "20/11/2026"}, 49),
    ],
)
def test_send_refuses(sandbox: Sandbox, changes: Mapping[str, object], code: int) -> None:
    value = {name: each for name, each in {**sms(**IN_AN_HOUR), **changes}.items() if each is not None}
    before = len(sandbox.smspartner.messages)
    answered = post(sandbox.smspartner_url, "send", value)
    assert (answered["success"], answered["code"]) == (False, code)
    assert len(sandbox.smspartner.messages) == before


@pytest.mark.parametrize("body", ['{"message": "a "quoted" word"}', "", "[]", '"text"', "\xff"])
@pytest.mark.parametrize("path", ["send", "bulk-send", "multi-status", "stop-sms/add"])
def test_malformed_json(sandbox: Sandbox, path: str, body: str) -> None:
    url = f"{sandbox.smspartner_url}/{path}"
    answered = requests.post(url, data=body.encode("latin-1"), headers={"Content-Type": "application/json"}, timeout=10)
    assert (answered.status_code, answered.json()["code"]) == (400, 90)


def test_the_list_of_constraints(sandbox: Sandbox) -> None:
    answered = post(sandbox.smspartner_url, "send", {"apiKey": API_KEY})
    assert answered == {
        "success": False,
        "code": 9,
        "errors": [
            {"elementId": "children[phoneNumbers].data", "message": "The value is required"},
            {"elementId": "children[message].data", "message": "The value is required"},
        ],
    }


def test_no_number_left(sandbox: Sandbox) -> None:
    answered = post(sandbox.smspartner_url, "send", sms(phoneNumbers="12,13"))
    assert [answered["code"], answered["message"]] == [55, "There is no number to send to"]
    [first, _] = answered["errors"] if isinstance(answered["errors"], list) else []
    assert first == {"success": False, "code": 9, "message": "This is not a mobile number"}


def test_no_credit(sandbox: Sandbox) -> None:
    sandbox.smspartner.account(API_KEY).balance = Decimal("0.07")
    assert post(sandbox.smspartner_url, "send", sms(phoneNumbers=f"{NUMBER},{OTHER}"))["code"] == 11
    assert post(sandbox.smspartner_url, "send", sms())["code"] == 200


def test_one_that_is_only_tried_costs_nothing(sandbox: Sandbox) -> None:
    sandbox.smspartner.account(API_KEY).balance = Decimal(0)
    answered = post(sandbox.smspartner_url, "send", sms(sandbox=1, **IN_AN_HOUR))
    assert (answered["code"], answered["cost"]) == (200, 0)
    assert cancel(sandbox, "smspartner", str(answered["message_id"])) == 200


@pytest.mark.parametrize(
    ("date", "hour", "due", "shown"),
    [
        ("21/11/2026", 14, datetime(2026, 11, 21, 13, tzinfo=UTC), "2026-11-21 14:00:00"),
        ("21/06/2027", 14, datetime(2027, 6, 21, 12, tzinfo=UTC), "2027-06-21 14:00:00"),
        # The hour that does not exist, and the first of the two that are alike.
        ("28/03/2027", 2, datetime(2027, 3, 28, 1, tzinfo=UTC), "2027-03-28 03:00:00"),
        ("31/10/2027", 2, datetime(2027, 10, 31, 0, tzinfo=UTC), "2027-10-31 02:00:00"),
    ],
)
def test_the_wall_clock_of_paris(sandbox: Sandbox, date: str, hour: int, due: datetime, shown: str) -> None:
    answered = post(sandbox.smspartner_url, "send", sms(scheduledDeliveryDate=date, time=hour, minute=0))
    assert answered["scheduledDeliveryDate"] == shown
    assert sandbox.smspartner.messages[str(answered["message_id"])].due == due


def test_bulk_send_tells_of_each_number(sandbox: Sandbox) -> None:
    sandbox.smspartner.account(API_KEY).stops.add(OTHER)
    texts = [{"phoneNumber": number, "message": "Hello"} for number in (NUMBER, OTHER, NUMBER, "12")]
    answered = post(sandbox.smspartner_url, "bulk-send", {"apiKey": API_KEY, "SMSList": texts, **IN_AN_HOUR})
    rows = answered["SMSResponse_List"]
    assert isinstance(rows, list)
    assert [row["code"] for row in rows] == [200, 14, 15, 55]
    assert (answered["nbSMS"], answered["cost"]) == (1, 0.04)
    assert cancel(sandbox, "smspartner", str(answered["message_id"])) == 200


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": ""}, 2),
        ({"htmlContent": None}, 2),
        ({"params": None}, 22),
        ({"params": {"to": []}}, 18),
        ({"params": {"to": [{"email": "nobody"}]}}, 19),
        ({"params": {"to": [{"email": "one@example.com", "name": ""}]}}, 21),
        ({"params": {"to": [{"email": "one@example.com"}] * 2}}, 15),
        ({"params": {"to": [{"email": f"a{number}@example.com"} for number in range(501)]}}, 50),
        ({"params": {"to": "one@example.com"}}, 90),
        ({"from": {"email": "nobody"}}, 4),
        ({"from": {"email": "me@example.com", "name": ""}}, 5),
        ({"replyTo": {"email": ""}}, 23),
        ({"replyTo": {"email": "nobody"}}, 24),
        ({"replyTo": {"email": "me@example.com", "name": ""}}, 25),
        ({"attachments": [{"base64Content": "?", "contentType": "text/plain", "filename": "a"}]}, 8),
        ({"attachments": [{"base64Content": "YQ==", "contentType": "text", "filename": "a"}]}, 9),
        ({"attachments": [{"base64Content": "YQ==", "contentType": "text/plain", "filename": ""}]}, 16),
        ({"minute": "03"}, 48),
    ],
)
def test_mail_send_refuses(sandbox: Sandbox, changes: Mapping[str, object], code: int) -> None:
    value = {name: each for name, each in {**mail(**IN_AN_HOUR), **changes}.items() if each is not None}
    answered = post(sandbox.mailpartner_url, "send", value)
    assert (answered["success"], answered["code"]) == (False, code)


def test_mail_send(sandbox: Sandbox) -> None:
    answered = post(sandbox.mailpartner_url, "send", mail(**{**IN_AN_HOUR, "time": "14", "minute": "00"}))
    message_id = answered["messageId"]
    assert answered == {
        "success": True,
        "code": 200,
        "messageId": message_id,
        "nbMail": 2,
        "cost": 0.02,
        "currency": "EUR",
        "scheduledDeliveryDate": "2026-11-21 14:00:00",
    }
    assert isinstance(message_id, str)
    rows = get(sandbox.mailpartner_url, "bulk-status", apiKey=API_KEY, messageId=message_id)["StatutResponseList"]
    assert isinstance(rows, list)
    assert [(row["email"], row["status"], row["stopMail"]) for row in rows] == [
        ("one@example.com", "Waiting", False),
        ("two@example.com", "Waiting", False),
    ]
    sandbox.mailpartner.account(API_KEY).stops.add("two@example.com")
    assert post(sandbox.mailpartner_url, "send", mail())["code"] == 14


def test_recipients_where_the_page_s_table_has_them(sandbox: Sandbox) -> None:
    value = {**mail(), "to": [{"email": "three@example.com"}]}
    del value["params"]
    answered = post(sandbox.mailpartner_url, "send", value)
    assert (answered["code"], answered["nbMail"]) == (200, 1)
