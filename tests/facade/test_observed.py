"""What is told of each operation: log records, and the hook of an application."""

import logging
import threading
from collections.abc import Callable
from uuid import UUID

import pytest

from countermand import (
    AmbiguousOutcome,
    ConfigurationError,
    CountermandError,
    Esendex,
    HttpRequest,
    HttpResponse,
    InvalidMessageId,
    OperationEvent,
    Outcome,
    RequestTimeout,
    Telemetry,
)
from countermand.testing import RecordingTransport
from tests.facade.canaries import GUID_ID, GUID_KEY, JOBS, Answering, Job, assert_clean
from tests.facade.script import http

TRUE = http(True)


def lost(_request: HttpRequest) -> HttpResponse:
    raise RequestTimeout("no reply in time")


def cancelled(
    answer: Callable[[HttpRequest], HttpResponse], telemetry: Telemetry | None = None
) -> tuple[OperationEvent, object]:
    """Cancel once, and return the event with what came of it."""
    events: list[OperationEvent] = []
    client = Esendex(
        license_key=GUID_KEY, transport=RecordingTransport(answer), telemetry=telemetry or Telemetry(hook=events.append)
    )
    try:
        end: object = client.cancel(GUID_ID)
    except CountermandError as error:
        end = error
    [event] = events
    return event, end


def test_a_cancel_is_told() -> None:
    event, _ = cancelled(lambda request: TRUE)
    assert (event.service, event.operation, event.wire) == ("esendex", "cancel", "json")
    assert (event.outcome, event.error, event.attempts, event.requests) == ("cancelled", None, 1, 1)
    assert 0 < event.duration < 10


def test_every_outcome_has_its_name() -> None:
    assert {outcome.name.lower() for outcome in Outcome} & {"ok", "error", "unknown"} == set()


def test_what_is_not_known_is_told_so() -> None:
    event, error = cancelled(lost)
    assert isinstance(error, AmbiguousOutcome)
    assert (event.outcome, event.error) == ("unknown", "AmbiguousOutcome")
    assert event.attempts == error.attempts
    assert event.requests > event.attempts >= 1  # The status is read, too.


def test_an_error_is_told() -> None:
    event, _ = cancelled(lambda request: http(b"", 401))
    assert (event.outcome, event.error, event.requests) == ("error", "AuthenticationError", 1)


def test_a_call_of_the_contract_has_its_own_name() -> None:
    events: list[OperationEvent] = []
    transport = RecordingTransport(lambda request: http(0))
    client = Esendex(license_key=GUID_KEY, wire="query", transport=transport, telemetry=Telemetry(hook=events.append))
    with pytest.raises(CountermandError):
        client.messaging.get_message_status(message_id=UUID(GUID_ID))
    assert [(event.operation, event.wire) for event in events] == [("GetMessageStatus", "query")]


def test_an_argument_that_is_refused_is_no_operation() -> None:
    events: list[OperationEvent] = []
    with pytest.raises(InvalidMessageId):
        Esendex(license_key=GUID_KEY, telemetry=Telemetry(hook=events.append)).cancel("x")
    assert events == []


def test_a_hook_that_fails_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_event: OperationEvent) -> None:
        raise ValueError("no disk")

    client = Esendex(
        license_key=GUID_KEY, transport=RecordingTransport(lambda request: TRUE), telemetry=Telemetry(hook=fail)
    )
    assert client.cancel(GUID_ID).outcome is Outcome.CANCELLED
    assert [record.getMessage() for record in caplog.records] == ["the telemetry's hook failed"]


def test_the_hook_hears_of_an_interrupt() -> None:
    events: list[OperationEvent] = []

    def interrupt(_request: HttpRequest) -> HttpResponse:
        raise KeyboardInterrupt

    client = Esendex(
        license_key=GUID_KEY, transport=RecordingTransport(interrupt), telemetry=Telemetry(hook=events.append)
    )
    with pytest.raises(KeyboardInterrupt):
        client.cancel(GUID_ID)
    assert [(event.outcome, event.error) for event in events] == [("error", "KeyboardInterrupt")]


def test_threads_do_not_mix() -> None:
    events: list[OperationEvent] = []
    client = Esendex(
        license_key=GUID_KEY,
        transport=RecordingTransport(lambda request: TRUE),
        telemetry=Telemetry(hook=events.append),
    )
    threads = [threading.Thread(target=client.cancel, args=[GUID_ID]) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [event.requests for event in events] == [1] * 20


@pytest.mark.parametrize("wrong", [print, True, object()])
def test_telemetry_is_a_telemetry(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="telemetry is no Telemetry"):
        Esendex(license_key=GUID_KEY, telemetry=wrong)  # type: ignore[arg-type]  # The point.


def test_a_hook_is_callable() -> None:
    with pytest.raises(ConfigurationError, match="hook is not callable"):
        Telemetry(hook=3)  # type: ignore[arg-type]  # The point.


def test_a_record_is_structured(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "countermand")
    Esendex(license_key=GUID_KEY, transport=RecordingTransport(lambda request: TRUE)).cancel(GUID_ID)
    [record] = caplog.records
    assert (record.name, record.levelno) == ("countermand.operation", logging.INFO)
    facts = {name: value for name, value in vars(record).items() if name.startswith("countermand_")}
    assert facts.pop("countermand_duration") > 0
    assert facts == {
        "countermand_service": "esendex",
        "countermand_operation": "cancel",
        "countermand_wire": "json",
        "countermand_outcome": "cancelled",
        "countermand_error": None,
        "countermand_attempts": 1,
        "countermand_requests": 1,
    }


def test_at_debug_there_is_every_exchange(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "countermand")
    Esendex(license_key=GUID_KEY, transport=RecordingTransport(lambda request: TRUE)).cancel(GUID_ID)
    exchange, _ = caplog.records
    assert (exchange.name, exchange.levelno) == ("countermand.transport", logging.DEBUG)
    assert exchange.getMessage().splitlines()[1:] == [
        "> POST https://messaging.esendex.us/Messaging.svc/CancelMessage",
        "> Accept: application/json",
        "> Content-Type: application/json; charset=utf-8",
        ">",
        '> "***"',
        "< 200",
        "< Content-Type: application/json",
        "<",
        "< true",
    ]


def test_nothing_is_logged_unasked(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    Esendex(license_key=GUID_KEY, transport=RecordingTransport(lambda request: TRUE)).cancel(GUID_ID)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_no_event_holds_content(job: Job, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "countermand")
    with pytest.raises(CountermandError):
        job(None, Answering(lambda request: http(b"", 500)))
    [record] = caplog.records
    assert_clean(record.getMessage() + repr(record.__dict__["countermand_operation"]))
    assert record.__dict__["countermand_requests"] >= 1
