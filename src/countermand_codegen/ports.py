"""Lowering, the ports: which of them speak SOAP over HTTP, and how their bindings put each operation on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeVar

import attrs
from lxml import etree
from xsdata.models import wsdl

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.parse import WSDL, Parsed

__all__ = [
    "POLICY",
    "USING_ADDRESSING",
    "WSU_ID",
    "Bound",
    "BoundMessage",
    "PortTypes",
    "by_name",
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

Record = TypeVar("Record")
Named = TypeVar("Named", wsdl.PortType, wsdl.Message)


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
    addressing: bool
    """Whether one of the ports asks for WS-Addressing."""
    request: BoundMessage
    response: BoundMessage


def by_name(parsed: Parsed, what: str, choose: Callable[[wsdl.Definitions], Iterable[Named]]) -> dict[str, Named]:
    """Return what all documents declare, by local name.

    Raises:
        CodegenError: something is declared twice.
    """
    found: dict[str, Named] = {}
    for document in parsed.documents:
        for one in choose(document.definitions):
            if one.name in found:
                raise CodegenError(document.source.name, f"declares the {what} {one.name} a second time: not supported")
            found[one.name] = one
    return found


def named(table: Mapping[str, Record], name: str | None, place: str) -> Record:
    """Return what a prefixed name refers to; CodegenError where it is not declared."""
    local = (name or "").rpartition(":")[2]
    if local not in table:
        raise CodegenError(place, f"refers to {name!r}, which is not declared")
    return table[local]


def _soap(parent: etree._Element, local: str) -> etree._Element | None:
    """Return the element of this name that a SOAP binding adds to another one."""
    return next((one for namespace in SOAP_BINDINGS for one in parent.iterchildren(f"{{{namespace}}}{local}")), None)


def _elements(parent: etree._Element) -> list[etree._Element]:
    return list(parent.iterchildren(etree.Element))


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
        self._bindings = self._declared("binding")
        self._port_types = by_name(parsed, "portType", lambda found: found.port_types)
        services = self._declared("service")
        if not services:
            raise CodegenError(self._place, "declares no service")
        self.service_name: str = next(iter(services))
        self.ports: tuple[ir.Port, ...] = ()
        self.left_out: tuple[str, ...] = ()
        """Ports that speak something else than SOAP over HTTP, each with the reason."""
        ports = [port for service in services.values() for port in service.iterchildren(f"{WSDL}port")]
        names = [port.get("name", "") for port in ports]
        missing = sorted(set(wanted) - set(names))
        if missing:
            raise CodegenError("--port", f"{self._place} has no port {missing[0]}: it has {', '.join(names)}")
        for port, name in zip(ports, names, strict=True):
            if not wanted or name in wanted:
                self._add(port, name, required=bool(wanted))
        if not self.ports:
            raise CodegenError(self._place, f"has no port that is supported: {'; '.join(self.left_out) or 'none'}")

    def _declared(self, what: str) -> dict[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for document in self._parsed.documents:
            for element in document.tree.iterchildren(f"{WSDL}{what}"):
                name = element.get("name", "")
                if name in found:
                    raise CodegenError(document.source.name, f"declares the {what} {name} a second time: not supported")
                found[name] = element
        return found

    def _add(self, port: etree._Element, name: str, *, required: bool) -> None:
        place = f"{self._place}, port {name}"
        binding = named(self._bindings, port.get("binding"), place)
        soap = _soap(binding, "binding")
        demanded = self._demanded(binding)
        beyond = sorted(BEYOND & {ir.local_name(one) for one in demanded})
        reason = ""
        if soap is None:
            reason = "is not a SOAP binding"
        elif soap.get("transport", HTTP[0]) not in HTTP:
            reason = f"is bound to {soap.get('transport')}"
        elif beyond:
            reason = f"has a policy that asks for {beyond[0]}"
        if soap is None or reason:
            if required:
                raise CodegenError(place, f"{reason}: not supported")
            self.left_out += (f"port {name} {reason}",)
            return
        if any(one.name == name for one in self.ports):
            raise CodegenError(place, "is declared a second time: not supported")
        address = _soap(port, "address")
        location = None if address is None else address.get("location")
        if location is None:
            raise CodegenError(place, "has no address")
        binding_name = binding.get("name", "")
        lowered = ir.Port(
            name=name,
            binding=binding_name,
            soap=SOAP_BINDINGS[etree.QName(soap).namespace or ""],
            address=location,
            addressing=any(one in USING_ADDRESSING for one in demanded),
            port_type=named(self._port_types, binding.get("type"), f"{self._place}, binding {binding_name}").name,
        )
        self.ports += (lowered,)

    def _demanded(self, binding: etree._Element) -> set[str]:
        """Return the names of all elements of the policies that the binding refers to, or holds."""
        own = [element for element in _elements(binding) if element.tag != f"{WSDL}operation"]
        referred = {
            element.get("URI", "").removeprefix("#") for element in own if element.tag == f"{POLICY}PolicyReference"
        }
        everywhere = (element for document in self._parsed.documents for element in _elements(document.tree))
        policies = [element for element in everywhere if element.get(WSU_ID) in referred]
        return {str(element.tag) for top in (*own, *policies) for element in top.iter(etree.Element)}

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
            of_type = (port.binding for port in self.ports if port.port_type == name)
            bindings = {one: self._operations_of(one) for one in dict.fromkeys(of_type)}
            for operation in self._port_types[name].operations:
                found = {
                    binding: self._bound(name, operation, binding, operations[operation.name])
                    for binding, operations in bindings.items()
                    if operation.name in operations
                }
                if not found:
                    raise CodegenError(f"{self._place}, operation {operation.name}", "is in no binding")
                first, *others = found.items()
                for binding, bound in others:
                    if bound != first[1]:
                        place = f"{self._place}, binding {binding}, operation {operation.name}"
                        raise CodegenError(place, f"is another one than in the binding {first[0]}: choose one port")
                yield first[1]

    def _operations_of(self, binding: str) -> dict[str, etree._Element]:
        found = self._bindings[binding].iterchildren(f"{WSDL}operation")
        return {operation.get("name", ""): operation for operation in found}

    def _bound(
        self, port_type: str, declared: wsdl.PortTypeOperation, binding: str, operation: etree._Element
    ) -> Bound:
        place = f"{self._place}, binding {binding}, operation {declared.name}"
        own, whole = _soap(operation, "operation"), _soap(self._bindings[binding], "binding")
        styles = [style for one in (own, whole) if one is not None and (style := one.get("style"))]
        style = styles[0] if styles else "document"
        if style not in ("document", "rpc"):
            raise CodegenError(place, f"has the unknown style {style!r}")
        request, response = (_bound_message(place, operation.find(f"{WSDL}{name}")) for name in ("input", "output"))
        return Bound(
            port_type=port_type,
            name=declared.name,
            place=f"{self._place}, operation {declared.name}",
            declared=declared,
            action="" if own is None else own.get("soapAction", ""),
            rpc=style == "rpc",
            addressing=any(port.addressing for port in self.ports if port.port_type == port_type),
            request=request,
            response=response,
        )


def _bound_message(place: str, message: etree._Element | None) -> BoundMessage:
    headers: list[tuple[str, str]] = []
    found = BoundMessage()
    for element in () if message is None else _elements(message):
        name = etree.QName(element)
        if name.localname == "multipartRelated":
            raise CodegenError(place, "has mime:multipartRelated, a message with attachments: not supported")
        if name.namespace not in SOAP_BINDINGS:
            continue
        if element.get("use", "literal") != "literal":
            raise CodegenError(place, "only literal messages are supported")
        if name.localname == "body":
            parts = element.get("parts")
            found = BoundMessage(
                namespace=element.get("namespace", ""), parts=None if parts is None else tuple(parts.split())
            )
        elif name.localname == "header":
            if _soap(element, "headerfault") is not None:
                raise CodegenError(place, "declares a soap:headerfault, which is not supported")
            headers.append((element.get("message", "").rpartition(":")[2], element.get("part", "")))
    return attrs.evolve(found, headers=tuple(headers))
