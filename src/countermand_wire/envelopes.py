"""Messages and the details of faults whose contracts are tables, as codecs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from countermand_wire.absent import ABSENT
from countermand_wire.codec import Codec
from countermand_wire.documents import Decoding, Encoding
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.nil import XSI, is_nil
from countermand_wire.parts import Part
from countermand_wire.shape import Shape
from countermand_wire.soap import SOAP11, SOAP12

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.faults import Fault
    from countermand_wire.policy import Reading, Writing

__all__ = ["NOTHING", "detail_codec", "message_codec", "read_details"]

BOUND: Final = f' xmlns:i="{XSI}"'
"""What every root element declares, for nil and for types."""

HEADERS: Final[Mapping[object, str]] = {
    f"{{{version.namespace}}}Body": f"{{{version.namespace}}}Header" for version in (SOAP11, SOAP12)
}
"""Beside which element of the envelope which other one stands."""

FAULTS: Final = frozenset(f"{{{version.namespace}}}Fault" for version in (SOAP11, SOAP12))

T = TypeVar("T")


def message_codec(namespace: str, name: str, shape: Shape[T]) -> Codec[T]:
    """Make the codec of a message: its element in the envelope's Body, and its headers.

    Args:
        namespace: of the element.
        name: of the element; empty for a message whose members stand in the Body itself.
        shape: the message.
    """
    part = Part(name, "", shape, namespace=namespace)

    def to_xml(value: T, writing: Writing) -> str:
        encoding = Encoding(writing, apart=True)
        part.find()
        try:
            if name:
                return shape.write(value, part, "", encoding, BOUND)
            if type(value) is not shape.cls:
                raise EncodeError("", f"is of type {type(value).__name__}, expected {shape.cls.__name__}")
            # There is no element around the members that could bind the prefix for all of them.
            return shape.table.write_children(value, "", encoding, BOUND)
        except RecursionError:
            raise EncodeError("", "is nested too deeply for a caller that is so deep itself") from None

    def from_xml(element: _Element, reading: Reading) -> T:
        if is_nil(element):
            raise DecodeError("", "is nil, which a message cannot be")
        if not name and any(child.tag in FAULTS for child in element):
            raise DecodeError("", "is a fault")
        decoding = Decoding(reading)
        if not shape.headers:
            return shape.read(element, decoding)
        headers = _read_headers(shape.headers, element, decoding)
        return shape.cls(**shape.said_by(element).table.read_members(element, decoding), **headers)

    def headers(value: T, writing: Writing) -> str:
        return "".join(
            part.write(getattr(value, part.attribute), "", Encoding(writing), BOUND) for part in shape.headers
        )

    return Codec(
        namespace=namespace,
        name=name,
        to_xml=to_xml,
        from_xml=from_xml,
        to_json=_no_json,
        from_json=_no_json,
        whole=True,
        headers=headers if shape.headers else None,
    )


def _read_headers(parts: tuple[Part, ...], element: _Element, decoding: Decoding) -> dict[str, object]:
    """Read the headers of the envelope that the element's Body stands in, or that it is the Body of."""
    body = element if element.tag in HEADERS else element.getparent()
    envelope = None if body is None or body.tag not in HEADERS else body.getparent()
    header = None if body is None or envelope is None else envelope.find(HEADERS[body.tag])
    found: dict[str, object] = {part.attribute: ABSENT for part in parts}
    by_tag = {part.tag: part for part in parts}
    for child in () if header is None else header:
        part = by_tag.get(str(child.tag))
        if part is not None:
            found[part.attribute] = part.read(child, decoding)
    missing = next((part for part in parts if part.required and found[part.attribute] is ABSENT), None)
    if missing is not None:
        raise DecodeError(missing.name, "is missing")
    return found


def detail_codec(part: Part) -> Codec[Any]:
    """Make the codec of an element that is the detail of a fault."""

    def to_xml(value: object, writing: Writing) -> str:
        return part.write(value, "", Encoding(writing), BOUND)

    def from_xml(element: _Element, reading: Reading) -> object:
        return part.read(element, Decoding(reading))

    return Codec(
        namespace=part.namespace,
        name=part.name,
        to_xml=to_xml,
        from_xml=from_xml,
        to_json=_no_json,
        from_json=_no_json,
        whole=True,
    )


def _no_json(value: object, policy: object) -> NoReturn:
    raise EncodeError("", "has no JSON form")


def _no_reply(value: object, policy: object) -> None:
    """Stand for the reply that a one-way operation does not have."""


NOTHING: Final[Codec[None]] = Codec(
    namespace="", name="", to_xml=_no_json, from_xml=_no_reply, to_json=_no_json, from_json=_no_reply
)
"""What a one-way operation has in the place of a reply."""


def read_details(fault: Fault, declared: Mapping[str, Codec[Any]], reading: Reading) -> tuple[object, ...]:
    """Return the details of a fault that the operation declares; one that cannot be read is left to its text."""
    if not fault.detail or not declared:
        return ()
    from countermand_wire import xml  # noqa: PLC0415  # A fault was read: lxml is there.

    codecs = {codec.tag: codec for codec in declared.values()}
    found: list[object] = []
    for element in xml.parse(f"<detail>{fault.detail}</detail>".encode()):
        codec = codecs.get(str(element.tag))
        if codec is not None:
            with suppress(DecodeError):
                found.append(codec.from_xml(element, reading))
    return tuple(found)
