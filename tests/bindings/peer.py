"""zeep as the other side: our values as its values, its messages beside ours."""

import re
from functools import cache
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import attrs
import zeep
import zeep.helpers
from lxml import etree

from countermand_codegen import ir
from countermand_wire import ABSENT, Enumeration
from countermand_wire.soap import SoapVersion
from tests.bindings.model import WSDL, service

# zeep says that it is typed, and mostly is not.
ZEEP: Any = zeep
HELPERS: Any = zeep.helpers


@cache
def client() -> Any:
    """Return a client of our own WSDL."""
    return ZEEP.Client(str(WSDL), settings=ZEEP.Settings(strict=True, forbid_external=True))


def body_for(port: str, operation: ir.Operation, request: object) -> bytes:
    """Return what zeep puts inside the Body for the same values, as canonical XML."""
    return body_inside(envelope_for(port, operation, request))


def body_inside(envelope: etree._Element) -> bytes:
    """Return what stands inside the Body of one of zeep's envelopes, as canonical XML."""
    # It keeps the trailing zeros of a second's fraction, which XML Schema's canonical form has not.
    return re.sub(rb"(T\d\d:\d\d:\d\d\.\d*?)0+Z<", rb"\1Z<", canonical(body_of(envelope)))


def envelope_for(port: str, operation: ir.Operation, request: object) -> etree._Element:
    """Return the envelope that zeep sends to a port, with its headers."""
    arguments = {
        member.name: to_peer(member.type, getattr(request, member.attribute)) for member in operation.request.members
    }
    bound = client().bind(service().name, port)
    found: etree._Element
    # Its `create_message` would always put the address of the first port into the headers.
    found, _ = bound._binding._create(operation.name, (), arguments, client(), bound._binding_options)
    return found


def to_peer(type_: ir.TypeRef, value: Any, of: Any = None) -> Any:
    """Return what zeep wants in place of one of our values: a value of the types of a client, `client()` by default."""
    if value is ABSENT:
        return ZEEP.xsd.SkipValue
    if value is None:
        return ZEEP.xsd.Nil
    if type_.kind == "contract":
        return _contract(service().contract(type_.name), value, of or client())
    if type_.kind == "array":
        item = service().array(type_.name).item
        # Of a plain list zeep sends the first item alone; given to the factory, a nil item becomes one of nil members.
        found = (of or client()).get_type(type_.name)()
        found[item.name] = [to_peer(item.type, one, of) for one in value]
        return found
    return _scalar(value)


def _contract(contract: ir.Contract, value: object, of: Any) -> Any:
    members = {member.name: to_peer(member.type, getattr(value, member.attribute), of) for member in contract.members}
    return of.get_type(contract.qname)(**members)


def _scalar(value: object) -> object:
    if isinstance(value, Enumeration):
        return value.xml_name
    return str(value) if isinstance(value, UUID) else value


def body_of(envelope: etree._Element) -> etree._Element:
    """Return the one element inside an envelope's Body."""
    [body] = [child for child in envelope if etree.QName(child).localname == "Body"]
    [inside] = body
    return inside


def canonical(xml: bytes | str | etree._Element) -> bytes:
    """Return a document in canonical form, with prefixes made alike."""
    text = etree.tostring(xml, encoding="unicode") if isinstance(xml, etree._Element) else xml
    return ET.canonicalize(text, rewrite_prefixes=True).encode()


@attrs.frozen
class Reply:
    """As much of a response of requests as zeep looks at."""

    content: bytes
    headers: dict[str, str]
    status_code: int = 200
    encoding: str = "utf-8"


def read_reply(port: str, operation: ir.Operation, envelope: bytes, version: SoapVersion) -> Any:
    """Return what zeep makes of a reply: its result, without the wrapper, as dicts and lists."""
    binding = client().bind(service().name, port)._binding
    reply = Reply(content=envelope, headers={"Content-Type": version.media_type})
    return plain(binding.process_reply(client(), binding.get(operation.name), reply))


def plain(value: Any) -> Any:
    """Return what zeep gave as dicts and lists."""
    return HELPERS.serialize_object(value, target_cls=dict)


def as_zeep(message: ir.Contract, value: object) -> Any:
    """Return what zeep makes of a response: it takes off the wrapper, and a result that has one member only."""
    [member] = message.members
    result = _as_zeep(member.type, getattr(value, member.attribute))
    return next(iter(result.values())) if isinstance(result, dict) and len(result) == 1 else result


def _as_zeep(type_: ir.TypeRef, value: Any) -> Any:
    # It tells neither absent from empty, nor a nil contract from one of nil members.
    if value is ABSENT:
        return None
    if type_.kind == "contract":
        return _contract_as_zeep(service().contract(type_.name), value)
    if type_.kind == "array":
        item = service().array(type_.name).item
        return {item.name: [_as_zeep(item.type, one) for one in value or []]} if value != [] else None
    if isinstance(value, Enumeration):
        return value.xml_name
    if value in (b"", ""):
        return None
    return str(value) if isinstance(value, UUID) else value


def _contract_as_zeep(contract: ir.Contract, value: Any) -> Any:
    if value is None:
        return {member.name: None for member in contract.members}
    members = {member: getattr(value, member.attribute) for member in contract.members}
    if all(found is ABSENT for found in members.values()):
        return None
    return {member.name: _as_zeep(member.type, found) for member, found in members.items()}
