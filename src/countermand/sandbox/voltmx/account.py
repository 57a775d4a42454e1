"""The state behind Volt MX, and what a test can do to it from behind."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from datetime import timedelta

from countermand.sandbox.clock import Clock
from countermand.sandbox.voltmx.gate import Gate
from countermand.sandbox.voltmx.keys import SAMPLE_REQUEST
from countermand.sandbox.voltmx.options import VoltMxOptions
from countermand.sandbox.voltmx.requests import RequestStore

__all__ = ["VoltMxSandbox"]

_SAMPLE_RECIPIENTS = [(f"+3363998000{number}", str(number)) for number in range(1, 5)]
_SAMPLE_WAITS = timedelta(days=30)


class VoltMxSandbox:
    """Everything that Volt MX remembers, open to a test.

    Args:
        clock: tells the time.
        seed: makes the ids the same in every run.
        options: see `VoltMxOptions`.
    """

    def __init__(self, clock: Clock, seed: int | None, options: VoltMxOptions) -> None:
        self.clock = clock
        self.options = options
        self.lock: AbstractContextManager[object] = threading.RLock()
        """Held while an operation runs, so that each sees and leaves a consistent state."""
        self.gate: Gate = Gate(clock.now, options.token_lifetime)
        """Who may pass."""
        self.messages: RequestStore = RequestStore(clock.now, seed)
        """What was sent or scheduled, by request."""
        self.refusal: int | None = None
        """See `refuse_with`."""
        self.messages.add(_SAMPLE_RECIPIENTS, "Hello", clock.now() + _SAMPLE_WAITS, SAMPLE_REQUEST)

    def refuse_with(self, status: int | None) -> None:
        """Answer every call with a failure.

        Args:
            status: of the HTTP reply: 400, 401, 405 or 500; 200 answers with the id `-1`, as some failures do;
                None ends it.
        """
        self.refusal = status
