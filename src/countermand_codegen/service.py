"""Lowering, the service: port type, bindings and ports to operations, joined with their REST forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeVar

from xsdata.formats.dataclass.models.generics import AnyElement
from xsdata.models import wsdl

from countermand_codegen import ir
from countermand_codegen.checks import check_service
from countermand_codegen.errors import CodegenError
from countermand_codegen.names import distinct, snake_name
from countermand_codegen.parse import Parsed, known, resolve
from countermand_codegen.rest import RestDescriptor
from countermand_codegen.schema import Types, lower_types

__all__ = ["lower_service", "method_name"]

Record = TypeVar("Record")

SOAP_BINDINGS: Mapping[str, Literal["1.1", "1.2"]] = {
    "http://schemas.xmlsoap.org/wsdl/soap/": "1.1",
    "http://schemas.xmlsoap.org/wsdl/soap12/": "1.2",
}
PAGE_NAMES = ("cast", "getattr", "load", "sys")
"""What the page of the operations uses; a module of that name would take its place there."""

POLICY = "{http://schemas.xmlsoap.org/ws/2004/09/policy}"
WSU_ID = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id"
USING_ADDRESSING = (
    "{http://www.w3.org/2006/05/addressing/wsdl}UsingAddressing",
    "{http://www.w3.org/2007/05/addressing/metadata}Addressing",
)


def lower_service(parsed: Parsed, rest: RestDescriptor, package: str) -> ir.Service:
    """Lower a WSDL and its REST descriptor to one service.

    Raises:
        CodegenError: a construct that is not supported, or the two documents contradict each other.
    """
    definitions = parsed.definitions
    place = parsed.source.name
    if len(definitions.services) != 1:
        raise CodegenError(place, f"declares {len(definitions.services)} services, expected one")
    service = definitions.services[0]
    bindings = {binding.name: binding for binding in definitions.bindings}
    used = [_named(bindings, port.binding, f"{place}, port {port.name}") for port in service.ports]
    port_types = {_local(binding.type) for binding in used}
    if len(port_types) != 1:
        raise CodegenError(place, f"its ports have {len(port_types)} port types, expected one")
    port_type = _named({p.name: p for p in definitions.port_types}, port_types.pop(), place)
    types = lower_types(parsed.schemas, rest.sensitive, rest.aliases)
    actions = _soap_actions(place, used)
    operations = _operations(parsed, port_type, actions, types, rest)
    lowered = ir.Service(
        package=package,
        name=service.name,
        source=place,
        ports=tuple(_port(parsed, port, bindings) for port in service.ports),
        operations=operations,
        contracts=types.contracts,
        arrays=types.arrays,
        enumerations=types.enumerations,
    )
    rest.check_names(lowered)
    check_service(lowered)
    return lowered


def _local(name: str | None) -> str:
    return (name or "").rpartition(":")[2]


def _named(table: Mapping[str, Record], name: str | None, place: str) -> Record:
    try:
        return table[_local(name)]
    except KeyError:
        raise CodegenError(place, f"refers to {name!r}, which is not declared") from None


def _soap_version(place: str, elements: Iterable[object]) -> Literal["1.1", "1.2"]:
    for element in known(elements):
        namespace = ir.namespace_of(element.qname or "")
        if namespace in SOAP_BINDINGS:
            return SOAP_BINDINGS[namespace]
    raise CodegenError(place, "is not a SOAP binding: not supported")


def _extension(elements: Iterable[object], local: str) -> AnyElement | None:
    return next((element for element in known(elements) if ir.local_name(element.qname or "") == local), None)


def _soap_actions(place: str, bindings: list[wsdl.Binding]) -> dict[str, str]:
    """Return the action of each operation, which must be the same in every binding."""
    actions: dict[str, str] = {}
    for binding in bindings:
        for operation in binding.operations:
            where = f"{place}, binding {binding.name}, operation {operation.name}"
            declared = _extension(operation.extended, "operation")
            if declared is None or declared.attributes.get("style", "document") != "document":
                raise CodegenError(where, "only document style is supported")
            _check_literal(where, operation)
            action = declared.attributes.get("soapAction", "")
            if actions.setdefault(operation.name, action) != action:
                raise CodegenError(where, "has another soapAction than in another binding")
    return actions


def _check_literal(place: str, operation: wsdl.BindingOperation) -> None:
    for message in filter(None, (operation.input, operation.output)):
        body = _extension(message.extended, "body")
        if body is not None and body.attributes.get("use", "literal") != "literal":
            raise CodegenError(place, "only literal messages are supported")


def _operations(
    parsed: Parsed, port_type: wsdl.PortType, actions: Mapping[str, str], types: Types, rest: RestDescriptor
) -> tuple[ir.Operation, ...]:
    methods = distinct(method_name(operation.name) for operation in port_type.operations)
    return tuple(
        _operation(parsed, port_type.name, operation, method, actions, types, rest)
        for operation, method in zip(port_type.operations, methods, strict=True)
    )


def method_name(name: str) -> str:
    """Return the name of an operation's method, which is also its module's."""
    method = snake_name(name)
    return f"{method}_" if method in PAGE_NAMES else method


def _operation(
    parsed: Parsed,
    port_type: str,
    operation: wsdl.PortTypeOperation,
    method: str,
    actions: Mapping[str, str],
    types: Types,
    rest: RestDescriptor,
) -> ir.Operation:
    place = f"{parsed.source.name}, operation {operation.name}"
    messages: tuple[object, ...] = (operation.input, operation.output)
    if None in messages:
        raise CodegenError(place, "has no output: one-way operations are not supported")
    if operation.faults:
        raise CodegenError(place, "declares faults, which is not supported")
    if operation.name not in actions:
        raise CodegenError(place, "is in no binding")
    request = types.wrapper(_element(parsed, operation.input.message, place), place)
    response = types.wrapper(_element(parsed, operation.output.message, place), place)
    action = actions[operation.name]
    declared = parsed.actions.get((port_type, operation.name, "input"), action)
    if declared != action:
        raise CodegenError(place, f"its soapAction is {action}, its wsaw:Action {declared}")
    return ir.Operation(
        name=operation.name,
        method=method,
        action=action,
        reply_action=parsed.actions.get((port_type, operation.name, "output"), f"{action}Response"),
        request=request,
        response=response,
        rest=rest.forms(operation.name, request, response),
    )


def _element(parsed: Parsed, message_name: str, place: str) -> str:
    message = _named({m.name: m for m in parsed.definitions.messages}, message_name, place)
    if len(message.parts) != 1 or message.parts[0].element is None:
        raise CodegenError(place, "only document/literal messages of one element are supported")
    part = message.parts[0]
    qname = resolve(part.element or "", part.ns_map)
    if qname is None:
        raise CodegenError(place, f"the prefix of {part.element!r} is not bound")
    return qname


def _port(parsed: Parsed, port: wsdl.ServicePort, bindings: Mapping[str, wsdl.Binding]) -> ir.Port:
    place = f"{parsed.source.name}, port {port.name}"
    binding = bindings[_local(port.binding)]
    address = _extension(port.extended, "address")
    if address is None or "location" not in address.attributes:
        raise CodegenError(place, "has no address")
    return ir.Port(
        name=port.name,
        binding=binding.name,
        soap=_soap_version(place, binding.extended),
        address=address.attributes["location"],
        addressing=_asks_for_addressing(parsed.definitions, binding),
    )


def _asks_for_addressing(definitions: wsdl.Definitions, binding: wsdl.Binding) -> bool:
    """Tell whether the policy that the binding refers to, or holds, demands WS-Addressing."""
    own = {element.qname for element in known(binding.extended)}
    referred = {
        element.attributes.get("URI", "").removeprefix("#")
        for element in known(binding.extended)
        if element.qname == f"{POLICY}PolicyReference"
    }
    policies = [policy for policy in known(definitions.extended) if policy.attributes.get(WSU_ID) in referred]
    names = own.union(*(_names_below(policy) for policy in policies))
    return any(name in names for name in USING_ADDRESSING)


def _names_below(element: AnyElement) -> set[str | None]:
    return {element.qname}.union(*(_names_below(child) for child in known(element.children)))
