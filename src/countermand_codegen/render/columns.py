"""Renders the columns of a contract that stands in lists."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.render.types import TypeRenderer

__all__ = ["columns_name", "is_listed", "render_columns"]


def columns_name(contract: ir.Contract) -> str:
    """Return the name of the constant that holds a contract's columns."""
    return f"{contract.module.upper()}_COLUMNS"


def is_listed(contract: ir.Contract, service: ir.Service) -> bool:
    """Whether a list type has the contract as its items."""
    return contract.form == "sequence" and any(
        array.item.type == ir.TypeRef("contract", contract.qname) for array in service.arrays
    )


def render_columns(contract: ir.Contract, types: TypeRenderer) -> str:
    """Write the constant that holds a contract's columns."""
    columns = types.imports.use("countermand_wire.columns", "Columns")
    rows = "".join(f"{_column(member, types)}, " for member in contract.members)
    return f"{columns_name(contract)}: Final = {columns}({contract.class_name}, ({rows}))"


def _column(member: ir.Member, types: TypeRenderer) -> str:
    column = types.imports.use("countermand_wire.columns", "Column")
    arguments = [repr(member.name), repr(member.tag), repr(member.attribute)]
    arguments += [_reader(member.type, form, types) for form in ("from_xml", "from_json")]
    flags = {"required": member.required, "nillable": member.nillable, "nested": _is_nested(member.type)}
    arguments += [f"{name}=True" for name, holds in flags.items() if holds]
    return f"{column}({', '.join(arguments)})"


def _is_nested(type_: ir.TypeRef) -> bool:
    return type_.kind in ("contract", "array")


def _reader(type_: ir.TypeRef, form: str, types: TypeRenderer) -> str:
    if _is_nested(type_):
        return types.function(type_, form)
    if type_.kind == "scalar":
        return types.scalar(f"{type_.name}_{form}")
    read = types.imports.use("countermand_wire.enumeration", f"enumeration_{form}")
    return f"lambda value, path: {read}({types.enumeration(type_.name)}, value, path)"
