"""Lowering, the types of a descriptor: JSON schemas to contracts and lists, or refused by place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from countermand_codegen import ir
from countermand_codegen.layouts import check_layouts
from countermand_codegen.names import class_name, distinct, snake_name
from countermand_codegen.openapi import Node

__all__ = ["ApiTypes", "documented"]

COMPONENTS: Final = "#/components/schemas/"

SCALARS: Final[Mapping[tuple[frozenset[str], str | None], str]] = {
    (frozenset({"string"}), None): "string",
    **{(frozenset({"string"}), format_): "string" for format_ in ("uri", "email", "password")},
    (frozenset({"boolean"}), None): "boolean",
    (frozenset({"integer"}), None): "integer",
    (frozenset({"number"}), None): "number",
    (frozenset({"string", "integer"}), "id"): "identifier",
    (frozenset({"string", "integer"}), "numeric-id"): "numeric_identifier",
    (frozenset({"string", "integer"}), "loose-integer"): "loose_integer",
    (frozenset({"string", "number"}), "loose-decimal"): "loose_decimal",
    (frozenset({"boolean", "integer", "string"}), "flag"): "flag",
    (frozenset({"boolean", "integer", "string"}), "bit"): "bit",
}
"""By a schema's types, null aside, and its format: the stem of a scalar's functions."""

DOCUMENTED: Final = frozenset({
    "title", "description", "example", "examples", "deprecated", "enum", "const", "minimum", "maximum", "minLength",
    "maxLength", "minItems", "maxItems", "pattern", "xml", "x-evidence", "x-evidence-note",
})  # fmt: skip
"""What a schema may say to readers and tools; the bindings leave it to the service."""

MEMBER: Final = frozenset({"$ref", "type", "format", "items", "x-aliases", "x-sensitive", "x-filled-in"})
OBJECT: Final = frozenset({"type", "properties", "required", "x-positional"})


def documented(node: Node, known: frozenset[str]) -> None:
    """Refuse keys that are neither known nor documentation."""
    node.only(known | DOCUMENTED)


class ApiTypes:
    """The contracts and lists that the operations of a descriptor need, lowered when they are first asked for.

    Args:
        schemas: the descriptor's component schemas.
    """

    def __init__(self, schemas: Node) -> None:
        self._schemas = schemas
        self._contracts: dict[str, ir.Contract] = {}
        self._open: list[str] = []
        self._arrays: dict[str, ir.Array] = {}
        self._used: set[str] = set()

    @property
    def contracts(self) -> tuple[ir.Contract, ...]:
        """Every contract that stands inside another one."""
        return tuple(self._contracts[name] for name in self._schemas.value if name in self._contracts)

    @property
    def arrays(self) -> tuple[ir.Array, ...]:
        """Every list type."""
        return tuple(self._arrays[name] for name in sorted(self._arrays))

    def check_used(self) -> None:
        """Refuse a schema that no operation reaches: it would be without effect.

        Raises:
            CodegenError: there is one.
        """
        for name, node in self._schemas.children():
            if name not in self._used:
                raise node.refuse("is not used by any operation")

    def message(self, node: Node, name: str) -> ir.Contract:
        """Lower the schema of a body to the contract of a message.

        Args:
            node: a reference to an object schema, or the schema itself.
            name: the class's name.

        Raises:
            CodegenError: no object, or a construct that is not supported.
        """
        reference = node.get("$ref")
        if reference is not None:
            node.only({"$ref", "description"})
            self._used.add(self._name(node, reference))
            node = self._schemas.child(self._name(node, reference))
        return self._contract(node, name)

    def member(self, node: Node, name: str, attribute: str, *, required: bool) -> ir.Member:
        """Lower one property, or the schema of a parameter."""
        documented(node, MEMBER)
        filled = node.get("x-filled-in")
        if filled not in (None, "credential", "format"):
            raise node.refuse("x-filled-in is neither credential nor format")
        type_, nillable = self._type(node)
        sensitive = node.get("x-sensitive")
        if sensitive not in (None, True, False):
            raise node.refuse("x-sensitive is neither true nor false")
        return ir.Member(
            name=name,
            attribute=attribute,
            namespace="",
            type=type_,
            required=required and filled is None,
            nillable=nillable,
            sensitive=bool(sensitive),
            aliases=node.names("x-aliases"),
        )

    def _contract(self, node: Node, name: str) -> ir.Contract:
        documented(node, OBJECT)
        if node.get("type") != "object":
            raise node.refuse("is not an object")
        required = node.names("required")
        properties = node.child("properties")
        for missing in set(required) - set(properties.value):
            raise node.refuse(f"requires {missing!r}, which is no property")
        attributes = distinct(snake_name(each) for each in properties.value)
        members = tuple(
            self.member(child, wire, attribute, required=wire in required)
            for (wire, child), attribute in zip(properties.children(), attributes, strict=True)
        )
        _check_aliases(node, members)
        contract = ir.Contract(
            qname=f"{{}}{name}",
            class_name=class_name(name),
            module=snake_name(name),
            members=members,
            form="positional" if node.get("x-positional") is not None else "json",
            layouts=_layouts(node),
        )
        check_layouts(node, contract, self._inside)
        return contract

    def _type(self, node: Node) -> tuple[ir.TypeRef, bool]:
        reference = node.get("$ref")
        if reference is not None:
            return ir.TypeRef("contract", self._nested(node, reference)), False
        declared = node.get("type")
        types = {declared} if isinstance(declared, str) else set(declared or ())
        nillable = "null" in types
        format_ = node.get("format")
        if types - {"null"} == {"array"} and format_ is None:
            return self._array(node, one_or_many=False), nillable
        if types - {"null"} == {"array", "object"} and format_ == "one-or-many":
            return self._array(node, one_or_many=True), nillable
        if "items" in node.value:
            raise node.refuse("has items, and is no array")
        scalar = SCALARS.get((frozenset(types - {"null"}), format_))
        if scalar is None:
            said = ", ".join(sorted(map(str, types))) or "no type"
            raise node.refuse(f"the type {said} with the format {format_} is not supported")
        return ir.TypeRef("scalar", scalar), nillable

    def _array(self, node: Node, *, one_or_many: bool) -> ir.TypeRef:
        items = node.child("items")
        item = self.member(items, "item", "item", required=True)
        if item.type.kind == "array":
            raise items.refuse("is an array inside an array: not supported")
        inner = ir.local_name(item.type.name) if item.type.kind == "contract" else class_name(item.type.name)
        optional = "Nillable" if item.nillable else ""
        name = f"{'OneOrMany' if one_or_many else 'ArrayOf'}{optional}{inner}"
        self._arrays[name] = ir.Array(
            qname=f"{{}}{name}", module=snake_name(name), item=item, form="json", one_or_many=one_or_many
        )
        return ir.TypeRef("array", f"{{}}{name}")

    def _nested(self, node: Node, reference: object) -> str:
        node.only({"$ref", "description", "x-aliases", "x-sensitive"})
        name = self._name(node, reference)
        if name in self._open:
            raise node.refuse(f"{name} holds itself: not supported")
        self._used.add(name)
        if name not in self._contracts:
            self._open.append(name)
            self._contracts[name] = self._contract(self._schemas.child(name), name)
            self._open.pop()
        return f"{{}}{name}"

    def _name(self, node: Node, reference: object) -> str:
        name = str(reference).removeprefix(COMPONENTS)
        if name not in self._schemas.value:
            raise node.refuse(f"refers to {reference!r}: only {COMPONENTS} of this document are read")
        return name

    def _inside(self, type_: ir.TypeRef) -> ir.Contract | None:
        """Return the contract that a member is, or is a list of."""
        if type_.kind == "array":
            type_ = self._arrays[ir.local_name(type_.name)].item.type
        return self._contracts[ir.local_name(type_.name)] if type_.kind == "contract" else None


def _check_aliases(node: Node, members: tuple[ir.Member, ...]) -> None:
    taken = [member.name for member in members]
    for member in members:
        for alias in member.aliases:
            if alias in taken:
                raise node.refuse(f"the alias {alias!r} of {member.name} names another member, too")
            taken.append(alias)


def _layouts(node: Node) -> tuple[tuple[str, ...], ...]:
    value = node.get("x-positional")
    if value is None:
        return ()
    if not isinstance(value, list) or not value:
        raise node.refuse("x-positional is not a list of layouts")
    listed = attrs.evolve(node, value={str(index): each for index, each in enumerate(value)})
    return tuple(listed.names(str(index)) for index in range(len(value)))
