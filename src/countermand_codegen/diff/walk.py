"""The walk over the types and members of two services, each pair put to its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import overload

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.choices import CHOICES
from countermand_codegen.diff.content import ALTERNATIVE, CONTENT, DEFAULT
from countermand_codegen.diff.inherited import HIERARCHY, relatives
from countermand_codegen.diff.members import ITEM, MEMBER, MEMBERS, Owned
from countermand_codegen.diff.model import Place
from countermand_codegen.diff.pairs import Pair, either, pair_by, pair_members, pair_types
from countermand_codegen.diff.reach import Hold, Message, Reach, Use, use_of
from countermand_codegen.diff.recorder import Recorder
from countermand_codegen.diff.retyped import Retyped, named_types
from countermand_codegen.diff.types import (
    ARRAYS,
    CONTRACTS,
    ENUMERATIONS,
    IN_ORDER,
    TYPE,
    TYPES,
    VALUE,
    VALUES,
    Named,
    order,
)
from countermand_codegen.diff.unjudged import unjudged

__all__ = ["TypeWalk"]


class TypeWalk:
    """Compares types and members.

    Args:
        old: the old service.
        new: the new one.
        reaches: the messages that hold each type, of both.
        soap: whether both speak SOAP.
    """

    def __init__(self, old: ir.Service, new: ir.Service, reaches: tuple[Reach, Reach], *, soap: bool) -> None:
        self._place = Place(service=new.package)
        self._soap = soap
        self._reaches = reaches
        self._types = pair_types(old, new)
        self._named = (named_types(old), named_types(new))
        self._relatives = relatives(new, self._types)
        self._retyped = Retyped(old, new, self._types, self._nested)

    def everything(self, recorder: Recorder) -> None:
        """Compare all types, and say of each change which messages hold the type."""
        before, after = self._named
        for old, new in self._types.items():
            held = [reach.get(qname, {}) for reach, qname in zip(self._reaches, (old, new), strict=True)]
            use = use_of(held[0], held[1], soap=self._soap)
            start = len(recorder.changes)
            self._compare(before[old], after[new], recorder, use)
            carried_by = _carried_by(held[0], held[1])
            recorder.changes[start:] = [
                attrs.evolve(change, carried_by=carried_by) for change in recorder.changes[start:]
            ]
        nowhere = Use(requests=False, replies=False, soap=False, rest=False)
        for qname, found in before.items():
            if qname not in self._types and not isinstance(found, ir.Array):
                recorder.present(TYPE, found, None, self._typed(found), nowhere)
        for qname, found in after.items():
            if qname not in self._types.values() and not isinstance(found, ir.Array):
                recorder.present(TYPE, None, found, self._typed(found), nowhere)

    def members(self, old: ir.Contract, new: ir.Contract, place: Place, use: Use, recorder: Recorder) -> None:
        """Compare the members of two contracts, and what the contracts say of them together."""
        pairs = pair_members(old.members, new.members)
        elsewhere = _elsewhere(pairs)
        for before, after in pairs:
            where = attrs.evolve(place, member=either(before, after).name)
            if before is None or after is None:
                there = either(before, after) in elsewhere
                sides = _owned(before, old, elsewhere=there), _owned(after, new, elsewhere=there)
                recorder.present(MEMBER, *sides, where, use)
                continue
            self._member(_owned(before, old), _owned(after, new), where, use, recorder)
        recorder.compare([*CONTRACTS, CHOICES, *HIERARCHY, *self._relatives], old, new, place, use)
        both = [(before, after) for before, after in pairs if before is not None and after is not None]
        common = {before.tag: after.tag for before, after in both if {before.where, after.where} <= IN_ORDER}
        recorder.compare([order(common)], old, new, place, use)

    def retyped(self, old: ir.Member, new: ir.Member, place: Place, use: Use, recorder: Recorder) -> None:
        """Compare the types of two members."""
        self._retyped.compare(old, new, place, use, recorder)

    def _member(self, old: Owned, new: Owned, place: Place, use: Use, recorder: Recorder) -> None:
        before, after = old.member, new.member
        recorder.compare([*MEMBERS, *CONTENT], old, new, place, use)
        recorder.compare(unjudged("member", before, after), before, after, place, use)
        if before.where == after.where == "items":
            self._alternatives(old, new, place, use, recorder)
        else:
            self._retyped.compare(before, after, place, use, recorder)

    def _alternatives(self, old: Owned, new: Owned, place: Place, use: Use, recorder: Recorder) -> None:
        for before, after in pair_members(old.member.alternatives, new.member.alternatives):
            where = attrs.evolve(place, member=f"{place.member}.{either(before, after).name}")
            ours = None if before is None else attrs.evolve(old, member=before)
            theirs = None if after is None else attrs.evolve(new, member=after)
            if ours is None or theirs is None:
                recorder.present(ALTERNATIVE, ours, theirs, where, use)
            else:
                self._member(ours, theirs, where, use, recorder)

    def _nested(self, old: Named, new: Named, recorder: Recorder, use: Use) -> None:
        ours, theirs = (reach.get(n.qname, {}) for reach, n in zip(self._reaches, (old, new), strict=True))
        bare = use_of(ours, theirs, soap=self._soap).bare
        self._compare(old, new, recorder, attrs.evolve(use, bare=bare))

    def _compare(self, old: Named, new: Named, recorder: Recorder, use: Use) -> None:
        place = self._typed(old)
        recorder.compare([*TYPES, *unjudged("type", old, new)], old, new, place, use)
        if isinstance(old, ir.Enumeration) and isinstance(new, ir.Enumeration):
            recorder.compare(ENUMERATIONS, old, new, place, use)
            self._values(old, new, place, use, recorder)
        elif isinstance(old, ir.Array) and isinstance(new, ir.Array):
            before, after = _owned(old.item, old), _owned(new.item, new)
            where = attrs.evolve(place, member="its items")
            rules = [rule for rule in MEMBERS if rule.name in ("member.namespace", "member.nillable")]
            recorder.compare(ARRAYS, old, new, place, use)
            recorder.compare([ITEM, *rules, DEFAULT], before, after, where, use)
            self._retyped.compare(old.item, new.item, where, use, recorder)
        elif isinstance(old, ir.Contract) and isinstance(new, ir.Contract):
            self.members(old, new, place, use, recorder)

    def _values(self, old: ir.Enumeration, new: ir.Enumeration, place: Place, use: Use, recorder: Recorder) -> None:
        for before, after in pair_by(old.values, new.values, lambda value: value.xml_name):
            where = attrs.evolve(place, member=either(before, after).xml_name)
            if before is None or after is None:
                recorder.present(VALUE, before, after, where, use)
            else:
                recorder.compare([*VALUES, *unjudged("value", before, after)], before, after, where, use)

    def _typed(self, found: Named) -> Place:
        return attrs.evolve(self._place, type=ir.local_name(found.qname))


@overload
def _owned(member: ir.Member, owner: ir.Contract | ir.Array, *, elsewhere: bool = False) -> Owned: ...
@overload
def _owned(member: None, owner: ir.Contract | ir.Array, *, elsewhere: bool = False) -> None: ...
@overload
def _owned(member: ir.Member | None, owner: ir.Contract | ir.Array, *, elsewhere: bool = False) -> Owned | None: ...
def _owned(member: ir.Member | None, owner: ir.Contract | ir.Array, *, elsewhere: bool = False) -> Owned | None:
    return None if member is None else Owned(member, ir.namespace_of(owner.qname), elsewhere)


def _elsewhere(pairs: list[Pair[ir.Member]]) -> list[ir.Member]:
    """Return the members that only one side has, but whose elements the other has, too: in a run, or alone."""
    gone = [before for before, after in pairs if before is not None and after is None]
    come = [after for before, after in pairs if before is None and after is not None]
    found: list[ir.Member] = []
    for ours, theirs in ((gone, come), (come, gone)):
        runs = {one.tag for member in theirs for one in member.alternatives}
        alone = {member.tag for member in theirs if member.where == "element"}
        found += [one for one in ours if one.tag in runs or alone & {each.tag for each in one.alternatives}]
    return found


def _carried_by(old: Mapping[Message, Hold], new: Mapping[Message, Hold]) -> tuple[str, ...]:
    every = {**new, **old}
    common = [message for message in every if message in old and message in new]
    return tuple(f"{operation} {message}: {every[operation, message].path}" for operation, message in common or every)
