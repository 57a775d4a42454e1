"""What happens in one seed's world, and whether it is told as it is.

Of each job it holds: the outcome told is the sandbox's truth, or an error that says that it is not known; no hang; no
exception but CountermandError; no secret in logs, reprs, exception chains, or tracebacks with locals.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from attrs import Factory, define, frozen

from countermand import AmbiguousOutcome, CountermandError, ProtocolError, TransportError
from countermand.sandbox.faults import Kind
from tests.faults import truth
from tests.faults.canaries import Log, told_by, told_by_result
from tests.faults.jobs import Job, draw, let_time_pass
from tests.faults.world import TIMEOUT, Truth, World, world_of

__all__ = ["Seen", "run_seed"]

JOBS: Final = 7
"""What is done in one world."""
LONGEST: Final = 4 * TIMEOUT
"""Seconds that one send may take, with a reply that drips."""
SLACK: Final = 3.0
"""Seconds that a busy machine may add to a job."""


@define
class Seen:
    """What came of seeds."""

    wrong: list[str] = Factory(list)
    """Each with its seed."""
    unrepeated: list[str] = Factory(list)
    """What was wrong once and not again."""
    told: Counter[str] = Factory(Counter)
    """Jobs by operation and outcome or error."""
    befallen: Counter[str] = Factory(Counter)
    """Faults by kind."""

    def add(self, other: Seen) -> None:
        """Take in what came of other seeds."""
        self.wrong += other.wrong
        self.unrepeated += other.unrepeated
        self.told += other.told
        self.befallen += other.befallen


@frozen
class Told:
    """What a job gave: its result, or what it raised."""

    value: object

    @property
    def name(self) -> str:
        """The outcome's or the error's."""
        outcome = getattr(self.value, "outcome", None)
        return outcome.name if outcome is not None else type(self.value).__name__


def run_seed(seed: int, kinds: Collection[Kind] = (), *, verbose: bool = False) -> Seen:
    """Live through one seed's world.

    Args:
        seed: Which.
        kinds: What alone goes wrong in it; the seed's choice if there are none.
        verbose: Tell each job.
    """
    seen, log = Seen(), Log()
    root = logging.getLogger()
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    try:
        with world_of(seed, kinds) as world:
            for number in range(JOBS):
                before = len(world.plan.befallen)
                let_time_pass(world)
                job = draw(world)
                down = world.chance.random() < 0.05
                told, wrong = _done(world, job, log, down=down)
                seen.told[f"{job.name} {told.name}"] += 1
                faults = [each.fault for each in world.plan.befallen[before:]]
                seen.befallen.update(fault.kind.name for fault in faults)
                if verbose:
                    print(number, job.name, "while down" if down else [_short(fault) for fault in faults], told.name)
                seen.wrong += [f"seed {seed} ({world.lane}), job {number}, {job.name}: {each}" for each in wrong]
    finally:
        root.removeHandler(log)
        root.setLevel(level)
    return seen


def _done(world: World, job: Job, log: Log, *, down: bool) -> tuple[Told, list[str]]:
    """Do a job, and return what it gave and what is wrong with that."""
    before, befallen, sends = world.truth(), len(world.plan.befallen), world.recorder.sends
    began = time.monotonic()
    told = Told(_attempt_down(world, job) if down else _attempt(job))
    took = time.monotonic() - began
    after, sends = world.truth(), world.recorder.sends - sends
    world.canaries.pieces.update(each.rpartition("-")[2] for each in after)
    faultless = len(world.plan.befallen) == befallen and not down
    wrong = list(truth.twice(before, after, job.new))
    if took > sends * LONGEST + SLACK:
        wrong.append(f"it took {took:.1f} s for {sends} sends")
    if not _deceived(world, befallen):
        wrong += _judged(job, told.value, before, after, sends=sends, faultless=faultless)
    out = told_by(told.value) if isinstance(told.value, BaseException) else told_by_result(told.value)
    wrong += [f"a secret in what is told: ...{each}..." for each in world.canaries.found_in(out)[:3]]
    wrong += [f"a secret in the log: ...{each}..." for each in world.canaries.found_in(log.taken())[:3]]
    return told, wrong


def _judged(job: Job, value: object, before: Truth, after: Truth, *, sends: int, faultless: bool) -> Iterator[str]:
    if isinstance(value, CountermandError):
        yield from truth.of_error(value, before, after, job=job.name, sends=sends)
        if faultless and isinstance(value, (AmbiguousOutcome, ProtocolError, TransportError)):
            yield f"nothing went wrong, and it ended in {value!r}"
    elif isinstance(value, BaseException):
        yield f"an exception of another kind: {value!r}"
    else:
        yield from job.judge(value, before, after, faultless)


def _attempt(job: Job) -> object:
    try:
        return job.do()
    except Exception as error:  # noqa: BLE001  # Whatever it is, it is judged.
        return error


def _attempt_down(world: World, job: Job) -> object:
    with world.sandbox.down():
        return _attempt(job)


def _deceived(world: World, since: int) -> bool:
    """Whether a call got a sound reply to an earlier call of the same operation, which no client can find out.

    Replies of the services that are not SOAP do not show their operation, so that any of them counts.
    """
    operations = world.recorder.operations
    for each in world.plan.befallen[since:]:
        if each.fault.kind is not Kind.REORDERED or each.number >= len(operations):
            continue
        own, earlier = operations[each.number], operations[: each.number]
        if own in earlier or (earlier and not world.lane.startswith("esendex")):
            return True
    return False


def _short(fault: object) -> str:
    return str(fault).replace("Fault(kind=<Kind.", "").partition(", location")[0]
