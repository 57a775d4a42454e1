"""Measuring: interleaved rounds, so that whatever else the machine does meets all contenders alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

__all__ = ["Spread", "interleaved", "per_call", "spread"]


class Spread(NamedTuple):
    """A median with the quartiles around it and the extremes; in whatever unit was measured."""

    median: float
    low: float
    high: float
    least: float
    most: float


def spread(values: list[float]) -> Spread:
    """Sum up some measurements, at least two."""
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median, low, high, min(values), max(values))


def interleaved(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Spread]:
    """Measure each work once a round.

    Args:
        works: by contender, what measures it once and returns the figure.
        rounds: how often.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {name: spread(values) for name, values in found.items()}


def per_call(work: Callable[[], object], at_least: float = 0.02) -> Callable[[], float]:
    """Return what times a call, in seconds, averaged over so many calls as take the time `at_least`.

    The collector runs as in any program, but begins with a clean slate; freeing the last result is not counted.
    """
    calls = 1
    while _time(work, calls) < at_least and calls < 1 << 20:
        calls *= 2
    return lambda: _time(work, calls) / calls


def _time(work: Callable[[], object], calls: int) -> float:
    gc.collect()
    result: object = None
    start = time.perf_counter()
    for _ in range(calls):
        result = work()
    elapsed = time.perf_counter() - start
    del result
    return elapsed
