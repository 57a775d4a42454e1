"""Lowering, the content of a complex type: nested groups of elements to one flat row of members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, TypeAlias

import attrs
from xsdata.models import xsd

from countermand_codegen import ir
from countermand_codegen.declared import At, Declared

__all__ = ["Key", "Particles", "Row", "checked_name", "key_of"]

DEEPEST = 60
"""Of groups in groups."""

_Group: TypeAlias = xsd.Sequence | xsd.Choice | xsd.All | xsd.Group
_Particle: TypeAlias = xsd.Element | xsd.Any | _Group
_NC_NAME = re.compile(r"[^\W\d][\w.·-]*")

Key: TypeAlias = tuple[str, str]
"""Where a member stands, and its qualified name."""


def key_of(member: ir.Member) -> Key:
    """Return what tells a member from the others of its contract."""
    return member.where, member.name if member.where == "items" else member.tag


class TypeOf(Protocol):
    """Finds the type of an element."""

    def __call__(self, at: At, element: xsd.Element, /) -> ir.TypeRef: ...


@attrs.define
class Row:
    """The members of some particles, and the choices among them."""

    members: list[ir.Member] = attrs.field(factory=list)
    choices: list[tuple[tuple[tuple[Key, ...], ...], bool]] = attrs.field(factory=list)
    """Each as its alternatives, and whether one of them must be there."""

    def add(self, other: Row, *, optional: bool) -> None:
        """Add what another row has."""
        self.members += [attrs.evolve(one, required=False) for one in other.members] if optional else other.members
        self.choices += [(alternatives, needed and not optional) for alternatives, needed in other.choices]


@attrs.define
class Particles:
    """Flattens the groups of one type after the other."""

    _declared: Declared
    _sensitive: frozenset[str]
    _type_of: TypeOf
    _depth: int = 0

    def row(self, at: At, group: xsd.Sequence | xsd.Choice | xsd.All | xsd.Group) -> Row:
        """Flatten a group.

        Raises:
            CodegenError: it holds what no flat row of members can carry.
        """
        if self._depth > DEEPEST:
            raise at.refuse(f"has more than {DEEPEST} groups in groups, or one that holds itself: not supported")
        self._depth += 1
        try:
            return self._group(at, group)
        finally:
            self._depth -= 1

    def _group(self, at: At, group: _Group) -> Row:
        if group.max_occurs == 0:
            return Row()
        if group.max_occurs != 1:
            return Row([self._run(at, group)])
        row = Row()
        if isinstance(group, xsd.Group):
            for inner_at, inner in self._referred(at, group):
                row.add(self.row(inner_at, inner), optional=group.min_occurs == 0)
            return row
        rows = [self._particle(at, particle) for particle in _particles(group)]
        if not isinstance(group, xsd.Choice):
            for one in rows:
                row.add(one, optional=group.min_occurs == 0)
            return row
        for one in rows:
            row.add(one, optional=len(rows) > 1 or group.min_occurs == 0)
        needed = group.min_occurs != 0 and all(any(one.required for one in each.members) for each in rows)
        alternatives = tuple(tuple(map(key_of, each.members)) for each in rows if each.members)
        if len(alternatives) > 1:
            row.choices.append((alternatives, needed))
        return row

    def _particle(self, at: At, particle: _Particle) -> Row:
        if particle.max_occurs == 0:
            return Row()
        if isinstance(particle, xsd.Element):
            return self._element(at, particle)
        return Row([ANY]) if isinstance(particle, xsd.Any) else self.row(at, particle)

    def _run(self, at: At, group: _Group) -> ir.Member:
        """Return a repeated group as one member: its only element, repeated, or a run of several."""
        found = list(self._elements(at, group))
        if found == [ANY]:
            return ANY
        if any(one.where != "element" for one in found):
            raise at.refuse("has xs:any, or another run, in a repeated group: not supported")
        if len(found) == 1:
            return attrs.evolve(found[0], many=True, required=group.min_occurs != 0 and found[0].required)
        return self._labelled(at, "items", found)

    def _elements(self, at: At, group: _Group) -> Iterator[ir.Member]:
        if self._depth > DEEPEST:
            raise at.refuse(f"has more than {DEEPEST} groups in groups, or one that holds itself: not supported")
        self._depth += 1
        if isinstance(group, xsd.Group):
            for inner_at, inner in self._referred(at, group):
                yield from self._elements(inner_at, inner)
        else:
            for particle in _particles(group):
                if isinstance(particle, (xsd.Element, xsd.Any)):
                    yield from self._particle(at, particle).members
                elif particle.max_occurs != 0:
                    yield from self._elements(at, particle)
        self._depth -= 1

    def _referred(self, at: At, group: xsd.Group) -> Iterator[tuple[At, _Group]]:
        name = at.qname(group.ref, group.ns_map)
        if name not in self._declared.groups:
            raise at.refuse(f"refers to the group {name}, which is not declared")
        schema, found = self._declared.groups[name]
        groups: tuple[_Group | None, ...] = (found.sequence, found.choice, found.all)
        for one in groups:
            if one is not None:
                yield At(schema, found.name or ""), one

    def _element(self, at: At, element: xsd.Element) -> Row:
        required, many = element.min_occurs != 0, element.max_occurs != 1
        if element.ref is None:
            return Row([self._member(at, element, _namespace(at, element), required=required, many=many)])
        head = at.qname(element.ref, element.ns_map)
        found = [self._global(at, name, required=required, many=many) for name in self._standing_for(at, head)]
        if not found:
            raise at.refuse(f"the element {head} is abstract, and none may stand for it: not supported")
        if len(found) == 1:
            return Row(found)
        if many:
            return Row([self._labelled(at, ir.local_name(head), found)])
        alternatives = tuple((key_of(one),) for one in found)
        return Row([attrs.evolve(one, required=False) for one in found], [(alternatives, required)])

    @staticmethod
    def _labelled(at: At, name: str, found: list[ir.Member]) -> ir.Member:
        """Return the member that is a run of elements of several names; each is told by its label."""
        alternatives: dict[str, ir.Member] = {}
        for one in (attrs.evolve(each, many=False, required=True) for each in found):
            if alternatives.setdefault(one.tag, one) != one:
                raise at.refuse(f"has the element {one.name} with two types in one group: not supported")
        names = [one.name for one in alternatives.values()]
        return ir.Member(
            name=name,
            attribute="",
            namespace="",
            type=ir.TypeRef("markup"),
            required=False,
            nillable=False,
            where="items",
            alternatives=tuple(
                attrs.evolve(one, attribute=one.name if names.count(one.name) == 1 else one.tag)
                for one in alternatives.values()
            ),
        )

    def _standing_for(self, at: At, head: str) -> list[str]:
        """Return the elements that may stand where one is referred to, itself the first."""
        names: list[str] = []
        waiting = [head]
        while waiting:
            name = waiting.pop(0)
            if name not in self._declared.elements:
                raise at.refuse(f"refers to the element {name}, which no schema declares")
            if name in names or len(names) > 1000:
                raise at.refuse(f"the element {name} stands for itself, or there are too many: not supported")
            names.append(name)
            waiting += self._declared.substitutes.get(name, ())
        return [name for name in names if not self._declared.elements[name][1].abstract]

    def _global(self, at: At, name: str, *, required: bool, many: bool) -> ir.Member:
        schema, element = self._declared.elements[name]
        at = At(schema, element.name or at.owner)
        return self._member(at, element, ir.namespace_of(name), required=required, many=many)

    def _member(self, at: At, element: xsd.Element, namespace: str, *, required: bool, many: bool) -> ir.Member:
        name = checked_name(at, element.name, "element")
        if element.alternatives:
            raise at.refuse(f"the element {name} has xs:alternative: not supported")
        return ir.Member(
            name=name,
            attribute="",
            namespace=namespace,
            type=self._type_of(at, element),
            required=required,
            nillable=bool(element.nillable),
            sensitive=name in self._sensitive,
            many=many,
            default=element.default if element.fixed is None else element.fixed,
            fixed=element.fixed is not None,
        )


ANY = ir.Member(
    name="any", attribute="", namespace="", type=ir.TypeRef("markup"), required=False, nillable=False, where="any"
)


def checked_name(at: At, name: str | None, what: str) -> str:
    """Return a name that XML allows; CodegenError for another."""
    if not name or not _NC_NAME.fullmatch(name):
        raise at.refuse(f"the {what} {name or ''!r} has no name that XML allows")
    return name


def _namespace(at: At, element: xsd.Element) -> str:
    qualified = element.form is not None and element.form.value == "qualified"
    return at.schema.namespace if qualified else ""


def _particles(group: xsd.Sequence | xsd.Choice | xsd.All) -> list[_Particle]:
    """Return what a group holds, in its order."""
    found: list[_Particle] = [*group.elements, *group.any, *group.groups]
    if not isinstance(group, xsd.All):
        found += [*group.choices, *group.sequences]
    return sorted(found, key=lambda particle: particle.index)
