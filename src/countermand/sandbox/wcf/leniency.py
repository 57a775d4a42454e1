"""How the service reads contracts: in order, and with a default for whatever is missing.

The contract declares a few members as required, and the recorded service accepts requests without them all the same:
they count as the default value of their type. The generated codecs refuse such a request, so what is missing is
put in for them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from countermand_wire.codec import XSI
from countermand_wire.errors import DecodeError
from countermand_wire.policy import READ_IN_ORDER, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["READ_AS_WCF", "completed"]

_EMPTY_GUID = "00000000-0000-0000-0000-000000000000"
_DEFAULTS: Final[Mapping[str, str | bool | None]] = {
    "Base64EncodedContent": None,
    "Filename": None,
    "LicenseKey": _EMPTY_GUID,
    "Message": None,
    "SMSRequests": None,
    "To": None,
    "Url": None,
    "UseMMS": False,
}
"""The required members of the contracts that requests are made of, with the default of each one's type."""


def completed(value: object) -> object:
    """Return a JSON value whose objects have every required member; members beyond the contract are ignored anyway.

    Raises:
        DecodeError: it is nested too deeply for the interpreter's stack.
    """
    try:
        return _completed(value)
    except RecursionError:
        raise DecodeError("", "is nested too deeply") from None


def _completed(value: object) -> object:
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return {**_DEFAULTS, **{name: _completed(member) for name, member in members.items()}}
    if isinstance(value, list):
        return [_completed(item) for item in cast("list[object]", value)]
    return value


def _members(element: _Element, order: tuple[str, ...]) -> Mapping[str, _Element]:
    if any(text and not text.isspace() for text in (element.text, *(child.tail for child in element))):
        raise DecodeError("", "expecting state 'Element', encountered 'Text'")
    found = dict(READ_IN_ORDER.members(element, order))
    for tag in order:
        name = tag.rpartition("}")[2]
        if tag not in found and name in _DEFAULTS:
            found[tag] = _default(tag, _DEFAULTS[name])
    return found


def _default(tag: str, value: str | bool | None) -> _Element:
    if value is None:
        return etree.Element(tag, {f"{{{XSI}}}nil": "true"})
    element = etree.Element(tag)
    element.text = "false" if value is False else str(value)
    return element


READ_AS_WCF: Final = Reading(members=_members)
"""Members that come late or again are dropped; members that are missing are defaults."""
