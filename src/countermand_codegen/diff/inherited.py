"""The table of how contracts stand to each other: what they extend, what extends them, and how often one is written."""

from __future__ import annotations

from collections.abc import Mapping

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import SAME_SOURCE, Rule

__all__ = ["HIERARCHY", "relatives"]


def relatives(new: ir.Service, types: Mapping[str, str]) -> tuple[Rule[ir.Contract], ...]:
    """Return the rules about what a contract extends, and what extends it.

    Args:
        new: the new service.
        types: the new name of each type that both services have, by its old one.
    """

    def now(qname: str | None) -> str | None:
        return None if qname is None else types.get(qname, qname)

    def below(contract: ir.Contract) -> frozenset[str]:
        return frozenset(types.get(qname, qname) for qname in contract.derived)

    def derived(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
        unknown = ", ".join(sorted(map(ir.local_name, below(writer) - below(reader))))
        if not unknown:
            return CARRIED
        if party == "client":
            return Outcome("sometimes", f"a value that says by i:type that it is a {unknown} is refused")
        return Outcome("when_used", f"a server refuses a value that says by i:type that it is a {unknown}")

    def base(old: ir.Contract, found: ir.Contract, use: Use) -> Effect:
        if old.base is None or now(old.base) in _above(new, found):
            return SAME_SOURCE
        return Effect("breaking", f"it is no {ir.local_name(old.base)} any more")

    return (
        Rule(
            name="contract.base",
            value=lambda node: now(node.base),
            shown=lambda node: "none" if node.base is None else ir.local_name(node.base),
            carried=lambda writer, reader, party, use: Outcome("carried", "what it inherits is told by its members"),
            python=base,
        ),
        Rule(
            name="contract.derived types",
            value=below,
            shown=lambda node: ", ".join(sorted(map(ir.local_name, node.derived))) or "none",
            carried=derived,
        ),
    )


def _above(service: ir.Service, contract: ir.Contract) -> set[str]:
    found: set[str] = set()
    base = contract.base
    while base is not None and base not in found:
        found.add(base)
        base = service.contract(base).base
    return found


def _abstract(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
    if not reader.abstract:
        return CARRIED
    fate = "refused, unless it is of a type that extends this one"
    return Outcome("sometimes" if writer.derived else "never", f"a value is {fate}")


def _reference(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
    if reader.reference:
        return Outcome("carried", "a value that is written twice is read as two")
    return Outcome("sometimes", "a value that occurs twice is a z:Ref the second time, and refused")


HIERARCHY: tuple[Rule[ir.Contract], ...] = (
    Rule(
        name="contract.abstract",
        value=lambda node: node.abstract,
        shown=lambda node: "abstract" if node.abstract else "not abstract",
        carried=_abstract,
        python=lambda old, new, use: (
            Effect("breaking", "no value of it may be given any more") if new.abstract and use.given else SAME_SOURCE
        ),
    ),
    Rule(
        name="contract.reference",
        value=lambda node: node.reference,
        shown=lambda node: "written once, and referred to" if node.reference else "written each time",
        carried=_reference,
        python=lambda old, new, use: Effect(
            "depends",
            "values are equal only to themselves, and have no hash of what is in them"
            if new.reference
            else "values are equal by what is in them, and cannot be changed",
        ),
    ),
)
"""What needs nothing but the two contracts."""
