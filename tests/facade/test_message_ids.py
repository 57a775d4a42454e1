"""Ids as callers give them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from countermand import InvalidMessageId, Phase, ScheduledMessage
from countermand.message_ids import digits, opaque


def scheduled(message_id: str | None, service: str = "smspartner") -> ScheduledMessage:
    return ScheduledMessage(
        service=service,
        message_id=message_id,
        to="x",
        phase=Phase.SCHEDULED,
        scheduled_at=datetime(2030, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (300, "300"),
        ("300", "300"),
        ("0300", "0300"),
        (4713025406550859686, "4713025406550859686"),
        ("9" * 64, "9" * 64),
        (scheduled("300"), "300"),
    ],
)
@pytest.mark.parametrize("kind", [digits, opaque])
def test_numbers(kind: Any, given: object, sent: str) -> None:
    assert kind(given, "smspartner") == sent


@pytest.mark.parametrize("given", ["xxx", "a-b_c", "-1"])
def test_an_opaque_id_need_not_be_a_number(given: str) -> None:
    assert opaque(given, "mailpartner") == given
    with pytest.raises(InvalidMessageId, match="digits alone"):
        digits(given, "smspartner")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (None, "is None"),
        (scheduled(None), "is None"),
        ("", "empty"),
        (" 300", "spaces"),
        ("3 00", "spaces"),
        ("300\n", "control"),
        ("300\x00", "control"),
        ("\u0663\u0660\u0660", "beyond ASCII"),
        ("\xb2", "beyond ASCII"),
        ("9" * 65, "longer than 64"),
        (10**64, "longer than 64"),
        (True, "neither text nor a number"),
        (3.0, "neither text nor a number"),
        (b"300", "neither text nor a number"),
        (scheduled("300", "mailpartner"), "is a message of mailpartner, and this is smspartner"),
    ],
)
@pytest.mark.parametrize("kind", [digits, opaque])
def test_what_cannot_be_an_id_is_refused_and_not_quoted(kind: Any, given: object, problem: str) -> None:
    with pytest.raises(InvalidMessageId, match=problem) as caught:
        kind(given, "smspartner")
    assert "300" not in str(caught.value)


@pytest.mark.parametrize("given", [-1, -300])
def test_a_negative_number_is_no_id(given: int) -> None:
    with pytest.raises(InvalidMessageId, match="digits alone"):
        digits(given, "smspartner")


def test_a_number_beyond_what_python_prints_is_refused() -> None:
    with pytest.raises(InvalidMessageId, match="longer than 64"):
        digits(10**5000, "smspartner")
