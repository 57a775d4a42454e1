"""How much a call may cost in tries and time: one value, for a client or for a single call."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from countermand.errors import ConfigurationError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["SYSTEM", "USUAL", "Clock", "Policy"]


class Clock:
    """The time, a way to let it pass, and chance: this machine's. A test hands in its own."""

    def now(self) -> datetime:
        """Return the time of day, aware: what a server's dates are held against."""
        from datetime import UTC, datetime  # noqa: PLC0415  # Few servers name a date.

        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since whenever: what a deadline is measured with."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        time.sleep(seconds)

    def chance(self) -> float:
        """Return a number from 0 up to, and without, 1."""
        from random import random  # noqa: PLC0415  # Most calls wait for nothing.

        return random()  # noqa: S311  # It spreads clients over time, and keeps no secret.


SYSTEM: Final = Clock()


@frozen(kw_only=True)
class Policy:
    """How often a request is sent, how long is waited in between, and when a call has to be over.

    Only what can do no harm is sent again: a request that certainly did not arrive, or was turned away with HTTP 429; a
    question; a cancel, whose second answer tells what came of the first. A schedule whose reply got lost is never.

    Raises:
        ConfigurationError: a number is none, or out of its range.
    """

    attempts: int = 3
    """How often one request is sent, and a cancel asked, at most; 1 sends nothing twice."""
    deadline: float | None = 120.0
    """Seconds after which a call is over, with all that it asks, repeats and waits for; None for no end."""
    backoff: float = 0.2
    """Seconds to wait before the second attempt; each further one waits twice as long. A random half is taken off."""
    longest_pause: float = 30.0
    """Seconds to wait before any attempt, at most. A server that asks for more in Retry-After is not asked again."""
    clock: Clock = field(default=SYSTEM, eq=False, repr=False)
    """What tells the time and lets it pass."""

    def __attrs_post_init__(self) -> None:
        if type(self.attempts) is not int or self.attempts < 1:
            raise ConfigurationError("attempts is not a whole number above zero")
        if self.deadline is not None and not (_is_number(self.deadline) and self.deadline > 0):
            raise ConfigurationError("deadline is not a number of seconds above zero")
        for name, value in (("backoff", self.backoff), ("longest_pause", self.longest_pause)):
            if not (_is_number(value) and value >= 0):
                raise ConfigurationError(f"{name} is not a number of seconds")

    def pause(self, attempt: int, asked: float | None = None) -> float | None:
        """Return the seconds to wait after an attempt, None where there is to be no other.

        Args:
            attempt: Its number, from 1.
            asked: Seconds that the server asks to wait, None where it does not say.
        """
        if attempt >= self.attempts or (asked is not None and asked > self.longest_pause):
            return None
        # The exponent is bounded so that no number of attempts overflows.
        grown = min(self.backoff * 2.0 ** min(attempt - 1, 60), self.longest_pause)
        jittered = grown * (1 - self.clock.chance() / 2)
        return jittered if asked is None else max(jittered, asked)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


USUAL: Final = Policy()
