"""What an application may learn of each operation: who was asked what, how it ended and how long it took.

Never what was said: no id, recipient, text or credential is in an event, a log record or a span.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from attrs import Attribute, field, frozen

from countermand.errors import ConfigurationError

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

__all__ = ["Hook", "OperationEvent", "Telemetry"]


@frozen(kw_only=True)
class OperationEvent:
    """One operation of a client that came to its end."""

    service: str
    """The service's short name, such as ``"esendex"``."""
    operation: str
    """The method, such as ``"cancel"``; for a call of the contract its own name, such as ``"CancelMessage"``."""
    wire: str
    """The wire form that the client was told to use, such as ``"soap12"``."""
    outcome: str
    """A cancel's `Outcome` in lower case, such as ``"already_sent"``; ``"ok"`` for all else that worked; ``"unknown"``
    where it may or may not have happened; ``"error"``."""
    error: str | None
    """The class of what was raised, such as ``"AmbiguousOutcome"``; None where nothing was."""
    attempts: int
    """How often the service was asked to do it, as the result or the error tells; 1 where they do not."""
    requests: int
    """How many HTTP requests it took: every attempt, reading back, a login."""
    duration: float
    """Seconds from the first request's making to the end, pauses included."""


Hook: TypeAlias = Callable[[OperationEvent], None]
"""Takes the event of each operation."""


def _callable(_instance: object, _attribute: Attribute[Hook | None], value: object) -> None:
    if value is not None and not callable(value):
        raise ConfigurationError("hook is not callable: pass a function that takes an OperationEvent")


@frozen(kw_only=True)
class Telemetry:
    """Who is told of each operation, besides the log.

    Raises:
        ConfigurationError: the hook is not callable, or tracing is wanted and the extra `otel` is not installed.
    """

    hook: Hook | None = field(default=None, validator=_callable)
    """Called once at the end of each operation, in the thread that called it. What it raises is logged, and changes
    nothing of what the caller is told."""
    tracing: bool | TracerProvider = False
    """Whether each operation is a span of OpenTelemetry, the current one while it runs. True takes the application's
    provider."""

    def __attrs_post_init__(self) -> None:
        if self.tracing is not False:
            from countermand.tracing import check  # noqa: PLC0415  # An extra.

            check(self.tracing)
