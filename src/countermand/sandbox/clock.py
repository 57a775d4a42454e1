"""The sandbox's own time, which a test can move."""

import threading
from datetime import UTC, datetime, timedelta

from countermand.errors import ConfigurationError

__all__ = ["Clock"]


class Clock:
    """A clock that runs with the machine's until a test moves or stops it. Safe to use from several threads.

    Args:
        start: the time to begin at, aware; now if left out.
        frozen: stand still from the beginning.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._lock = threading.Lock()
        self._shift = timedelta()
        self._stopped_at = datetime.now(UTC) if frozen else None
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """Return the sandbox's time, in UTC."""
        with self._lock:
            return self._now()

    def advance(self, step: timedelta) -> None:
        """Move the clock forward, or back with a negative step."""
        with self._lock:
            self._move_to(self._now() + step)

    def set(self, moment: datetime) -> None:
        """Move the clock to a moment; it runs on from there, unless it is frozen.

        Raises:
            ConfigurationError: the moment is naive.
        """
        if moment.tzinfo is None:
            raise ConfigurationError("the sandbox's clock is set to an aware datetime, such as one with tzinfo=UTC")
        with self._lock:
            self._move_to(moment.astimezone(UTC))

    def freeze(self) -> None:
        """Stop the clock; `advance` and `set` still move it."""
        with self._lock:
            self._stopped_at = self._now()

    def resume(self) -> None:
        """Let a frozen clock run on from where it stands."""
        with self._lock:
            moment, self._stopped_at = self._now(), None
            self._move_to(moment)

    def _now(self) -> datetime:
        return self._stopped_at or datetime.now(UTC) + self._shift

    def _move_to(self, moment: datetime) -> None:
        if self._stopped_at is None:
            self._shift = moment - datetime.now(UTC)
        else:
            self._stopped_at = moment
