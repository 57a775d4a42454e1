"""Two services to their changes: ports and operations, each pair put to its table, then the types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.endpoints import FORM, FORMS, PORT, PORTS, Endpoint, Form
from countermand_codegen.diff.exchange import (
    CLASS,
    FAULT,
    FAULTS,
    MESSAGE_TYPE,
    ONE_WAY,
    PORT_TYPE,
    PORT_TYPES,
    classed,
)
from countermand_codegen.diff.model import Change, Place
from countermand_codegen.diff.operations import (
    MESSAGES,
    OPERATION,
    OPERATIONS,
    REPLY_ACTION,
    SERVICE,
    SERVICES,
)
from countermand_codegen.diff.pairs import Pair, either, pair_by, pair_operations
from countermand_codegen.diff.reach import Use, holds
from countermand_codegen.diff.recorder import Recorder
from countermand_codegen.diff.unjudged import unjudged
from countermand_codegen.diff.walk import TypeWalk

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
        self._operations = pair_operations(old.service, new.service)
        self._labels = _labels(self._operations)
        reaches = holds(old.service, self._labels), holds(new.service, self._labels)
        self._walk = TypeWalk(old.service, new.service, reaches, soap=self._soap)

    def run(self) -> None:
        before, after = self._old.service, self._new.service
        whole = _calls(soap=self._soap, rest=True)
        rules = [*SERVICES, *PORT_TYPES, *unjudged("service", before, after)]
        self._recorder.compare(rules, before, after, self._place, whole)
        self._ports()
        for old, new in self._operations:
            self._operation(old, new)
        self._walk.everything(self._recorder)

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
                rules = [PORT_TYPE, *unjudged("port", old.port, new.port)]
                self._recorder.compare(rules, old.port, new.port, place, use)

    def _operation(self, old: ir.Operation | None, new: ir.Operation | None) -> None:
        there = either(old, new)
        place = attrs.evolve(self._place, operation=self._labels[there.port_type, there.name])
        if old is None or new is None:
            self._recorder.present(OPERATION, old, new, place, _calls(soap=self._soap, rest=True))
            return
        rest = bool(old.rest and new.rest)
        calls = _calls(soap=self._soap, rest=rest)
        self._recorder.compare([*OPERATIONS, *unjudged("operation", old, new)], old, new, place, calls)
        groups = classed(old, self._old.service), classed(new, self._new.service)
        self._recorder.compare([CLASS], *groups, place, calls)
        replies = attrs.evolve(calls, requests=False, replies=True)
        self._recorder.compare([ONE_WAY], old, new, place, replies)
        in_urls = all(form.body is None and not form.whole_body for form in (*old.rest, *new.rest))
        query = rest and in_urls and not self._soap
        self._message(old.request, new.request, attrs.evolve(place, message="request"), rest=rest, query=query)
        # Where there is a reply on one side only, that says it all.
        if not (old.one_way or new.one_way):
            self._recorder.compare(REPLY_ACTION, old, new, place, replies)
            self._message(old.response, new.response, attrs.evolve(place, message="reply"), rest=rest)
        self._faults(old, new, attrs.evolve(place, message="fault"))
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
        self._recorder.compare([*MESSAGES, MESSAGE_TYPE, *unjudged("message", old, new)], old, new, place, use)
        self._walk.members(old, new, place, use, self._recorder)

    def _faults(self, old: ir.Operation, new: ir.Operation, place: Place) -> None:
        use = Use(requests=False, replies=True, soap=self._soap, rest=False, given=False)
        keys = (lambda fault: fault.element.tag, lambda fault: fault.name)
        for before, after in pair_by(old.faults, new.faults, *keys):
            where = attrs.evolve(place, member=either(before, after).name)
            if before is None or after is None:
                self._recorder.present(FAULT, before, after, where, use)
            else:
                rules = [*FAULTS, *unjudged("fault", before, after)]
                self._recorder.compare(rules, before, after, where, use)
                self._walk.retyped(before.element, after.element, where, use, self._recorder)

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


def _labels(pairs: list[Pair[ir.Operation]]) -> dict[tuple[str, str], str]:
    """Return what reports call each operation, by its port type and name, which only one pair has.

    It is the name; where two port types have that, the old one's name stands before it.
    """
    names = [Counter(one.name for one in side if one is not None) for side in zip(*pairs, strict=True)]
    found: dict[tuple[str, str], str] = {}
    for pair in pairs:
        one = either(*pair)
        alone = all(side[one.name] <= 1 for side in names)
        label = one.name if alone else f"{one.port_type}.{one.name}"
        found |= {(each.port_type, each.name): label for each in pair if each is not None}
    return found
