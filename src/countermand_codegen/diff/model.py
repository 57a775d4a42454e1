"""What a comparison says: changes, each with its place and its three effects. Frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

__all__ = [
    "CARRIED",
    "GRADES",
    "Advice",
    "Change",
    "Effect",
    "Fate",
    "Grade",
    "Outcome",
    "Party",
    "Place",
    "Report",
    "worst",
]

Grade = Literal["compatible", "depends", "breaking"]
"""`depends`: on what is sent, on what the caller uses, or on what the contract does not say; the reason tells."""

GRADES: tuple[Grade, ...] = ("compatible", "depends", "breaking")

Fate = Literal["carried", "sometimes", "when_used", "never"]
"""What becomes of one party's words, read by the other's contract.

`sometimes` depends on the data. `when_used` is lost only where the caller uses what the other side lacks: a program
written before does so, which is breaking; one written afterwards need not.
"""

Party = Literal["server", "client"]
"""Who reads: a server as WCF's serializer does, or our bindings."""

FATES: tuple[Fate, ...] = ("carried", "sometimes", "when_used", "never")


@attrs.frozen
class Outcome:
    """A fate and its reason, which is empty only where there is nothing to say."""

    fate: Fate
    reason: str = ""


CARRIED = Outcome("carried")


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst fate with all its reasons, sorted; carried where there is none."""
    listed = list(outcomes)
    if not listed:
        return CARRIED
    fate: Fate = next(fate for fate in reversed(FATES) if any(outcome.fate == fate for outcome in listed))
    reasons = {outcome.reason for outcome in listed if outcome.fate == fate and outcome.reason}
    return Outcome(fate, "; ".join(sorted(reasons)))


@attrs.frozen
class Effect:
    """One of the three columns."""

    grade: Grade
    reason: str = ""
    fate: Fate = "carried"
    """On the wire; always `carried` for Python."""


@attrs.frozen(kw_only=True)
class Place:
    """Where a change is: as much of the path as it has."""

    service: str
    port: str = ""
    operation: str = ""
    message: Literal["", "request", "reply", "fault"] = ""
    type: str = ""
    """The local name of a data contract, list or enumeration."""
    member: str = ""
    """A member, the value of an enumeration, or a fault."""

    def __str__(self) -> str:
        parts = [
            self.port and f"port {self.port}",
            self.operation and f"operation {self.operation}",
            self.message,
            self.type and f"type {self.type}",
            self.member,
        ]
        return ", ".join(filter(None, parts)) or f"service {self.service}"


@attrs.frozen(kw_only=True)
class Change:
    """One difference between two contracts."""

    rule: str
    """The row of the tables that found it: `member.required`."""
    kind: Literal["added", "removed", "changed"]
    place: Place
    what: str
    """What is added or removed, or which property changed: `type`."""
    old: str
    """As text; empty where it was not there."""
    new: str
    old_client: Effect
    """Of bindings made from the old contract, with a server of the new one."""
    new_client: Effect
    """Of bindings made from the new contract, with a server of the old one."""
    python: Effect
    """Of the bindings' source, for a program written with the old ones."""
    carried_by: tuple[str, ...] = ()
    """Of a type: the messages that hold it, each with the path of members to it."""

    @property
    def effects(self) -> tuple[tuple[str, Effect], ...]:
        """The columns with their headings."""
        return (
            ("old client, new server", self.old_client),
            ("new client, old server", self.new_client),
            ("Python source", self.python),
        )

    @property
    def grade(self) -> Grade:
        """The worst of the three."""
        grades = {effect.grade for _, effect in self.effects}
        return next(grade for grade in reversed(GRADES) if grade in grades)

    @property
    def summary(self) -> str:
        """What happened, without where."""
        if self.kind == "changed":
            return f"{self.what} changed: {self.old} -> {self.new}"
        return f"{self.what} {self.kind}: {self.new or self.old}"


@attrs.frozen(kw_only=True)
class Advice:
    """By how much the version of the bindings should rise."""

    level: Literal["none", "patch", "minor", "major"]
    reason: str


@attrs.frozen(kw_only=True)
class Report:
    """A comparison: of everything that was found in both inputs."""

    old: str
    """The old input as it was named."""
    new: str
    changes: tuple[Change, ...]
    advice: Advice

    def has(self, grade: Grade) -> bool:
        """Tell whether a change has this grade, in any column."""
        return any(effect.grade == grade for change in self.changes for _, effect in change.effects)
