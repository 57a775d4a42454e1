"""A sandbox that breaks on purpose, pauses, and goes down; and chance that is honest."""

import random
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from countermand import (
    ConfigurationError,
    ConnectError,
    CountermandError,
    Esendex,
    Outcome,
    RequestsTransport,
    SmsPartner,
    TransportError,
)
from countermand.sandbox import API_KEY, LICENSE_KEY
from countermand.sandbox.faults import Fault, Kind, Plan, at, at_random
from countermand.sandbox.faults.plan import UNACTED, random_fault
from countermand.testing import Sandbox

NUMBER = "+33639980001"


def soon() -> datetime:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return now + timedelta(hours=1, minutes=-now.minute % 5)


def esendex(sandbox: Sandbox, timeout: float = 2) -> Esendex:
    return Esendex(license_key=LICENSE_KEY, base_url=sandbox.esendex_url, timeout=timeout)


def sms(sandbox: Sandbox) -> SmsPartner:
    return SmsPartner(api_key=API_KEY, base_url=sandbox.smspartner_url, timeout=2)


def attempt(client: Esendex) -> None:
    with pytest.raises(CountermandError):
        client.schedule([NUMBER], "Hello", soon())


def test_faults_by_service_and_call() -> None:
    plans = [at([None, Fault(kind=Kind.RESET_LATE)], "/smspartner"), at([Fault(kind=Kind.SENT)], "/esendex")]
    with Sandbox(faults=plans) as sandbox, sms(sandbox) as partner, esendex(sandbox) as other:
        [message] = partner.schedule([NUMBER], "Hello", soon())
        result = partner.cancel(message)
        assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 2)
        assert [each.fault.kind for each in plans[0].befallen] == [Kind.RESET_LATE]
        before = sandbox.clock.now()
        with pytest.raises(TransportError):
            other.messaging.cancel_all_messages(license_key=LICENSE_KEY)
        assert sandbox.clock.now() - before > timedelta(days=1)
        assert plans[0].calls == 3


def test_the_clock_jumps_before_a_call() -> None:
    back = Fault(kind=Kind.SKEW, shift=timedelta(hours=-30))
    with Sandbox(faults=at([back])) as sandbox, sms(sandbox) as partner:
        partner.credits()
        assert sandbox.clock.now() < datetime.now(UTC) - timedelta(hours=29)


def test_a_paused_call_is_answered_later_and_acts() -> None:
    with Sandbox() as sandbox, esendex(sandbox) as client:
        with sandbox.paused():
            waiting = threading.Thread(target=lambda: client.schedule([NUMBER], "Hello", soon()))
            waiting.start()
            time.sleep(0.2)
            assert len(sandbox.esendex.messages) == 0
        waiting.join(5)
        assert len(sandbox.esendex.messages) == 1


@pytest.mark.parametrize("faults", [(), at({})])
def test_a_close_sends_waiting_calls_away(faults: Plan | tuple[()]) -> None:
    sandbox = Sandbox(faults=faults).start()
    with esendex(sandbox) as client, sandbox.paused():
        waiting = threading.Thread(target=attempt, args=[client])
        waiting.start()
        time.sleep(0.2)
        sandbox.close()
        waiting.join(5)
        assert not waiting.is_alive()
    assert len(sandbox.esendex.messages) == 0


@pytest.mark.parametrize("faults", [(), at({})])
def test_down_refuses_and_comes_back(faults: Plan | tuple[()]) -> None:
    with Sandbox(faults=faults) as sandbox, esendex(sandbox) as client:
        [message] = client.schedule([NUMBER], "Hello", soon())
        url = sandbox.url
        with sandbox.down():
            assert sandbox.url == url
            with RequestsTransport() as fresh, pytest.raises(ConnectError) as refused:
                Esendex(license_key=LICENSE_KEY, base_url=sandbox.esendex_url, transport=fresh).cancel(message)
            assert not refused.value.may_have_arrived
        assert client.cancel(message).stopped


def test_down_and_close() -> None:
    with Sandbox() as sandbox, sandbox.down():
        sandbox.close()
    for wrong in (sandbox.down, sandbox.paused):
        with pytest.raises(ConfigurationError, match="does not run"), wrong():
            pass


def test_chance_does_not_lie() -> None:
    chance = random.Random(1)
    drawn = [random_fault(chance, list(Kind)) for _ in range(5000)]
    told = [fault for fault in drawn if fault.kind in {Kind.STATUS, Kind.REDIRECT}]
    assert not any(fault.acted for fault in told if fault.status in UNACTED)
    assert {fault.status for fault in told if fault.acted} == {400, 500, 502, 503, 504}
    assert all(fault.acted for fault in drawn if fault.kind is Kind.SKEW)
    assert at_random(1).decide("GET", "/") == at_random(1).decide("GET", "/")
