"""The form of the tables: what is compared of a node, and what a difference does on the wire and in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party, worst
from countermand_codegen.diff.reach import Use

__all__ = ["SAME_SOURCE", "Presence", "Rule", "breaks_source", "effects", "graded", "wire_sees_nothing"]

Node = TypeVar("Node")
Crossing = Callable[[bool, Party], Outcome]

SAME_SOURCE = Effect("compatible")


@attrs.frozen(kw_only=True)
class Rule(Generic[Node]):
    """One property of a node that both contracts have."""

    name: str
    """`kind.property`; the property is also how a report names it."""
    value: Callable[[Node], object]
    """What is compared."""
    shown: Callable[[Node], str]
    carried: Callable[[Node, Node, Party, Use], Outcome]
    """What becomes of words written by the first node's contract and read, by the party, with the second's."""
    python: Callable[[Node, Node, Use], Effect] = lambda old, new, use: SAME_SOURCE


@attrs.frozen(kw_only=True)
class Presence(Generic[Node]):
    """That a node is there at all."""

    name: str
    """What a report calls such a node."""
    shown: Callable[[Node], str]
    unknown: Callable[[Node, Party, Use], Outcome]
    """What becomes of it where only the writer has it."""
    missing: Callable[[Node, Party, Use], Outcome]
    """What becomes of the message where only the reader has it."""
    added: Callable[[Node, Use], Effect] = lambda new, use: SAME_SOURCE
    """In Python."""
    removed: Callable[[Node, Use], Effect]


def wire_sees_nothing(writer: object, reader: object, party: Party, use: Use) -> Outcome:
    """Return the outcome of what does not travel."""
    return CARRIED


def breaks_source(reason: str) -> Callable[[object, object, Use], Effect]:
    """Return the Python column of what every program that names it must follow."""
    return lambda old, new, use: Effect("breaking", reason)


def effects(use: Use, crossing: Crossing) -> tuple[Effect, Effect]:
    """Work out both wire columns: who writes with which contract, and who reads with the other.

    Args:
        use: where the thing travels.
        crossing: given whether the old contract writes, and who reads, says what becomes of it.
    """
    if not (use.requests or use.replies):
        nobody = Effect("compatible", "no message of both contracts holds it")
        return nobody, nobody
    return _column(use, crossing, old=True), _column(use, crossing, old=False)


def _column(use: Use, crossing: Crossing, *, old: bool) -> Effect:
    found = []
    if use.requests:
        found.append(_named("request", crossing(old, "server"), use))
    if use.replies:
        found.append(_named("reply", crossing(not old, "client"), use))
    outcome = worst(found)
    return graded(outcome, old=old)


def graded(outcome: Outcome, *, old: bool) -> Effect:
    """Return what an outcome is to a program that was written before the change, or, where not `old`, after it."""
    if outcome.fate == "carried":
        return Effect("compatible", outcome.reason)
    breaking = outcome.fate == "never" or (outcome.fate == "when_used" and old)
    return Effect("breaking" if breaking else "depends", outcome.reason, outcome.fate)


def _named(message: str, outcome: Outcome, use: Use) -> Outcome:
    if not outcome.reason or not (use.requests and use.replies):
        return outcome
    return attrs.evolve(outcome, reason=f"{message}: {outcome.reason}")
