"""Renders an operation: its two messages, and the constant that says how they travel."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.names import operation_constant
from countermand_codegen.render.contract import render_codec, render_contract
from countermand_codegen.render.listing import stream
from countermand_codegen.render.shape import render_detail, render_message, render_message_class
from countermand_codegen.render.types import LOOSE, TypeRenderer

__all__ = ["render_operation"]

TEXTS = ("string", "identifier", "numeric_identifier")
"""Scalars that are their own text in a URL."""


def render_operation(operation: ir.Operation, types: TypeRenderer) -> str:
    """Write the contracts of an operation's messages, and its constant."""
    request, response = operation.request, operation.response
    if request.form == "soap":
        return _render_soap(operation, types)
    parts = [
        render_contract(request, types, f"Request of {operation.method}."),
        render_contract(response, types, f"Reply of {operation.method}."),
        *_queries(operation, types),
        *_codecs(operation, types),
        _constant(operation, types),
    ]
    return "\n\n\n".join(parts)


def _render_soap(operation: ir.Operation, types: TypeRenderer) -> str:
    cls = types.imports.use("countermand_wire.operation", "Operation")
    final = types.imports.use("typing", "Final")
    request, response = operation.request, operation.response
    parts = [render_message_class(request, types, f"Request of {operation.method}.")]
    arguments = [f"name={operation.name!r}", f"action={operation.action!r}", f"reply_action={operation.reply_action!r}"]
    arguments.append(f"request={render_message(request, types)}")
    if operation.one_way:
        arguments += [f"response={types.imports.use('countermand_wire.envelopes', 'NOTHING')}", "one_way=True"]
    else:
        parts.append(render_message_class(response, types, f"Reply of {operation.method}."))
        arguments.append(f"response={render_message(response, types)}")
    if operation.faults:
        details = {fault.element.tag: render_detail(fault, types) for fault in operation.faults}
        arguments.append(f"faults={{{', '.join(f'{tag!r}: {codec}' for tag, codec in details.items())}}}")
    returned = "None" if operation.one_way else response.class_name
    constant = operation_constant(operation.method)
    parts.append(f"{constant}: {final}[{cls}[{request.class_name}, {returned}]] = {cls}({', '.join(arguments)})")
    return "\n\n\n".join(parts)


def _codecs(operation: ir.Operation, types: TypeRenderer) -> list[str]:
    """Write the codecs of the messages of an operation without SOAP, which stand in its REST form, too."""
    if operation.action:
        return []
    messages = {"REQUEST": operation.request, "RESPONSE": operation.response}
    return ["\n".join(f"{name}: Final = {render_codec(message, types)}" for name, message in messages.items())]


def _codes(operation: ir.Operation, types: TypeRenderer) -> str:
    code = types.imports.use("countermand_wire.operation", "Code")
    rows = (f"{row.number}: {code}({row.means!r}, {row.text!r})" for row in operation.codes)
    return f"{{{', '.join(rows)}}}"


def _constant(operation: ir.Operation, types: TypeRenderer) -> str:
    types.imports.use("typing", "Final")
    cls = types.imports.use("countermand_wire.operation", "Operation")
    request, response = operation.request, operation.response
    arguments = [f"name={operation.name!r}"]
    if operation.action:
        arguments += [
            f"action={operation.action!r}",
            f"reply_action={operation.reply_action!r}",
            f"request={render_codec(request, types)}",
            f"response={render_codec(response, types, _stream(response, types), _single(response, types))}",
        ]
    else:
        arguments += ["request=REQUEST", "response=RESPONSE"]
    if operation.rest:
        arguments.append(f"rest={_rest(operation, types)}")
    if operation.codes:
        arguments.append(f"codes={_codes(operation, types)}")
    annotation = f"{cls}[{request.class_name}, {response.class_name}]"
    return f"{operation_constant(operation.method)}: Final[{annotation}] = {cls}({', '.join(arguments)})"


def _stream(response: ir.Contract, types: TypeRenderer) -> str | None:
    """Return the stream of a reply that is one list of contracts."""
    if len(response.members) != 1 or response.members[0].type.kind != "array":
        return None
    member = response.members[0]
    array = types.service.array(member.type.name)
    if array.item.type.kind != "contract" or not array.item.nillable:
        return None
    return stream(array, types, f"{response.class_name}({member.attribute}={{}})", member.tag)


def _single(response: ir.Contract, types: TypeRenderer) -> str | None:
    """Return how a reply of one scalar is made from its text; dates depend on the peer, and go the ordinary way."""
    if len(response.members) != 1 or response.members[0].type.kind != "scalar":
        return None
    [member] = response.members
    if member.type.name == "date_time":
        return None
    single = types.imports.use("countermand_wire.single", "Single")
    read = f"{types.text_reader(member.type)}(text, {member.name!r})"
    return f"{single}({member.name!r}, lambda text: {response.class_name}({member.attribute}={read}))"


def _rest(operation: ir.Operation, types: TypeRenderer) -> str:
    rest = types.imports.use("countermand_wire.operation", "Rest")
    forms = "".join(f"{_form(form, operation, types)}, " for form in operation.rest)
    response = operation.response
    written = _bare(response, response.members[0], types) if operation.action else "RESPONSE"
    return f"{rest}(forms=({forms}), response={written})"


def _form(form: ir.RestForm, operation: ir.Operation, types: TypeRenderer) -> str:
    cls = types.imports.use("countermand_wire.operation", "RestForm")
    arguments = [f"method={form.method!r}", f"path={form.path!r}"]
    for name in _in_the_url(form, operation):
        parameters = "".join(f"{parameter.name!r}, " for parameter in getattr(form, name))
        query = types.imports.use("countermand_wire.operation", "Query")
        stem = f"{operation.method}_{{}}_{name}"
        functions = f"to_pairs={stem.format('to')}, from_pairs={stem.format('from')}"
        arguments.append(f"{name}={query}(names=({parameters}), {functions})")
    if form.body is not None:
        member = next(member for member in operation.request.members if member.name == form.body)
        arguments.append(f"body={_bare(operation.request, member, types)}")
    elif form.whole_body:
        arguments.append("body=REQUEST")
    if form.content_type is not None:
        arguments.append(f"content_type={form.content_type!r}")
    return f"{cls}({', '.join(arguments)})"


def _in_the_url(form: ir.RestForm, operation: ir.Operation) -> list[str]:
    """Return which parts of a URL carry members; a query form of a WCF service has a query even without any."""
    empty = ["query"] if operation.action and form.body is None else []
    return (["variables"] if form.variables else []) + (["query"] if form.query else empty)


def _bare(contract: ir.Contract, member: ir.Member, types: TypeRenderer) -> str:
    bare = types.imports.use("countermand_wire.bare", "bare_nillable" if member.nillable else "bare")
    get = f"lambda message: message.{member.attribute}"
    make = f"lambda value: {contract.class_name}({member.attribute}=value)"
    return f"{bare}({member.name!r}, {types.codec(member.type)}, {get}, {make})"


def _queries(operation: ir.Operation, types: TypeRenderer) -> list[str]:
    members = {member.name: member for member in operation.request.members}
    functions: dict[str, list[str]] = {}
    for form in operation.rest:
        pairs = {
            name: [(parameter.name, members[parameter.member]) for parameter in getattr(form, name)]
            for name in _in_the_url(form, operation)
        }
        # A request can be made only of all that the URL carries, whichever part of it is asked.
        whole = [pair for part in pairs.values() for pair in part]
        for name, part in pairs.items():
            written = [_to_query(operation, name, part, types), _from_query(operation, name, whole, types)]
            functions.setdefault(name, written)
    return [function for pair in functions.values() for function in pair]


def _to_query(operation: ir.Operation, part: str, pairs: list[tuple[str, ir.Member]], types: TypeRenderer) -> str:
    lines = [
        f"def {operation.method}_to_{part}(value: {operation.request.class_name}) -> list[tuple[str, str]]:",
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
    if type_.kind == "scalar" and type_.name in (*TEXTS, "any_uri"):
        return f"{types.wire('query_text')}({value}, {name!r})"
    if type_.kind == "scalar" and type_.name in LOOSE:
        return f"{types.scalar(f'{type_.name}_to_text')}({value}, {name!r})"
    if type_.kind == "enumeration":
        write = types.imports.use("countermand_wire.enumeration", "enumeration_to_query")
        return f"{write}({types.enumeration(type_.name)}, {value}, {name!r})"
    if type_ == ir.TypeRef("scalar", "date_time"):
        return f"{types.scalar('date_time_to_xml')}({value}, {name!r})"
    return types.xml_text(type_, value, repr(name))


def _from_query(operation: ir.Operation, part: str, pairs: list[tuple[str, ir.Member]], types: TypeRenderer) -> str:
    mapping = types.imports.annotate("collections.abc", "Mapping")
    lines = [
        f"def {operation.method}_from_{part}(pairs: {mapping}[str, str]) -> {operation.request.class_name}:",
        *([] if all(member.required for _, member in pairs) else ["    get = pairs.get"]),
        f"    return {operation.request.class_name}(",
    ]
    for name, member in pairs:
        if member.required:
            read = _read_query(member, f"{types.lookup('required_parameter')}(pairs, {name!r})", types)
        else:
            read = f"ABSENT if (v := get({name.lower()!r})) is None else {_read_query(member, 'v', types)}"
        lines.append(f"        {member.attribute}={read},")
    return "\n".join([*lines, "    )"])


def _read_query(member: ir.Member, value: str, types: TypeRenderer) -> str:
    if member.type.kind == "scalar" and member.type.name in TEXTS:
        return value
    if member.type.kind == "enumeration":
        read = types.imports.use("countermand_wire.enumeration", "enumeration_from_xml")
        return f"{read}({types.enumeration(member.type.name)}, {value}, {member.name!r})"
    return f"{types.text_reader(member.type)}({value}, {member.name!r})"
