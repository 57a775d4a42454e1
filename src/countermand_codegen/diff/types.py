"""The tables of data contracts, lists, enumerations and their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import SAME_SOURCE, Presence, Rule, breaks_source, wire_sees_nothing
from countermand_codegen.names import class_name

__all__ = ["ARRAYS", "CONTRACTS", "ENUMERATIONS", "IN_ORDER", "TYPE", "TYPES", "VALUE", "VALUES", "Named", "order"]

Named: TypeAlias = ir.Contract | ir.Array | ir.Enumeration

RENAMED = "the class has another name"


def _name(writer: Named, reader: Named, party: Party, use: Use) -> Outcome:
    if use.bare and use.xml:
        return Outcome("never", "over bare XML it is the name of the root element")
    if isinstance(reader, ir.Contract) and reader.base is not None:
        return Outcome("sometimes", "i:type has the name, where a member is of the type that this one extends")
    return Outcome("carried", "the name does not travel")


def _namespace(writer: Named, reader: Named, party: Party, use: Use) -> Outcome:
    if not use.xml:
        return Outcome("carried", "JSON has names only")
    if isinstance(reader, ir.Enumeration) and not use.bare:
        return Outcome("carried", "the values of an enumeration have none")
    return Outcome("never", "over XML no member is found: each is dropped without a word, or refused as missing")


def _class_name(node: Named) -> str:
    return "" if isinstance(node, ir.Array) else node.class_name


def _unusual_class_name(node: Named) -> str | None:
    """Return a class's name where it does not follow from the wire's, whose change is told already."""
    name = _class_name(node)
    return name if name and name != class_name(ir.local_name(node.qname)) else None


TYPES: tuple[Rule[Named], ...] = (
    Rule(
        name="type.name",
        value=lambda node: ir.local_name(node.qname),
        shown=lambda node: ir.local_name(node.qname),
        carried=_name,
        python=lambda old, new, use: (
            SAME_SOURCE if _class_name(old) == _class_name(new) else Effect("breaking", RENAMED)
        ),
    ),
    Rule(
        name="type.namespace",
        value=lambda node: ir.namespace_of(node.qname),
        shown=lambda node: ir.namespace_of(node.qname),
        carried=_namespace,
    ),
    Rule(
        name="type.class name",
        value=_unusual_class_name,
        shown=_class_name,
        carried=wire_sees_nothing,
        python=breaks_source(RENAMED),
    ),
)


IN_ORDER: frozenset[ir.Where] = frozenset({"element", "items", "any"})
"""Members that stand one after the other; attributes and headers have no order."""


def order(common: Mapping[str, str]) -> Rule[ir.Contract]:
    """Return the rule about the order of the members that two contracts share.

    Args:
        common: the new name of each by its old one; both by qualified name.
    """
    shared = {*common, *common.values()}

    def ordered(contract: ir.Contract) -> list[str]:
        return [common.get(member.tag, member.tag) for member in contract.members if member.tag in shared]

    def carried(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
        if not use.xml:
            return Outcome("carried", "JSON has no order")
        if party == "client":
            return Outcome("carried", "our bindings read members by name")
        return Outcome("never", "a server reads them in order, and drops what comes late without a word")

    return Rule(
        name="contract.order of members",
        value=ordered,
        shown=lambda contract: ", ".join(map(ir.local_name, ordered(contract))),
        carried=carried,
    )


def _layouts(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
    unknown = len(set(writer.layouts) - set(reader.layouts))
    if not unknown or party == "server":
        return CARRIED
    return Outcome("sometimes", "over XML a reply in a layout that the reader does not know is refused, or misread")


def _form(writer: Named, reader: Named, party: Party, use: Use) -> Outcome:
    if {writer.form, reader.form} == {"sequence", "soap"}:
        return Outcome("carried", "over XML it is the same")
    return Outcome("sometimes", "over JSON it is the same, over XML it is not")


CONTRACTS: tuple[Rule[ir.Contract], ...] = (
    Rule(
        name="contract.layouts",
        value=lambda node: node.layouts,
        shown=lambda node: " or ".join(", ".join(layout) for layout in node.layouts) or "none",
        carried=_layouts,
    ),
    Rule(
        name="contract.form",
        value=lambda node: node.form,
        shown=lambda node: node.form,
        carried=_form,
    ),
)


def _alone(writer: ir.Array, reader: ir.Array, party: Party, use: Use) -> Outcome:
    if reader.one_or_many or party == "server":
        return CARRIED
    return Outcome("sometimes", "an item that comes alone is refused")


ARRAYS: tuple[Rule[ir.Array], ...] = (
    Rule(
        name="list.one or many",
        value=lambda node: node.one_or_many,
        shown=lambda node: "an item may stand alone" if node.one_or_many else "always a list",
        carried=_alone,
    ),
    Rule(
        name="list.form",
        value=lambda node: node.form,
        shown=lambda node: node.form,
        carried=_form,
    ),
)
"""How services without SOAP write what a WSDL says once for all."""


def _lost_aliases(writer: ir.Enumeration, reader: ir.Enumeration, party: Party, use: Use) -> Outcome:
    lost = sorted(alias for alias, name in dict(writer.aliases).items() if dict(reader.aliases).get(alias) != name)
    if not lost or party == "server":
        return CARRIED
    return Outcome("sometimes", f"{' or '.join(lost)} in a reply is read otherwise")


ENUMERATIONS: tuple[Rule[ir.Enumeration], ...] = (
    Rule(
        name="enumeration.aliases",
        value=lambda node: frozenset(node.aliases),
        shown=lambda node: ", ".join(f"{alias} for {name}" for alias, name in sorted(node.aliases)) or "none",
        carried=_lost_aliases,
    ),
    Rule(
        name="enumeration.form",
        value=lambda node: node.form,
        shown=lambda node: node.form,
        carried=_form,
    ),
)


def _extra(node: ir.EnumerationValue, party: Party, use: Use) -> Outcome:
    if party == "client":
        return Outcome("carried", "our bindings keep it as an UnknownValue")
    return Outcome("when_used", "a server refuses a value that it does not know")


VALUE = Presence[ir.EnumerationValue](
    name="value",
    shown=lambda node: f"number {node.number}",
    unknown=_extra,
    missing=lambda node, party, use: CARRIED,
    removed=lambda node, use: Effect("breaking", f"{node.constant} is gone"),
)

VALUES: tuple[Rule[ir.EnumerationValue], ...] = (
    Rule(
        name="value.number",
        value=lambda node: node.number,
        shown=lambda node: str(node.number),
        carried=lambda writer, reader, party, use: (
            Outcome("never", f"over JSON {writer.number} is not {writer.xml_name} to who reads it")
            if use.rest
            else Outcome("carried", "XML has the name only")
        ),
    ),
    Rule(
        name="value.constant",
        value=lambda node: node.constant,
        shown=lambda node: node.constant,
        carried=wire_sees_nothing,
        python=breaks_source("the constant has another name"),
    ),
)


def _nothing_travels(node: Named, party: Party, use: Use) -> Outcome:
    return Outcome("carried", "what holds it tells")


TYPE = Presence[Named](
    name="type",
    shown=lambda node: KINDS[type(node)],
    unknown=_nothing_travels,
    missing=_nothing_travels,
    removed=lambda node, use: Effect("breaking", f"{_class_name(node)} is gone") if _class_name(node) else SAME_SOURCE,
)
"""A list has no class: in Python it is a plain list."""

KINDS: Mapping[type, str] = {ir.Contract: "data contract", ir.Array: "list", ir.Enumeration: "enumeration"}
