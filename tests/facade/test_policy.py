"""How often is asked, and how long: the policy's own sums, and what the driver and each flow make of it."""

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from countermand import (
    AmbiguousOutcome,
    Clock,
    ConfigurationError,
    ConnectError,
    CountermandError,
    Esendex,
    HttpRequest,
    HttpResponse,
    Outcome,
    Policy,
    ProtocolError,
    RateLimited,
    RequestTimeout,
    SmsPartner,
    TlsError,
    VoltMx,
)
from countermand.auth import BasicAuth, ClaimsLogin
from countermand.flows import Flow, Pause, run
from countermand.flows.retry_after import retry_after
from countermand_bindings.esendex import MessageStatus
from tests.facade.script import LOST, UNSENT, Script, http, page
from tests.facade.vendor import KEY, MESSAGE, Vendor, read, said

SOON = timedelta(hours=1)


class Stopped(Clock):
    """A clock that goes only where it is pushed."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2030, 1, 31, 9, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def chance(self) -> float:
        return 0.0


class Slow:
    """A transport that takes its time for each request."""

    def __init__(self, inner: Script | Vendor, clock: Stopped, seconds: float) -> None:
        self.inner = inner
        self.clock = clock
        self.seconds = seconds
        self.left: list[float | None] = []
        self.timeouts: list[float | None] = []

    def send(self, request: HttpRequest, /) -> HttpResponse:
        self.left.append(request.deadline)
        self.timeouts.append(request.timeout)
        self.clock.at += self.seconds
        return self.inner.send(request)


def esendex(transport: Any, **options: Any) -> Esendex:
    return Esendex(license_key=KEY, transport=transport, policy=Policy(clock=Stopped(), **options))


def smspartner(transport: Any, **options: Any) -> SmsPartner:
    return SmsPartner(api_key="key", transport=transport, policy=Policy(clock=Stopped(), **options))


@pytest.mark.parametrize(
    "settings",
    [
        {"attempts": 0}, {"attempts": True}, {"attempts": 2.0}, {"deadline": 0}, {"deadline": float("inf")},
        {"deadline": "5"}, {"deadline": True}, {"backoff": -1}, {"backoff": float("nan")}, {"longest_pause": None},
    ],
)  # fmt: skip
def test_numbers_that_are_none(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=f"^{next(iter(settings))} is not"):
        Policy(**settings)


def test_a_policy_is_a_value() -> None:
    assert Policy() == Policy(clock=Stopped())
    assert repr(Policy()) == "Policy(attempts=3, deadline=120.0, backoff=0.2, longest_pause=30.0)"
    assert pickle.loads(pickle.dumps(Policy(attempts=5))) == Policy(attempts=5)


def test_pauses_double_up_to_the_longest_and_lose_at_most_half() -> None:
    policy = Policy(attempts=2000, backoff=1, longest_pause=5, clock=Stopped())
    assert [policy.pause(attempt) for attempt in (1, 2, 3, 4, 1999)] == [1, 2, 4, 5, 5]
    assert policy.pause(2000) is None
    chances = [Policy(backoff=1).pause(1) for _ in range(200)]
    assert all(pause is not None and 0.5 < pause <= 1 for pause in chances)
    assert len(set(chances)) > 100


def test_a_server_is_not_asked_sooner_than_it_wants() -> None:
    policy = Policy(backoff=1, longest_pause=10, clock=Stopped())
    assert [policy.pause(1, asked) for asked in (0, 0.5, 7, 10)] == [1, 1, 7, 10]
    assert policy.pause(1, 10.1) is None
    assert policy.pause(1, float("inf")) is None


@pytest.mark.parametrize(
    ("field", "seconds"),
    [
        ("7", 7), (" 0 ", 0), ("9" * 400, float("inf")),
        ("", None), ("soon", None), ("-1", None), ("1.5", None), ("\u0663", None),
        ("Thu, 31 Jan 2030 09:00:20 GMT", 20), ("Thu, 31 Jan 2030 08:00:00 GMT", 0),
        ("Thursday, 31-Jan-30 09:00:20 GMT", 20), ("Thu Jan 31 09:00:20 2030", 20),
        ("Thu, 99 Jan 2030 09:00:20 GMT", None),
        ("Thu, 31 Jan 99999 09:00:20 GMT", None), ("Thu, 31 Jan 2030 09:00:20 +9999", None),
    ],
)  # fmt: skip
def test_retry_after(field: str, seconds: float | None) -> None:
    assert retry_after(http({}, 503, Retry_After=field), Stopped().now) == seconds


def test_a_date_is_held_against_the_servers_clock() -> None:
    behind = http({}, 503, Retry_After="Sat, 01 Jan 2000 00:00:05 GMT", Date="Sat, 01 Jan 2000 00:00:00 GMT")
    assert retry_after(behind, Stopped().now) == 5
    assert retry_after(http({}), Stopped().now) is None


def test_what_is_left_goes_with_each_request() -> None:
    clock = Stopped()
    slow = Slow(Script(UNSENT, UNSENT, http({"success": True, "code": 200})), clock, 4)
    client = SmsPartner(api_key="key", timeout=7, transport=slow, policy=Policy(deadline=12, backoff=1, clock=clock))
    assert client.cancel(300).stopped
    # The second pause, of two seconds, would leave one; the third request has that one.
    assert slow.left == [12, 7, 1]
    assert slow.timeouts == [7, 7, 1]
    assert clock.slept == [1, 2]


def test_without_a_deadline_nothing_is_said_of_one() -> None:
    clock = Stopped()
    slow = Slow(Script(http({"success": True, "code": 200})), clock, 1e9)
    SmsPartner(api_key="key", transport=slow, policy=Policy(deadline=None, clock=clock)).cancel(300)
    assert (slow.left, slow.timeouts) == ([None], [30])


def test_no_pause_is_begun_that_would_end_after_the_deadline() -> None:
    clock = Stopped()
    client = esendex(Script(UNSENT)).with_policy(Policy(deadline=5, backoff=5, clock=clock))
    with pytest.raises(ConnectError, match="no connection"):
        client.status(MESSAGE)
    assert clock.slept == []


def test_a_call_that_loses_its_reply_and_its_time_is_ambiguous() -> None:
    clock = Stopped()
    vendor = Vendor(CancelMessage=LOST, ReadMessageStatus=said(True))
    client = Esendex(license_key=KEY, transport=Slow(vendor, clock, 60), policy=Policy(deadline=60, clock=clock))
    with pytest.raises(AmbiguousOutcome) as caught:
        client.cancel(MESSAGE)
    assert caught.value.__cause__ is LOST
    assert vendor.asked == ["CancelMessage"]


def test_a_call_with_no_time_left_says_that_nothing_was_sent() -> None:
    clock = Stopped()
    auth = ClaimsLogin(user="u", password="p", url="https://accounts.example.com/login")
    answer = http({"claims_token": {"value": "token"}})
    transport = Slow(Script(answer), clock, 10)
    client = VoltMx(
        base_url="https://host/vpns", auth=auth, transport=transport, policy=Policy(deadline=10, clock=clock)
    )
    with pytest.raises(RequestTimeout, match="deadline") as caught:
        client.cancel(1)
    assert not caught.value.may_have_arrived
    assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args
    assert transport.left == [10]


def test_a_flow_is_told_that_there_is_no_time_and_may_go_on() -> None:
    clock = Stopped()

    def flow() -> Flow[str]:
        try:
            yield Pause(2)
        except RequestTimeout:
            yield Pause(0.5)
            return "fine"
        return "late"

    assert run(flow(), Script(LOST), Policy(deadline=1, clock=clock)) == "fine"
    assert clock.slept == [0.5]


@pytest.mark.parametrize("error", [UNSENT, RequestTimeout("no connection in time", may_have_arrived=False)])
def test_what_did_not_arrive_is_sent_again_also_a_schedule(error: CountermandError) -> None:
    taken = http({"success": True, "code": 200, "message_id": 300})
    script = Script(error, error, taken)
    [sent] = smspartner(script).schedule(["+33639980001"], "Soldes !", _step())
    assert sent.message_id == "300"
    assert len(script.requests) == 3


def test_a_certificate_that_is_not_trusted_is_not_asked_for_again() -> None:
    script = Script(TlsError("no trust", may_have_arrived=False))
    with pytest.raises(TlsError):
        smspartner(script).credits()
    assert len(script.requests) == 1


@pytest.mark.parametrize("lost", [LOST, page(), page(503), page(408)])
def test_a_schedule_is_never_repeated_blindly(lost: HttpResponse | CountermandError) -> None:
    script = Script(lost)
    with pytest.raises((AmbiguousOutcome, ProtocolError)):
        smspartner(script).schedule(["+33639980001"], "Soldes !", _step())
    vendor = Vendor(SendMessage=lost, CancelAllMessages=lost)
    for job in (
        lambda: esendex(vendor).schedule(["+15550100"], "x", datetime.now(UTC) + SOON),
        esendex(vendor).cancel_all,
    ):
        with pytest.raises((AmbiguousOutcome, ProtocolError)):
            job()
    assert (len(script.requests), vendor.asked) == (1, ["SendMessage", "CancelAllMessages"])


@pytest.mark.parametrize("lost", [LOST, page(), page(503), page(408), page(429)])
def test_a_question_is_asked_again(lost: HttpResponse | CountermandError) -> None:
    script = Script(lost, lost, http({"success": True, "code": 200, "user": {}, "credits": {"creditSms": "4"}}))
    smspartner(script).credits()
    assert len(script.requests) == 3


def test_an_operation_of_the_contract_is_not_known_to_be_a_question() -> None:
    script = Script(LOST)
    with pytest.raises(RequestTimeout):
        _ = smspartner(script).api.me()
    assert len(script.requests) == 1


def test_each_attempt_is_a_message_of_its_own() -> None:
    vendor = Vendor(CancelMessage=UNSENT)
    with pytest.raises(ConnectError):
        Esendex(license_key=KEY, wire="soap12", transport=vendor).cancel(MESSAGE)
    assert len({request.body for request in vendor.requests}) == 3


def test_one_attempt_sends_nothing_twice() -> None:
    for answer in (UNSENT, LOST, page(429), page(503)):
        script = Script(answer)
        for job in (smspartner(script, attempts=1).credits, lambda: smspartner(script, attempts=1).cancel(300)):  # noqa: B023
            before = len(script.requests)
            with pytest.raises(CountermandError):
                job()
            assert len(script.requests) == before + 1


def test_a_cancel_waits_as_long_as_the_server_asks() -> None:
    clock = Stopped()
    script = Script(http(b"<html/>", 503, "text/html", Retry_After="9"), http({"success": False, "code": 5}))
    result = SmsPartner(api_key="k", transport=script, policy=Policy(clock=clock)).cancel(300)
    assert (result.outcome, result.attempts, clock.slept) == (Outcome.CANCELLED, 2, [9])


def test_a_server_that_asks_for_too_much_is_not_asked_again() -> None:
    for status, kind in ((429, RateLimited), (503, ProtocolError)):
        script = Script(http(b"<html/>", status, "text/html", Retry_After="31"))
        with pytest.raises(kind) as caught:
            smspartner(script).cancel(300)
        assert isinstance(caught.value, (RateLimited, ProtocolError))
        assert caught.value.retry_after == 31
        assert len(script.requests) == 1


def test_a_policy_for_one_call() -> None:
    vendor = Vendor(CancelMessage=UNSENT, GetMessageStatus=UNSENT)
    client = esendex(vendor)
    once = client.with_policy(Policy(attempts=1))
    for job in (lambda: once.cancel(MESSAGE), lambda: once.messaging.get_message_status(message_id=MESSAGE)):
        before = len(vendor.asked)
        with pytest.raises(ConnectError):
            job()
        assert len(vendor.asked) == before + 1
    with pytest.raises(ConnectError):
        client.messaging.get_message_status(message_id=MESSAGE)
    assert len(vendor.asked) == 2 + 3


def test_a_policy_for_one_call_counts_for_its_login_and_shares_it() -> None:
    script = Script(UNSENT)
    auth = ClaimsLogin(user="u", password="p", url="https://accounts.example.com/login")
    client = VoltMx(base_url="https://host/vpns", auth=auth, transport=script)
    once = client.with_policy(Policy(attempts=1))
    with pytest.raises(ConnectError):
        once.cancel(1)
    assert len(script.requests) == 1
    assert once._session.tokens is client._session.tokens
    assert client._session.channel.policy == Policy()


def test_the_clients_policy_counts_everywhere() -> None:
    script = Script(UNSENT)
    client = VoltMx(base_url="https://host/vpns", auth=BasicAuth("u", "p"), transport=script, policy=Policy(attempts=1))
    with pytest.raises(ConnectError):
        client.cancel(1)
    assert len(script.requests) == 1


def test_the_copy_does_not_close_what_it_shares() -> None:
    client = Esendex(license_key=KEY)
    closed: list[bool] = []
    client._transport.close = lambda: closed.append(True)  # type: ignore[attr-defined]
    client.with_policy(Policy(attempts=1)).close()
    assert closed == []
    client.close()
    assert closed == [True]


@pytest.mark.parametrize("policy", [3, "fast", Policy])
def test_what_is_no_policy(policy: Any) -> None:
    with pytest.raises(ConfigurationError, match="policy is not"):
        Esendex(license_key=KEY, policy=policy)
    with pytest.raises(ConfigurationError, match="policy is not"):
        Esendex(license_key=KEY).with_policy(policy)


@pytest.mark.parametrize(
    ("status", "outcome", "verified"),
    [
        (MessageStatus.CANCELLED, Outcome.CANCELLED, True),
        (MessageStatus.SENT, Outcome.ALREADY_SENT, True),
        (MessageStatus.FAILED, Outcome.CANCELLED, False),
    ],
)
def test_a_yes_is_verified_on_demand(status: MessageStatus, outcome: Outcome, verified: bool) -> None:
    vendor = Vendor(CancelMessage=said(True), ReadMessageStatus=read(status))
    result = esendex(vendor).cancel(MESSAGE, verify=True)
    assert (result.outcome, result.verified, result.attempts) == (outcome, verified, 1)
    assert vendor.asked == ["CancelMessage", "ReadMessageStatus"]


@pytest.mark.parametrize("status", [MessageStatus.HOLD, MessageStatus.READY, MessageStatus.PROCESSING])
def test_a_status_that_contradicts_the_yes_leaves_it_open(status: MessageStatus) -> None:
    vendor = Vendor(CancelMessage=said(True), ReadMessageStatus=read(status))
    with pytest.raises(AmbiguousOutcome, match="said that the message is cancelled") as caught:
        esendex(vendor).cancel(MESSAGE, verify=True)
    assert caught.value.state is not None
    assert caught.value.message_id == str(MESSAGE)


def test_a_yes_that_cannot_be_looked_up_stands() -> None:
    vendor = Vendor(CancelMessage=said(True), ReadMessageStatus=LOST, GetMessageStatus=LOST)
    result = esendex(vendor).cancel(MESSAGE, verify=True)
    assert (result.outcome, result.verified) == (Outcome.CANCELLED, False)


def _step() -> datetime:
    return (datetime.now(UTC) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
