"""Run a flow, and tell of it: a log record for each exchange and operation, a hook, a span.

Imported only where somebody may be listening, so that nobody else pays for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import asdict, field, frozen

from countermand.errors import AmbiguousOutcome
from countermand.flows.flow import Flow, run
from countermand.telemetry import OperationEvent, Telemetry

if TYPE_CHECKING:
    from countermand.policy import Policy
    from countermand.transport import Transport
    from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["Subject", "observed"]

T = TypeVar("T")

_OPERATIONS: Final = logging.getLogger("countermand.operation")
_EXCHANGES: Final = logging.getLogger("countermand.transport")


@frozen(kw_only=True)
class Subject:
    """Whose operation it is, and who wants to know."""

    service: str
    operation: str
    wire: str
    telemetry: Telemetry | None
    policy: Policy
    secrets: tuple[str, ...] = field(repr=False)
    """Credentials, to be masked in exchanges by value."""

    @property
    def extra(self) -> dict[str, object]:
        """What every log record of it has."""
        return _prefixed({"service": self.service, "operation": self.operation, "wire": self.wire})


def observed(subject: Subject, flow: Flow[T], transport: Transport) -> T:
    """Run a flow as `run` does, and tell of it whoever wants to know."""
    telemetry = subject.telemetry
    if telemetry is None and not _OPERATIONS.isEnabledFor(logging.INFO) and not _EXCHANGES.isEnabledFor(logging.DEBUG):
        return run(flow, transport, subject.policy)
    if telemetry is None or telemetry.tracing is False:
        return _timed(subject, flow, transport, ())
    from countermand.tracing import span  # noqa: PLC0415  # An extra.

    with span(telemetry.tracing, subject.service, subject.operation) as note:
        return _timed(subject, flow, transport, (note,))


def _timed(
    subject: Subject, flow: Flow[T], transport: Transport, listeners: tuple[Callable[[OperationEvent], None], ...]
) -> T:
    watched = _Watched(subject, transport)
    start = perf_counter()
    end: object = None
    try:
        end = result = run(flow, watched, subject.policy)
    except BaseException as error:
        end = error
        raise
    finally:
        event = _event(subject, end, watched.requests, perf_counter() - start)
        for listener in listeners:
            listener(event)
        _tell(subject.telemetry, event)
    return result


class _Watched:
    """The transport, with its requests counted and its exchanges logged."""

    def __init__(self, subject: Subject, transport: Transport) -> None:
        self._subject = subject
        self._transport = transport
        self.requests = 0

    def send(self, request: HttpRequest, /) -> HttpResponse:
        self.requests += 1
        if not _EXCHANGES.isEnabledFor(logging.DEBUG):
            return self._transport.send(request)
        start = perf_counter()
        try:
            response = self._transport.send(request)
        except BaseException as error:
            self._log(request, error, start)
            raise
        self._log(request, response, start)
        return response

    def _log(self, request: HttpRequest, answer: HttpResponse | BaseException, start: float) -> None:
        from countermand.exchanges import told  # noqa: PLC0415  # Seldom wanted.

        seconds = perf_counter() - start
        extra = {**self._subject.extra, **_prefixed({"duration": seconds})}
        _EXCHANGES.debug("in %.3f s\n%s", seconds, told(request, answer, self._subject.secrets), extra=extra)


def _event(subject: Subject, end: object, requests: int, duration: float) -> OperationEvent:
    failed = isinstance(end, BaseException)
    attempts = getattr(end, "attempts", None)
    return OperationEvent(
        service=subject.service,
        operation=subject.operation,
        wire=subject.wire,
        outcome=_outcome(end),
        error=type(end).__name__ if failed else None,
        attempts=attempts if isinstance(attempts, int) else 1,
        requests=requests,
        duration=duration,
    )


def _outcome(end: object) -> str:
    if isinstance(end, AmbiguousOutcome):
        return "unknown"
    if isinstance(end, BaseException):
        return "error"
    from countermand.outcome import CancelResult  # noqa: PLC0415  # With the first result, not before the request.

    return end.outcome.name.lower() if isinstance(end, CancelResult) else "ok"


def _tell(telemetry: Telemetry | None, event: OperationEvent) -> None:
    _OPERATIONS.info(
        "%s %s: %s, %d requests, %.3f s",
        event.service,
        event.operation,
        event.outcome if event.error is None else f"{event.outcome} ({event.error})",
        event.requests,
        event.duration,
        extra=_prefixed(asdict(event)),
    )
    if telemetry is not None and telemetry.hook is not None:
        try:
            telemetry.hook(event)
        except Exception:  # noqa: BLE001  # The next line.
            # Whatever it is, what came of the message is the truth that the caller must be told.
            _OPERATIONS.exception("the telemetry's hook failed")


def _prefixed(facts: dict[str, object]) -> dict[str, object]:
    """Return attributes of a log record that stand in nobody else's way."""
    return {f"countermand_{name}": value for name, value in facts.items()}
