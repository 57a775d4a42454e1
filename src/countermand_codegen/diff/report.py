"""A report as text for a terminal, as Markdown for a changelog, or as JSON for tools."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import attrs

from countermand_codegen.diff.model import Change, Effect, Report

__all__ = ["FORMATS", "Format", "render"]

Format = Literal["text", "markdown", "json"]

SECTIONS = (("added", "Added"), ("changed", "Changed"), ("removed", "Removed"))
"""As Keep a Changelog names them."""

SHOWN = 3
"""Messages that hold a type, before the rest are only counted."""


def render(report: Report, form: Format = "text") -> str:
    """Write a report; it ends with a newline."""
    return FORMATS[form](report)


def _plain(text: str) -> str:
    """Make what a document said harmless on a terminal, and one line."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def _text(report: Report) -> str:
    lines: list[str] = []
    place = ""
    for change in report.changes:
        where = f"{change.place.service}: {change.place}"
        if where != place:
            lines += [*([""] if lines else []), _plain(where)]
            if change.carried_by:
                lines.append(_plain(f"  in {_messages(change)}"))
            place = where
        lines.append(_plain(f"  {change.summary}"))
        lines += [_plain(f"    {heading:<24}{_said(effect)}") for heading, effect in change.effects]
    count = len(report.changes)
    lines += [*([""] if lines else []), f"{count} {'change' if count == 1 else 'changes'}" if count else "no change"]
    return "\n".join([*lines, f"version advice: {_plain(_advice(report))}", ""])


def _said(effect: Effect) -> str:
    return f"{effect.grade:<12}{effect.reason}".rstrip()


def _messages(change: Change) -> str:
    shown, more = change.carried_by[:SHOWN], len(change.carried_by) - SHOWN
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _advice(report: Report) -> str:
    return f"{report.advice.level} ({report.advice.reason})"


def _markdown(report: Report) -> str:
    lines: list[str] = []
    for kind, heading in SECTIONS:
        found = [change for change in report.changes if change.kind == kind]
        if found:
            lines += [f"### {heading}", "", *(line for change in found for line in _entry(change)), ""]
    return "\n".join([*lines, f"Version advice: **{report.advice.level}** ({_escaped(report.advice.reason)}).", ""])


def _entry(change: Change) -> Iterator[str]:
    place = f"{change.place.service}: {change.place}"
    loud = "**Breaking.** " if change.grade == "breaking" else ""
    yield f"- {loud}{_escaped(place)}: {_escaped(change.summary)}."
    for heading, effect in change.effects:
        if effect.grade != "compatible":
            yield f"  - {heading}: {effect.grade}{', ' + _escaped(effect.reason) if effect.reason else ''}."


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", _plain(text))


def _json(report: Report) -> str:
    changes = [{**attrs.asdict(change), "grade": change.grade} for change in report.changes]
    return json.dumps({**attrs.asdict(report), "changes": changes}, indent=2) + "\n"


FORMATS: Mapping[Format, Callable[[Report], str]] = {"text": _text, "markdown": _markdown, "json": _json}
