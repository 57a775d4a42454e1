"""The campaign as a command; `nox -s faults` runs it on the built wheel.

nox -s faults                        some thousands of seeds, then the mutations
nox -s faults -- --seeds 9000        more seeds alone
nox -s faults -- --seed 17           one alone, told step by step
nox -s faults -- --mutations         the mutations alone
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from tests.faults.campaign import Seen, run_seed
from tests.faults.fleet import run_mutated, run_seeds
from tests.faults.mutations import MUTATIONS

SEEDS = 2500
MOST = 900
"""Seeds for a mutation to be found in."""


def main(arguments: Sequence[str]) -> int:
    """Run; the status is 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="nox -s faults --")
    parser.add_argument("--seed", type=int, help="one alone, told step by step")
    parser.add_argument("--seeds", type=int, help=f"how many, from --start; {SEEDS} if left out")
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--mutations", action="store_true", help="break the library, and see the campaign fail")
    options = parser.parse_args(arguments)
    if options.seed is not None:
        return _told(run_seed(options.seed, verbose=True))
    status = 0
    if options.seeds is not None or not options.mutations:
        status |= _campaign(range(options.start, options.start + (options.seeds or SEEDS)))
    if options.mutations or options.seeds is None:
        status |= _mutations()
    return status


def _campaign(seeds: Sequence[int]) -> int:
    began = time.monotonic()
    seen = run_seeds(seeds)
    for name, count in sorted(seen.told.items()):
        print(f"{count:7} {name}")
    print(*(f"{count} {kind}" for kind, count in sorted(seen.befallen.items())), sep=", ")
    print(f"{len(seeds)} seeds, {seen.told.total()} jobs, {seen.befallen.total()} faults,", end=" ")
    print(f"{time.monotonic() - began:.0f} s")
    return _told(seen)


def _mutations() -> int:
    status = 0
    for name in MUTATIONS:
        seen = run_mutated(name, MOST)
        found = seen.wrong[0] if seen.wrong else "NOT FOUND"
        print(f"broken on purpose: {name}: {found[:200]}", flush=True)
        status |= not seen.wrong
    return status


def _told(seen: Seen) -> int:
    for each in seen.unrepeated[:20]:
        print("once, and not again:", each)
    for each in seen.wrong[:40]:
        print("WRONG", each)
    print(f"{len(seen.wrong)} wrong" + ("; replay one with: nox -s faults -- --seed N" if seen.wrong else ""))
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
