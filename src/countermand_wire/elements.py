"""The global elements of Microsoft's Serialization schema: a scalar as the root of a document, or as a JSON value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeVar

from countermand_wire import scalars
from countermand_wire.codec import Codec
from countermand_wire.policy import Reading, Writing

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.json import JsonValue

__all__ = ["BOOLEAN", "DATE_TIME", "GUID", "INT", "LONG", "SERIALIZATION", "STRING"]

SERIALIZATION: Final = "http://schemas.microsoft.com/2003/10/Serialization/"

T = TypeVar("T")


def _element(
    name: str,
    to_xml: Callable[[T, str], str],
    from_xml: Callable[[str | None, str], T],
    to_json: Callable[[T, str], JsonValue],
    from_json: Callable[[object, str], T],
) -> Codec[T]:
    def read(element: _Element, reading: Reading) -> T:
        return from_xml(element.text, name)

    return Codec(
        namespace=SERIALIZATION,
        name=name,
        to_xml=lambda value, writing: to_xml(value, name),
        from_xml=read,
        to_json=lambda value, writing: to_json(value, name),
        from_json=lambda value, reading: from_json(value, name),
        scalar=True,
    )


def _date_time() -> Codec[datetime]:
    def from_xml(element: _Element, reading: Reading) -> datetime:
        return reading.date_time(scalars.date_time_from_xml(element.text, "dateTime"))

    def to_xml(value: datetime, writing: Writing) -> str:
        return writing.date_time_to_xml(value, "dateTime")

    return Codec(
        namespace=SERIALIZATION,
        name="dateTime",
        to_xml=to_xml,
        from_xml=from_xml,
        to_json=lambda value, writing: writing.date_time_to_json(value, "dateTime"),
        from_json=lambda value, reading: reading.date_time(scalars.date_time_from_json(value, "dateTime")),
        scalar=True,
    )


BOOLEAN: Final = _element(
    "boolean", scalars.boolean_to_xml, scalars.boolean_from_xml, scalars.boolean_to_json, scalars.boolean_from_json
)
GUID: Final = _element("guid", scalars.guid_to_xml, scalars.guid_from_xml, scalars.guid_to_json, scalars.guid_from_json)
INT: Final = _element("int", scalars.int_to_xml, scalars.int_from_xml, scalars.int_to_json, scalars.int_from_json)
LONG: Final = _element("long", scalars.long_to_xml, scalars.long_from_xml, scalars.long_to_json, scalars.long_from_json)
STRING: Final = _element(
    "string", scalars.string_to_xml, scalars.string_from_xml, scalars.string_to_json, scalars.string_from_json
)
DATE_TIME: Final = _date_time()
