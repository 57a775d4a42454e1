"""Which fault befalls which call."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from attrs import field, frozen

from countermand.sandbox.faults.fault import Fault, Kind

__all__ = ["UNACTED", "Befallen", "Plan", "at", "at_random", "decide"]

STATUSES: Final = (400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504)
REDIRECTS: Final = (301, 302, 303, 307, 308)
UNACTED: Final = frozenset({401, 403, 404, 408, 413, 429, *REDIRECTS})
"""Statuses that chance draws only of a service that did not get the request: to act and then say so is a lie."""
LOCATIONS: Final = ("", "http://127.0.0.2:9", "https://elsewhere.example.com", "//elsewhere.example.com")
SHIFTS: Final = (timedelta(minutes=10), timedelta(hours=2), timedelta(hours=48), timedelta(days=100))
"""Forward alone: a clock that goes back would un-send what has gone out."""
RETRY_AFTER: Final = (None, "0", "1", "3600", "Wed, 21 Oct 2015 07:28:00 GMT", "soon")


@frozen(kw_only=True)
class Befallen:
    """A call that a fault befell."""

    number: int
    """Of the call, from 0, among those below the plan's path."""
    method: str
    path: str = field(repr=False)
    """Without the query. It may hold a message id."""
    fault: Fault


class Plan:
    """Decides for each call, in the order in which they arrive, and remembers.

    Args:
        choose: takes the number of a call, from 0, and gives what befalls it, None for nothing.
        below: only calls whose path begins with this count, such as `/smspartner`, in any letter case.
    """

    def __init__(self, choose: Callable[[int], Fault | None], below: str = "/") -> None:
        self._choose = choose
        self._below = below.lower()
        self._count = 0
        self._lock = threading.Lock()
        self.befallen: list[Befallen] = []
        """What happened so far."""

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return self._count

    def decide(self, method: str, path: str) -> Fault | None:
        """Return what befalls the call that has just arrived."""
        if not path.lower().startswith(self._below):
            return None
        with self._lock:
            number = self._count
            self._count += 1
            fault = self._choose(number)
            if fault is not None:
                self.befallen.append(Befallen(number=number, method=method, path=path, fault=fault))
            return fault


def at(faults: Mapping[int, Fault] | Sequence[Fault | None], below: str = "/") -> Plan:
    """Plan faults for given calls: by their numbers, from 0, or one after the other."""
    table = faults if isinstance(faults, Mapping) else dict(enumerate(faults))
    return Plan(table.get, below)


def at_random(seed: int, *, rate: float = 0.3, kinds: Collection[Kind] = tuple(Kind), below: str = "/") -> Plan:
    """Plan faults by chance, the same for the same seed.

    Args:
        seed: of the chance.
        rate: how many of the calls are befallen, from 0 to 1.
        kinds: what may befall them.
        below: see `Plan`.
    """
    among = sorted(kinds, key=lambda kind: kind.name)

    def choose(number: int) -> Fault | None:
        # Of the call alone: what befalls one must not depend on how many threads ask.
        chance = random.Random(f"{seed}:{number}")  # noqa: S311  # Made to repeat.
        return random_fault(chance, among) if chance.random() < rate else None

    return Plan(choose, below)


def decide(plans: Iterable[Plan], method: str, path: str) -> Fault | None:
    """Return what befalls a call by the first plan that has something for it; those after it do not count the call."""
    decided = (plan.decide(method, path) for plan in plans)
    return next((fault for fault in decided if fault is not None), None)


def random_fault(chance: random.Random, kinds: Sequence[Kind]) -> Fault:
    """Draw a fault of one of the kinds, as an honest service may have it; see `UNACTED`."""
    kind = chance.choice(kinds)
    status = chance.choice(REDIRECTS if kind is Kind.REDIRECT else STATUSES)
    lies = kind in {Kind.REDIRECT, Kind.STATUS} and status in UNACTED
    return Fault(
        kind=kind,
        acted=kind is Kind.SKEW or (chance.random() < 0.7 and not lies),
        status=status,
        retry_after=chance.choice(RETRY_AFTER),
        location=chance.choice(LOCATIONS),
        shift=chance.choice(SHIFTS),
    )
