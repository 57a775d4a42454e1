"""A member whose type is another one: what its values become, by comparing the two types themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Change, Effect, Outcome, Party, Place, worst
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.recorder import Recorder
from countermand_codegen.diff.rules import SAME_SOURCE, effects, graded
from countermand_codegen.diff.scalars import scalar_outcome
from countermand_codegen.diff.shown import type_name
from countermand_codegen.diff.types import Named
from countermand_codegen.diff.unjudged import unjudged
from countermand_codegen.render.imports import Imports
from countermand_codegen.render.types import TypeRenderer

__all__ = ["Retyped", "named_types"]


def named_types(service: ir.Service) -> dict[str, Named]:
    """Return every named type of a service by its qualified name."""
    types: tuple[Named, ...] = (*service.contracts, *service.arrays, *service.enumerations)
    return {found.qname: found for found in types}


class Retyped:
    """Judges the types of members.

    Args:
        old: the old service.
        new: the new one.
        pairs: the new name of each old type; two of one pair are the same type, and compared on their own.
        compare: records the changes between two types of one kind.
    """

    def __init__(
        self,
        old: ir.Service,
        new: ir.Service,
        pairs: Mapping[str, str],
        compare: Callable[[Named, Named, Recorder, Use], None],
    ) -> None:
        self._services = (old, new)
        self._types = (named_types(old), named_types(new))
        self._pairs = pairs
        self._compare = compare
        self._open: set[tuple[str, str]] = set()

    def compare(self, old: ir.Member, new: ir.Member, place: Place, use: Use, recorder: Recorder) -> None:
        """Record that a member has another type, if it has."""
        before, after = old.type, new.type
        recorder.compare(unjudged("member type", before, after), before, after, place, use)
        same_kind, same_form = before.kind == after.kind, before.listed == after.listed
        same = before.name == after.name or (before.kind != "scalar" and self._pairs.get(before.name) == after.name)
        if same_kind and same and same_form:
            return
        if same_kind and same_form and before.kind != "scalar":
            columns = self._of_members(before, after, use)
        else:
            columns = effects(
                use,
                lambda old_writes, party: (
                    self._outcome(before, after, party, use, same=same_kind and same)
                    if old_writes
                    else self._outcome(after, before, party, use, same=same_kind and same)
                ),
            )
        was, now = (_shown(service, type_) for service, type_ in zip(self._services, (before, after), strict=True))
        recorder.add(
            Change(
                rule="member.type",
                kind="changed",
                place=place,
                what="type",
                old=type_name(before),
                new=type_name(after),
                old_client=columns[0],
                new_client=columns[1],
                python=SAME_SOURCE if was == now else Effect("breaking", f"it is {now}, and was {was}"),
            )
        )

    def _outcome(self, writer: ir.TypeRef, reader: ir.TypeRef, party: Party, use: Use, *, same: bool) -> Outcome:
        """Tell what becomes of a value whose type is another one, or, where `same`, the same in another form."""
        inner = CARRIED if same else _value_outcome(writer, reader, party, use)
        return inner if writer.listed is reader.listed else _listed(inner, writer, blanks=self._may_have_blanks(writer))

    def _may_have_blanks(self, type_: ir.TypeRef) -> bool:
        found = [named[type_.name] for named in self._types if type_.name in named]
        names = [value.xml_name for one in found if isinstance(one, ir.Enumeration) for value in one.values]
        return type_.name in (*TEXTS, "any_uri") or any(name.split() != [name] for name in names)

    def _of_members(self, old: ir.TypeRef, new: ir.TypeRef, use: Use) -> tuple[Effect, Effect]:
        pair = (old.name, new.name)
        nested = Recorder()
        if pair not in self._open:
            # A type may hold itself; what is being compared further up adds nothing.
            self._open.add(pair)
            self._compare(self._types[0][old.name], self._types[1][new.name], nested, use)
            self._open.discard(pair)
        return (
            _column([(change, change.old_client) for change in nested.changes], old=True),
            _column([(change, change.new_client) for change in nested.changes], old=False),
        )


def _column(found: list[tuple[Change, Effect]], *, old: bool) -> Effect:
    outcome = worst(
        Outcome(effect.fate, f"{change.place.member or change.what}: {effect.reason}")
        for change, effect in found
        if effect.fate != "carried"
    )
    if outcome.fate == "carried":
        return Effect("compatible", "the name of a type does not travel")
    return graded(outcome, old=old)


def _value_outcome(writer: ir.TypeRef, reader: ir.TypeRef, party: Party, use: Use) -> Outcome:
    kinds = {writer.kind, reader.kind}
    if "markup" in kinds:
        return _markup(reader, party)
    if kinds == {"scalar"}:
        return scalar_outcome(writer.name, reader.name, query=use.query, json=use.rest)
    if kinds == {"enumeration", "scalar"} and {writer.name, reader.name} & set(TEXTS):
        if writer.kind == "scalar":
            return Outcome("sometimes", "refused where the text is no value")
        return Outcome("sometimes", "over JSON a number comes where text is expected") if use.rest else CARRIED
    return Outcome("never", "the one is not read as the other")


def _markup(reader: ir.TypeRef, party: Party) -> Outcome:
    if reader.kind != "markup":
        return Outcome("sometimes", "refused where it is something else")
    if party == "client":
        return Outcome("carried", "our bindings keep the element as it is")
    return Outcome("sometimes", "what a server takes there no contract says")


TEXTS = ("string", "token")


def _listed(inner: Outcome, writer: ir.TypeRef, *, blanks: bool) -> Outcome:
    if inner.fate == "never":
        return inner
    if writer.listed:
        return Outcome("sometimes", "where there is not exactly one, it is refused, or read as one text")
    if blanks:
        return Outcome("sometimes", "a text with blanks is read as several")
    return inner if inner.reason else Outcome("carried", "it is read as a list of one")


def _shown(service: ir.Service, type_: ir.TypeRef) -> str:
    return TypeRenderer(service, Imports()).annotation(type_)
