"""Who wants no more messages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime

import attrs

__all__ = ["Stop", "StopList"]


@attrs.frozen(kw_only=True)
class Stop:
    """One entry."""

    stop_id: str
    address: str = attrs.field(repr=False)
    created: datetime
    """In UTC."""


class StopList:
    """The entries of one account, oldest first.

    Args:
        now: tells the time, in UTC.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ids = itertools.count(1)
        self._stops: dict[str, Stop] = {}

    def __iter__(self) -> Iterator[Stop]:
        return iter(list(self._stops.values()))

    def __len__(self) -> int:
        return len(self._stops)

    def __contains__(self, address: object) -> bool:
        return any(stop.address == address for stop in self)

    def add(self, address: str) -> Stop:
        """Put an address on the list; one that is there already keeps its entry."""
        for stop in self:
            if stop.address == address:
                return stop
        stop = Stop(stop_id=str(next(self._ids)), address=address, created=self._now())
        self._stops[stop.stop_id] = stop
        return stop

    def remove(self, stop_id: str) -> bool:
        """Take an entry off the list; tell whether it was there."""
        return self._stops.pop(stop_id, None) is not None
