"""The table of members: elements of a contract's sequence, and the items of lists."""

from __future__ import annotations

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import SAME_SOURCE, Presence, Rule, breaks_source, wire_sees_nothing
from countermand_codegen.diff.shown import WHERE, type_name

__all__ = ["ITEM", "MEMBER", "MEMBERS", "Owned"]


@attrs.frozen
class Owned:
    """A member, and the namespace of the type that holds it."""

    member: ir.Member
    namespace: str
    elsewhere: bool = False
    """Whether the other contract has it, too: in a run of elements where this one has it alone, or the other way."""

    @property
    def own(self) -> bool:
        """Whether it is of its owner's namespace, as elements are unless they are inherited, or else of none."""
        return self.member.namespace == (self.namespace if self.member.where in ("element", "header") else "")


ELSEWHERE = Outcome("sometimes", "on one side it is in a run of elements, on the other it stands alone")


def _extra(node: Owned, party: Party, use: Use) -> Outcome:
    if node.elsewhere:
        return ELSEWHERE
    if party == "client":
        return Outcome("carried", "our bindings pass over members that they do not know")
    return Outcome("sometimes", "a server drops a member that it does not know, without a word")


def _missing(node: Owned, party: Party, use: Use) -> Outcome:
    if not node.member.required:
        return CARRIED
    if node.elsewhere:
        return ELSEWHERE
    if party == "client":
        return Outcome("never", "a reply without it is refused")
    return Outcome("never", "a server refuses a request without it, or takes its default value")


def _added(node: Owned, use: Use) -> Effect:
    if node.member.required and use.given:
        return Effect("breaking", "it must be given")
    return SAME_SOURCE


MEMBER = Presence[Owned](
    name="member",
    shown=lambda node: _described(node.member),
    unknown=_extra,
    missing=_missing,
    added=_added,
    removed=lambda node, use: Effect("breaking", f"{node.member.attribute} is gone"),
)


def _described(member: ir.Member) -> str:
    words = [type_name(member.type), "required" if member.required else "optional"]
    if member.where != "element":
        words.append(WHERE[member.where])
    return ", ".join([*words, *(["repeated"] if member.many else []), *(["nillable"] if member.nillable else [])])


def _namespace(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    return _not_found(reader, use)


def _not_found(reader: Owned, use: Use) -> Outcome:
    if not use.xml:
        return Outcome("carried", "JSON has names only")
    fate = "refused as missing" if reader.member.required else "not found, and dropped without a word"
    return Outcome("never", f"over XML it is {fate}")


def _required(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    if not reader.member.required:
        return CARRIED
    return Outcome("sometimes", "refused where it is left out")


def _nillable(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    if reader.member.nillable:
        return CARRIED
    return Outcome("sometimes", "a nil is refused, or read as empty")


def _required_python(old: Owned, new: Owned, use: Use) -> Effect:
    if new.member.required:
        return Effect("breaking", "it must be given") if use.given else SAME_SOURCE
    if new.member.many:
        # There it is an empty sequence.
        return SAME_SOURCE
    return Effect("breaking", "it may be ABSENT when read") if use.read else SAME_SOURCE


def _nillable_python(old: Owned, new: Owned, use: Use) -> Effect:
    if new.member.nillable:
        return Effect("breaking", "it may be None when read") if use.read else SAME_SOURCE
    return Effect("breaking", "None is no longer accepted") if use.given else SAME_SOURCE


def _aliases(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    lost = sorted(set(writer.member.aliases) - set(reader.member.aliases))
    if not lost or party == "server":
        return CARRIED
    return Outcome("sometimes", f"a reply that says {' or '.join(lost)} is read as one without it")


MEMBERS: tuple[Rule[Owned], ...] = (
    Rule(
        name="member.namespace",
        value=lambda node: None if node.own else node.member.namespace,
        shown=lambda node: node.member.namespace,
        carried=_namespace,
    ),
    Rule(
        name="member.required",
        value=lambda node: node.member.required,
        shown=lambda node: "required" if node.member.required else "optional",
        carried=_required,
        python=_required_python,
    ),
    Rule(
        name="member.nillable",
        value=lambda node: node.member.nillable,
        shown=lambda node: "nillable" if node.member.nillable else "not nillable",
        carried=_nillable,
        python=_nillable_python,
    ),
    Rule(
        name="member.aliases",
        value=lambda node: node.member.aliases,
        shown=lambda node: ", ".join(node.member.aliases) or "none",
        carried=_aliases,
    ),
    Rule(
        name="member.attribute",
        value=lambda node: node.member.attribute,
        shown=lambda node: node.member.attribute,
        carried=wire_sees_nothing,
        python=breaks_source("the attribute has another name"),
    ),
    Rule(
        name="member.sensitive",
        value=lambda node: node.member.sensitive,
        shown=lambda node: "left out of reprs" if node.member.sensitive else "shown in reprs",
        carried=wire_sees_nothing,
    ),
)

ITEM = Rule[Owned](
    name="item.name",
    value=lambda node: node.member.name,
    shown=lambda node: node.member.name,
    carried=lambda writer, reader, party, use: (
        Outcome("never", "over XML no item is found: the list is read as empty") if use.xml else CARRIED
    ),
)
"""A list's items are paired whatever their names."""
