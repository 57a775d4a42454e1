"""Lowering, the types: schemas to contracts, lists and enumerations, every name resolved, or refused by name.

A type is lowered when a message needs it, then what that needs; types that nothing needs are left alone unless all are
asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs
from xsdata.models import xsd

from countermand_codegen import ir
from countermand_codegen.attributes import Attributes, is_reference
from countermand_codegen.content import ANY_TYPE, check_members, choices_of, is_list, is_markup, named
from countermand_codegen.declared import At, Declared, Room, declared_in
from countermand_codegen.errors import CodegenError
from countermand_codegen.names import attribute_name
from countermand_codegen.parse import ParsedSchema
from countermand_codegen.particles import Particles, Row, key_of
from countermand_codegen.scope import Anonymous, Scope
from countermand_codegen.simple import MARKUP, SCALARS, SimpleTypes

__all__ = ["SCALARS", "Types"]

DEEPEST = 60
"""Of types that extend each other."""

_Body: TypeAlias = xsd.ComplexType | xsd.Extension | xsd.Restriction
_Composite: TypeAlias = ir.Contract | ir.Array


@attrs.frozen(kw_only=True)
class _Content:
    """What a complex type holds, that of the types above it included."""

    members: tuple[ir.Member, ...] = ()
    choices: tuple[ir.Choice, ...] = ()
    base: str | None = None
    reference: bool = False
    type_name: str = ""
    depth: int = 0
    """How many types it extends."""


class Types:
    """The types of a service: those that were asked for, and what they need.

    Args:
        schemas: all schemas of the service.
        scope: gives the types their names.
        form: how contracts and lists travel.
        sensitive: names of members that are credentials or capabilities.
        aliases: by enumeration, further XML names that are read, each with the name it stands for.

    Raises:
        CodegenError: something is declared twice.
    """

    def __init__(
        self,
        schemas: Iterable[ParsedSchema],
        scope: Scope,
        form: ir.Form,
        sensitive: frozenset[str] = frozenset(),
        aliases: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._declared: Declared = declared_in(schemas)
        self._scope = scope
        self._form: ir.Form = form
        self._simple = SimpleTypes(self._declared, scope, aliases or {}, form)
        self._room = Room()
        self._particles = Particles(self._declared, sensitive, self.of_element, self._room)
        self._attributes = Attributes(self._declared, self._simple, sensitive, self._room)
        self._anonymous = Anonymous(self._declared.complex_types)
        self._names: dict[str, tuple[str, str]] = {}
        self._waiting: list[tuple[str, At, xsd.ComplexType]] = []
        self._contents: dict[str, _Content] = {}
        self._done: dict[str, _Composite] = {}
        self._depth = 0

    def message(self, qname: str, place: str, suffixes: Iterable[str]) -> ir.Contract:
        """Lower the global element of a message, whatever its type, to a contract of its own.

        Raises:
            CodegenError: there is no such element, or it holds what is not supported.
        """
        at, element = self._element(qname, place)
        return self._message(qname, self._message_content(at, element), suffixes)

    def body(self, name: str, type_: tuple[At, str] | None) -> ir.Contract:
        """Make the contract of a message whose members stand in the Body itself; of one that has none, without a type.

        Raises:
            CodegenError: the type is not one of elements.
        """
        content = _Content()
        if type_ is not None:
            at, qname = type_
            if qname not in self._declared.complex_types:
                raise at.refuse(f"its body has the type {qname}, which is no complex type that is declared")
            schema, declared = self._declared.complex_types[qname]
            content = self._content(At(schema, declared.name or ""), declared)
            if any(member.where not in ("element", "any", "items") for member in content.members):
                raise at.refuse(f"its body has the type {qname}, which has attributes or a text: not supported")
        return attrs.evolve(self._message(name, attrs.evolve(content, base=None, reference=False), ()), qname="")

    def made_message(self, qname: str, members: Iterable[ir.Member], suffixes: Iterable[str]) -> ir.Contract:
        """Make the contract of a message that is made of parts."""
        return self._message(qname, _Content(members=named((), members)), suffixes)

    def _message(self, qname: str, content: _Content, suffixes: Iterable[str]) -> ir.Contract:
        name = ir.local_name(qname)
        return ir.Contract(
            qname=qname,
            class_name=self._scope.of_message(name, suffixes),
            module=attribute_name(name),
            members=content.members,
            choices=content.choices,
            form=self._form,
            type_name=content.type_name,
        )

    def element(self, qname: str, place: str) -> ir.Member:
        """Lower a global element to a member: a header, or the detail of a fault."""
        at, element = self._element(qname, place)
        return ir.Member(
            name=ir.local_name(qname),
            attribute=attribute_name(ir.local_name(qname)),
            namespace=ir.namespace_of(qname),
            type=self.of_element(at, element),
            required=False,
            nillable=bool(element.nillable),
        )

    def part(self, at: At, name: str, qname: str) -> ir.Member:
        """Lower a message's part that has a type to a member without a namespace."""
        type_ = self._of_name(at, qname, f"the part {name}")
        return ir.Member(name=name, attribute="", namespace="", type=type_, required=True, nillable=False)

    def everything(self) -> None:
        """Ask for all named types."""
        for qname, (schema, complex_type) in self._declared.complex_types.items():
            self._of_name(At(schema, complex_type.name or ""), qname)
        for qname, (schema, simple_type) in self._declared.simple_types.items():
            if qname not in SCALARS:
                self._of_name(At(schema, simple_type.name or ""), qname)

    def finish(self) -> tuple[tuple[ir.Contract, ...], tuple[ir.Array, ...], tuple[ir.Enumeration, ...]]:
        """Lower what was asked for, and what that needs; return all, in the order of the documents."""
        while self._waiting:
            qname, at, declared = self._waiting.pop()
            for extending in self._declared.extended.get(qname, ()):
                self._of_name(at, extending)
            self._done[qname] = self._composite(qname, at, declared)
        below: dict[str, list[str]] = {}
        for qname in sorted(self._done):
            base = self._contents[qname].base
            while base is not None:
                below.setdefault(base, []).append(qname)
                base = self._contents[base].base
        found = [
            attrs.evolve(one, derived=tuple(below.get(one.qname, ()))) if isinstance(one, ir.Contract) else one
            for one in self._done.values()
        ]
        order = {qname: index for index, qname in enumerate(self._declared.complex_types)}
        found.sort(key=lambda one: order.get(one.qname, len(order)))
        ranks = {qname: index for index, qname in enumerate(self._declared.simple_types)}
        enumerations = self._simple.enumerations.values()
        return (
            tuple(one for one in found if isinstance(one, ir.Contract)),
            tuple(one for one in found if isinstance(one, ir.Array)),
            tuple(sorted(enumerations, key=lambda one: ranks.get(one.qname, len(ranks)))),
        )

    def of_element(self, at: At, element: xsd.Element) -> ir.TypeRef:
        """Return the type of an element."""
        if element.type is not None:
            name = at.qname(element.type, element.ns_map)
            return self._of_name(at, name, f"the element {element.name}")
        inner = At(at.schema, f"{at.owner}.{element.name}")
        qname = f"{{{at.schema.namespace}}}{inner.owner}"
        if element.simple_type is not None:
            return self._simple.anonymous(inner, qname, element.simple_type)
        if element.complex_type is None or is_markup(inner, element.complex_type):
            return MARKUP
        qname = self._anonymous.name(qname, element.complex_type)
        if qname not in self._names:
            self._names[qname] = self._scope.of_type(element.name or "")
            self._waiting.append((qname, inner, element.complex_type))
        return ir.TypeRef("contract", qname)

    def _element(self, qname: str, place: str) -> tuple[At, xsd.Element]:
        if qname not in self._declared.elements:
            raise CodegenError(place, f"refers to the element {qname}, which no schema declares")
        schema, element = self._declared.elements[qname]
        return At(schema, element.name or ""), element

    def _message_content(self, at: At, element: xsd.Element) -> _Content:
        declared, name = element.complex_type, ""
        if declared is None and element.type is not None:
            name = at.qname(element.type, element.ns_map)
            if name in self._declared.complex_types:
                schema, declared = self._declared.complex_types[name]
                at = At(schema, declared.name or "")
                if declared.abstract:
                    raise at.refuse("is abstract, and the type of a message: not supported")
        if declared is not None and not declared.mixed:
            # A message is no type that others could extend: it repeats the members, and has no base of its own.
            return attrs.evolve(self._content(at, declared), base=None, reference=False, type_name=name)
        text = self.of_element(at, element)
        if text == MARKUP:
            raise at.refuse("is a message of any content: not supported")
        return _Content(
            members=(
                ir.Member(
                    name="value",
                    attribute="value",
                    namespace="",
                    type=text,
                    required=True,
                    nillable=False,
                    where="text",
                ),
            )
        )

    def _of_name(self, at: At, qname: str, what: str = "") -> ir.TypeRef:
        if qname == ANY_TYPE:
            return MARKUP
        simple = self._simple.named(qname)
        if simple is not None:
            return simple
        if qname not in self._declared.complex_types:
            raise at.refuse(f"{what} has the unknown type {qname}" if what else f"has the unknown type {qname}")
        schema, declared = self._declared.complex_types[qname]
        own = At(schema, declared.name or "")
        extended = qname in self._declared.extended
        if not extended and is_markup(own, declared):
            return MARKUP
        if qname not in self._names:
            self._names[qname] = self._scope.of_type(ir.local_name(qname))
            self._waiting.append((qname, own, declared))
        return ir.TypeRef("array" if not extended and is_list(declared) else "contract", qname)

    def _composite(self, qname: str, at: At, declared: xsd.ComplexType) -> _Composite:
        if qname not in self._contents:
            self._contents[qname] = self._content(at, declared)
        content = self._contents[qname]
        class_name, module = self._names[qname]
        if qname not in self._declared.extended and is_list(declared):
            return ir.Array(
                qname=qname, module=module, item=attrs.evolve(content.members[0], many=False), form=self._form
            )
        return ir.Contract(
            qname=qname,
            class_name=class_name,
            module=module,
            members=content.members,
            form=self._form,
            base=content.base,
            abstract=bool(declared.abstract),
            choices=content.choices,
            reference=content.reference,
        )

    def _content(self, at: At, declared: xsd.ComplexType) -> _Content:
        if self._depth > DEEPEST:
            raise at.refuse(f"extends more than {DEEPEST} types, or itself: not supported")
        self._depth += 1
        try:
            return self._made(at, declared)
        finally:
            self._depth -= 1

    def _made(self, at: At, declared: xsd.ComplexType) -> _Content:
        if declared.mixed or (declared.complex_content is not None and declared.complex_content.mixed):
            raise at.refuse("mixed content, in a type that others extend or that extends one, is not supported")
        if declared.open_content is not None:
            raise at.refuse("xs:openContent is not supported")
        above, body, text = self._above(at, declared)
        row = Row(list(text))
        for group in (body.sequence, body.choice, body.all, body.group):
            if group is not None:
                row.add(self._particles.row(at, group), optional=False)
        row.members += self._attributes.members(at, body)
        self._room.take(at, len(above.members))
        members = named(above.members, row.members)
        known = {key_of(member): member.attribute for member in members}
        check_members(at, members, self._simple.enumerations)
        return _Content(
            members=members,
            choices=(*above.choices, *choices_of(row, known)),
            base=above.base,
            reference=above.reference or is_reference(at, body),
            depth=above.depth + 1,
        )

    def _above(self, at: At, declared: xsd.ComplexType) -> tuple[_Content, _Body, Iterator[ir.Member]]:
        """Return what a type extends, what it adds, and its text where it has simple content."""
        content = declared.complex_content or declared.simple_content
        if content is None:
            return _Content(), declared, iter(())
        body = content.extension or content.restriction
        if body is None or not body.base:
            raise at.refuse("extends or restricts nothing")
        base = at.qname(body.base, body.ns_map)
        if base == ANY_TYPE and declared.complex_content is not None:
            return _Content(), body, iter(())
        if content.extension is None:
            raise at.refuse(f"a restriction of the complex type {base} is not supported")
        if base in self._declared.complex_types:
            schema, above = self._declared.complex_types[base]
            self._of_name(at, base)
            if base not in self._contents:
                self._contents[base] = self._content(At(schema, above.name or ""), above)
            inherited = self._contents[base]
            if inherited.depth > DEEPEST:
                raise at.refuse(f"extends more than {DEEPEST} types, or itself: not supported")
            return attrs.evolve(inherited, base=base), body, iter(())
        text = None if declared.simple_content is None else self._simple.named(base)
        if text is None:
            raise at.refuse(f"extends {base}, which is no type that is declared")
        value = ir.Member(
            name="value", attribute="", namespace="", type=text, required=True, nillable=False, where="text"
        )
        return _Content(), body, iter((value,))
