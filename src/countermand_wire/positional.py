"""Codecs of services that speak JSON, some of which also answer in XML that has lost the names.

Such a positional document is an object of a JSON reply whose values stand in `entry` elements, in an order that one has
to know: a layout. Which of several layouts a document has is told by how many entries it has, and by which of them hold
entries themselves. It is read into JSON first, so that there is one reader of each contract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar, cast

from countermand_wire.codec import Codec
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.policy import Reading, Writing
from countermand_wire.text import escape

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.json import JsonValue

__all__ = ["ENTRY", "ROOT", "Layout", "Place", "json_codec", "positional_codec"]

ROOT: Final = "result"
ENTRY: Final = "entry"

T = TypeVar("T")


class Place:
    """One place of a layout: a value as text, an object, or a list of objects.

    Args:
        name: the member that stands there.
        read: takes the text and the path, and gives the JSON value; for a value.
        inner: the layouts of an object.
        many: whether the objects are a list.
    """

    __slots__ = ("inner", "many", "name", "read")

    def __init__(
        self,
        name: str,
        read: Callable[[str | None, str], JsonValue] | None = None,
        *,
        inner: Sequence[Layout] = (),
        many: bool = False,
    ) -> None:
        self.name: Final = name
        self.read: Final = read
        self.inner: Final = inner
        self.many: Final = many


Layout = Sequence[Place]
"""The members of an object in the order of its entries."""


def json_codec(
    name: str, *, to_json: Callable[[T, Writing], JsonValue], from_json: Callable[[object, Reading], T]
) -> Codec[T]:
    """Make the codec of a contract that travels as JSON only."""

    def to_xml(_value: T, _writing: Writing) -> str:
        raise EncodeError("", f"{name} has no XML form")

    def from_xml(_element: _Element, _reading: Reading) -> T:
        raise DecodeError("", f"{name} has no XML form")

    return Codec(
        namespace="",
        name=name,
        to_xml=to_xml,
        from_xml=from_xml,
        to_json=to_json,
        from_json=from_json,
        scalar=True,
        has_xml=False,
    )


def positional_codec(
    layouts: Sequence[Layout],
    *,
    to_json: Callable[[T, Writing], JsonValue],
    from_json: Callable[[object, Reading], T],
) -> Codec[T]:
    """Make the codec of a contract that travels as JSON, or by position in XML."""

    def to_xml(value: T, writing: Writing) -> str:
        return _written(layouts, to_json(value, writing))

    def from_xml(element: _Element, reading: Reading) -> T:
        return from_json(_read(layouts, element), reading)

    return Codec(
        namespace="", name=ROOT, to_xml=to_xml, from_xml=from_xml, to_json=to_json, from_json=from_json, scalar=True
    )


# What an entry looks like, which is all that tells one layout from another.
_EMPTY: Final = "empty"
_TEXT: Final = "text"
_ENTRIES: Final = "entries"


def _chosen(layouts: Sequence[Layout], looks: Sequence[str]) -> Layout | None:
    return next((one for one in layouts if len(one) == len(looks) and all(map(_fits, one, looks))), None)


def _fits(place: Place, looks: str) -> bool:
    if place.read is not None:
        return looks != _ENTRIES
    return looks == _ENTRIES or (place.many and looks == _EMPTY)


def _read(layouts: Sequence[Layout], element: _Element) -> dict[str, JsonValue]:
    entries = _entries(element)
    layout = _chosen(layouts, [_look_of(entry) for entry in entries])
    if layout is None:
        raise DecodeError("", f"has {len(entries)} entries in a layout that is not known")
    return {place.name: _value(place, entry) for place, entry in zip(layout, entries, strict=True)}


def _look_of(entry: _Element) -> str:
    if len(entry):
        return _ENTRIES
    return _TEXT if (entry.text or "").strip() else _EMPTY


def _entries(element: _Element) -> list[_Element]:
    entries = list(element)
    if any(entry.tag != ENTRY for entry in entries):
        raise DecodeError("", "holds an element that is no entry")
    if entries and any((text or "").strip() for text in (element.text, *(entry.tail for entry in entries))):
        raise DecodeError("", "holds text beside its entries")
    return entries


def _value(place: Place, entry: _Element) -> JsonValue:
    if place.read is not None:
        return place.read((entry.text or "").strip(), place.name)
    try:
        return _list(place.inner, entry) if place.many else _read(place.inner, entry)
    except DecodeError as error:
        raise error.under(place.name) from None


def _list(layouts: Sequence[Layout], element: _Element) -> list[JsonValue]:
    items: list[JsonValue] = []
    entries = _entries(element)
    try:
        for entry in entries:
            items.append(_read(layouts, entry))  # noqa: PERF401  # What has been read so far tells the index.
    except DecodeError as error:
        raise error.under(f"[{len(items)}]") from None
    return items


def _written(layouts: Sequence[Layout], value: JsonValue) -> str:
    members = cast("Mapping[str, JsonValue]", value)
    names = members.keys()
    layout = next((one for one in layouts if len(one) == len(names) and names == {place.name for place in one}), None)
    if layout is None:
        raise EncodeError("", f"has no place in XML for these members together: {', '.join(names)}")
    empty = [place for place in layout if place.many and not members[place.name]]
    if empty and _chosen(layouts, [_look_of_value(place, members[place.name]) for place in layout]) is not layout:
        raise EncodeError(empty[0].name, "is an empty list, which would be read as something else")
    return "".join(_entry(place, members[place.name]) for place in layout)


def _look_of_value(place: Place, value: JsonValue) -> str:
    if place.read is not None:
        return _TEXT if value != "" else _EMPTY
    return _ENTRIES if value or not place.many else _EMPTY


def _entry(place: Place, value: JsonValue) -> str:
    if place.read is not None:
        content = _text(value)
    else:
        try:
            content = _list_written(place.inner, value) if place.many else _written(place.inner, value)
        except EncodeError as error:
            raise error.under(place.name) from None
    return f"<{ENTRY}>{content}</{ENTRY}>"


def _list_written(layouts: Sequence[Layout], value: JsonValue) -> str:
    written: list[str] = []
    try:
        for item in cast("Sequence[JsonValue]", value):
            written.append(f"<{ENTRY}>{_written(layouts, item)}</{ENTRY}>")  # noqa: PERF401  # As above.
    except EncodeError as error:
        raise error.under(f"[{len(written)}]") from None
    return "".join(written)


def _text(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A Decimal prints small numbers with an exponent.
    return escape(value) if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
