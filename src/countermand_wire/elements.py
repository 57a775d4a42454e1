"""The global elements of Microsoft's Serialization schema: a scalar as the root of a document, or as a JSON value.

Each is made when it is first asked for: a service needs two or three of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from countermand_wire import scalars
from countermand_wire.codec import Codec
from countermand_wire.policy import Reading, Writing

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from decimal import Decimal
    from uuid import UUID

    from lxml.etree import _Element

    from countermand_wire.json import JsonValue

    ANY_URI: Codec[str]
    BASE64_BINARY: Codec[bytes]
    BOOLEAN: Codec[bool]
    BYTE: Codec[int]
    CHAR: Codec[str]
    DATE_TIME: Codec[datetime]
    DECIMAL: Codec[Decimal]
    DOUBLE: Codec[float]
    DURATION: Codec[timedelta]
    FLOAT: Codec[float]
    GUID: Codec[UUID]
    INT: Codec[int]
    LONG: Codec[int]
    SHORT: Codec[int]
    STRING: Codec[str]
    UNSIGNED_BYTE: Codec[int]
    UNSIGNED_INT: Codec[int]
    UNSIGNED_LONG: Codec[int]
    UNSIGNED_SHORT: Codec[int]

__all__ = [
    "ANY_URI",
    "BASE64_BINARY",
    "BOOLEAN",
    "BYTE",
    "CHAR",
    "DATE_TIME",
    "DECIMAL",
    "DOUBLE",
    "DURATION",
    "FLOAT",
    "GUID",
    "INT",
    "LONG",
    "SERIALIZATION",
    "SHORT",
    "STRING",
    "UNSIGNED_BYTE",
    "UNSIGNED_INT",
    "UNSIGNED_LONG",
    "UNSIGNED_SHORT",
]

SERIALIZATION: Final = "http://schemas.microsoft.com/2003/10/Serialization/"

_XML_NAMES: Final = {
    "ANY_URI": "anyURI",
    "BASE64_BINARY": "base64Binary",
    "BOOLEAN": "boolean",
    "BYTE": "byte",
    "CHAR": "char",
    "DATE_TIME": "dateTime",
    "DECIMAL": "decimal",
    "DOUBLE": "double",
    "DURATION": "duration",
    "FLOAT": "float",
    "GUID": "guid",
    "INT": "int",
    "LONG": "long",
    "SHORT": "short",
    "STRING": "string",
    "UNSIGNED_BYTE": "unsignedByte",
    "UNSIGNED_INT": "unsignedInt",
    "UNSIGNED_LONG": "unsignedLong",
    "UNSIGNED_SHORT": "unsignedShort",
}

T = TypeVar("T")

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _XML_NAMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        made = _date_time() if name == "DATE_TIME" else _element(name)
        setattr(sys.modules[__name__], name, made)
        return made


def _element(constant: str) -> Codec[object]:
    forms = ("to_xml", "from_xml", "to_json", "from_json")
    return _codec(_XML_NAMES[constant], *(getattr(scalars, f"{constant.lower()}_{form}") for form in forms))


def _codec(
    name: str,
    to_xml: Callable[[T, str], str],
    from_xml: Callable[[str | None, str], T],
    to_json: Callable[[T, str], JsonValue],
    from_json: Callable[[object, str], T],
) -> Codec[T]:
    return Codec(
        namespace=SERIALIZATION,
        name=name,
        to_xml=lambda value, writing: to_xml(value, name),
        from_xml=lambda element, reading: from_xml(element.text, name),
        to_json=lambda value, writing: to_json(value, name),
        from_json=lambda value, reading: from_json(value, name),
        scalar=True,
    )


def _date_time() -> Codec[datetime]:
    """Make the one codec that has to ask the policies."""

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
