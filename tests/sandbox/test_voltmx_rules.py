"""The rules of Volt MX: what waits can be cancelled, who may ask, what a status tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
import requests
from requests.auth import HTTPBasicAuth

from countermand.sandbox import VOLTMX_PASSWORD, VOLTMX_USER, Clock, Stage, VoltMxOptions
from countermand.testing import Sandbox

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
USER = HTTPBasicAuth(VOLTMX_USER, VOLTMX_PASSWORD)
NUMBERS = ("+33639980001", "+33639980002", "+33639980003")
REFUSED = "Invalid Request. Request method not allowed"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(NOW, frozen=True), seed=1) as running:
        yield running


def post(sandbox: Sandbox, path: str, value: object, **query: str) -> requests.Response:
    url = f"{sandbox.voltmx_url}/api/v1/{path}"
    return requests.post(url, params=query, json=value, auth=USER, timeout=10)


def order(recipients: object, **more: object) -> dict[str, object]:
    message = {"priorityService": "true", "recipients": recipients, "content": "Hello", **more}
    return {"smsServiceRequest": {"messages": {"message": message}}}


def milliseconds(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def to(*numbers: str) -> dict[str, object]:
    return {"recipient": [{"mobile": number} for number in numbers]}


def schedule(sandbox: Sandbox, path: str = "message/sms") -> str:
    start = milliseconds(NOW + timedelta(hours=1))
    answered = post(sandbox, path, order(to(*NUMBERS), startTimestamp=start))
    assert answered.status_code == 200
    reply = answered.json()
    assert reply["message"] == "Request Queued. "
    assert isinstance(reply["id"], str)
    return reply["id"]


def cancel(sandbox: Sandbox, request_id: str) -> tuple[int, str]:
    url = f"{sandbox.voltmx_url}/api/v1/messages/sms/{request_id}"
    answered = requests.delete(url, auth=USER, timeout=10)
    assert answered.json()["id"] == ""
    return answered.status_code, answered.json()["message"]


def status(sandbox: Sandbox, **asked: str) -> requests.Response:
    return post(sandbox, "status/sms", {"sentDate": "11/21/2026", **asked})


@pytest.mark.parametrize("path", ["message/sms", "messages/sms"])
def test_schedule_and_cancel(sandbox: Sandbox, path: str) -> None:
    request_id = schedule(sandbox, path)
    assert int(request_id) > 2**53
    assert sandbox.voltmx.messages[request_id].due == NOW + timedelta(hours=1)
    assert cancel(sandbox, request_id) == (200, f"Cancelled  3 message entries of the Message with ID : {request_id}")
    assert cancel(sandbox, request_id) == (400, REFUSED)


def test_what_has_gone_out_already_is_not_counted(sandbox: Sandbox) -> None:
    request_id = schedule(sandbox)
    first = sandbox.voltmx.messages[request_id].entries[0]
    sandbox.voltmx.messages.reject(request_id, first.sms_id)
    assert cancel(sandbox, request_id)[1].startswith("Cancelled  2 message")
    assert sandbox.voltmx.messages.stages(request_id) == [Stage.SENT, Stage.CANCELLED, Stage.CANCELLED]


@pytest.mark.parametrize(("before_due", "code"), [(timedelta(microseconds=1), 200), (timedelta(), 400)])
def test_until_the_very_last_moment(sandbox: Sandbox, before_due: timedelta, code: int) -> None:
    request_id = schedule(sandbox)
    sandbox.clock.advance(timedelta(hours=1) - before_due)
    assert cancel(sandbox, request_id)[0] == code


def test_the_texts_of_the_sister_calls() -> None:
    with Sandbox(voltmx=VoltMxOptions(other_spellings=True)) as sandbox:
        reply = post(sandbox, "message/sms", order(to(*NUMBERS), startTimestamp="9999999999999")).json()
        assert cancel(sandbox, reply["id"])[1].startswith("Cancelled 3 message entries")
        assert cancel(sandbox, reply["id"]) == (400, "No cancellable messages found")
        day = datetime.now(UTC).strftime("%m/%d/%Y")
        assert "notAttempted" in post(sandbox, "status/sms", {"sentDate": day}).json()


def test_status_tells_what_a_cancel_cannot(sandbox: Sandbox) -> None:
    request_id = schedule(sandbox)
    reply = status(sandbox, requestId=request_id).json()
    assert (reply["initial"], reply["cancelled"], reply["submitted"], reply["total"]) == (3, 0, 0, 3)
    cancel(sandbox, request_id)
    reply = status(sandbox, requestId=request_id).json()
    assert (reply["initial"], reply["cancelled"], reply["not attempted"], reply["total"]) == (0, 3, 0, 3)
    assert {row["status"] for row in reply["messages"]} == {"Cancelled"}
    assert {row["requestId"] for row in reply["messages"]} == {request_id}
    assert {row["sentDate"] for row in reply["messages"]} == {milliseconds(NOW)}
    assert status(sandbox, requestId="1").json()["total"] == 0


def test_status_after_it_was_sent(sandbox: Sandbox) -> None:
    request_id = schedule(sandbox)
    sandbox.clock.advance(timedelta(hours=2))
    assert status(sandbox, requestId=request_id).json()["submitted"] == 3


def test_status_by_number_and_page(sandbox: Sandbox) -> None:
    schedule(sandbox)
    reply = status(sandbox, mobileNumber=NUMBERS[0]).json()
    assert {row["mobileNumber"] for row in reply["messages"]} == {NUMBERS[0]}
    reply = status(sandbox, startElement="5", elementsPerPage="20").json()
    assert (reply["total"], len(reply["messages"])) == (7, 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"requestId": "12a", "sentDate": "11/21/2026"}, "Request ID should not contain alphabets"),
        ({"requestId": "12"}, "Please provide sent date"),
        ({"sentDate": "11/21/2026", "colour": "red"}, "Contains Invalid keys"),
        ({"sentDate": "21/11/2026"}, "The date is not valid"),
        ({"sentDate": "11/21/2026", "startElement": "x"}, "Contains Invalid keys"),
        ({"sentDate": []}, "The request could not be parsed"),
        ([], "The request could not be parsed"),
    ],
)
def test_status_refuses(sandbox: Sandbox, value: object, text: str) -> None:
    answered = post(sandbox, "status/sms", value)
    assert answered.status_code == 400
    assert answered.json()["message"].startswith(text)


@pytest.mark.parametrize(
    ("recipients", "more"),
    [
        ({}, {}),
        ({"recipient": []}, {}),
        ({"recipient": {"id": "7"}}, {}),
        ({"recipient": {"mobile": NUMBERS[0]}, "segment": {"criteria": "##4##"}}, {}),
        ({"segment": {"criteria": "##5##"}}, {}),
        (to(NUMBERS[0]), {"startTimestamp": "soon"}),
        (to(NUMBERS[0]), {"startTimestamp": "9999999999999", "expiryTimestamp": "5"}),
        ("nobody", {}),
    ],
)
def test_send_refuses(sandbox: Sandbox, recipients: object, more: Mapping[str, object]) -> None:
    before = len(sandbox.voltmx.messages)
    assert post(sandbox, "message/sms", order(recipients, **more)).status_code == 400
    assert len(sandbox.voltmx.messages) == before


def test_the_audience() -> None:
    options = VoltMxOptions(audience={"1": NUMBERS[0], "2": NUMBERS[1]}, segments={"##4##": {"1", "2"}})
    with Sandbox(voltmx=options) as sandbox:
        by_id = post(sandbox, "message/sms", order({"recipient": {"id": "1"}})).json()["id"]
        assert [entry.mobile for entry in sandbox.voltmx.messages[by_id].entries] == [NUMBERS[0]]
        by_segment = post(sandbox, "message/sms", order({"segment": {"criteria": "##4##"}})).json()["id"]
        assert len(sandbox.voltmx.messages[by_segment].entries) == 2
        assert post(sandbox, "message/sms", order(to(NUMBERS[2]))).status_code == 400
        assert post(sandbox, "message/sms", order(to(NUMBERS[2])), checkUserExistence="true").status_code == 400
        assert post(sandbox, "message/sms", order(to(NUMBERS[2])), checkUserExistence="false").status_code == 200
    assert NUMBERS[0] not in repr(options)


@pytest.mark.parametrize("status_code", [400, 401, 405, 500])
def test_failures_that_are_asked_for(sandbox: Sandbox, status_code: int) -> None:
    sandbox.voltmx.refuse_with(status_code)
    assert cancel(sandbox, "1")[0] == status_code
    sandbox.voltmx.refuse_with(None)
    assert status(sandbox).status_code == 200


def test_a_failure_with_status_200(sandbox: Sandbox) -> None:
    sandbox.voltmx.refuse_with(200)
    answered = post(sandbox, "message/sms", order(to(NUMBERS[0])))
    assert (answered.status_code, answered.json()["id"]) == (200, "-1")


def claims(sandbox: Sandbox) -> tuple[str, int]:
    value = {"userid": VOLTMX_USER, "password": VOLTMX_PASSWORD, "provider": "p", "domain": "d"}
    token = requests.post(sandbox.voltmx_login_url, json=value, timeout=10).json()["claims_token"]
    return token["value"], token["exp"]


def test_a_claims_token_ends(sandbox: Sandbox) -> None:
    token, ends = claims(sandbox)
    assert ends == int((NOW + timedelta(hours=1)).timestamp() * 1000)
    url, headers = f"{sandbox.voltmx_url}/api/v1/status/sms", {"X-VoltMX-Authorization": token}
    asked = {"sentDate": "11/21/2026"}
    assert requests.post(url, json=asked, headers=headers, timeout=10).status_code == 200
    sandbox.clock.advance(timedelta(hours=1))
    assert requests.post(url, json=asked, headers=headers, timeout=10).status_code == 401


@pytest.mark.parametrize("how", ["json", "data"])
def test_a_login_that_fails(sandbox: Sandbox, how: str) -> None:
    value = {"userid": VOLTMX_USER, "password": "wrong"}
    kind = "application/json" if how == "json" else "application/x-www-form-urlencoded"
    body = json.dumps(value) if how == "json" else "&".join(f"{name}={text}" for name, text in value.items())
    answered = requests.post(sandbox.voltmx_login_url, data=body, headers={"Content-Type": kind}, timeout=10)
    assert (answered.status_code, answered.json()) == (401, {"message": "Authentication fail, Invalid credentials"})


def test_a_login_by_form(sandbox: Sandbox) -> None:
    value = {"userid": VOLTMX_USER, "password": VOLTMX_PASSWORD}
    assert requests.post(sandbox.voltmx_login_url, data=value, timeout=10).json()["profile"]["userid"] == VOLTMX_USER


def test_an_access_token_wants_its_secret(sandbox: Sandbox) -> None:
    url = f"{sandbox.voltmx_url}/api/v1/oauth/accesstoken"
    assert requests.get(url, timeout=10).status_code == 401
    tokens = requests.get(url, auth=USER, timeout=10).json()
    asked, where = {"sentDate": "11/21/2026"}, f"{sandbox.voltmx_url}/api/v1/status/sms"
    assert requests.post(where, json=asked, headers=tokens, timeout=10).status_code == 200
    wrong = {**tokens, "AccessSecret": "wrong"}
    assert requests.post(where, json=asked, headers=wrong, timeout=10).status_code == 401
