"""Lowering, the simple types: scalars by the stem of their functions, enumerations, lists of both."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from xsdata.models import xsd

from countermand_codegen import ir
from countermand_codegen.declared import At, Declared
from countermand_codegen.names import constant_name, distinct, snake_name
from countermand_codegen.parse import known
from countermand_codegen.scope import Scope

__all__ = ["MARKUP", "SCALARS", "SERIALIZATION", "WCF_SCALARS", "XS", "SimpleTypes"]

XS = "http://www.w3.org/2001/XMLSchema"
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"
MARKUP = ir.TypeRef("markup")
DEEPEST = 60
"""Of simple types that are made of others."""

WCF_SCALARS: Mapping[str, str] = {
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
"""The types that Microsoft's serializers have as scalars, each with the stem of its functions."""

_TEXTS = ("anySimpleType", "normalizedString")
_TOKENS = ("token", "language", "NMTOKEN", "Name", "NCName", "ID", "IDREF", "ENTITY")
_MOMENTS = ("duration", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
_INTEGERS = ("integer", "positiveInteger", "negativeInteger", "nonPositiveInteger", "nonNegativeInteger")

SCALARS: Mapping[str, str] = {
    **WCF_SCALARS,
    f"{{{XS}}}date": "date",
    f"{{{XS}}}time": "time",
    f"{{{XS}}}hexBinary": "hex_binary",
    f"{{{XS}}}QName": "q_name",
    **{f"{{{XS}}}{name}": "string" for name in _TEXTS},
    # Python has no type for years alone, or for a duration in months: they are kept as they are written.
    **{f"{{{XS}}}{name}": "token" for name in (*_TOKENS, *_MOMENTS)},
    **{f"{{{XS}}}{name}": "whole_number" for name in _INTEGERS},
}
"""All types of XML Schema that are scalars."""

_LISTS = frozenset(f"{{{XS}}}{name}" for name in ("NMTOKENS", "IDREFS", "ENTITIES"))
_STRINGS = (ir.TypeRef("scalar", "string"), ir.TypeRef("scalar", "token"))


@attrs.define
class SimpleTypes:
    """The simple types that were asked for; enumerations are lowered once."""

    _declared: Declared
    _scope: Scope
    _aliases: Mapping[str, Mapping[str, str]]
    _form: ir.Form
    enumerations: dict[str, ir.Enumeration] = attrs.field(factory=dict)
    _depth: int = 0

    def named(self, qname: str) -> ir.TypeRef | None:
        """Return the simple type of this name, or None where there is none.

        Raises:
            CodegenError: it is made of what is not supported.
        """
        if qname in SCALARS:
            return ir.TypeRef("scalar", SCALARS[qname])
        if qname in _LISTS:
            return ir.TypeRef("scalar", "token", listed=True)
        if qname not in self._declared.simple_types:
            return None
        schema, declared = self._declared.simple_types[qname]
        return self.anonymous(At(schema, declared.name or ""), qname, declared)

    def anonymous(self, at: At, qname: str, declared: xsd.SimpleType) -> ir.TypeRef:
        """Return a simple type; an enumeration in it gets the name."""
        if self._depth > DEEPEST:
            raise at.refuse(f"is made of more than {DEEPEST} types, or of itself: not supported")
        self._depth += 1
        try:
            return self._made(at, qname, declared)
        finally:
            self._depth -= 1

    def _made(self, at: At, qname: str, declared: xsd.SimpleType) -> ir.TypeRef:
        if declared.union is not None:
            return ir.TypeRef("scalar", "string")
        if declared.list is not None:
            return self._list(at, qname, declared.list)
        if declared.restriction is None:
            raise at.refuse("is a simple type without restriction, list or union: not supported")
        return self._restriction(at, qname, declared.restriction)

    def _restriction(self, at: At, qname: str, restriction: xsd.Restriction) -> ir.TypeRef:
        base: ir.TypeRef | None = None
        if restriction.simple_type is not None:
            base = self.anonymous(at, f"{qname}Base", restriction.simple_type)
        elif restriction.base:
            name = at.qname(restriction.base, restriction.ns_map)
            base = self.named(name)
            if base is None:
                raise at.refuse(f"restricts {name}, which is no simple type that is declared")
        if base is None:
            raise at.refuse("restricts nothing")
        if not restriction.enumerations or base not in _STRINGS:
            return base
        if qname not in self.enumerations:
            self.enumerations[qname] = self._enumeration(at, qname, restriction.enumerations)
        return ir.TypeRef("enumeration", qname)

    def _list(self, at: At, qname: str, declared: xsd.List) -> ir.TypeRef:
        item: ir.TypeRef | None = None
        if declared.simple_type is not None:
            item = self.anonymous(at, qname, declared.simple_type)
        elif declared.item_type:
            name = at.qname(declared.item_type, declared.ns_map)
            item = self.named(name)
            if item is None:
                raise at.refuse(f"lists {name}, which is no simple type that is declared")
        if item is None or item.listed:
            raise at.refuse("is a list of nothing, or of lists: not supported")
        return attrs.evolve(item, listed=True)

    def _enumeration(self, at: At, qname: str, values: list[xsd.Enumeration]) -> ir.Enumeration:
        for value in values:
            if not isinstance(value.value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # So xsdata says.
                raise at.refuse("has an xs:enumeration without a value")
        names = [value.value for value in values]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise at.refuse(f"has the value {twice!r} twice: not supported")
        aliases = self._aliases.get(qname, {})
        for alias, name in aliases.items():
            if name not in names or alias in names:
                wrong = f"stands for {name!r}, which is no value" if name not in names else "is a value of its own"
                raise at.refuse(f"the alias {alias!r} {wrong}")
        cls, module = self._scope.of_type(ir.local_name(qname))
        return ir.Enumeration(
            qname=qname,
            class_name=cls,
            module=module,
            values=tuple(
                ir.EnumerationValue(xml_name=value.value, constant=constant, number=_number(at, value, position))
                for position, (value, constant) in enumerate(
                    zip(values, distinct(map(constant_name, names)), strict=True)
                )
            ),
            aliases=tuple(aliases.items()),
            form=self._form,
        )


def _number(at: At, value: xsd.Enumeration, position: int) -> int:
    """Return the number that Microsoft's EnumerationValue annotation gives, else the position among the values."""
    for annotation in value.annotations:
        for appinfo in annotation.app_infos:
            for content in known(appinfo.content):
                if content.qname == f"{{{SERIALIZATION}}}EnumerationValue":
                    try:
                        return int(content.text or "")
                    except ValueError:
                        inner = At(at.schema, f"{at.owner}.{value.value}")
                        raise inner.refuse(f"its EnumerationValue {content.text or ''!r} is no number") from None
    return position
