"""Messages and the details of faults whose contracts are tables, as codecs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from countermand_wire.codec import Codec
from countermand_wire.documents import Decoding, Encoding
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.nil import XSI, is_nil
from countermand_wire.parts import Part
from countermand_wire.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from countermand_wire.faults import Fault
    from countermand_wire.policy import Reading, Writing

__all__ = ["NOTHING", "detail_codec", "message_codec", "read_details"]

BOUND: Final = f' xmlns:i="{XSI}"'


def message_codec(namespace: str, name: str, shape: Shape) -> Codec[Any]:
    """Make the codec of a message: its element in the envelope's Body, and its headers.

    Args:
        namespace: of the element.
        name: of the element; empty for a message whose members stand in the Body itself.
        shape: the message.
    """
    part = Part(name, "", shape, namespace=namespace)

    def to_xml(value: object, writing: Writing) -> str:
        encoding = Encoding(writing)
        try:
            if not name:
                return shape.children(value, None, encoding)
            return shape.write(value, part.opening(None) + BOUND, part.closing, namespace, encoding)
        except RecursionError:
            raise EncodeError("", "is nested too deeply, or holds itself") from None

    def from_xml(element: _Element, reading: Reading) -> Any:
        if is_nil(element):
            raise DecodeError("", "is nil, which a message cannot be")
        if not name and any(str(child.tag).endswith("}Fault") for child in element):
            raise DecodeError("", "is a fault")
        return shape.read(element, Decoding(reading))

    def headers(value: object, writing: Writing) -> str:
        return shape.headers(value, Encoding(writing))

    return Codec(
        namespace=namespace,
        name=name,
        to_xml=to_xml,
        from_xml=from_xml,
        to_json=_no_json,
        from_json=_no_json,
        whole=True,
        headers=headers if shape.has_headers else None,
    )


def detail_codec(part: Part) -> Codec[Any]:
    """Make the codec of an element that is the detail of a fault."""

    def to_xml(value: object, writing: Writing) -> str:
        opening = part.opening(None) + BOUND
        if value is None:
            return f'{opening} i:nil="true"/>'
        return part.content.write(value, opening, part.closing, part.namespace, Encoding(writing))

    def from_xml(element: _Element, reading: Reading) -> Any:
        return part.read_one(element, Decoding(reading), part.name)

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

    found: list[object] = []
    for element in xml.parse(f"<detail>{fault.detail}</detail>".encode()):
        codec = declared.get(str(element.tag))
        if codec is not None:
            try:
                found.append(codec.from_xml(element, reading))
            except DecodeError:
                continue
    return tuple(found)
