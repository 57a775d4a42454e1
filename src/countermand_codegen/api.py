"""Lowering, a descriptor: the paths of an OpenAPI document to the operations of a service without SOAP."""

from __future__ import annotations

import re
from typing import Final, get_args

import attrs

from countermand_codegen import ir
from countermand_codegen.api_schema import ApiTypes
from countermand_codegen.api_servers import lower_servers
from countermand_codegen.checks import check_service
from countermand_codegen.names import class_name, distinct, snake_name
from countermand_codegen.openapi import Node, read_openapi
from countermand_codegen.service import method_name
from countermand_codegen.sources import Source
from countermand_wire.operation import Meaning

__all__ = ["lower_api"]

VERBS: Final = ("get", "post", "put", "delete")
JSON: Final = "application/json"
XML: Final = "application/xml"
MEANINGS: Final = frozenset(get_args(Meaning))

PATH_TEXT: Final = r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[A-Za-z0-9_]+\})*)+"

DOCUMENT: Final = {
    "openapi", "info", "servers", "tags", "paths", "components", "security", "externalDocs", "x-countermand",
}  # fmt: skip
PATH: Final = {*VERBS, "servers", "summary", "description"}
OPERATION: Final = {
    "operationId", "tags", "summary", "description", "parameters", "requestBody", "responses", "security",
    "x-codes", "x-side-effect", "x-evidence", "x-evidence-note",
}  # fmt: skip
RESPONSE: Final = {"description", "content"}
PARAMETER: Final = {"name", "in", "required", "schema", "description", "example", "examples"}


def lower_api(source: Source, package: str) -> ir.Service:
    """Lower a descriptor to a service.

    Raises:
        CodegenError: it is no OpenAPI 3.1 document, or holds what is not supported.
    """
    document = read_openapi(source)
    document.only(DOCUMENT)
    components = document.child("components")
    components.only({"schemas", "securitySchemes"})
    types = ApiTypes(components.child("schemas"))
    operations = [
        attrs.evolve(_operation(path, verb, node, types), servers=lower_servers(item))
        for path, item in document.child("paths").children()
        for verb, node in _verbs(item)
    ]
    types.check_used()
    _check_messages(document, operations, types)
    methods = distinct(method_name(operation.name) for operation in operations)
    service = ir.Service(
        package=package,
        name=_service_name(document),
        source=source.name,
        operations=tuple(
            attrs.evolve(operation, method=method) for operation, method in zip(operations, methods, strict=True)
        ),
        contracts=types.contracts,
        arrays=types.arrays,
        enumerations=(),
        servers=lower_servers(document),
    )
    check_service(service)
    return service


def _service_name(document: Node) -> str:
    extension = document.child("x-countermand")
    extension.only({"service"})
    name = extension.get("service")
    if not isinstance(name, str) or class_name(name) != name:
        raise extension.refuse("service is not the name of a class")
    return name


def _check_messages(document: Node, operations: list[ir.Operation], types: ApiTypes) -> None:
    """Refuse a contract that is named as a message: whoever reads the one's name thinks of the other."""
    messages = {message.class_name for each in operations for message in (each.request, each.response)}
    for contract in types.contracts:
        if contract.class_name in messages:
            schema = document.child("components").child("schemas").child(contract.class_name)
            raise schema.refuse("stands inside another contract, and has the name of a message")


def _verbs(item: Node) -> list[tuple[str, Node]]:
    item.only(PATH)
    return [(verb, item.child(verb)) for verb in VERBS if verb in item.value]


def _operation(path: str, verb: str, node: Node, types: ApiTypes) -> ir.Operation:
    node.only(OPERATION)
    if not re.fullmatch(PATH_TEXT, path):
        raise node.refuse("its path is none: segments and variables, without query, fragment or white space")
    name = node.get("operationId")
    if not isinstance(name, str) or class_name(name) != name:
        raise node.refuse("operationId is not there, or not the name of a class")
    body = _body(node, types, name)
    form, parameters = _url(path, verb, node, types)
    if parameters and body is not None:
        if any(parameter.required for parameter in parameters):
            raise node.refuse("has a parameter that must be there beside a body: not supported")
        if any(parameter.attribute == "body" for parameter in parameters):
            raise node.refuse("has a parameter that is named as the body beside it: not supported")
        body_member = types.member(_body_schema(node), "body", "body", required=False)
        parameters.append(body_member)
        request = _message(name, tuple(parameters))
        form = attrs.evolve(form, body="body")
    elif body is not None:
        request = body
        form = attrs.evolve(form, whole_body=True)
    else:
        request = _message(name, tuple(parameters))
    return ir.Operation(
        name=name,
        method=snake_name(name),
        request=request,
        response=_response(node, types, f"{name}Response"),
        rest=(form,),
        codes=_codes(node),
    )


def _message(name: str, members: tuple[ir.Member, ...]) -> ir.Contract:
    return ir.Contract(
        qname=f"{{}}{name}", class_name=class_name(name), module=snake_name(name), members=members, form="json"
    )


def _body_schema(node: Node) -> Node:
    return node.child("requestBody").child("content").child(JSON).child("schema")


def _body(node: Node, types: ApiTypes, name: str) -> ir.Contract | None:
    body = node.child("requestBody")
    if not body.value:
        return None
    body.only({"required", "content", "description"})
    if body.get("required") is not True:
        raise body.refuse("may be left out: not supported")
    content = body.child("content")
    content.only({JSON})
    content.child(JSON).only({"schema", "example", "examples"})
    return types.message(_body_schema(node), name)


def _url(path: str, verb: str, node: Node, types: ApiTypes) -> tuple[ir.RestForm, list[ir.Member]]:
    """Return the form of an operation without its body, and the members that its URL carries."""
    members: list[ir.Member] = []
    carried: dict[str, list[ir.QueryParameter]] = {"path": [], "query": []}
    content_type: str | None = None
    parameters = list(node.items("parameters"))
    names = [str(parameter.get("name")) for parameter in parameters]
    for parameter, name, attribute in zip(parameters, names, distinct(map(snake_name, names)), strict=True):
        parameter.only(PARAMETER)
        schema = parameter.child("schema")
        place = parameter.get("in")
        if place == "header" and name.lower() == "content-type" and isinstance(schema.get("const"), str):
            content_type = _content_type(schema)
            continue
        if place not in carried:
            raise parameter.refuse(f"a parameter in {place} is not supported, but for a constant Content-Type")
        required = place == "path" or parameter.get("required") is True
        member = types.member(schema, name, attribute, required=required)
        if member.type.kind != "scalar" or member.nillable or member.aliases:
            raise parameter.refuse("a list, an object, null or an alias cannot stand in a URL")
        members.append(member)
        carried[place].append(ir.QueryParameter(name=name, member=name))
    lowered = [member.name.lower() for member in members]
    if len(set(lowered)) != len(lowered):
        raise node.refuse("has two parameters whose names are the same but for the case: not supported")
    if re.findall(r"\{([^{}]*)\}", path) != [variable.name for variable in carried["path"]]:
        raise node.refuse("its path and its parameters name different variables, or in another order")
    form = ir.RestForm(
        method=verb.upper(),
        path=path,
        variables=tuple(carried["path"]),
        query=tuple(carried["query"]),
        content_type=content_type,
    )
    return form, members


def _content_type(schema: Node) -> str:
    value = str(schema.get("const"))
    if not re.fullmatch(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*", value):
        raise schema.refuse("const is not one line of printable ASCII")
    return value


def _response(node: Node, types: ApiTypes, name: str) -> ir.Contract:
    """Lower the one contract of all replies: the body says which kind of reply it is, not the status."""
    found: ir.Contract | None = None
    with_xml = False
    for _, response in node.child("responses").children():
        response.only(RESPONSE)
        content = response.child("content")
        content.only({JSON, XML})
        with_xml = with_xml or XML in content.value
        for _, media in content.children():
            media.only({"schema", "example", "examples"})
            contract = types.message(media.child("schema"), name)
            if found is not None and contract != found:
                raise media.refuse("is another schema than in the other replies of this operation")
            found = contract
    if found is None:
        raise node.refuse("has no reply with a schema")
    if with_xml != (found.form == "positional"):
        raise node.refuse(f"{XML} among the replies and x-positional in their schema go together")
    return found


def _codes(node: Node) -> tuple[ir.Code, ...]:
    codes = []
    for number, row in node.child("x-codes").children():
        row.only({"means", "text"})
        means, text = row.get("means"), row.get("text")
        if not re.fullmatch(r"[0-9]{1,9}", number) or str(means) not in MEANINGS or not isinstance(text, str):
            raise row.refuse(
                f"is not a code with a text, and with one of these meanings: {', '.join(sorted(MEANINGS))}"
            )
        codes.append(ir.Code(number=int(number), means=str(means), text=text))
    numbers = [code.number for code in codes]
    if len(set(numbers)) != len(numbers):
        raise node.child("x-codes").refuse("has a code twice")
    return tuple(codes)
