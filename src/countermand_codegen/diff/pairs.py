"""Which of the old nodes is which of the new: by the name that the wire sees, else by structure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from countermand_codegen import ir

__all__ = ["Pair", "either", "pair_by", "pair_members", "pair_operations", "pair_types"]

Node = TypeVar("Node")
Pair = tuple[Node | None, Node | None]

ALIKE = 0.5
"""Two types are one under two names if they share this part of their members, or more."""


def either(old: Node | None, new: Node | None) -> Node:
    """Return the node of a pair that is there, the old one first."""
    found = new if old is None else old
    if found is None:
        raise ValueError("a pair of nothing")
    return found


def pair_by(old: Iterable[Node], new: Iterable[Node], *keys: Callable[[Node], Hashable]) -> list[Pair[Node]]:
    """Pair nodes by the first key that finds a partner; the old ones' order, then what is new.

    Args:
        old: the old nodes.
        new: the new nodes.
        keys: from the surest to the least sure; None, and a key that two nodes of a side share, pair nothing.
    """
    left, right = list(old), list(new)
    found: dict[int, int] = {}
    for key in keys:
        theirs = _unique(right, key, set(found.values()))
        for wanted, index in _unique(left, key, set(found)).items():
            if wanted in theirs:
                found[index] = theirs[wanted]
    pairs: list[Pair[Node]] = [
        (node, right[found[index]] if index in found else None) for index, node in enumerate(left)
    ]
    taken = set(found.values())
    return pairs + [(None, node) for index, node in enumerate(right) if index not in taken]


def _unique(nodes: list[Node], key: Callable[[Node], Hashable], taken: set[int]) -> dict[Hashable, int]:
    found: dict[Hashable, list[int]] = {}
    for index, node in enumerate(nodes):
        if index not in taken:
            found.setdefault(key(node), []).append(index)
    return {wanted: indexes[0] for wanted, indexes in found.items() if wanted is not None and len(indexes) == 1}


def pair_members(old: Iterable[ir.Member], new: Iterable[ir.Member]) -> list[Pair[ir.Member]]:
    """Pair members by where they stand and qualified name, else by qualified name alone, else by name.

    Runs of elements have names of our own: the one run of each side is the same one.
    """
    return pair_by(
        old,
        new,
        lambda member: (member.where, member.tag),
        lambda member: member.where if member.where == "items" else None,
        lambda member: member.tag,
        lambda member: member.name,
    )


def pair_operations(old: ir.Service, new: ir.Service) -> list[Pair[ir.Operation]]:
    """Pair the operations of two services by port type and name, else by name."""
    return pair_by(
        old.operations,
        new.operations,
        lambda operation: (operation.port_type, operation.name),
        lambda operation: operation.name,
    )


class _Types:
    """The named types of one service."""

    def __init__(self, service: ir.Service) -> None:
        self.service = service
        self.kinds: dict[str, str] = {
            **{found.qname: "contract" for found in service.contracts},
            **{found.qname: "array" for found in service.arrays},
            **{found.qname: "enumeration" for found in service.enumerations},
        }
        self.contracts = {found.qname: found for found in service.contracts}
        self.arrays = {found.qname: found for found in service.arrays}
        self.enumerations = {found.qname: found for found in service.enumerations}

    def members(self, qname: str) -> tuple[ir.Member, ...]:
        if qname in self.contracts:
            return _with_alternatives(self.contracts[qname].members)
        return (self.arrays[qname].item,) if qname in self.arrays else ()

    def names(self, qname: str) -> frozenset[str]:
        """Return what tells a type from others: its members' names, its values, its items' type."""
        if qname in self.enumerations:
            return frozenset(value.xml_name for value in self.enumerations[qname].values)
        if qname in self.arrays:
            return frozenset([self.arrays[qname].item.name])
        return frozenset(member.name for member in self.members(qname))


def pair_types(old: ir.Service, new: ir.Service) -> Mapping[str, str]:
    """Return the new qualified name of each old type that is still there, under the same name or another.

    A type that has another name is found where both contracts use it in the same place, and, where nothing uses it,
    by having the same structure.
    """
    left, right = _Types(old), _Types(new)
    pairs = {qname: qname for qname, kind in left.kinds.items() if right.kinds.get(qname) == kind}
    while True:
        candidates = [*_candidates(old, new, left, right, pairs)] or [*_leftovers(left, right, pairs)]
        ranked = sorted((-score, sorted(pair), pair) for score, pair in candidates)
        taken = False
        for _, _, (gone, come) in ranked:
            if gone not in pairs and come not in pairs.values():
                pairs[gone] = come
                taken = True
        if not taken:
            return pairs


def _candidates(
    old: ir.Service, new: ir.Service, left: _Types, right: _Types, pairs: Mapping[str, str]
) -> Iterator[tuple[float, tuple[str, str]]]:
    for ours, theirs in _member_lists(old, new, left, right, pairs):
        matched = [(ours[0], theirs[0])] if len(ours) == len(theirs) == 1 else pair_members(ours, theirs)
        for before, after in matched:
            if before is None or after is None or before.type.kind != after.type.kind:
                continue
            gone, come = before.type.name, after.type.name
            if gone in right.kinds or come in left.kinds or gone not in left.kinds or come not in right.kinds:
                continue
            score = _likeness(gone, come, left, right)
            if score >= ALIKE:
                yield score, (gone, come)


def _member_lists(
    old: ir.Service, new: ir.Service, left: _Types, right: _Types, pairs: Mapping[str, str]
) -> Iterator[tuple[tuple[ir.Member, ...], tuple[ir.Member, ...]]]:
    for operation, found in pair_operations(old, new):
        if operation is not None and found is not None:
            yield _with_alternatives(operation.request.members), _with_alternatives(found.request.members)
            yield _with_alternatives(operation.response.members), _with_alternatives(found.response.members)
            yield tuple(fault.element for fault in operation.faults), tuple(fault.element for fault in found.faults)
    for before, after in pairs.items():
        yield left.members(before), right.members(after)


def _with_alternatives(members: tuple[ir.Member, ...]) -> tuple[ir.Member, ...]:
    return (*members, *(one for member in members for one in member.alternatives))


def _likeness(gone: str, come: str, left: _Types, right: _Types) -> float:
    if left.kinds[gone] == "array" or ir.local_name(gone) == ir.local_name(come):
        return 1
    ours, theirs = left.names(gone), right.names(come)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1


def _leftovers(left: _Types, right: _Types, pairs: Mapping[str, str]) -> Iterator[tuple[float, tuple[str, str]]]:
    come = set(right.kinds) - set(pairs.values())
    for gone in set(left.kinds) - set(pairs):
        for found in come:
            alike = left.kinds[gone] == right.kinds[found] and gone not in right.kinds and found not in left.kinds
            if alike and left.names(gone) and left.names(gone) == right.names(found):
                yield 1, (gone, found)
