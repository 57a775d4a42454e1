"""Lowering, the types: schemas to contracts, lists and enumerations, every name resolved, or refused by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import attrs
from xsdata.models import xsd

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.names import class_name, constant_name, distinct, snake_name
from countermand_codegen.parse import ParsedSchema, known, resolve

__all__ = ["Types", "lower_types"]

XS = "http://www.w3.org/2001/XMLSchema"
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"

SCALARS: Mapping[str, str] = {
    **{
        f"{{{XS}}}{name}": snake_name(name).rstrip("_")
        for name in (
            *("string", "boolean", "dateTime", "decimal", "double", "float", "base64Binary"),
            *("byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"),
        )
    },
    f"{{{XS}}}anyURI": "any_uri",
    **{f"{{{SERIALIZATION}}}{name}": name for name in ("guid", "char", "duration")},
}
"""The types that are scalars on the wire, each with the stem of its functions in countermand_wire.scalars."""

Named = TypeVar("Named", xsd.ComplexType, xsd.SimpleType, xsd.Element)


@attrs.frozen(kw_only=True)
class Types:
    """All named types of a service, and its global elements."""

    contracts: tuple[ir.Contract, ...]
    arrays: tuple[ir.Array, ...]
    enumerations: tuple[ir.Enumeration, ...]
    _elements: Mapping[str, tuple[ParsedSchema, xsd.Element]] = attrs.field(alias="elements")
    _lowering: _Lowering = attrs.field(alias="lowering")

    def wrapper(self, qname: str, place: str) -> ir.Contract:
        """Lower the global element that wraps a message's members.

        Raises:
            CodegenError: there is no such element, or it is not a sequence of members.
        """
        if qname not in self._elements:
            raise CodegenError(place, f"refers to the element {qname}, which no schema declares")
        schema, element = self._elements[qname]
        if element.complex_type is None:
            raise CodegenError(place, f"the element {qname} has no type of its own: bare messages are not supported")
        return self._lowering.contract(schema, qname, element.complex_type)


@attrs.frozen(kw_only=True)
class _Lowering:
    """What the lowering of one type needs to know of all others."""

    kinds: Mapping[str, ir.TypeRef]
    sensitive: frozenset[str]

    def contract(self, schema: ParsedSchema, qname: str, declared: xsd.ComplexType) -> ir.Contract:
        elements = _sequence(schema, qname, declared)
        attributes = distinct(snake_name(element.name or "") for element in elements)
        name = ir.local_name(qname)
        return ir.Contract(
            qname=qname,
            class_name=class_name(name),
            module=snake_name(name),
            members=tuple(
                self.member(schema, qname, element, attribute)
                for element, attribute in zip(elements, attributes, strict=True)
            ),
        )

    def member(self, schema: ParsedSchema, owner: str, element: xsd.Element, attribute: str) -> ir.Member:
        if element.max_occurs != 1:
            raise CodegenError(
                _place(schema, owner), f"the element {element.name} repeats outside of a list type: not supported"
            )
        return self._element(schema, owner, element, attribute)

    def _element(self, schema: ParsedSchema, owner: str, element: xsd.Element, attribute: str) -> ir.Member:
        name = element.name or ""
        if element.default is not None or element.fixed is not None:
            raise CodegenError(_place(schema, owner), f"the element {name} has a default or fixed value: not supported")
        return ir.Member(
            name=name,
            attribute=attribute,
            namespace=_member_namespace(schema, owner, element),
            type=self.type_of(schema, owner, element),
            required=element.min_occurs != 0,
            nillable=bool(element.nillable),
            sensitive=name in self.sensitive,
        )

    def array(self, schema: ParsedSchema, qname: str, element: xsd.Element) -> ir.Array:
        item = self._element(schema, qname, element, snake_name(element.name or ""))
        if item.type.kind in ("contract", "array") and ir.namespace_of(item.type.name) != item.namespace:
            raise CodegenError(
                _place(schema, qname), f"items of the type {item.type.name}, of another namespace: not supported"
            )
        return ir.Array(qname=qname, module=snake_name(ir.local_name(qname)), item=item)

    def type_of(self, schema: ParsedSchema, owner: str, element: xsd.Element) -> ir.TypeRef:
        if element.type is None:
            raise CodegenError(_place(schema, owner), f"the element {element.name} has no named type: not supported")
        qname = _resolve(schema, owner, element.type, element.ns_map)
        if qname in SCALARS:
            return ir.TypeRef("scalar", SCALARS[qname])
        if qname not in self.kinds:
            raise CodegenError(_place(schema, owner), f"the element {element.name} has the unknown type {qname}")
        return self.kinds[qname]


def lower_types(
    schemas: Iterable[ParsedSchema],
    sensitive: frozenset[str] = frozenset(),
    aliases: Mapping[str, Mapping[str, str]] | None = None,
) -> Types:
    """Lower every named type of the schemas.

    Args:
        schemas: the schemas of a service.
        sensitive: names of members that are credentials or capabilities.
        aliases: by enumeration, further XML names that are read, each with the name it stands for.

    Raises:
        CodegenError: a construct that is not supported, or a name that nothing declares.
    """
    schemas = tuple(schemas)
    complex_types = _declared(schemas, lambda schema: schema.complex_types)
    simple_types = {
        qname: found
        for qname, found in _declared(schemas, lambda schema: schema.simple_types).items()
        if qname not in SCALARS
    }
    arrays = {qname: item for qname, (_, declared) in complex_types.items() if (item := _list_item(qname, declared))}
    lowering = _Lowering(
        kinds={
            **{qname: ir.TypeRef("enumeration", qname) for qname in simple_types},
            **{qname: ir.TypeRef("array" if qname in arrays else "contract", qname) for qname in complex_types},
        },
        sensitive=sensitive,
    )
    contracts = [
        lowering.contract(schema, qname, declared)
        for qname, (schema, declared) in complex_types.items()
        if qname not in arrays
    ]
    return Types(
        contracts=tuple(contracts),
        arrays=tuple(lowering.array(complex_types[qname][0], qname, item) for qname, item in arrays.items()),
        enumerations=tuple(
            _enumeration(schema, qname, declared, (aliases or {}).get(qname, {}))
            for qname, (schema, declared) in simple_types.items()
        ),
        elements=_declared(schemas, lambda schema: schema.elements),
        lowering=lowering,
    )


def _declared(
    schemas: Iterable[ParsedSchema], choose: Callable[[xsd.Schema], Iterable[Named]]
) -> dict[str, tuple[ParsedSchema, Named]]:
    return {
        f"{{{schema.namespace}}}{declared.name}": (schema, declared)
        for schema in schemas
        for declared in choose(schema.schema)
    }


def _place(schema: ParsedSchema, owner: str) -> str:
    return f"{schema.source.name}, {ir.local_name(owner)}"


def _resolve(schema: ParsedSchema, owner: str, name: str, ns_map: Mapping[str, str]) -> str:
    qname = resolve(name, ns_map)
    if qname is None:
        raise CodegenError(_place(schema, owner), f"the prefix of {name!r} is not bound")
    return qname


def _sequence(schema: ParsedSchema, qname: str, declared: xsd.ComplexType) -> list[xsd.Element]:
    refused: dict[str, object] = {
        "simple content": declared.simple_content,
        "an extension or restriction": declared.complex_content,
        "a group": declared.group,
        "xs:all": declared.all,
        "a choice": declared.choice,
        "attributes": declared.attributes or declared.attribute_groups or declared.any_attribute,
        "mixed content": declared.mixed,
        "an abstract type": declared.abstract,
    }
    sequence = declared.sequence
    if sequence is not None:
        refused["a nested group"] = sequence.groups or sequence.choices or sequence.sequences
        refused["xs:any"] = sequence.any
        refused["a repeated sequence"] = sequence.max_occurs != 1
    for construct, found in refused.items():
        if found:
            raise CodegenError(_place(schema, qname), f"{construct} is not supported")
    elements = [] if sequence is None else list(sequence.elements)
    for element in elements:
        if element.ref is not None:
            raise CodegenError(_place(schema, qname), f"a reference to the element {element.ref} is not supported")
    return elements


def _member_namespace(schema: ParsedSchema, owner: str, element: xsd.Element) -> str:
    if element.form is None or element.form.value != "qualified":
        raise CodegenError(_place(schema, owner), f"the unqualified element {element.name} is not supported")
    return schema.namespace


def _list_item(qname: str, declared: xsd.ComplexType) -> xsd.Element | None:
    """Return the repeated element of a type that is a list as WCF declares one, else None."""
    elements = declared.sequence.elements if declared.sequence else []
    if ir.local_name(qname).startswith("ArrayOf") and len(elements) == 1 and _repeats(elements[0]):
        return elements[0]
    return None


def _repeats(element: xsd.Element) -> bool:
    return isinstance(element.max_occurs, int) and element.max_occurs > 1


def _enumeration(
    schema: ParsedSchema, qname: str, declared: xsd.SimpleType, aliases: Mapping[str, str]
) -> ir.Enumeration:
    values = declared.restriction.enumerations if declared.restriction else []
    if not values:
        raise CodegenError(_place(schema, qname), "a simple type that is no enumeration is not supported")
    names = [value.value for value in values]
    for alias, name in aliases.items():
        if name not in names or alias in names:
            wrong = f"stands for {name!r}, which is no value" if name not in names else "is a value of its own"
            raise CodegenError(_place(schema, qname), f"the alias {alias!r} {wrong}")
    return ir.Enumeration(
        qname=qname,
        class_name=class_name(ir.local_name(qname)),
        module=snake_name(ir.local_name(qname)),
        values=tuple(
            ir.EnumerationValue(
                xml_name=value.value, constant=constant, number=_number(_place(schema, qname), value, position)
            )
            for position, (value, constant) in enumerate(zip(values, distinct(map(constant_name, names)), strict=True))
        ),
        aliases=tuple(aliases.items()),
    )


def _number(place: str, value: xsd.Enumeration, position: int) -> int:
    """Return the number that Microsoft's EnumerationValue annotation gives, else the position among the values."""
    for annotation in value.annotations:
        for appinfo in annotation.app_infos:
            for content in known(appinfo.content):
                if content.qname == f"{{{SERIALIZATION}}}EnumerationValue":
                    return _integer(f"{place}.{value.value}", content.text or "")
    return position


def _integer(place: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise CodegenError(place, f"its EnumerationValue {text!r} is no number") from None
