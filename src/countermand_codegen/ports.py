"""Lowering, the ports: which of them speak SOAP over HTTP, and how their bindings put each operation on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeVar

import attrs
from xsdata.formats.dataclass.models.generics import AnyElement
from xsdata.models import wsdl

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.parse import Parsed, known

__all__ = [
    "POLICY",
    "USING_ADDRESSING",
    "WSU_ID",
    "Bound",
    "BoundMessage",
    "PortTypes",
    "by_name",
    "extension",
    "named",
]

SOAP_BINDINGS: Mapping[str, Literal["1.1", "1.2"]] = {
    "http://schemas.xmlsoap.org/wsdl/soap/": "1.1",
    "http://schemas.xmlsoap.org/wsdl/soap12/": "1.2",
}
HTTP = ("http://schemas.xmlsoap.org/soap/http", "http://www.w3.org/2003/05/soap/bindings/HTTP/")
POLICY = "{http://schemas.xmlsoap.org/ws/2004/09/policy}"
WSU_ID = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id"
USING_ADDRESSING = (
    "{http://www.w3.org/2006/05/addressing/wsdl}UsingAddressing",
    "{http://www.w3.org/2007/05/addressing/metadata}Addressing",
)
BEYOND = frozenset({"SymmetricBinding", "AsymmetricBinding", "RMAssertion", "BinaryEncoding"})
"""Assertions of policies that ask for another message than a plain envelope: signed, counted or binary."""

Record = TypeVar("Record", wsdl.Binding, wsdl.PortType, wsdl.Message)


@attrs.frozen(kw_only=True)
class BoundMessage:
    """What a binding says of a message."""

    namespace: str = ""
    """Of the wrapper element, in RPC style."""
    parts: tuple[str, ...] | None = None
    """Those that are the body; None for all that are no header."""
    headers: tuple[tuple[str, str], ...] = ()
    """Message and part of each header."""


@attrs.frozen(kw_only=True)
class Bound:
    """An operation of a port type, as its bindings have it."""

    port_type: str
    name: str
    place: str
    declared: wsdl.PortTypeOperation = attrs.field(eq=False, repr=False)
    action: str
    rpc: bool
    request: BoundMessage
    response: BoundMessage


def by_name(parsed: Parsed, what: str, choose: Callable[[wsdl.Definitions], Iterable[Record]]) -> dict[str, Record]:
    """Return what all documents declare, by local name.

    Raises:
        CodegenError: something is declared twice.
    """
    found: dict[str, Record] = {}
    for source, definitions in parsed.documents:
        for one in choose(definitions):
            if one.name in found:
                raise CodegenError(source.name, f"declares the {what} {one.name} a second time: not supported")
            found[one.name] = one
    return found


def named(table: Mapping[str, Record], name: str | None, place: str) -> Record:
    """Return what a prefixed name refers to; CodegenError where it is not declared."""
    local = (name or "").rpartition(":")[2]
    if local not in table:
        raise CodegenError(place, f"refers to {name!r}, which is not declared")
    return table[local]


def extension(elements: Iterable[object], local: str) -> AnyElement | None:
    """Return the first extension element of this local name."""
    return next((element for element in known(elements) if ir.local_name(element.qname or "") == local), None)


class PortTypes:
    """The ports that are wanted, and the operations of their port types.

    Args:
        parsed: the documents.
        wanted: the ports, by name; all that speak SOAP over HTTP where none is named.

    Raises:
        CodegenError: there is no such port, or it speaks something else.
    """

    def __init__(self, parsed: Parsed, wanted: tuple[str, ...] = ()) -> None:
        self._parsed = parsed
        self._place = parsed.source.name
        self._bindings = by_name(parsed, "binding", lambda found: found.bindings)
        self._port_types = by_name(parsed, "portType", lambda found: found.port_types)
        services = [service for found in parsed.definitions for service in found.services]
        if not services:
            raise CodegenError(self._place, "declares no service")
        self.service_name = services[0].name
        self.ports: tuple[ir.Port, ...] = ()
        self.left_out: tuple[str, ...] = ()
        """Ports that speak something else than SOAP over HTTP, each with the reason."""
        declared = [port for service in services for port in service.ports]
        missing = sorted(set(wanted) - {port.name for port in declared})
        if missing:
            raise CodegenError(
                self._place, f"has no port {missing[0]}: it has {', '.join(one.name for one in declared)}"
            )
        for port in declared:
            if not wanted or port.name in wanted:
                self._add(port, required=bool(wanted))
        if not self.ports:
            raise CodegenError(self._place, f"has no port that is supported: {'; '.join(self.left_out) or 'none'}")

    def _add(self, port: wsdl.ServicePort, *, required: bool) -> None:
        place = f"{self._place}, port {port.name}"
        binding = named(self._bindings, port.binding, place)
        soap = next((one for one in known(binding.extended) if ir.namespace_of(one.qname or "") in SOAP_BINDINGS), None)
        beyond = sorted(BEYOND & {ir.local_name(name) for name in self._demanded(binding)})
        reason = ""
        if soap is None:
            reason = "is not a SOAP binding"
        elif soap.attributes.get("transport", HTTP[0]) not in HTTP:
            reason = f"is bound to {soap.attributes['transport']}"
        elif beyond:
            reason = f"has a policy that asks for {beyond[0]}"
        if soap is None or reason:
            if required:
                raise CodegenError(place, f"{reason}: not supported")
            self.left_out += (f"port {port.name} {reason}",)
            return
        if any(one.name == port.name for one in self.ports):
            raise CodegenError(place, "is declared a second time: not supported")
        address = extension(port.extended, "address")
        if address is None or "location" not in address.attributes:
            raise CodegenError(place, "has no address")
        lowered = ir.Port(
            name=port.name,
            binding=binding.name,
            soap=SOAP_BINDINGS[ir.namespace_of(soap.qname or "")],
            address=address.attributes["location"],
            addressing=any(name in USING_ADDRESSING for name in self._demanded(binding)),
            port_type=named(self._port_types, binding.type, f"{self._place}, binding {binding.name}").name,
        )
        self.ports += (lowered,)

    def _demanded(self, binding: wsdl.Binding) -> set[str]:
        """Return the names of all elements of the policies that the binding refers to, or holds."""
        own = known(binding.extended)
        referred = {
            element.attributes.get("URI", "").removeprefix("#")
            for element in own
            if element.qname == f"{POLICY}PolicyReference"
        }
        everywhere = (policy for found in self._parsed.definitions for policy in known(found.extended))
        policies = [policy for policy in everywhere if policy.attributes.get(WSU_ID) in referred]
        return set().union(*(_names_in(element) for element in (*own, *policies)))

    @property
    def used(self) -> tuple[str, ...]:
        """The port types of the ports."""
        return tuple(dict.fromkeys(port.port_type for port in self.ports))

    def operations(self) -> Iterator[Bound]:
        """Return the operations of the port types, in their order.

        Raises:
            CodegenError: an operation is in no binding, is encoded, or is not the same in two bindings.
        """
        for name in self.used:
            bindings = [self._bindings[binding] for binding in dict.fromkeys(self._bindings_of(name))]
            declared = self._port_types[name].operations
            for operation in declared:
                found = [
                    (binding, self._bound(name, operation, binding, bound))
                    for binding in bindings
                    for bound in binding.operations
                    if bound.name == operation.name
                ]
                if not found:
                    raise CodegenError(f"{self._place}, operation {operation.name}", "is in no binding")
                for binding, bound in found:
                    if bound != found[0][1]:
                        place = f"{self._place}, binding {binding.name}, operation {operation.name}"
                        other = found[0][0].name
                        raise CodegenError(place, f"is another one than in the binding {other}: choose one port")
                yield found[0][1]

    def _bindings_of(self, port_type: str) -> Iterator[str]:
        return (port.binding for port in self.ports if port.port_type == port_type)

    def _bound(
        self, port_type: str, declared: wsdl.PortTypeOperation, binding: wsdl.Binding, bound: wsdl.BindingOperation
    ) -> Bound:
        place = f"{self._place}, binding {binding.name}, operation {bound.name}"
        own = extension(bound.extended, "operation")
        whole = extension(binding.extended, "binding")
        styles = [one.attributes["style"] for one in (own, whole) if one is not None and "style" in one.attributes]
        style = styles[0] if styles else "document"
        if style not in ("document", "rpc"):
            raise CodegenError(place, f"has the unknown style {style!r}")
        messages: tuple[wsdl.BindingMessage | None, wsdl.BindingMessage | None] = (bound.input, bound.output)
        request, response = (_bound_message(place, message) for message in messages)
        return Bound(
            port_type=port_type,
            name=declared.name,
            place=f"{self._place}, operation {declared.name}",
            declared=declared,
            action="" if own is None else own.attributes.get("soapAction", ""),
            rpc=style == "rpc",
            request=request,
            response=response,
        )


def _bound_message(place: str, message: wsdl.BindingMessage | None) -> BoundMessage:
    elements = [] if message is None else known(message.extended)
    headers: list[tuple[str, str]] = []
    found = BoundMessage()
    for element in elements:
        local, attributes = ir.local_name(element.qname or ""), element.attributes
        if ir.namespace_of(element.qname or "") not in SOAP_BINDINGS:
            if local == "multipartRelated":
                raise CodegenError(place, "has mime:multipartRelated, a message with attachments: not supported")
            continue
        if attributes.get("use", "literal") != "literal":
            raise CodegenError(place, "only literal messages are supported")
        if local == "body":
            parts = attributes.get("parts")
            found = BoundMessage(
                namespace=attributes.get("namespace", ""), parts=None if parts is None else tuple(parts.split())
            )
        elif local == "header":
            if extension(element.children, "headerfault") is not None:
                raise CodegenError(place, "declares a soap:headerfault, which is not supported")
            headers.append((attributes.get("message", "").rpartition(":")[2], attributes.get("part", "")))
    return attrs.evolve(found, headers=tuple(headers))


def _names_in(element: AnyElement) -> set[str]:
    return {element.qname or ""}.union(*(_names_in(child) for child in known(element.children)))
