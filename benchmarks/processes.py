"""Whole processes, measured from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import samples
from benchmarks.agreement import check_request
from benchmarks.contenders import NAMES

__all__ = ["BARE", "check_cold", "cold", "memory"]

HERE = Path(__file__).resolve().parent
BARE = "bare Python"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Without what would have a checkout compiled anew in each process, while installed libraries come compiled."""
SCRIPTS = {"countermand": "countermand_client", "zeep": "zeep_client", "xsdata": "xsdata_client", BARE: "bare"}


def check_cold() -> None:
    """Run each contender's cold start once, which also compiles what is to be imported, and look at its request.

    Raises:
        Disagreement: a request is not the one that is wanted.
        CalledProcessError: a contender does not run.
    """
    for name in NAMES:
        check_request(f"{name}, cold,", _run(name), samples.ACTION_CANCEL, samples.cancel_tree())


def cold(name: str) -> Callable[[], float]:
    """Return what runs a contender's cold start and tells the seconds."""

    def work() -> float:
        start = time.perf_counter()
        _run(name)
        return time.perf_counter() - start

    return work


def _run(name: str) -> bytes:
    command = [sys.executable, str(HERE / "cold" / f"{SCRIPTS[name]}.py")]
    return subprocess.run(command, capture_output=True, check=True, env=ENVIRONMENT).stdout


def memory(name: str, kind: str) -> Callable[[], float]:
    """Return what decodes the list in a new process and tells the peak in bytes; see `benchmarks.peak`."""
    command = [sys.executable, "-m", "benchmarks.peak", name, kind]

    def work() -> float:
        return float(subprocess.run(command, capture_output=True, check=True, cwd=HERE.parent).stdout)

    return work
