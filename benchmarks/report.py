"""The comparisons as a table and as JSON."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import version

from benchmarks.comparisons import Comparison

__all__ = ["as_json", "as_text", "environment"]


def environment() -> dict[str, str]:
    """Return the versions of all that takes part."""
    libraries = {name: version(name) for name in ("zeep", "xsdata", "lxml", "attrs", "requests")}
    return {"python": platform.python_version(), "machine": platform.machine(), **libraries}


def as_text(comparisons: Iterable[Comparison]) -> str:
    """Write one block for each comparison: medians, quartiles, extremes, and how many times ours."""
    lines = [" ".join(f"{name} {value}" for name, value in environment().items())]
    for comparison in comparisons:
        lines += ["", f"{comparison.title}, {comparison.unit}", *_figures(comparison), _verdict(comparison)]
    return "\n".join(lines)


def _figures(comparison: Comparison) -> Iterable[str]:
    ours = comparison.figures["countermand"].median
    for name, figure in comparison.figures.items():
        median, low, high, least, most = (f"{value * comparison.scale:.1f}" for value in figure)
        times = f"{figure.median / ours:.1f}"
        yield f"  {name:<12}{median:>9}   quartiles {low:>8} .. {high:<8} all {least:>8} .. {most:<8} x{times:>6}"


def _verdict(comparison: Comparison) -> str:
    if comparison.wanted is None:
        return f"  zeep / countermand = {comparison.ratio:.1f}"
    word = "met" if comparison.met else "MISSED"
    return f"  zeep / countermand = {comparison.ratio:.1f}, wanted {comparison.wanted:g}: {word}"


def as_json(comparisons: Iterable[Comparison]) -> dict[str, object]:
    """Return all of it for `json.dumps`; figures in the unit that each names."""
    return {
        "environment": environment(),
        "comparisons": [
            {
                "title": comparison.title,
                "unit": comparison.unit,
                "figures": {
                    name: {key: value * comparison.scale for key, value in figure._asdict().items()}
                    for name, figure in comparison.figures.items()
                },
                "ratio": comparison.ratio,
                "wanted": comparison.wanted,
                "met": comparison.met,
            }
            for comparison in comparisons
        ],
    }
