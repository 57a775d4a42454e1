"""Scheduling and status at Volt MX, and its generated operations."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from countermand import (
    AmbiguousOutcome,
    AppKey,
    AuthenticationError,
    ConnectError,
    InvalidArgument,
    Phase,
    ProtocolError,
    ScheduledMessage,
    ServiceError,
    VoltMx,
)
from countermand_wire.http import HttpResponse
from tests.facade.script import LOST, UNSENT, Script, http, page, sent

BASE = "https://engagement.example.com/vpns"
ID = "4718462567639063760"
AT = datetime(2030, 7, 15, 11, 4, 1, 500000, tzinfo=UTC)
TO = ["+33639980001", "+1 555 555 0100"]
TAKEN = http({"id": ID, "message": "Request Queued. "})


def client(script: Script) -> VoltMx:
    return VoltMx(base_url=BASE, auth=AppKey("k"), transport=script)


def schedule(script: Script, **arguments: Any) -> list[ScheduledMessage]:
    wanted: dict[str, Any] = {"to": TO, "body": "Sale!", "at": AT, **arguments}
    return client(script).schedule(**wanted)


def message_of(script: Script) -> Any:
    body: Any = sent(script.requests[0])
    return body["smsServiceRequest"]["messages"]["message"]


def test_a_text_is_scheduled() -> None:
    script = Script(TAKEN)
    first, second = schedule(script)
    assert (first.message_id, first.to, first.phase, first.text) == (ID, TO[0], Phase.SCHEDULED, "Request Queued.")
    assert (second.message_id, second.to, second.scheduled_at) == (ID, TO[1], AT)
    (request,) = script.requests
    assert (request.method, request.url) == ("POST", f"{BASE}/api/v1/message/sms")
    assert message_of(script) == {
        "startTimestamp": "1910343841500",
        "expiryTimestamp": "0",
        "priorityService": False,
        "recipients": {"recipient": [{"mobile": TO[0]}, {"mobile": TO[1]}]},
        "content": "Sale!",
    }


def test_everything_that_a_text_may_have() -> None:
    script = Script(TAKEN)
    schedule(script, expires=datetime(2030, 7, 16, tzinfo=UTC), priority=True, voice=True, registered_only=False)
    assert script.requests[0].url == f"{BASE}/api/v1/message/sms?checkUserExistence=false"
    message = message_of(script)
    assert (message["expiryTimestamp"], message["priorityService"]) == ("1910390400000", True)
    assert message["channel"] == "voicesms"


@pytest.mark.parametrize(
    ("wrong", "path", "problem"),
    [
        ({"to": []}, "to", "is empty"),
        ({"to": TO[0]}, "to", "is not a list"),
        ({"to": ["Alice"]}, "to[0]", "is not a phone number"),
        ({"body": " "}, "body", "is empty"),
        ({"at": datetime(2020, 1, 1, tzinfo=UTC)}, "at", "not in the future"),
        ({"at": datetime(2030, 1, 1)}, "at", "no time zone"),  # noqa: DTZ001
        ({"expires": AT}, "expires", "is not after"),
        ({"expires": "tomorrow"}, "expires", "not a datetime"),
        ({"priority": "true"}, "priority", "neither True nor False"),
        ({"voice": 1}, "voice", "neither True nor False"),
        ({"registered_only": None}, "registered_only", "neither True nor False"),
    ],
)
def test_an_argument_that_cannot_be_sent(wrong: dict[str, object], path: str, problem: str) -> None:
    script = Script(TAKEN)
    with pytest.raises(InvalidArgument, match=problem) as caught:
        schedule(script, **wrong)
    assert caught.value.path == path
    assert script.requests == []


@pytest.mark.parametrize("message_id", ["-1", -1])
def test_the_id_of_failures_is_a_refusal(message_id: object) -> None:
    with pytest.raises(ServiceError) as caught:
        schedule(Script(http({"id": message_id, "message": "Not queued"})))
    assert caught.value.text == "Not queued"


@pytest.mark.parametrize("reply", [{}, {"message": "Request Queued."}, {"id": ""}, {"id": " "}, {"id": None}])
def test_a_reply_without_an_id_does_not_tell_whether_it_is_scheduled(reply: dict[str, object]) -> None:
    with pytest.raises(AmbiguousOutcome, match="has no id"):
        schedule(Script(http(reply)))


def test_a_refusal_does_not_tell_the_number_or_the_text() -> None:
    said = f"no active audience for {TO[0]}: Sale! by {TO[1]}"
    with pytest.raises(ServiceError) as caught:
        schedule(Script(http({"message": said}, 400)))
    assert (caught.value.code, caught.value.text) == (400, "no active audience for ***: *** by ***")


def test_a_lost_reply_is_ambiguous_and_not_repeated() -> None:
    script = Script(LOST)
    with pytest.raises(AmbiguousOutcome, match="may or may not be scheduled"):
        schedule(script)
    assert len(script.requests) == 1
    with pytest.raises(ConnectError):
        schedule(Script(UNSENT))


@pytest.mark.parametrize("garbage", [page(), http(b""), http({"message": "x"}, 500), http({"message": "x"}, 404)])
def test_an_answer_that_is_none_is_not_repeated(garbage: HttpResponse) -> None:
    script = Script(garbage)
    with pytest.raises(ProtocolError):
        schedule(script)
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("counts", "phase", "text"),
    [
        ({"initial": 2, "total": 2}, Phase.PENDING, "2 initial"),
        ({"submitted": "1", "initial": "1", "total": "2"}, Phase.UNKNOWN, "1 initial, 1 submitted"),
        ({"cancelled": 2, "total": 2}, Phase.CANCELLED, "2 cancelled"),
        ({"not attempted": 1, "total": 1}, Phase.FAILED, "1 not attempted"),
        ({"notAttempted": 1, "total": 1}, Phase.FAILED, "1 not attempted"),
        ({"opened": 1, "submitted": 1, "total": 2}, Phase.SENT, "1 submitted, 1 opened"),
        ({"cancelled": 0, "total": 1}, Phase.UNKNOWN, "1 other"),
        ({"cancelled": 0, "total": 0}, Phase.NOT_FOUND, None),
    ],
)
def test_a_status(counts: dict[str, object], phase: Phase, text: str | None) -> None:
    script = Script(http({**counts, "messages": []}))
    state = client(script).status(int(ID))
    assert (state.service, state.message_id, state.phase, state.text) == ("voltmx", ID, phase, text)
    assert script.requests[0].url == f"{BASE}/api/v1/status/sms"


def test_the_days_of_a_status() -> None:
    script = Script(http({"total": 0}))
    client(script).status(ID, since=date(2030, 7, 1), until=date(2030, 7, 31))
    assert sent(script.requests[0]) == {
        "requestId": ID,
        "sentDate": "07/01/2030",
        "endDate": "07/31/2030",
        "startElement": "0",
        "elementsPerPage": "20",
    }
    with pytest.raises(InvalidArgument, match="until: is before `since`"):
        client(script).status(ID, since=date(2030, 7, 2), until=date(2030, 7, 1))
    with pytest.raises(InvalidArgument, match="since: is not a date"):
        client(script).status(ID, since=AT)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (http({"message": "Please provide sent date"}, 400), ServiceError),
        (http({"message": "no"}, 401), AuthenticationError),
        (http({"message": "x"}, 500), ProtocolError),
        (http({"messages": []}), ProtocolError),
        (page(), ProtocolError),
    ],
)
def test_a_status_that_is_not_told(answer: HttpResponse, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        client(Script(answer)).status(ID)


def test_the_operations_are_let_in_and_raise_what_a_status_says() -> None:
    script = Script(http({"total": 0}), http({"message": "no"}, 400))
    volt = client(script)
    assert volt.api is volt.api
    assert volt.api.message_status(request_id=ID).total == 0
    assert script.requests[0].headers["X-VoltMX-App-API-Key"] == "k"
    with pytest.raises(ServiceError, match="400"):
        volt.api.cancel_message(sms_request_id=ID)
