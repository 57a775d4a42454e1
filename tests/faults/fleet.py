"""Many seeds at a time, in several processes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from tests.faults.campaign import Seen, run_seed
from tests.faults.mutations import apply

__all__ = ["run_mutated", "run_seeds"]

PROCESSES: Final = 6
"""They mostly wait."""


def run_seeds(seeds: Sequence[int], mutation: str | None = None) -> Seen:
    """Live through many.

    What is wrong is tried once more: a machine that is too busy for the short timeouts does not repeat itself, and a
    seed does.

    Args:
        seeds: Which.
        mutation: One of `mutations`, which breaks the library first.
    """
    seen = Seen()
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), apply, [mutation]) as pool:
        for seed, came in zip(seeds, pool.map(run_seed, seeds), strict=True):
            again = pool.submit(run_seed, seed).result() if came.wrong else came
            if not again.wrong:
                again.unrepeated += came.wrong
            seen.add(again)
    return seen


def run_mutated(mutation: str, most: int) -> Seen:
    """Live through seeds until one is wrong, or there were that many."""
    seen = Seen()
    step = 60
    for start in range(0, most, step):
        seen.add(run_seeds(range(start, start + step), mutation))
        if seen.wrong:
            break
    return seen
