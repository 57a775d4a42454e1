"""Every flag arrives at the library, under its argument."""

import inspect
from datetime import UTC, datetime
from typing import Any

import pytest

from countermand import AppKey, Esendex, MailPartner, Policy, ScheduledMessage, SmsPartner, VoltMx
from tests.cli.conftest import Run

AT = "2031-01-31T09:00:00Z"
WHEN = datetime(2031, 1, 31, 9, tzinfo=UTC)
SCHEDULES: dict[type[Any], list[str]] = {
    Esendex: [
        *("--to", "a", "--to", "b", "--body", "c", "--at", AT, "--from", "d", "--reference-id", "e"),
        *("--postback-url", "f", "--unicode", "--concatenate"),
    ],
    SmsPartner: [
        *("--to", "a", "--to", "b", "--body", "c", "--at", AT, "--from", "d", "--tag", "e", "--low-cost"),
        *("--stop-notice", "--unicode", "--reply-url", "f", "--receipt-url", "g", "--doubled-hour", "first"),
    ],
    MailPartner: [
        *("--to", "a", "--to", "b", "--subject", "c", "--html", "d", "--at", AT, "--from", "e", "--from-name", "f"),
        *("--reply-to", "g", "--reply-to-name", "h", "--tag", "i", "--doubled-hour", "second"),
    ],
    VoltMx: [
        *("--to", "a", "--to", "b", "--body", "c", "--at", AT, "--expires", AT, "--priority", "--voice"),
        *("--any-number", "--base-url", "https://h.example.com/vpns"),
    ],
}
EXPECTED: dict[type[Any], dict[str, object]] = {
    Esendex: {"body": "c", "from_number": "d", "reference_id": "e", "postback_url": "f", "unicode": True,
              "concatenate": True},
    SmsPartner: {"body": "c", "sender": "d", "tag": "e", "low_cost": True, "stop_notice": True, "unicode": True,
                 "reply_url": "f", "receipt_url": "g", "doubled_hour": "first"},
    MailPartner: {"subject": "c", "html": "d", "sender": "e", "sender_name": "f", "reply_to": "g",
                  "reply_to_name": "h", "tag": "i", "doubled_hour": "second"},
    VoltMx: {"body": "c", "expires": WHEN, "priority": True, "voice": True, "registered_only": False},
}  # fmt: skip


@pytest.mark.parametrize("facade", SCHEDULES, ids=lambda facade: facade.__name__.lower())
def test_what_a_schedule_is_given(facade: type[Any], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    signature = inspect.signature(facade.schedule)
    given: dict[str, object] = {}

    def schedule(*args: object, **options: object) -> list[ScheduledMessage]:
        given.update(signature.bind(*args, **options).arguments)
        return []

    monkeypatch.setattr(facade, "schedule", schedule)
    assert run(facade.__name__.lower(), "schedule", *SCHEDULES[facade]) == (0, "", "")
    del given["self"]
    assert given == {"to": ("a", "b"), "at": WHEN, **EXPECTED[facade]}
    assert given.keys() == signature.parameters.keys() - {"self"}


@pytest.mark.parametrize(
    ("facade", "module", "flags", "expected"),
    [
        (
            "Esendex",
            "connection",
            ["--license-key", "k", "--wire", "soap12", "--port", "p", "--action-base", "a"],
            {"license_key": "k", "wire": "soap12", "port": "p", "action_base": "a"},
        ),
        ("SmsPartner", "connection", ["--api-key", "k", "--wire", "xml"], {"api_key": "k", "wire": "xml"}),
        ("MailPartner", "connection", ["--api-key", "k"], {"api_key": "k"}),
        ("VoltMx", "voltmx_connection", ["--app-key", "k", "--kony"], {"auth": AppKey("k"), "kony": True}),
    ],
)
def test_what_a_client_is_made_of(
    facade: str, module: str, flags: list[str], expected: dict[str, object], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, object] = {}

    def refuse(**options: object) -> None:
        given.update(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(f"countermand.cli.{module}.{facade}", refuse)
    address = ["--base-url", "https://h.example.com/x", "--timeout", "7", "--deadline", "9", "--attempts", "1"]
    assert run(facade.lower(), "status", "300", *flags, *address)[0] == 130
    assert given == {
        **expected,
        "base_url": "https://h.example.com/x",
        "timeout": 7.0,
        "policy": Policy(deadline=9, attempts=1),
    }
