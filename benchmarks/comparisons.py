"""What is compared, and how much faster or smaller than zeep it is wanted to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from benchmarks import samples
from benchmarks.contenders import NAMES, Contender
from benchmarks.contenders.with_countermand import Countermand
from benchmarks.measure import Spread, interleaved, per_call
from benchmarks.processes import BARE, cold, memory

__all__ = ["Comparison", "compare"]

OURS, THEIRS = "countermand", "zeep"


class Comparison(NamedTuple):
    """One table: a figure for each contender."""

    title: str
    unit: str
    scale: float
    """What a measurement is multiplied by to come out in the unit."""
    figures: dict[str, Spread]
    wanted: float | None
    """How many times zeep's median is to be ours; None where nothing is asked."""

    @property
    def ratio(self) -> float:
        """How many times zeep's median is ours."""
        return self.figures[THEIRS].median / self.figures[OURS].median

    @property
    def met(self) -> bool | None:
        """Whether the wanted ratio is reached."""
        return None if self.wanted is None else self.ratio >= self.wanted


def compare(contenders: dict[str, Contender], rounds: int) -> list[Comparison]:
    """Measure everything; the contenders must be known to agree.

    Args:
        contenders: by name.
        rounds: how often each is measured; the quick ones three times as often, memory a quarter.
    """
    return [*_codecs(contenders, rounds), *_processes(rounds)]


def _codecs(contenders: dict[str, Contender], rounds: int) -> list[Comparison]:
    ours = contenders[OURS]
    assert isinstance(ours, Countermand)
    recipients, reply = samples.recipients(), samples.cancel_reply()
    listed, json_listed = samples.soap_list(), samples.json_list()

    def cancel(contender: Contender) -> None:
        contender.encode_cancel()
        contender.decode_cancel(reply)

    cancels = {name: partial(cancel, contender) for name, contender in contenders.items()}
    sends = {name: partial(contender.encode_send, recipients) for name, contender in contenders.items()}
    lists = {name: partial(contender.decode_list, listed) for name, contender in contenders.items()}
    over_json = {OURS: partial(ours.decode_json_list, json_listed), THEIRS: lists[THEIRS]}
    count = f"{samples.ITEMS:,}"
    return [
        _time("CancelMessage over SOAP 1.2 with WS-Addressing, encoded and its reply decoded", cancels, 3 * rounds, 20),
        _time(f"SendMessage to {count} recipients over SOAP 1.2, encoded", sends, rounds, 15),
        _time(f"{count} OutgoingMessageResponse over SOAP 1.2, decoded", lists, rounds, 6),
        _time("the same over JSON, decoded; zeep over SOAP", over_json, rounds, 20),
    ]


def _time(title: str, works: Mapping[str, Callable[[], object]], rounds: int, wanted: float) -> Comparison:
    figures = interleaved({name: per_call(work) for name, work in works.items()}, rounds)
    small = figures[OURS].median < 1e-3
    return Comparison(title, "µs" if small else "ms", 1e6 if small else 1e3, figures, wanted)


def _processes(rounds: int) -> list[Comparison]:
    peaks = {
        kind: interleaved({name: memory(name, kind) for name in NAMES}, max(3, rounds // 4))
        for kind in ("rss", "tracemalloc")
    }
    starts = interleaved({name: cold(name) for name in (*NAMES, BARE)}, rounds)
    bare = starts[BARE].median
    over = {name: Spread(*(value - bare for value in starts[name])) for name in NAMES}
    what = "the list over SOAP 1.2, decoded: peak of"
    return [
        Comparison(f"{what} resident memory", "MiB", 2**-20, peaks["rss"], 5),
        Comparison(f"{what} Python's own memory (tracemalloc)", "MiB", 2**-20, peaks["tracemalloc"], None),
        Comparison("a new process to its first request, whole", "ms", 1e3, starts, 3),
        Comparison("the same, less what bare Python takes", "ms", 1e3, over, None),
    ]
