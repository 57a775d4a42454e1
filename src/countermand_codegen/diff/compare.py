"""Two services to their changes: operations, ports and types, each pair put to its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import overload

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.endpoints import FORM, FORMS, PORT, PORTS, Endpoint, Form
from countermand_codegen.diff.members import ITEM, MEMBER, MEMBERS, Owned
from countermand_codegen.diff.model import Change, Place
from countermand_codegen.diff.operations import (
    MESSAGES,
    OPERATION,
    OPERATIONS,
    REPLY_ACTION,
    SERVICE,
    SERVICES,
)
from countermand_codegen.diff.pairs import either, pair_by, pair_members, pair_types
from countermand_codegen.diff.reach import Hold, Message, Reach, Use, holds, use_of
from countermand_codegen.diff.recorder import Recorder
from countermand_codegen.diff.retyped import Retyped, named_types
from countermand_codegen.diff.types import ARRAYS, CONTRACTS, ENUMERATIONS, TYPE, TYPES, VALUE, VALUES, Named, order
from countermand_codegen.diff.unjudged import unjudged

__all__ = ["Side", "compare_services"]


@attrs.frozen(kw_only=True)
class Side:
    """One contract to be compared."""

    service: ir.Service
    policies: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    """By port, what its policies demand, beside WS-Addressing."""

    def endpoints(self) -> list[Endpoint]:
        """Return the ports with their policies."""
        return [Endpoint(port, self.policies.get(port.name, frozenset())) for port in self.service.ports]


def compare_services(old: Side | None, new: Side | None) -> tuple[Change, ...]:
    """Compare two services; one that is None was not there, or is there no more."""
    recorder = Recorder()
    if old is not None and new is not None:
        _Comparison(old, new, recorder).run()
    else:
        before = None if old is None else old.service
        after = None if new is None else new.service
        place = Place(service=either(before, after).package)
        recorder.present(SERVICE, before, after, place, _calls(soap=True, rest=True))
    return tuple(recorder.changes)


def _calls(*, soap: bool, rest: bool) -> Use:
    return Use(requests=True, replies=False, soap=soap, rest=rest)


class _Comparison:
    """The walk over one service; `run` is all that is asked of it."""

    def __init__(self, old: Side, new: Side, recorder: Recorder) -> None:
        self._old = old
        self._new = new
        self._recorder = recorder
        self._place = Place(service=new.service.package)
        self._soap = bool(old.service.ports and new.service.ports)
        self._types = pair_types(old.service, new.service)
        self._reaches: tuple[Reach, Reach] = (holds(old.service), holds(new.service))
        self._named = (named_types(old.service), named_types(new.service))
        self._retyped = Retyped(old.service, new.service, self._types, self._nested)

    def run(self) -> None:
        before, after = self._old.service, self._new.service
        whole = _calls(soap=self._soap, rest=True)
        self._recorder.compare([*SERVICES, *unjudged("service", before, after)], before, after, self._place, whole)
        self._ports()
        for old, new in pair_by(before.operations, after.operations, lambda operation: operation.name):
            self._operation(old, new)
        self._all_types()

    def _ports(self) -> None:
        keys = (
            lambda node: node.port.name,
            lambda node: (node.port.soap, node.port.address, node.port.addressing),
            lambda node: (node.port.soap, node.port.binding),
        )
        use = _calls(soap=True, rest=False)
        for old, new in pair_by(self._old.endpoints(), self._new.endpoints(), *keys):
            place = attrs.evolve(self._place, port=either(old, new).port.name)
            if old is None or new is None:
                self._recorder.present(PORT, old, new, place, use)
            else:
                self._recorder.compare(PORTS, old, new, place, use)
                self._recorder.compare(unjudged("port", old.port, new.port), old.port, new.port, place, use)

    def _operation(self, old: ir.Operation | None, new: ir.Operation | None) -> None:
        place = attrs.evolve(self._place, operation=either(old, new).name)
        if old is None or new is None:
            self._recorder.present(OPERATION, old, new, place, _calls(soap=self._soap, rest=True))
            return
        rest = bool(old.rest and new.rest)
        calls = _calls(soap=self._soap, rest=rest)
        self._recorder.compare([*OPERATIONS, *unjudged("operation", old, new)], old, new, place, calls)
        self._recorder.compare(REPLY_ACTION, old, new, place, attrs.evolve(calls, requests=False, replies=True))
        in_urls = all(form.body is None and not form.whole_body for form in (*old.rest, *new.rest))
        query = rest and in_urls and not self._soap
        self._message(old.request, new.request, attrs.evolve(place, message="request"), rest=rest, query=query)
        self._message(old.response, new.response, attrs.evolve(place, message="reply"), rest=rest)
        self._forms(old, new, place)

    def _message(self, old: ir.Contract, new: ir.Contract, place: Place, *, rest: bool, query: bool = False) -> None:
        request = place.message == "request"
        use = Use(
            requests=request,
            replies=not request,
            soap=self._soap,
            rest=rest,
            query=query,
            given=request,
            read=not request,
        )
        self._recorder.compare([*MESSAGES, *unjudged("message", old, new)], old, new, place, use)
        self._members(old, new, place, use)

    def _forms(self, old: ir.Operation, new: ir.Operation, place: Place) -> None:
        common = frozenset({member.name for member in old.request.members} & {m.name for m in new.request.members})
        keys = (
            lambda node: (node.form.method, node.form.path),
            lambda node: node.form.path,
            lambda node: (node.form.method, node.form.body is None),
        )
        use = _calls(soap=False, rest=True)
        pairs = pair_by([Form(f, common) for f in old.rest], [Form(f, common) for f in new.rest], *keys)
        for before, after in pairs:
            if before is None or after is None:
                self._recorder.present(FORM, before, after, place, use)
            else:
                self._recorder.compare(FORMS, before, after, place, use)
                self._recorder.compare(
                    unjudged("REST form", before.form, after.form), before.form, after.form, place, use
                )

    # Types.

    def _all_types(self) -> None:
        before, after = self._named
        for old, new in self._types.items():
            held = [reach.get(qname, {}) for reach, qname in zip(self._reaches, (old, new), strict=True)]
            use = use_of(held[0], held[1], soap=self._soap)
            start = len(self._recorder.changes)
            self._compare_types(before[old], after[new], self._recorder, use)
            carried_by = _carried_by(held[0], held[1])
            self._recorder.changes[start:] = [
                attrs.evolve(change, carried_by=carried_by) for change in self._recorder.changes[start:]
            ]
        nowhere = Use(requests=False, replies=False, soap=False, rest=False)
        for qname, found in before.items():
            if qname not in self._types and not isinstance(found, ir.Array):
                self._recorder.present(TYPE, found, None, self._typed(found), nowhere)
        for qname, found in after.items():
            if qname not in self._types.values() and not isinstance(found, ir.Array):
                self._recorder.present(TYPE, None, found, self._typed(found), nowhere)

    def _nested(self, old: Named, new: Named, recorder: Recorder, use: Use) -> None:
        ours, theirs = (reach.get(n.qname, {}) for reach, n in zip(self._reaches, (old, new), strict=True))
        bare = use_of(ours, theirs, soap=self._soap).bare
        self._compare_types(old, new, recorder, attrs.evolve(use, bare=bare))

    def _compare_types(self, old: Named, new: Named, recorder: Recorder, use: Use) -> None:
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
            recorder.compare([ITEM, *rules], before, after, where, use)
            self._retyped.compare(old.item, new.item, where, use, recorder)
        elif isinstance(old, ir.Contract) and isinstance(new, ir.Contract):
            self._members(old, new, place, use, recorder)

    def _values(self, old: ir.Enumeration, new: ir.Enumeration, place: Place, use: Use, recorder: Recorder) -> None:
        for before, after in pair_by(old.values, new.values, lambda value: value.xml_name):
            where = attrs.evolve(place, member=either(before, after).xml_name)
            if before is None or after is None:
                recorder.present(VALUE, before, after, where, use)
            else:
                recorder.compare([*VALUES, *unjudged("value", before, after)], before, after, where, use)

    def _members(
        self, old: ir.Contract, new: ir.Contract, place: Place, use: Use, recorder: Recorder | None = None
    ) -> None:
        recorder = recorder or self._recorder
        pairs = pair_members(old.members, new.members)
        for before, after in pairs:
            where = attrs.evolve(place, member=either(before, after).name)
            if before is None or after is None:
                recorder.present(MEMBER, _owned(before, old), _owned(after, new), where, use)
                continue
            recorder.compare(MEMBERS, _owned(before, old), _owned(after, new), where, use)
            recorder.compare(unjudged("member", before, after), before, after, where, use)
            self._retyped.compare(before, after, where, use, recorder)
        recorder.compare(CONTRACTS, old, new, place, use)
        common = {before.tag: after.tag for before, after in pairs if before is not None and after is not None}
        recorder.compare([order(common)], old, new, place, use)

    def _typed(self, found: Named) -> Place:
        return attrs.evolve(self._place, type=ir.local_name(found.qname))


@overload
def _owned(member: ir.Member, owner: ir.Contract | ir.Array) -> Owned: ...
@overload
def _owned(member: None, owner: ir.Contract | ir.Array) -> None: ...
def _owned(member: ir.Member | None, owner: ir.Contract | ir.Array) -> Owned | None:
    return None if member is None else Owned(member, ir.namespace_of(owner.qname))


def _carried_by(old: Mapping[Message, Hold], new: Mapping[Message, Hold]) -> tuple[str, ...]:
    every = {**new, **old}
    common = [message for message in every if message in old and message in new]
    return tuple(f"{operation} {message}: {every[operation, message].path}" for operation, message in common or every)
