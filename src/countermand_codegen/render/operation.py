"""Renders an operation: its two messages, and the constant that says how they travel."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.render.contract import render_codec, render_contract
from countermand_codegen.render.listing import stream
from countermand_codegen.render.types import TypeRenderer

__all__ = ["operation_constant", "render_operation"]


def operation_constant(operation: ir.Operation) -> str:
    """Return the name of an operation's constant."""
    return operation.method.rstrip("_").upper()


def render_operation(operation: ir.Operation, types: TypeRenderer) -> str:
    """Write the contracts of an operation's messages, and its constant."""
    request, response = operation.request, operation.response
    parts = [
        render_contract(request, types, f"Request of {operation.method}."),
        render_contract(response, types, f"Reply of {operation.method}."),
        *_queries(operation, types),
        _constant(operation, types),
    ]
    return "\n\n\n".join(parts)


def _constant(operation: ir.Operation, types: TypeRenderer) -> str:
    types.imports.use("typing", "Final")
    cls = types.imports.use("countermand_wire.operation", "Operation")
    request, response = operation.request, operation.response
    request_codec = render_codec(request.module, request.qname, types)
    response_codec = render_codec(response.module, response.qname, types, _stream(response, types))
    arguments = [
        f"name={operation.name!r}",
        f"action={operation.action!r}",
        f"reply_action={operation.reply_action!r}",
        f"request={request_codec}",
        f"response={response_codec}",
    ]
    if operation.rest:
        arguments.append(f"rest={_rest(operation, types)}")
    annotation = f"{cls}[{request.class_name}, {response.class_name}]"
    return f"{operation_constant(operation)}: Final[{annotation}] = {cls}({', '.join(arguments)})"


def _stream(response: ir.Contract, types: TypeRenderer) -> str | None:
    """Return the stream of a reply that is one list of contracts."""
    if len(response.members) != 1 or response.members[0].type.kind != "array":
        return None
    member = response.members[0]
    array = types.service.array(member.type.name)
    if array.item.type.kind != "contract" or not array.item.nillable:
        return None
    return stream(array, types, f"{response.class_name}({member.attribute}={{}})", member.tag)


def _rest(operation: ir.Operation, types: TypeRenderer) -> str:
    rest = types.imports.use("countermand_wire.operation", "Rest")
    forms = "".join(f"{_form(form, operation, types)}, " for form in operation.rest)
    response = operation.response
    return f"{rest}(forms=({forms}), response={_bare(response, response.members[0], types)})"


def _form(form: ir.RestForm, operation: ir.Operation, types: TypeRenderer) -> str:
    cls = types.imports.use("countermand_wire.operation", "RestForm")
    arguments = [f"method={form.method!r}", f"path={form.path!r}"]
    if form.body is not None:
        member = next(member for member in operation.request.members if member.name == form.body)
        arguments.append(f"body={_bare(operation.request, member, types)}")
    else:
        query = types.imports.use("countermand_wire.operation", "Query")
        names = "".join(f"{parameter.name!r}, " for parameter in form.query)
        stem = operation.method
        arguments.append(f"query={query}(names=({names}), to_pairs={stem}_to_query, from_pairs={stem}_from_query)")
    return f"{cls}({', '.join(arguments)})"


def _bare(contract: ir.Contract, member: ir.Member, types: TypeRenderer) -> str:
    bare = types.imports.use("countermand_wire.bare", "bare_nillable" if member.nillable else "bare")
    get = f"lambda message: message.{member.attribute}"
    make = f"lambda value: {contract.class_name}({member.attribute}=value)"
    return f"{bare}({member.name!r}, {types.codec(member.type)}, {get}, {make})"


def _queries(operation: ir.Operation, types: TypeRenderer) -> list[str]:
    form = next((form for form in operation.rest if form.body is None), None)
    if form is None:
        return []
    members = {member.name: member for member in operation.request.members}
    pairs = [(parameter.name, members[parameter.member]) for parameter in form.query]
    return [_to_query(operation, pairs, types), _from_query(operation, pairs, types)]


def _to_query(operation: ir.Operation, pairs: list[tuple[str, ir.Member]], types: TypeRenderer) -> str:
    lines = [
        f"def {operation.method}_to_query(value: {operation.request.class_name}) -> list[tuple[str, str]]:",
        f"    {types.wire('expect')}(value, {operation.request.class_name})",
        "    pairs: list[tuple[str, str]] = []",
    ]
    for name, member in pairs:
        value = f"value.{member.attribute}"
        conditions = [] if member.required else [f"{value} is not ABSENT"]
        conditions += [f"{value} is not None"] if member.nillable else []
        indent = "        " if conditions else "    "
        if conditions:
            lines.append(f"    if {' and '.join(conditions)}:")
        lines.append(f"{indent}pairs.append(({name!r}, {_query_text(member.type, value, member.name, types)}))")
    return "\n".join([*lines, "    return pairs"])


def _query_text(type_: ir.TypeRef, value: str, name: str, types: TypeRenderer) -> str:
    # Not the text of an element, which is escaped.
    if type_.kind == "scalar" and type_.name in ("string", "any_uri"):
        return f"{types.wire('query_text')}({value}, {name!r})"
    if type_.kind == "enumeration":
        write = types.imports.use("countermand_wire.enumeration", "enumeration_to_query")
        return f"{write}({types.enumeration(type_.name)}, {value}, {name!r})"
    if type_ == ir.TypeRef("scalar", "date_time"):
        return f"{types.scalar('date_time_to_xml')}({value}, {name!r})"
    return types.xml_text(type_, value, repr(name))


def _from_query(operation: ir.Operation, pairs: list[tuple[str, ir.Member]], types: TypeRenderer) -> str:
    mapping = types.imports.annotate("collections.abc", "Mapping")
    lines = [
        f"def {operation.method}_from_query(pairs: {mapping}[str, str]) -> {operation.request.class_name}:",
        "    get = pairs.get",
        f"    return {operation.request.class_name}(",
    ]
    for name, member in pairs:
        read = _read_query(member, types)
        lines.append(f"        {member.attribute}=ABSENT if (v := get({name.lower()!r})) is None else {read},")
    return "\n".join([*lines, "    )"])


def _read_query(member: ir.Member, types: TypeRenderer) -> str:
    if member.type == ir.TypeRef("scalar", "string"):
        return "v"
    if member.type.kind == "enumeration":
        read = types.imports.use("countermand_wire.enumeration", "enumeration_from_xml")
        return f"{read}({types.enumeration(member.type.name)}, v, {member.name!r})"
    return f"{types.scalar(f'{member.type.name}_from_xml')}(v, {member.name!r})"
