"""Run all comparisons: `python -m benchmarks [--rounds N] [--json FILE]`.

A wanted ratio that is missed is shown, and is no failure: what a busy machine measures proves little. The exit status
is 1 where a contender does not run, or where two do not agree on what they write or read.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.agreement import Disagreement, check_agreement
from benchmarks.comparisons import compare
from benchmarks.contenders import NAMES, load
from benchmarks.processes import check_cold
from benchmarks.report import as_json, as_text


def main() -> int:
    """Check, measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure against zeep and xsdata.")
    parser.add_argument("--rounds", type=_rounds, default=15, help="how often each is measured (default: 15)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args()
    try:
        contenders = {name: load(name) for name in NAMES}
        check_agreement(contenders)
        check_cold()
        gc.freeze()  # What the libraries hold is no garbage of what is measured.
        comparisons = compare(contenders, options.rounds)
    except (Disagreement, ImportError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"benchmarks: {error}\n{error.stderr.decode(errors='replace')}", file=sys.stderr)
        return 1
    print(as_text(comparisons))
    if options.json:
        options.json.write_text(json.dumps(as_json(comparisons), indent=2) + "\n", encoding="utf-8")
    return 0


def _rounds(text: str) -> int:
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError("at least 2, for a spread")
    return number


if __name__ == "__main__":
    sys.exit(main())
