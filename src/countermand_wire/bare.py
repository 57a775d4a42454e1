"""The bare form of a message: its single member travels alone, as the global element of the member's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from countermand_wire.absent import ABSENT, Absent
from countermand_wire.codec import Codec, Stream
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.nil import is_nil
from countermand_wire.policy import Reading, Writing

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.json import JsonValue

__all__ = ["bare", "bare_nillable"]

Message = TypeVar("Message")
Value = TypeVar("Value")


def bare(
    wire_name: str,
    codec: Codec[Value],
    get: Callable[[Message], Value | Absent],
    make: Callable[[Value], Message],
) -> Codec[Message]:
    """Make the codec of a message out of the codec of its one member.

    Args:
        wire_name: the member's name on the wire, for the paths of errors.
        codec: the member's type; its element is the root of the document.
        get: takes the member from the message.
        make: makes the message from the member.
    """

    def make_present(value: Value | None) -> Message:
        if value is None:
            raise DecodeError(wire_name, "is nil, which its type does not allow")
        return make(value)

    return bare_nillable(wire_name, codec, get, make_present)


def bare_nillable(
    wire_name: str,
    codec: Codec[Value],
    get: Callable[[Message], Value | Absent | None],
    make: Callable[[Value | None], Message],
) -> Codec[Message]:
    """Make the codec of a message out of the codec of its one member, which may be nil: None in Python."""

    def present(message: Message) -> Value:
        value = get(message)
        if value is None or value is ABSENT:
            raise EncodeError(wire_name, "is missing: the bare form has nothing to send")
        return value

    def to_xml(message: Message, writing: Writing) -> str:
        return codec.to_xml(present(message), writing)

    def from_xml(element: _Element, reading: Reading) -> Message:
        return make(None if is_nil(element) else codec.from_xml(element, reading))

    def to_json(message: Message, writing: Writing) -> JsonValue:
        return None if get(message) is None else codec.to_json(present(message), writing)

    def from_json(value: object, reading: Reading) -> Message:
        return make(None if value is None else codec.from_json(value, reading))

    return Codec(
        namespace=codec.namespace,
        name=codec.name,
        to_xml=to_xml,
        from_xml=from_xml,
        to_json=to_json,
        from_json=from_json,
        is_nil=lambda message: get(message) is None,
        scalar=codec.scalar,
        stream=None if codec.stream is None else _through(codec.stream, make),
    )


def _through(stream: Stream[Value], make: Callable[[Value | None], Message]) -> Stream[Message]:
    return Stream(path=stream.path, item=stream.item, attach=lambda items: make(stream.attach(items)))
