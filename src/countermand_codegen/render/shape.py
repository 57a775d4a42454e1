"""Renders what travels by SOAP alone: a contract's class, and the table that says how it is written and read."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.render.types import TypeRenderer

__all__ = [
    "RESERVED",
    "member_annotation",
    "member_default",
    "render_array_shape",
    "render_detail",
    "render_message",
    "render_message_class",
    "render_shape",
]

RESERVED = frozenset(
    {
        *("ABSENT", "Absent", "Any", "Array", "Call", "Decimal", "Enumeration", "Final", "Late", "Literal", "MARKUP"),
        *("Mapping", "MappingProxyType", "NAMES", "NOTHING", "OneOf", "Operation", "PORTS", "Part", "Port", "SHAPE"),
        *("SOAP11", "SOAP12", "Sequence", "Shape", "TYPE_CHECKING", "UUID", "UnknownValue", "XmlElement"),
    }
)
"""Names that a rendered module uses for something else, so that no class may have them; none is of small letters."""


def render_shape(contract: ir.Contract, types: TypeRenderer, summary: str) -> str:
    """Write the class of a contract, and its table.

    Args:
        contract: the contract.
        types: renders its members.
        summary: the class's docstring; it must hold no text of the source but identifiers.
    """
    final = types.imports.use("typing", "Final")
    return f"{render_message_class(contract, types, summary)}\n\n\nSHAPE: {final} = {_shape(contract, types)}"


def render_message_class(contract: ir.Contract, types: TypeRenderer, summary: str) -> str:
    """Write the class of a contract or a message."""
    types.imports.module("attrs")
    # What refers to itself cannot be frozen, and is the same only as itself.
    kind = "attrs.define(kw_only=True, eq=False)" if contract.reference else "attrs.frozen(kw_only=True)"
    base, inherited = "", 0
    if contract.base is not None:
        above = types.service.contract(contract.base)
        base = f"({types.contract_class(above)})"
        inherited = len(above.members)
    lines = [f"@{kind}", f"class {contract.class_name}{base}:", f'    """{summary}"""']
    own = contract.members[inherited:]
    if own:
        lines.append("")
    lines += [f"    {_field(member, types)}" for member in own]
    return "\n".join(lines)


def render_array_shape(array: ir.Array, types: TypeRenderer) -> str:
    """Write the table of a list type."""
    final = types.imports.use("typing", "Final")
    cls = types.imports.use("countermand_wire.shape", "Array")
    return f"SHAPE: {final} = {cls}({_part(array.item, types)})"


def render_message(contract: ir.Contract, types: TypeRenderer) -> str:
    """Write the expression of a message's codec."""
    make = types.imports.use("countermand_wire.envelopes", "message_codec")
    names = f"{ir.namespace_of(contract.qname)!r}, {ir.local_name(contract.qname)!r}"
    return f"{make}({names}, {_shape(contract, types, contract.type_name)})"


def render_detail(detail: ir.FaultDetail, types: TypeRenderer) -> str:
    """Write the expression of the codec of a fault's detail."""
    return f"{types.imports.use('countermand_wire.envelopes', 'detail_codec')}({_part(detail.element, types)})"


def member_annotation(member: ir.Member, types: TypeRenderer) -> str:
    """Write the Python type of a member."""
    if member.where == "any-attributes":
        return f"{types.imports.annotate('collections.abc', 'Mapping')}[str, str]"
    if member.where == "items":
        literal = types.imports.annotate("typing", "Literal")
        pairs = (
            f"tuple[{literal}[{one.attribute!r}], {types.annotation(one.type)}{' | None' if one.nillable else ''}]"
            for one in member.alternatives
        )
        return f"{types.sequence()}[{' | '.join(pairs)}]"
    written = types.annotation(member.type) + (" | None" if member.nillable else "")
    if member.many or member.where == "any":
        return f"{types.sequence()}[{written}]"
    return written if member.required else f"{written} | {types.imports.annotate('countermand_wire.absent', 'Absent')}"


def member_default(member: ir.Member, types: TypeRenderer) -> str:
    """Write the default of a parameter for a member that need not be there; empty for one that must be."""
    if member.required:
        return ""
    if member.many or member.where in ("items", "any"):
        return "()"
    if member.where == "any-attributes":
        # One for all calls: nobody can change it.
        return f"{types.imports.use('types', 'MappingProxyType')}({{}})"
    return types.imports.use("countermand_wire.absent", "ABSENT")


def _field(member: ir.Member, types: TypeRenderer) -> str:
    arguments = [f"metadata={{'name': {member.name!r}}}"]
    if member.where == "any-attributes":
        arguments.insert(0, "factory=dict[str, str]")
    elif default := member_default(member, types):
        arguments.insert(0, f"default={default}")
    return f"{member.attribute}: {member_annotation(member, types)} = attrs.field({', '.join(arguments)})"


def _shape(contract: ir.Contract, types: TypeRenderer, type_name: str | None = None) -> str:
    cls = types.imports.use("countermand_wire.shape", "Shape")
    name = contract.qname if type_name is None else type_name
    parts = "".join(f"{_part(member, types)}, " for member in contract.members)
    arguments = [contract.class_name, repr(ir.local_name(name)), repr(ir.namespace_of(name)), f"({parts})"]
    if contract.derived:
        derived = "".join(f"{_late(types, types.service.contract(name))}, " for name in contract.derived)
        arguments.append(f"derived=({derived})")
    if contract.abstract:
        arguments.append("abstract=True")
    if contract.choices:
        one_of = types.imports.use("countermand_wire.shape", "OneOf")
        choices = "".join(
            f"{one_of}({choice.alternatives!r}, required={choice.required}), " for choice in contract.choices
        )
        arguments.append(f"choices=({choices})")
    if contract.reference:
        arguments.append("reference=True")
    return f"{cls}({', '.join(arguments)})"


def _part(member: ir.Member, types: TypeRenderer) -> str:
    cls = types.imports.use("countermand_wire.parts", "Part")
    arguments = [repr(member.name), repr(member.attribute), _content(member.type, types)]
    if member.namespace:
        arguments.append(f"namespace={member.namespace!r}")
    if member.where != "element":
        arguments.append(f"where={member.where!r}")
    if member.default is not None:
        arguments.append(f"default={member.default!r}")
    flags = {
        "required": member.required,
        "nillable": member.nillable,
        "many": member.many,
        "fixed": member.fixed,
    }
    arguments += [f"{name}=True" for name, holds in flags.items() if holds]
    if member.alternatives:
        arguments.append(f"alternatives=({''.join(f'{_part(one, types)}, ' for one in member.alternatives)})")
    return f"{cls}({', '.join(arguments)})"


def _content(type_: ir.TypeRef, types: TypeRenderer) -> str:
    if type_.kind == "markup":
        return types.imports.use("countermand_wire.markup", "MARKUP")
    listed = types.imports.use("countermand_wire.contents", "listed") if type_.listed else ""
    if type_.kind == "scalar":
        scalar = f"{types.imports.use('countermand_wire.contents', 'scalar')}({type_.name!r})"
        return f"{listed}({scalar})" if listed else scalar
    return _late(types, types.composite(type_), f", wrap={listed}" if listed else "")


def _late(types: TypeRenderer, found: ir.Contract | ir.Array | ir.Enumeration, more: str = "") -> str:
    return f"{types.imports.use('countermand_wire.parts', 'Late')}({types.home(found)!r}{more})"
