"""What the schemas declare, by qualified name, and how one of them resolves a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import attrs
from xsdata.models import xsd

from countermand_codegen.errors import CodegenError
from countermand_codegen.parse import ParsedSchema, resolve

__all__ = ["At", "Declared", "declared_in"]

Named = TypeVar("Named", xsd.ComplexType, xsd.SimpleType, xsd.Element, xsd.Group, xsd.AttributeGroup, xsd.Attribute)


@attrs.frozen
class At:
    """Where something stands: in a schema, in what is declared under a name."""

    schema: ParsedSchema
    owner: str
    """The local name."""

    def refuse(self, reason: str) -> CodegenError:
        """Return the error that refuses what stands there."""
        return CodegenError(f"{self.schema.source.name}, {self.owner}", reason)

    def qname(self, name: str, ns_map: Mapping[str, str]) -> str:
        """Resolve a name with its prefix.

        Raises:
            CodegenError: the prefix is not bound.
        """
        found = resolve(name, ns_map)
        if found is None:
            raise self.refuse(f"the prefix of {name!r} is not bound")
        # What a schema without a namespace of its own brings into another one, it names without a namespace.
        if self.schema.included_into and found.startswith("{}"):
            return f"{{{self.schema.included_into}}}{found[2:]}"
        return found


@attrs.frozen(kw_only=True)
class Declared:
    """The global declarations, each with its schema."""

    elements: Mapping[str, tuple[ParsedSchema, xsd.Element]]
    complex_types: Mapping[str, tuple[ParsedSchema, xsd.ComplexType]]
    simple_types: Mapping[str, tuple[ParsedSchema, xsd.SimpleType]]
    groups: Mapping[str, tuple[ParsedSchema, xsd.Group]]
    attribute_groups: Mapping[str, tuple[ParsedSchema, xsd.AttributeGroup]]
    attributes: Mapping[str, tuple[ParsedSchema, xsd.Attribute]]
    extended: Mapping[str, tuple[str, ...]]
    """By complex type, those that extend it directly."""
    substitutes: Mapping[str, tuple[str, ...]]
    """By element, those that may stand for it."""


def declared_in(schemas: Iterable[ParsedSchema]) -> Declared:
    """Collect the declarations.

    Raises:
        CodegenError: something is declared twice.
    """
    schemas = tuple(schemas)
    elements = _by_name(schemas, "element", lambda schema: schema.elements)
    complex_types = _by_name(schemas, "type", lambda schema: schema.complex_types)
    return Declared(
        elements=elements,
        complex_types=complex_types,
        simple_types=_by_name(schemas, "simple type", lambda schema: schema.simple_types),
        groups=_by_name(schemas, "group", lambda schema: schema.groups),
        attribute_groups=_by_name(schemas, "attribute group", lambda schema: schema.attribute_groups),
        attributes=_by_name(schemas, "attribute", lambda schema: schema.attributes),
        extended=_inverted((qname, _base(schema, found)) for qname, (schema, found) in complex_types.items()),
        substitutes=_inverted((qname, _head(schema, found)) for qname, (schema, found) in elements.items()),
    )


def _by_name(
    schemas: Iterable[ParsedSchema], what: str, choose: Callable[[xsd.Schema], Iterable[Named]]
) -> dict[str, tuple[ParsedSchema, Named]]:
    found: dict[str, tuple[ParsedSchema, Named]] = {}
    for schema in schemas:
        for declared in choose(schema.schema):
            name = declared.name or ""
            if not name:
                raise CodegenError(schema.source.name, f"declares the {what} without a name")
            qname = f"{{{schema.namespace}}}{name}"
            if qname in found:
                other = found[qname][0].source.name
                raise CodegenError(
                    f"{schema.source.name}, {name}", f"the {what} is declared a second time, see {other}"
                )
            found[qname] = schema, declared
    return found


def _base(schema: ParsedSchema, declared: xsd.ComplexType) -> str | None:
    content = declared.complex_content or declared.simple_content
    extension = None if content is None else content.extension
    if extension is None or not extension.base:
        return None
    return At(schema, declared.name or "").qname(extension.base, extension.ns_map)


def _head(schema: ParsedSchema, element: xsd.Element) -> str | None:
    if not element.substitution_group:
        return None
    return At(schema, element.name or "").qname(element.substitution_group, element.ns_map)


def _inverted(pairs: Iterable[tuple[str, str | None]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, above in pairs:
        if above is not None:
            found[above] = (*found.get(above, ()), name)
    return found
