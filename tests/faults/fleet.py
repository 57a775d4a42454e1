"""Many seeds at a time, in several processes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Final

from tests.faults.campaign import Seen, run_seed
from tests.faults.mutations import MUTATIONS, apply

__all__ = ["run_mutated", "run_seeds"]

PROCESSES: Final = 6
"""They mostly wait."""
CHUNK: Final = 24


def run_seeds(seeds: Sequence[int]) -> Seen:
    """Live through many.

    What is wrong is tried once more: a machine that is too busy for the short timeouts does not repeat itself, and a
    seed does.
    """
    seen = Seen()
    with _processes(PROCESSES, None) as pool:
        first = dict(zip(seeds, pool.map(run_seed, seeds), strict=True))
        suspects = [seed for seed, came in first.items() if came.wrong]
        for seed, again in zip(suspects, pool.map(run_seed, suspects), strict=True):
            if not again.wrong:
                again.unrepeated += first[seed].wrong
            first[seed] = again
    for came in first.values():
        seen.add(came)
    return seen


def run_mutated(mutation: str, most: int) -> Seen:
    """Live through seeds with the library broken, until one is wrong twice, or there were that many."""
    seen = Seen()
    run = partial(run_seed, kinds=MUTATIONS[mutation].kinds)
    with _processes(PROCESSES // 2, mutation) as pool:
        for start in range(0, most, CHUNK):
            suspects = [
                seed for seed, came in enumerate(pool.map(run, range(start, start + CHUNK)), start) if came.wrong
            ]
            for came in pool.map(run, suspects):
                seen.add(came)
            if seen.wrong:
                break
    return seen


@contextmanager
def _processes(count: int, mutation: str | None) -> Generator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=apply, initargs=(mutation,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
