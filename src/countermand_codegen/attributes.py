"""Lowering, the attributes of a complex type."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from xsdata.models import xsd

from countermand_codegen import ir
from countermand_codegen.declared import At, Declared
from countermand_codegen.particles import checked_name
from countermand_codegen.simple import SERIALIZATION, SimpleTypes

__all__ = ["Attributes", "is_reference"]

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
DEEPEST = 60
"""Of attribute groups in attribute groups."""
REFERENCE = (f"{{{SERIALIZATION}}}Id", f"{{{SERIALIZATION}}}Ref")


def is_reference(at: At, body: xsd.ComplexType | xsd.Extension | xsd.Restriction) -> bool:
    """Whether a type has the two attributes by which Microsoft's serializer refers to a value that it wrote before."""
    names = {at.qname(one.ref, one.ns_map) for one in body.attributes if one.ref}
    return names.issuperset(REFERENCE)


@attrs.define
class Attributes:
    """Finds the attributes of one type after the other."""

    _declared: Declared
    _simple: SimpleTypes
    _sensitive: frozenset[str]

    def members(
        self, at: At, body: xsd.ComplexType | xsd.Extension | xsd.Restriction | xsd.AttributeGroup, depth: int = 0
    ) -> Iterator[ir.Member]:
        """Return the attributes, those of groups too; `Id` and `Ref` of Microsoft's serializer are left out.

        Raises:
            CodegenError: one is of no simple type, or refers to what is not declared.
        """
        if depth > DEEPEST:
            raise at.refuse(f"has more than {DEEPEST} attribute groups in groups, or one that holds itself")
        for attribute in body.attributes:
            if attribute.use is None or attribute.use.value != "prohibited":
                member = self._attribute(at, attribute)
                if member.tag not in REFERENCE:
                    yield member
        for group in body.attribute_groups:
            name = at.qname(group.ref, group.ns_map)
            if name not in self._declared.attribute_groups:
                raise at.refuse(f"refers to the attribute group {name}, which is not declared")
            schema, found = self._declared.attribute_groups[name]
            yield from self.members(At(schema, found.name or ""), found, depth + 1)
        if isinstance(body, (xsd.ComplexType, xsd.Extension)) and body.any_attribute is not None:
            yield ANY_ATTRIBUTES

    def _attribute(self, at: At, attribute: xsd.Attribute) -> ir.Member:
        use = attribute
        name, namespace = attribute.name, ""
        if attribute.ref is not None:
            found = at.qname(attribute.ref, attribute.ns_map)
            name, namespace = ir.local_name(found), ir.namespace_of(found)
            if found in self._declared.attributes:
                schema, attribute = self._declared.attributes[found]
                at = At(schema, at.owner)
            elif namespace != XML_NAMESPACE:
                raise at.refuse(f"refers to the attribute {found}, which is not declared")
        elif attribute.form is not None and attribute.form.value == "qualified":
            namespace = at.schema.namespace
        default = next(filter(_is_text, (use.fixed, use.default, attribute.fixed, attribute.default)), None)
        return ir.Member(
            name=checked_name(at, name, "attribute"),
            attribute="",
            namespace=namespace,
            type=self._type(at, name or "", attribute),
            required=use.use is not None and use.use.value == "required",
            nillable=False,
            sensitive=name in self._sensitive,
            where="attribute",
            default=default,
            fixed=use.fixed is not None or (use.default is None and attribute.fixed is not None),
        )

    def _type(self, at: At, name: str, attribute: xsd.Attribute) -> ir.TypeRef:
        if attribute.simple_type is not None:
            qname = f"{{{at.schema.namespace}}}{at.owner}.{name}"
            return self._simple.anonymous(At(at.schema, f"{at.owner}.{name}"), qname, attribute.simple_type)
        if attribute.type is None:
            return ir.TypeRef("scalar", "string")
        qname = at.qname(attribute.type, attribute.ns_map)
        found = self._simple.named(qname)
        if found is None:
            raise at.refuse(f"the attribute {name} has the type {qname}, which is no simple type that is declared")
        return found


ANY_ATTRIBUTES = ir.Member(
    name="any-attributes",
    attribute="",
    namespace="",
    type=ir.TypeRef("scalar", "string"),
    required=False,
    nillable=False,
    where="any-attributes",
)


def _is_text(value: str | None) -> bool:
    return value is not None
