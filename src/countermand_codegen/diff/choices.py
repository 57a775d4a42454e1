"""The row of choices: members of which only one may be there."""

from __future__ import annotations

from itertools import combinations, product
from typing import TypeAlias

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import SAME_SOURCE, Rule

__all__ = ["CHOICES"]

Named: TypeAlias = frozenset[frozenset[str]]
"""The alternatives of a choice, each as the names of its members on the wire."""


def _named(contract: ir.Contract) -> frozenset[tuple[Named, bool]]:
    names = {member.attribute: member.name for member in contract.members}
    return frozenset(
        (
            frozenset(frozenset(names[one] for one in alternative) for alternative in choice.alternatives),
            choice.required,
        )
        for choice in contract.choices
    )


def _shown(contract: ir.Contract) -> str:
    choices = (
        " or ".join(sorted(" with ".join(sorted(alternative)) for alternative in alternatives))
        + ("" if required else ", or none of them")
        for alternatives, required in _named(contract)
    )
    return "; ".join(sorted(choices)) or "none"


def _allows_more(writer: ir.Contract, reader: ir.Contract) -> bool:
    """Tell whether a value of the one may have what a choice of the other forbids, or lack what it demands."""
    known = {member.name for member in writer.members}
    for alternatives, required in _named(reader):
        for one, other in combinations(alternatives, 2):
            if any(not _exclude(writer, *pair) for pair in product(one & known, other & known)):
                return True
        members = frozenset[str]().union(*alternatives)
        if required and not any(must and frozenset[str]().union(*each) <= members for each, must in _named(writer)):
            return True
    return False


def _exclude(contract: ir.Contract, one: str, other: str) -> bool:
    for alternatives, _ in _named(contract):
        ours = {alternative for alternative in alternatives if one in alternative}
        theirs = {alternative for alternative in alternatives if other in alternative}
        if ours and theirs and not ours & theirs:
            return True
    return False


def _carried(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
    if not _allows_more(writer, reader):
        return CARRIED
    if party == "client":
        return Outcome("carried", "our bindings read all that is there")
    return Outcome("sometimes", "a server refuses, or drops, what its choice does not allow")


CHOICES: Rule[ir.Contract] = Rule(
    name="contract.choices",
    value=_named,
    shown=_shown,
    carried=_carried,
    python=lambda old, new, use: (
        Effect("depends", "a value that the choice does not allow is refused")
        if use.given and _allows_more(old, new)
        else SAME_SOURCE
    ),
)
