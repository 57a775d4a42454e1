"""What a cancel at Volt MX answers, and what it asks to find out."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from countermand import (
    AmbiguousOutcome,
    AuthenticationError,
    BasicAuth,
    CancelResult,
    ConnectError,
    CountermandError,
    InvalidArgument,
    InvalidMessageId,
    Outcome,
    PermissionDenied,
    Phase,
    ProtocolError,
    RateLimited,
    ScheduledMessage,
    ServiceError,
    VoltMx,
)
from countermand.flows.voltmx.sentence import count_in
from countermand_wire.http import HttpResponse
from tests.facade.script import LOST, UNSENT, Script, http, page, sent

ID = "4713025406550859686"
BASE = "https://engagement.example.com/vpns"
DONE = http({"id": "", "message": f"Cancelled  4 message entries of the Message with ID : {ID}"})
NO = http({"id": "", "message": "No cancellable messages found"}, 400)
FAILED = http({"message": "Server failure to process request"}, 500)


def client(script: Script) -> VoltMx:
    return VoltMx(base_url=BASE, auth=BasicAuth("user", "password"), transport=script)


def counts(**of: int) -> HttpResponse:
    every = ("submitted", "initial", "rejected", "opened", "not_attempted", "undelivered", "cancelled")
    told = {name.replace("_", " "): of.get(name, 0) for name in every}
    return http({**told, "total": of.get("total", sum(told.values())), "messages": []})


def test_a_yes_is_the_end_of_it() -> None:
    script = Script(DONE)
    result = client(script).cancel(int(ID))
    assert (result.outcome, result.count, result.code, result.attempts) == (Outcome.CANCELLED, 4, 200, 1)
    assert (result.service, result.message_id, result.inside_cutoff) == ("voltmx", ID, None)
    assert result.text == "Cancelled 4 message entries of the Message with ID : ***"
    (request,) = script.requests
    assert (request.method, request.url) == ("DELETE", f"{BASE}/api/v1/messages/sms/{ID}")
    assert request.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert request.headers["Authorization"] == "Basic dXNlcjpwYXNzd29yZA=="
    assert request.headers["Cache-Control"] == "no-cache"
    assert request.body is None


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        (f"Cancelled  4 message entries of the Message with ID : {ID}", 4),
        (f"Cancelled 12 message entries of the Message with ID : {ID}", 12),
        ("canceled: 1 entry", 1),
        ("Cancelled 0 message entries", 0),
        (f"Cancelled message entries of the Message with ID : {ID}", None),
        ("Cancelled message entries of the Message with ID : 12", None),
        (f"Cancelled {ID}", None),
        ("4 entries", None),
        ("", None),
    ],
)
def test_the_count_is_read_out_of_the_sentence(sentence: str, count: int | None) -> None:
    assert count_in(sentence) == count


def test_a_sentence_without_a_count_is_still_a_yes() -> None:
    result = client(Script(http({"id": "", "message": "Done."}))).cancel(ID)
    assert (result.outcome, result.count) == (Outcome.CANCELLED, None)


@pytest.mark.parametrize(
    "no", [NO, http({"message": "Cancelled 0 message entries"}), http({"id": "-1", "message": "x"})]
)
def test_a_no_has_no_reason(no: HttpResponse) -> None:
    script = Script(no)
    result = client(script).cancel(ID)
    assert (result.outcome, result.verified, result.stopped) == (Outcome.NOT_CANCELLED, False, False)
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("status", "outcome", "text"),
    [
        (counts(cancelled=4), Outcome.ALREADY_CANCELLED, "4 cancelled"),
        (counts(submitted=3, opened=1), Outcome.ALREADY_SENT, "3 submitted, 1 opened"),
        (counts(submitted=3, undelivered=1), Outcome.ALREADY_SENT, "3 submitted, 1 undelivered"),
        (counts(rejected=2), Outcome.NOT_CANCELLED, "2 rejected"),
        (counts(initial=2), Outcome.NOT_CANCELLED, "2 initial"),
        (counts(cancelled=2, submitted=1), Outcome.NOT_CANCELLED, "1 submitted, 2 cancelled"),
        (counts(), Outcome.NOT_FOUND, "No cancellable messages found"),
    ],
)
def test_a_no_is_looked_up_where_that_is_asked_for(status: HttpResponse, outcome: Outcome, text: str) -> None:
    script = Script(NO, status)
    result = client(script).cancel(ID, verify=True)
    assert (result.outcome, result.text, result.verified, result.code) == (outcome, text, True, 400)
    assert script.paths == [f"/vpns/api/v1/messages/sms/{ID}", "/vpns/api/v1/status/sms"]
    body = sent(script.requests[1])
    assert isinstance(body, dict)
    assert body["requestId"] == ID
    assert (body["startElement"], body["elementsPerPage"]) == ("0", "20")


@pytest.mark.parametrize(
    ("status", "text"), [(counts(cancelled=2, total=3), "2 cancelled, 1 other"), (counts(total=1), "1 other")]
)
def test_a_status_that_is_not_known_verifies_nothing(status: HttpResponse, text: str) -> None:
    result = client(Script(NO, status)).cancel(ID, verify=True)
    assert (result.outcome, result.text, result.verified) == (Outcome.NOT_CANCELLED, text, False)
    with pytest.raises(AmbiguousOutcome):
        client(Script(LOST, NO, status)).cancel(ID)
    with pytest.raises(AmbiguousOutcome):
        client(Script(LOST, LOST, LOST, status)).cancel(ID)


def test_a_yes_is_not_looked_up() -> None:
    script = Script(DONE)
    assert client(script).cancel(ID, verify=True).outcome is Outcome.CANCELLED
    assert len(script.requests) == 1


@pytest.mark.parametrize("answer", [LOST, page(), http({}), FAILED, http({"message": "?"}, 400), http({}, 401)])
def test_a_no_that_cannot_be_looked_up_is_a_no(answer: HttpResponse | CountermandError) -> None:
    result = client(Script(NO, answer)).cancel(ID, verify=True)
    assert (result.outcome, result.verified) == (Outcome.NOT_CANCELLED, False)


def test_messages_of_another_request_settle_nothing() -> None:
    rows = [{"requestId": "7058003863786749784", "status": "Cancelled"}]
    status = http({"cancelled": 1, "total": 1, "messages": rows})
    result = client(Script(NO, status)).cancel(ID, verify=True)
    assert (result.outcome, result.text) == (Outcome.NOT_CANCELLED, "1 other")
    status = http({"cancelled": 1, "total": 1, "messages": [{"requestId": ID, "status": "Cancelled"}]})
    assert client(Script(NO, status)).cancel(ID, verify=True).outcome is Outcome.ALREADY_CANCELLED


@pytest.mark.parametrize("loss", [LOST, page(), FAILED, http(b""), http({}), http(b'{"id"')])
def test_a_no_after_a_lost_reply_is_looked_up_and_ours(loss: HttpResponse | CountermandError) -> None:
    script = Script(loss, NO, counts(cancelled=4))
    result = client(script).cancel(ID)
    assert (result.outcome, result.count, result.attempts, result.verified) == (Outcome.CANCELLED, 4, 2, True)
    assert len(script.requests) == 3


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (counts(submitted=1), Outcome.ALREADY_SENT),
        (counts(initial=1), Outcome.NOT_CANCELLED),
        (counts(cancelled=2, submitted=1), Outcome.NOT_CANCELLED),
    ],
)
def test_a_no_after_a_lost_reply_may_be_a_no(status: HttpResponse, outcome: Outcome) -> None:
    assert client(Script(LOST, NO, status)).cancel(ID).outcome is outcome


def test_what_the_status_does_not_show_may_be_cancelled_by_a_call_whose_reply_got_lost() -> None:
    with pytest.raises(AmbiguousOutcome) as caught:
        client(Script(LOST, NO, counts())).cancel(ID)
    assert caught.value.__cause__ is LOST


def test_a_yes_after_a_lost_reply() -> None:
    result = client(Script(LOST, DONE)).cancel(ID)
    assert (result.outcome, result.count, result.attempts) == (Outcome.CANCELLED, 4, 2)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (counts(cancelled=4), Outcome.CANCELLED),
        (counts(submitted=4), Outcome.ALREADY_SENT),
        (counts(cancelled=1, submitted=4), Outcome.NOT_CANCELLED),
    ],
)
def test_replies_that_stay_lost_are_looked_up(status: HttpResponse, outcome: Outcome) -> None:
    script = Script(LOST, LOST, LOST, status)
    result = client(script).cancel(ID)
    assert (result.outcome, result.verified, result.attempts) == (outcome, True, 3)


@pytest.mark.parametrize(
    ("status", "phase"),
    [(counts(initial=4), Phase.PENDING), (counts(), Phase.NOT_FOUND), (counts(total=4), Phase.UNKNOWN)],
)
def test_what_the_status_does_not_settle_is_ambiguous(status: HttpResponse, phase: Phase) -> None:
    with pytest.raises(AmbiguousOutcome) as caught:
        client(Script(LOST, LOST, LOST, status)).cancel(ID)
    assert caught.value.state is not None
    assert caught.value.state.phase is phase
    assert (caught.value.attempts, caught.value.message_id) == (3, ID)
    assert caught.value.__cause__ is LOST
    assert ID not in str(caught.value)


def test_a_lost_reply_that_cannot_be_looked_up_is_ambiguous() -> None:
    for script in (Script(LOST), Script(LOST, NO, LOST), Script(page(), LOST), Script(LOST, page())):
        with pytest.raises(AmbiguousOutcome) as caught:
            client(script).cancel(ID)
        assert caught.value.__cause__ is LOST
        assert caught.value.state is None


@pytest.mark.parametrize("garbage", [page(), http(b""), FAILED])
def test_answers_that_stay_none(garbage: HttpResponse) -> None:
    script = Script(garbage)
    with pytest.raises(ProtocolError):
        client(script).cancel(ID)
    assert len(script.requests) == (6 if garbage.status == 502 else 4)


@pytest.mark.parametrize("status", [301, 404, 405])
@pytest.mark.parametrize("body", [b"<html>", b'{"message": "Method not allowed"}'])
def test_a_wrong_address_is_asked_once(status: int, body: bytes) -> None:
    script = Script(http(body, status))
    with pytest.raises(ProtocolError) as caught:
        client(script).cancel(ID)
    assert caught.value.status == status
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, AuthenticationError), (403, PermissionDenied), (429, RateLimited), (409, ServiceError)],
)
def test_a_refusal(status: int, kind: type[ServiceError]) -> None:
    script = Script(http({"message": "Unauthorized request"}, status))
    with pytest.raises(kind) as caught:
        client(script).cancel(ID)
    assert (caught.value.code, caught.value.text) == (status, "Unauthorized request")
    assert "Unauthorized request" in str(caught.value)
    assert len(script.requests) == (3 if status == 429 else 1)


def test_a_refusal_after_a_lost_reply_does_not_hide_it() -> None:
    with pytest.raises(AmbiguousOutcome):
        client(Script(LOST, http({"message": "no"}, 403))).cancel(ID)


def test_a_request_that_did_not_arrive_is_no_riddle() -> None:
    with pytest.raises(ConnectError):
        client(Script(UNSENT)).cancel(ID)


def test_ids() -> None:
    script = Script(DONE)
    for wrong in (None, "", "xxx", "1/2", True, 3.5, "-1"):
        with pytest.raises(InvalidMessageId):
            client(script).cancel(wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidArgument, match="verify: is neither True nor False"):
        client(script).cancel(ID, verify=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert script.requests == []


def test_what_schedule_gave_is_cancelled_by_its_id() -> None:
    at = datetime.now(UTC) + timedelta(days=1)
    message = ScheduledMessage(service="voltmx", message_id=ID, to="x", phase=Phase.SCHEDULED, scheduled_at=at)
    result: CancelResult = client(Script(DONE)).cancel(message)
    assert (result.message_id, result.inside_cutoff) == (ID, None)


def test_the_context_path_is_the_callers() -> None:
    script = Script(DONE)
    VoltMx(base_url="https://h.example.com/kpns/", auth=BasicAuth("u", "p"), transport=script).cancel(ID)
    assert urlsplit(script.requests[0].url).path == f"/kpns/api/v1/messages/sms/{ID}"
