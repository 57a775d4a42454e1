"""Scheduling: one answer per recipient, refusals told, nothing sent twice."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from countermand import (
    AccountSuspended,
    AmbiguousOutcome,
    AuthenticationError,
    ConnectError,
    Esendex,
    InvalidArgument,
    Phase,
    ProtocolError,
    RequestTimeout,
    ServiceError,
)
from countermand.esendex import WIRES, Wire
from countermand_bindings.esendex import MessageStatus, OutgoingMessageRequest
from countermand_bindings.esendex.operations import SEND_MESSAGE
from countermand_wire.policy import READ_BY_NAME
from tests.facade.vendor import KEY, MESSAGE, OTHER, Vendor, http, taken

TOMORROW = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
TO = ["+15550100", "+15550101"]
NONE = UUID(int=0)
LOST = RequestTimeout("no reply in time")

HOLD, READY = MessageStatus.HOLD, MessageStatus.READY
BAD_KEY, BAD_NUMBER = MessageStatus.INVALID_LICENSE_KEY, MessageStatus.INVALID_DESTINATION


def client(vendor: Vendor, wire: Wire = "json") -> Esendex:
    return Esendex(license_key=KEY, transport=vendor, wire=wire)


@pytest.mark.parametrize("wire", WIRES)
def test_each_recipient_has_its_message(wire: Wire) -> None:
    vendor = Vendor(SendMessage=taken((HOLD, MESSAGE, TO[0]), (READY, OTHER, TO[1])))
    messages = client(vendor, wire).schedule(TO, "Sale!", TOMORROW)
    assert [message.to for message in messages] == TO
    assert [message.message_id for message in messages] == [str(MESSAGE), str(OTHER)]
    assert [message.phase for message in messages] == [Phase.SCHEDULED, Phase.SCHEDULED]
    assert [message.text for message in messages] == ["Hold", "Ready"]
    assert {message.scheduled_at for message in messages} == {TOMORROW}
    assert all(message.accepted for message in messages)


def test_what_is_sent() -> None:
    vendor = Vendor(SendMessage=taken((HOLD, MESSAGE, TO[0])))
    client(vendor).schedule(
        ["+15550100"],
        "Sale!",
        TOMORROW.astimezone(timezone(timedelta(hours=5, minutes=30))),
        from_number="+15550199",
        reference_id="spring",
        postback_url="https://shop.example/back",
        unicode=True,
        concatenate=True,
    )
    assert SEND_MESSAGE.rest is not None
    [form] = SEND_MESSAGE.rest.forms
    assert form.body is not None
    request = form.body.from_json(json.loads(vendor.requests[0].body or b""), READ_BY_NAME).request
    assert isinstance(request, OutgoingMessageRequest)
    assert request.license_key == KEY
    assert list(request.to or ()) == ["+15550100"]
    assert (request.body, request.from_, request.reference_id) == ("Sale!", "+15550199", "spring")
    assert request.postback_url == "https://shop.example/back"
    assert (request.is_unicode, request.concatenate, request.use_mms) == (True, True, False)
    assert request.scheduled_date_time == TOMORROW
    assert b"+0530" not in (vendor.requests[0].body or b"")


@pytest.mark.parametrize("given_id", [NONE, OTHER])
def test_a_refused_recipient_is_told(given_id: UUID) -> None:
    vendor = Vendor(SendMessage=taken((HOLD, MESSAGE, TO[0]), (BAD_NUMBER, given_id, TO[1])))
    accepted, refused = client(vendor).schedule(TO, "Sale!", TOMORROW)
    assert accepted.accepted
    assert not refused.accepted
    assert refused.message_id is None
    assert (refused.code, refused.text, refused.phase) == (406, "InvalidDestination", Phase.FAILED)


def test_all_refused_is_no_error_where_it_is_not_the_key() -> None:
    vendor = Vendor(SendMessage=taken((BAD_NUMBER, NONE, TO[0]), (BAD_NUMBER, NONE, TO[1])))
    assert [message.code for message in client(vendor).schedule(TO, "Sale!", TOMORROW)] == [406, 406]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("status", "error"), [(BAD_KEY, AuthenticationError), (MessageStatus.ACCOUNT_SUSPENDED, AccountSuspended)]
)
def test_a_refused_key_is_an_error(status: MessageStatus, error: type[ServiceError], count: int) -> None:
    vendor = Vendor(SendMessage=taken(*[(status, NONE, to) for to in TO[:count]]))
    with pytest.raises(error) as caught:
        client(vendor).schedule(TO, "Sale!", TOMORROW)
    assert (caught.value.code, caught.value.text) == (status.number, status.xml_name)


def test_one_refusal_for_several_recipients_is_an_error() -> None:
    vendor = Vendor(SendMessage=taken((MessageStatus.INVALID_DATE_TIME, NONE, "")))
    with pytest.raises(ServiceError, match="405 InvalidDateTime"):
        client(vendor).schedule(TO, "Sale!", TOMORROW)


def test_answers_in_another_order_are_put_right() -> None:
    vendor = Vendor(SendMessage=taken((HOLD, OTHER, "5550101"), (HOLD, MESSAGE, "5550100")))
    messages = client(vendor).schedule(["555-0100", "555-0101"], "Sale!", TOMORROW)
    assert [message.message_id for message in messages] == [str(MESSAGE), str(OTHER)]
    assert [message.to for message in messages] == ["555-0100", "555-0101"]


@pytest.mark.parametrize("answers", [[], [(HOLD, MESSAGE, TO[0])], [(HOLD, MESSAGE, to) for to in (*TO, "+15550102")]])
def test_a_wrong_number_of_answers_is_ambiguous_and_loses_no_id(answers: list[tuple[MessageStatus, UUID, str]]) -> None:
    vendor = Vendor(SendMessage=taken(*answers))
    with pytest.raises(AmbiguousOutcome) as caught:
        client(vendor).schedule(TO, "Sale!", TOMORROW)
    assert [message.to for message in caught.value.messages] == [to for _, _, to in answers]
    assert {message.message_id for message in caught.value.messages} <= {str(MESSAGE)}


@pytest.mark.parametrize("wire", WIRES)
def test_a_lost_reply_is_never_repeated(wire: Wire) -> None:
    vendor = Vendor(SendMessage=LOST)
    with pytest.raises(AmbiguousOutcome) as caught:
        client(vendor, wire).schedule(TO, "Sale!", TOMORROW)
    assert vendor.asked == ["SendMessage"]
    assert caught.value.__cause__ is LOST


def test_a_request_that_did_not_arrive_is_sent_once_more() -> None:
    vendor = Vendor(SendMessage=[ConnectError("down"), taken((HOLD, MESSAGE, TO[0]))])
    assert client(vendor).schedule(TO[:1], "Sale!", TOMORROW)[0].accepted


def test_a_request_that_never_arrives_says_so() -> None:
    vendor = Vendor(SendMessage=ConnectError("down"))
    with pytest.raises(ConnectError):
        client(vendor).schedule(TO, "Sale!", TOMORROW)


def test_an_empty_answer_is_none() -> None:
    with pytest.raises(ProtocolError, match="empty body"):
        client(Vendor(SendMessage=http(b""))).schedule(TO, "Sale!", TOMORROW)


@pytest.mark.parametrize(
    ("wrong", "path", "reason"),
    [
        ({"to": "+15550100"}, "to", "not a list"),
        ({"to": b"+15550100"}, "to", "not a list"),
        ({"to": 15550100}, "to", "not a list"),
        ({"to": []}, "to", "is empty"),
        ({"to": ["+15550100", 15550101]}, "to[1]", "is not text"),
        ({"to": ["+15550100", " "]}, "to[1]", "is empty"),
        ({"to": [None]}, "to[0]", "is not text"),
        ({"body": ""}, "body", "is empty"),
        ({"body": "Sale \ud83d!"}, "body", "surrogate"),
        ({"body": b"Sale!"}, "body", "is not text"),
        ({"at": datetime(2999, 1, 1)}, "at", "no time zone"),  # noqa: DTZ001  # The mistake.
        ({"at": datetime(2001, 1, 1, tzinfo=UTC)}, "at", "not in the future"),
        ({"at": "2999-01-01T00:00:00Z"}, "at", "not a datetime"),
        ({"at": TOMORROW.date()}, "at", "not a datetime"),
        ({"from_number": 15550100}, "from_number", "is not text"),
        ({"reference_id": ""}, "reference_id", "is empty"),
        ({"postback_url": b"https://x"}, "postback_url", "is not text"),
        ({"unicode": 1}, "unicode", "neither"),
        ({"concatenate": "yes"}, "concatenate", "neither"),
    ],
)
def test_a_wrong_argument_is_refused_before_any_request(wrong: dict[str, Any], path: str, reason: str) -> None:
    vendor = Vendor()
    arguments: dict[str, Any] = {"to": TO, "body": "Sale!", "at": TOMORROW, **wrong}
    schedule: Callable[..., object] = client(vendor).schedule
    with pytest.raises(InvalidArgument, match=reason) as caught:
        schedule(**arguments)
    assert caught.value.path == path
    assert vendor.asked == []
