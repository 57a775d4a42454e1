"""Enumerations that know both of their wire forms, and values that this build does not know."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, Self, TypeVar

import attrs

from countermand_wire.codec import Codec
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars import int_from_json
from countermand_wire.text import escape, restore

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "Enumeration",
    "UnknownValue",
    "enumeration_codec",
    "enumeration_from_json",
    "enumeration_from_xml",
    "enumeration_to_json",
    "enumeration_to_query",
    "enumeration_to_xml",
]


class Enumeration(enum.Enum):
    """Base of the generated enumerations: each member is declared as `NAME = "XmlName", number`."""

    xml_name: str
    """How XML, and a query, spell the value."""
    number: int
    """How JSON spells the value."""

    def __new__(cls, xml_name: str, number: int) -> Self:
        """Make a member whose `value` is its XML name."""
        member = object.__new__(cls)
        member._value_ = xml_name
        member.xml_name = xml_name
        member.number = number
        return member

    @classmethod
    def xml_aliases(cls) -> dict[str, str]:
        """Return further XML names that are accepted on reading, each with the name it stands for."""
        return {}


AnyEnumeration = TypeVar("AnyEnumeration", bound=Enumeration)


@attrs.frozen(kw_only=True)
class UnknownValue:
    """A value of an enumeration that the server knows and this build does not: kept as it came, never mapped.

    One of the two is set, according to the wire that it came over.
    """

    xml_name: str | None = None
    number: int | None = None


# Any, for a table holds members of its own class only, which the type of a dict by class cannot say.
_by_xml_name: dict[type[Enumeration], dict[str, Any]] = {}
_by_number: dict[type[Enumeration], dict[int, Any]] = {}


def _names(cls: type[Enumeration]) -> dict[str, Any]:
    names: dict[str, Any] = {member.xml_name: member for member in cls}
    names.update({alias: names[name] for alias, name in cls.xml_aliases().items()})
    return _by_xml_name.setdefault(cls, names)


def _numbers(cls: type[Enumeration]) -> dict[int, Any]:
    return _by_number.setdefault(cls, {member.number: member for member in cls})


def enumeration_from_xml(cls: type[AnyEnumeration], text: str | None, path: str) -> AnyEnumeration | UnknownValue:
    """Read an XML name; a name that `cls` does not have comes back as an `UnknownValue`.

    Raises:
        DecodeError: the element is empty.
    """
    names = _by_xml_name.get(cls) or _names(cls)
    name = text or ""
    if name not in names:
        name = name.strip()
        if not name:
            raise DecodeError(path, f"is empty, expected the name of a {cls.__name__}")
    found: AnyEnumeration | None = names.get(name)
    return UnknownValue(xml_name=restore(name)) if found is None else found


def enumeration_from_json(cls: type[AnyEnumeration], value: object, path: str) -> AnyEnumeration | UnknownValue:
    """Read a JSON number, also one written as a string; a number that `cls` does not have becomes an `UnknownValue`.

    Raises:
        DecodeError: the value is not an integer.
    """
    number = int_from_json(value, path)
    found: AnyEnumeration | None = (_by_number.get(cls) or _numbers(cls)).get(number)
    return UnknownValue(number=number) if found is None else found


def enumeration_to_xml(cls: type[Enumeration], value: Enumeration | UnknownValue, path: str) -> str:
    """Write the XML name.

    Raises:
        EncodeError: the value is of another class, or came as a number that has no name here.
    """
    return escape(enumeration_to_query(cls, value, path))


def enumeration_to_query(cls: type[Enumeration], value: Enumeration | UnknownValue, path: str) -> str:
    """Return the XML name as the value of a query parameter, not yet percent-encoded.

    Raises:
        EncodeError: as `enumeration_to_xml`.
    """
    if isinstance(value, (cls, UnknownValue)) and value.xml_name is not None:
        return value.xml_name
    raise EncodeError(path, f"is not a {cls.__name__} with an XML name")


def enumeration_to_json(cls: type[Enumeration], value: Enumeration | UnknownValue, path: str) -> JsonValue:
    """Write the JSON number.

    Raises:
        EncodeError: the value is of another class, or came as a name that has no number here.
    """
    if isinstance(value, (cls, UnknownValue)) and value.number is not None:
        return value.number
    raise EncodeError(path, f"is not a {cls.__name__} with a number")


def enumeration_codec(cls: type[AnyEnumeration], namespace: str, name: str) -> Codec[AnyEnumeration | UnknownValue]:
    """Make the codec of an enumeration as the root of a document."""
    return Codec(
        namespace=namespace,
        name=name,
        to_xml=lambda value, writing: enumeration_to_xml(cls, value, name),
        from_xml=lambda element, reading: enumeration_from_xml(cls, element.text, name),
        to_json=lambda value, writing: enumeration_to_json(cls, value, name),
        from_json=lambda value, reading: enumeration_from_json(cls, value, name),
        scalar=True,
    )
