"""The replies of SMS Partner that come as XML, by the position of their values, and those that never do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import requests
from lxml import etree

from countermand.sandbox import API_KEY
from countermand.testing import Sandbox

NUMBERS = "+33639980001,+33639980002"
TEXTS = [{"phoneNumber": number, "message": "Hello"} for number in ("+33639980001", "12")]
SOON = {"scheduledDeliveryDate": "22/11/2026", "time": 14, "minute": 0}


def entries(element: etree._Element) -> list[object]:
    """Return the entries of an element: texts, and lists of the same."""
    assert {child.tag for child in element} <= {"entry"}
    return [entries(child) if len(child) else child.text for child in element]


def post(sandbox: Sandbox, path: str, value: Mapping[str, object]) -> list[object]:
    body = {"apiKey": API_KEY, "_format": "xml", **value}
    answered = requests.post(f"{sandbox.smspartner_url}/{path}", json=body, timeout=10)
    assert (answered.status_code, answered.headers["Content-Type"]) == (200, "application/xml")
    root = etree.fromstring(answered.content)
    assert root.tag == "result"
    return entries(root)


def test_send(sandbox: Sandbox) -> None:
    assert post(sandbox, "send", {"phoneNumbers": NUMBERS, "message": "Hello"}) == [
        "true",
        "200",
        "301",
        "2",
        "0.08",
        "EUR",
    ]


def test_send_later(sandbox: Sandbox) -> None:
    answered = post(sandbox, "send", {"phoneNumbers": NUMBERS, "message": "Hello", **SOON})
    assert answered[5:] == ["EUR", "2026-11-22 14:00:00"]


def test_send_refused(sandbox: Sandbox) -> None:
    assert post(sandbox, "send", {"phoneNumbers": NUMBERS, "message": ""}) == ["false", "43", "The message is required"]


def test_send_with_constraints(sandbox: Sandbox) -> None:
    assert post(sandbox, "send", {}) == [
        "false",
        "9",
        [
            ["children[phoneNumbers].data", "The value is required"],
            ["children[message].data", "The value is required"],
        ],
    ]


def test_send_without_a_number(sandbox: Sandbox) -> None:
    assert post(sandbox, "send", {"phoneNumbers": "12", "message": "Hello"}) == [
        "false",
        "55",
        "There is no number to send to",
        [["false", "9", "This is not a mobile number"]],
    ]


@pytest.mark.parametrize("when", [{}, SOON], ids=["now", "later"])
def test_bulk_send(sandbox: Sandbox, when: Mapping[str, object]) -> None:
    assert post(sandbox, "bulk-send", {"SMSList": TEXTS, **when}) == [
        "true",
        "200",
        "301",
        "EUR",
        "0.04",
        "1",
        [["true", "200", "1", "0.04", "+33639980001"], ["false", "55", "0", "0", "12"]],
    ]


def test_bulk_send_refused(sandbox: Sandbox) -> None:
    assert post(sandbox, "bulk-send", {"SMSList": TEXTS[1:]}) == ["false", "55", "There is no number to send to"]


@pytest.mark.parametrize("path", ["me", "bulk-status", "stop-sms/list"])
def test_the_rest_is_json_whatever_is_asked_for(sandbox: Sandbox, path: str) -> None:
    query = {"apiKey": "YOUR_API_KEY", "messageId": "300", "_format": "xml"}
    answered = requests.get(f"{sandbox.smspartner_url}/{path}", params=query, timeout=10)
    assert answered.headers["Content-Type"] == "application/json"
    assert answered.json()["success"] is True


def test_mail_partner_answers_json(sandbox: Sandbox) -> None:
    query = {"apiKey": "YOUR_API_KEY", "messageId": "300", "_format": "xml"}
    answered = requests.get(f"{sandbox.mailpartner_url}/message-cancel", params=query, timeout=10)
    assert answered.json()["code"] == 200
