"""Renders an enumeration."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.render.imports import Imports

__all__ = ["render_enumeration"]


def render_enumeration(enumeration: ir.Enumeration, imports: Imports) -> str:
    """Write the class of an enumeration, and its codec."""
    base = imports.use("countermand_wire.enumeration", "Enumeration")
    lines = [
        f"class {enumeration.class_name}({base}):",
        f'    """Values of {enumeration.class_name}: each with its XML name and its JSON number."""',
        "",
        *(f"    {value.constant} = {value.xml_name!r}, {value.number}" for value in enumeration.values),
    ]
    if enumeration.aliases:
        aliases = ", ".join(f"{alias!r}: {name!r}" for alias, name in enumeration.aliases)
        lines += [
            "",
            "    @classmethod",
            "    def xml_aliases(cls) -> dict[str, str]:",
            f"        return {{{aliases}}}",
        ]
    imports.use("typing", "Final")
    if enumeration.form == "soap":
        make = imports.use("countermand_wire.contents", "enumerated")
        return "\n".join([*lines, "", "", f"SHAPE: Final = {make}({enumeration.class_name})"])
    codec = imports.use("countermand_wire.codec", "Codec")
    unknown = imports.use("countermand_wire.enumeration", "UnknownValue")
    make = imports.use("countermand_wire.enumeration", "enumeration_codec")
    namespace, name = ir.namespace_of(enumeration.qname), ir.local_name(enumeration.qname)
    constant = f"{enumeration.codec_name}: Final[{codec}[{enumeration.class_name} | {unknown}]]"
    lines += [
        "",
        "",
        f"{constant} = {make}({enumeration.class_name}, {namespace!r}, {name!r})",
    ]
    return "\n".join(lines)
