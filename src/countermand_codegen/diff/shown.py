"""How reports name types, and the places where members stand."""

from __future__ import annotations

from collections.abc import Mapping

from countermand_codegen import ir

__all__ = ["WHERE", "type_name"]

WHERE: Mapping[ir.Where, str] = {
    "element": "an element",
    "attribute": "an attribute",
    "text": "the text",
    "header": "a header",
    "items": "a run of elements",
    "any": "any elements",
    "any-attributes": "any attributes",
}


def type_name(type_: ir.TypeRef) -> str:
    """Return what a report calls a type: a word, or a few."""
    name = "any XML" if type_.kind == "markup" else ir.local_name(type_.name)
    return f"list of {name} in one text" if type_.listed else name
