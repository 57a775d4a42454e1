"""Enumerations that know both of their wire forms, and values that this build does not know."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, TypeVar

import attrs

from countermand_wire.errors import DecodeError, EncodeError

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = [
    "Enumeration",
    "UnknownValue",
    "enumeration_from_json",
    "enumeration_from_xml",
    "enumeration_to_json",
    "enumeration_to_xml",
]


class Enumeration(enum.Enum):
    """Base of the generated enumerations: each member is declared as `NAME = "XmlName", number`."""

    xml_name: str
    """How XML, and a query, spell the value."""
    number: int
    """How JSON spells the value."""

    def __new__(cls, xml_name: str, number: int) -> Enumeration:
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


_by_xml_name: dict[type[Enumeration], dict[str, Enumeration]] = {}
_by_number: dict[type[Enumeration], dict[int, Enumeration]] = {}


def _names(cls: type[Enumeration]) -> dict[str, Enumeration]:
    names = {member.xml_name: member for member in cls}
    names.update({alias: names[name] for alias, name in cls.xml_aliases().items()})
    return _by_xml_name.setdefault(cls, names)


def _numbers(cls: type[Enumeration]) -> dict[int, Enumeration]:
    return _by_number.setdefault(cls, {member.number: member for member in cls})


def enumeration_from_xml(
    cls: type[AnyEnumeration], text: str | None, path: str
) -> AnyEnumeration | UnknownValue:
    """Read an XML name; a name that `cls` does not have comes back as an `UnknownValue`.

    Raises:
        DecodeError: the element is empty.
    """
    names = _by_xml_name.get(cls) or _names(cls)
    member = names.get(text or "")
    if member is not None:
        return member  # type: ignore[return-value]  # the table of cls holds members of cls only
    stripped = (text or "").strip()
    if not stripped:
        raise DecodeError(path, f"is empty, expected the name of a {cls.__name__}")
    member = names.get(stripped)
    return UnknownValue(xml_name=stripped) if member is None else member  # type: ignore[return-value]


def enumeration_from_json(cls: type[AnyEnumeration], value: object, path: str) -> AnyEnumeration | UnknownValue:
    """Read a JSON number, also one written as a string; a number that `cls` does not have becomes an `UnknownValue`.

    Raises:
        DecodeError: the value is not an integer.
    """
    if value.__class__ is not int:
        value = _integer(cls, value, path)
    numbers = _by_number.get(cls) or _numbers(cls)
    member = numbers.get(value)  # type: ignore[call-overload]
    return UnknownValue(number=value) if member is None else member  # type: ignore[arg-type]


def _integer(cls: type[Enumeration], value: object, path: str) -> int:
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise DecodeError(path, f"is not a number, expected that of a {cls.__name__}")


def enumeration_to_xml(cls: type[Enumeration], value: Enumeration | UnknownValue, path: str) -> str:
    """Write the XML name.

    Raises:
        EncodeError: the value is of another class, or came as a number that has no name here.
    """
    if isinstance(value, (cls, UnknownValue)) and value.xml_name is not None:
        return value.xml_name if isinstance(value, cls) else _escaped(value.xml_name)
    raise EncodeError(path, f"is not a {cls.__name__} with an XML name")


def _escaped(name: str) -> str:
    from countermand_wire.text import escape

    return escape(name)


def enumeration_to_json(cls: type[Enumeration], value: Enumeration | UnknownValue, path: str) -> JsonValue:
    """Write the JSON number.

    Raises:
        EncodeError: the value is of another class, or came as a name that has no number here.
    """
    if isinstance(value, (cls, UnknownValue)) and value.number is not None:
        return value.number
    raise EncodeError(path, f"is not a {cls.__name__} with a number")
