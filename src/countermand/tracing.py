"""Spans of OpenTelemetry, one for each operation. Imported where they are asked for: its API is an extra."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from countermand.errors import ConfigurationError
from countermand.version import __version__

if TYPE_CHECKING:
    from opentelemetry.trace import Span, TracerProvider

    from countermand.telemetry import OperationEvent

__all__ = ["check", "span"]


def check(tracing: object) -> None:
    """See that spans can be made.

    Raises:
        ConfigurationError: not without the extra, or not of this.
    """
    try:
        from opentelemetry.trace import TracerProvider  # noqa: PLC0415  # An extra.
    except ImportError:
        raise ConfigurationError("tracing needs: python -m pip install 'countermand[otel]'") from None
    if tracing is not True and not isinstance(tracing, TracerProvider):
        raise ConfigurationError("tracing is neither True, False nor a TracerProvider")


@contextmanager
def span(
    provider: bool | TracerProvider,
    service: str,
    operation: str,
) -> Generator[Callable[[OperationEvent], None]]:
    """Let a span be the current one, and yield what is to be told at its end.

    Neither the text of an error nor its traceback goes into it.
    """
    from opentelemetry import trace  # noqa: PLC0415  # An extra.

    given = None if isinstance(provider, bool) else provider
    tracer = trace.get_tracer("countermand", __version__, given)
    with tracer.start_as_current_span(
        f"{service} {operation}",
        kind=trace.SpanKind.CLIENT,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        yield lambda event: _note(current, event)


def _note(current: Span, event: OperationEvent) -> None:
    from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415  # An extra.

    current.set_attributes({
        "countermand.service": event.service,
        "countermand.operation": event.operation,
        "countermand.wire": event.wire,
        "countermand.outcome": event.outcome,
        "countermand.attempts": event.attempts,
        "countermand.requests": event.requests,
    })  # fmt: skip
    if event.error is not None:
        current.set_attribute("error.type", event.error)
        current.set_status(Status(StatusCode.ERROR))
