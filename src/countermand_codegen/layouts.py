"""The layouts of positional XML: each must make sense, and no two may look the same."""

from __future__ import annotations

from collections.abc import Callable

from countermand_codegen import ir
from countermand_codegen.openapi import Node

__all__ = ["check_layouts"]


def check_layouts(node: Node, contract: ir.Contract, inside: Callable[[ir.TypeRef], ir.Contract | None]) -> None:
    """Refuse layouts that nobody could read.

    Args:
        node: the schema, for errors.
        contract: with its layouts.
        inside: gives the contract that a member is, or is a list of; None for a scalar.

    Raises:
        CodegenError: a layout names no member, or one twice, leaves out a required one, holds what has no layouts of
            its own, or cannot be told from another one.
    """
    members = {member.name: member for member in contract.members}
    required = {member.name for member in contract.members if member.required}
    shapes: dict[tuple[bool, ...], tuple[str, ...]] = {}
    for layout in contract.layouts:
        told = f"the layout {', '.join(layout)}"
        for name in layout:
            if name not in members:
                raise node.refuse(f"{told} names {name!r}, which is no property")
            within = inside(members[name].type)
            if members[name].type.kind != "scalar" and (within is None or within.form != "positional"):
                raise node.refuse(f"{told} holds {name}, which has no layouts of its own")
        if len(set(layout)) != len(layout):
            raise node.refuse(f"{told} names a property twice")
        if not required <= set(layout):
            raise node.refuse(f"{told} leaves out a required property")
        shape = tuple(members[name].type.kind == "scalar" for name in layout)
        if shape in shapes:
            raise node.refuse(f"{told} cannot be told from {', '.join(shapes[shape])}")
        shapes[shape] = layout
