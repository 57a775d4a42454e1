"""The tables of what a member of a service that speaks SOAP alone may be: where it stands, how often, what is in it."""

from __future__ import annotations

from countermand_codegen.diff.members import Owned
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import SAME_SOURCE, Presence, Rule
from countermand_codegen.diff.shown import WHERE, type_name

__all__ = ["ALTERNATIVE", "CONTENT", "DEFAULT"]

RUNS = ("items", "any")
"""Members that stand for several elements, whatever `many` says."""


def _where(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    fate = "refused as missing" if reader.member.required else "not found, and dropped without a word"
    return Outcome("never", f"where the reader looks for it, it is {fate}")


def _container(node: Owned) -> str:
    if node.member.where == "any-attributes":
        return "a mapping"
    return "a sequence" if node.member.many or node.member.where in RUNS else "one value"


def _where_python(old: Owned, new: Owned, use: Use) -> Effect:
    before, after = _container(old), _container(new)
    return SAME_SOURCE if before == after else Effect("breaking", f"it is {after}, and was {before}")


def _many(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    if reader.member.many:
        return CARRIED
    return Outcome("sometimes", "of several, all but one are lost")


def _default(writer: Owned, reader: Owned, party: Party, use: Use) -> Outcome:
    theirs, ours = writer.member, reader.member
    if ours.fixed and not (theirs.fixed and theirs.default == ours.default):
        if party == "server":
            return Outcome("sometimes", f"a server may refuse all but {ours.default!r}")
        never = theirs.fixed and (theirs.required or theirs.where == "attribute")
        return Outcome("never" if never else "sometimes", f"all but {ours.default!r} is refused")
    if theirs.default == ours.default:
        return CARRIED
    missing = "left out" if ours.where == "attribute" else "empty"
    said = f"read as {ours.default!r}" if ours.default is not None else f"no longer read as {theirs.default!r}"
    return Outcome("sometimes", f"where it is {missing}, it is {said}")


DEFAULT: Rule[Owned] = Rule(
    name="member.default",
    value=lambda node: (node.member.default, node.member.fixed),
    shown=lambda node: (
        "none" if node.member.default is None else repr(node.member.default) + (", fixed" if node.member.fixed else "")
    ),
    carried=_default,
)
"""With whether it is fixed: the two are one property."""

CONTENT: tuple[Rule[Owned], ...] = (
    Rule(
        name="member.where it stands",
        value=lambda node: node.member.where,
        shown=lambda node: WHERE[node.member.where],
        carried=_where,
        python=_where_python,
    ),
    Rule(
        name="member.many",
        value=lambda node: node.member.many,
        shown=lambda node: "repeated" if node.member.many else "once",
        carried=_many,
        python=lambda old, new, use: Effect("breaking", f"it is {_container(new)}, and was {_container(old)}"),
    ),
    DEFAULT,
)


def _extra_alternative(node: Owned, party: Party, use: Use) -> Outcome:
    if party == "client":
        return Outcome("carried", "our bindings pass over elements that they do not know")
    return Outcome("sometimes", "a server drops or refuses an element that it does not know")


ALTERNATIVE = Presence[Owned](
    name="alternative",
    shown=lambda node: type_name(node.member.type),
    unknown=_extra_alternative,
    missing=lambda node, party, use: CARRIED,
    added=lambda node, use: Effect("breaking", "a run that is read may hold it") if use.read else SAME_SOURCE,
    removed=lambda node, use: Effect("breaking", f"the label {node.member.attribute} is gone"),
)
"""One of the elements that a run is made of."""
