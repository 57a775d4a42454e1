"""Renders a contract: its class and its four functions."""

from __future__ import annotations

import attrs

from countermand_codegen import ir
from countermand_codegen.render.types import TypeRenderer

__all__ = [
    "functions_of",
    "import_codec_names",
    "layouts_name",
    "render_codec",
    "render_contract",
    "render_sequence_codec",
]

JSON_FORMS = ("to_json", "from_json")


def functions_of(form: ir.Form) -> tuple[str, ...]:
    """Return the functions of a type, which are named after its stem."""
    return ("to_xml", "from_xml", *JSON_FORMS) if form == "sequence" else JSON_FORMS


def layouts_name(contract: ir.Contract) -> str:
    """Return the name of the constant that holds a positional contract's layouts."""
    return f"{contract.module.upper()}_LAYOUTS"


def import_codec_names(form: ir.Form, types: TypeRenderer) -> None:
    """Import what the signatures of those functions need."""
    for name in ("READ_BY_NAME", "WRITE_UTC"):
        types.imports.use("countermand_wire.policy", name)
    for name in ("Reading", "Writing"):
        types.imports.annotate("countermand_wire.policy", name)
    if form == "sequence":
        types.imports.annotate("lxml.etree", "_Element")
    types.imports.annotate("countermand_wire.json", "JsonValue")


def render_contract(contract: ir.Contract, types: TypeRenderer, summary: str) -> str:
    """Write the class and the functions of a contract.

    Args:
        contract: the contract.
        types: renders its members.
        summary: the class's docstring; it must hold no text of the source but identifiers.
    """
    types.imports.module("attrs")
    import_codec_names(contract.form, types)
    parts = [_class(contract, types, summary)]
    if contract.form == "sequence":
        parts += [_to_xml(contract, types), _from_xml(contract, types)]
    parts += [_to_json(contract, types), _from_json(contract, types)]
    if contract.form == "positional":
        parts.append(_layouts(contract, types))
    return "\n\n\n".join(parts)


def render_codec(
    contract: ir.Contract, types: TypeRenderer, stream: str | None = None, single: str | None = None
) -> str:
    """Write the expression of a contract's codec."""
    if contract.form == "sequence":
        return render_sequence_codec(contract.module, contract.qname, types, stream, single)
    make = types.imports.use("countermand_wire.positional", f"{contract.form}_codec")
    what = layouts_name(contract) if contract.form == "positional" else repr(contract.class_name)
    return f"{make}({what}, {', '.join(f'{form}={contract.module}_{form}' for form in JSON_FORMS)})"


def render_sequence_codec(
    stem: str, qname: str, types: TypeRenderer, stream: str | None = None, single: str | None = None
) -> str:
    """Write the expression of a codec out of the four functions named after `stem`."""
    codec = types.imports.use("countermand_wire.codec", "Codec")
    arguments = [f"namespace={ir.namespace_of(qname)!r}", f"name={ir.local_name(qname)!r}"]
    arguments += [f"{form}={stem}_{form}" for form in functions_of("sequence")]
    if stream is not None:
        arguments.append(f"stream={stream}")
    if single is not None:
        arguments.append(f"single={single}")
    return f"{codec}({', '.join(arguments)})"


def _class(contract: ir.Contract, types: TypeRenderer, summary: str) -> str:
    lines = [
        "@attrs.frozen(kw_only=True)",
        f"class {contract.class_name}:",
        f'    """{summary}"""',
    ]
    if contract.members:
        lines.append("")
    lines += [f"    {_field(member, types)}" for member in contract.members]
    return "\n".join(lines)


def _field(member: ir.Member, types: TypeRenderer) -> str:
    annotation = types.annotation(member.type)
    arguments = [f"metadata={{'name': {member.name!r}}}"]
    if member.sensitive:
        arguments.insert(0, "repr=False")
    if member.nillable:
        annotation += " | None"
    if not member.required:
        annotation += f" | {types.imports.annotate('countermand_wire.absent', 'Absent')}"
        arguments.insert(0, f"default={types.imports.use('countermand_wire.absent', 'ABSENT')}")
    return f"{member.attribute}: {annotation} = attrs.field({', '.join(arguments)})"


def _to_xml(contract: ir.Contract, types: TypeRenderer) -> str:
    lines = [
        f"def {contract.module}_to_xml(value: {contract.class_name}, writing: Writing = WRITE_UTC) -> str:",
        f"    {types.wire('expect')}(value, {contract.class_name})",
    ]
    if len(contract.members) == 1:
        [member] = contract.members
        absent = [] if member.required else [f"    if value.{member.attribute} is ABSENT:", '        return ""']
        return "\n".join([*lines, *absent, f"    return {types.write_xml(member, f'value.{member.attribute}')}"])
    lines.append("    parts: list[str] = []")
    for member in contract.members:
        written = f"parts.append({types.write_xml(member, f'value.{member.attribute}')})"
        lines += _unless_absent(member, written)
    return "\n".join([*lines, '    return "".join(parts)'])


def _unless_absent(member: ir.Member, statement: str) -> list[str]:
    if member.required:
        return [f"    {statement}"]
    return [f"    if value.{member.attribute} is not ABSENT:", f"        {statement}"]


def _from_xml(contract: ir.Contract, types: TypeRenderer) -> str:
    cls = contract.class_name
    tags = f"{contract.module.upper()}_MEMBERS"
    listed = "".join(f"{member.tag!r}, " for member in contract.members)
    lines = [
        f"{tags} = ({listed})",
        "",
        "",
        f"def {contract.module}_from_xml(element: _Element, reading: Reading = READ_BY_NAME) -> {cls}:",
    ]
    if contract.members:
        lines.append(f"    members = reading.members(element, {tags})")
    if not all(member.required for member in contract.members):
        lines.append("    get = members.get")
    lines.append(f"    return {cls}(")
    lines += [f"        {member.attribute}={_read_member_xml(member, types)}," for member in contract.members]
    return "\n".join([*lines, "    )"])


def _read_member_xml(member: ir.Member, types: TypeRenderer) -> str:
    if not member.required:
        return f"ABSENT if (e := get({member.tag!r})) is None else {types.read_xml(member, 'e')}"
    found = f"{types.wire('required_element')}(members, {member.tag!r}, {member.name!r})"
    if member.nillable and member.type != ir.TypeRef("scalar", "string"):
        return f"None if {types.wire('is_nil')}(e := {found}) else {types.read_xml(_not_nillable(member), 'e')}"
    return types.read_xml(member, found)


def _not_nillable(member: ir.Member) -> ir.Member:
    return attrs.evolve(member, nillable=False)


def _to_json(contract: ir.Contract, types: TypeRenderer) -> str:
    lines = [
        f"def {contract.module}_to_json(value: {contract.class_name}, writing: Writing = WRITE_UTC) -> JsonValue:",
        f"    {types.wire('expect')}(value, {contract.class_name})",
        "    members: dict[str, JsonValue] = {}",
    ]
    for member in contract.members:
        written = f"members[{member.name!r}] = {types.write_json(member, f'value.{member.attribute}')}"
        lines += _unless_absent(member, written)
    return "\n".join([*lines, "    return members"])


def _from_json(contract: ir.Contract, types: TypeRenderer) -> str:
    lines = [
        f"def {contract.module}_from_json(value: object, reading: Reading = READ_BY_NAME) -> {contract.class_name}:",
        f"    {'members = ' if contract.members else ''}{types.wire('json_object')}(value)",
    ]
    if not all(member.required or member.aliases for member in contract.members):
        lines.append("    get = members.get")
    lines.append(f"    return {contract.class_name}(")
    lines += [f"        {member.attribute}={_read_member_json(contract.form, member, types)}," for member in contract.members]
    return "\n".join([*lines, "    )"])


def _read_member_json(form: ir.Form, member: ir.Member, types: TypeRenderer) -> str:
    names = repr((member.name, *member.aliases))
    if not member.required:
        # Where the schema knows no null, a service that is loose about types means nothing by one.
        nothing = "None" if form != "sequence" and not member.nillable else "ABSENT"
        default = "" if nothing == "None" else f", {nothing}"
        found = f"get({member.name!r}{default})"
        if member.aliases:
            found = f"{types.lookup('first_of')}(members, {names}, {nothing})"
        return f"ABSENT if (v := {found}) is {nothing} else {types.read_json(member, 'v')}"
    if member.aliases:
        found = f"{types.lookup('required_of')}(members, {names})"
    else:
        found = f"{types.wire('required')}(members, {member.name!r})"
    if member.nillable:
        return f"None if (v := {found}) is None else {types.read_json(_not_nillable(member), 'v')}"
    return types.read_json(member, found)


def _layouts(contract: ir.Contract, types: TypeRenderer) -> str:
    members = {member.name: member for member in contract.members}
    rows = "".join(
        f"({''.join(f'{_place(members[name], types)}, ' for name in layout)}), " for layout in contract.layouts
    )
    final = types.imports.use("typing", "Final")
    layout = types.imports.annotate("countermand_wire.positional", "Layout")
    sequence = types.imports.annotate("collections.abc", "Sequence")
    return f"{layouts_name(contract)}: {final}[{sequence}[{layout}]] = ({rows})"


def _place(member: ir.Member, types: TypeRenderer) -> str:
    place = types.imports.use("countermand_wire.positional", "Place")
    if member.type.kind == "scalar":
        return f"{place}({member.name!r}, {types.text_reader(member.type)})"
    many = member.type.kind == "array"
    inner = types.service.array(member.type.name).item.type if many else member.type
    layouts = types.layouts(types.service.contract(inner.name), layouts_name(types.service.contract(inner.name)))
    return f"{place}({member.name!r}, inner={layouts}, many={many})"
