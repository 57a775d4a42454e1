"""What the tests of SMS Partner and Mail Partner share: plain calls, and orders that are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import requests

from countermand.sandbox import API_KEY
from countermand.testing import Sandbox

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""13:00 in Paris."""
NUMBER, OTHER = "+33639980001", "+33639980002"
IN_AN_HOUR = {"scheduledDeliveryDate": "21/11/2026", "time": 14, "minute": 0}
PRODUCTS = ["smspartner", "mailpartner"]


def get(url: str, path: str, **values: str) -> dict[str, object]:
    """Ask by GET, and return the JSON of the reply."""
    answered: dict[str, object] = requests.get(f"{url}/{path}", params=values, timeout=10).json()
    return answered


def post(url: str, path: str, value: Mapping[str, object]) -> dict[str, object]:
    """Ask by POST, and return the JSON of the reply."""
    answered: dict[str, object] = requests.post(f"{url}/{path}", json=value, timeout=10).json()
    return answered


def sms(**more: object) -> dict[str, object]:
    """Make the body of a send."""
    return {"apiKey": API_KEY, "phoneNumbers": NUMBER, "message": "Hello", **more}


def mail(**more: object) -> dict[str, object]:
    """Make the body of a send of mail."""
    to = {"to": [{"email": "one@example.com"}, {"email": "two@example.com", "name": "Two"}]}
    return {"apiKey": API_KEY, "subject": "Hi", "htmlContent": "<b>Hello</b>", "params": to, **more}


def schedule(sandbox: Sandbox, product: str) -> str:
    """Schedule one message in an hour, and return its id."""
    if product == "smspartner":
        return str(post(sandbox.smspartner_url, "send", sms(**IN_AN_HOUR))["message_id"])
    return str(post(sandbox.mailpartner_url, "send", mail(**IN_AN_HOUR))["messageId"])


def cancel(sandbox: Sandbox, product: str, message_id: str) -> object:
    """Cancel, and return the code of the reply."""
    url = sandbox.smspartner_url if product == "smspartner" else sandbox.mailpartner_url
    return get(url, "message-cancel", apiKey=API_KEY, messageId=message_id)["code"]
