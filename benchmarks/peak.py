"""The memory that decoding the list takes, as a process of its own: `python -m benchmarks.peak CONTENDER KIND`.

KIND is `rss`, the rise of the resident set's peak over what it was with the body in memory, or `tracemalloc`, which
sees Python's objects only and none of libxml2's. Prints bytes.
"""

from __future__ import annotations

import gc
import resource
import sys
import tracemalloc
from pathlib import Path

from benchmarks import samples
from benchmarks.contenders import load

__all__ = ["main"]

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")


def _resident() -> int:
    return _kibibytes("VmRSS") if STATUS.exists() else _most_ever()


def _peak() -> int:
    return _kibibytes("VmHWM") if STATUS.exists() else _most_ever()


def _most_ever() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _kibibytes(name: str) -> int:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


def main(name: str, kind: str) -> int:
    """Decode the list once; return the bytes."""
    contender = load(name)
    contender.decode_list(samples.soap_list(100))  # So that what is imported when first used is there.
    body = samples.soap_list()
    gc.collect()
    if kind == "tracemalloc":
        tracemalloc.start()
        decoded = contender.decode_list(body)
        return tracemalloc.get_traced_memory()[1]
    if CLEAR.exists():
        CLEAR.write_text("5")  # The peak begins anew from here.
    before = _resident()
    decoded = contender.decode_list(body)
    peak = _peak()
    del decoded
    return peak - before


if __name__ == "__main__":
    print(main(sys.argv[1], sys.argv[2]))
