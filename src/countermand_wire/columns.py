"""Long lists of one contract, read by columns: the values of one member of all items together.

Reading item by item, most of the time goes into calling a function for each value. Items of a reply are regular: the
same members in the same order, so that each member is a column, which a few loops inside the interpreter turn into
values. Whatever is not regular, a missing member, another order, a value that cannot be read, gives None: the ordinary
way, item by item, then reads it or says what is wrong and where.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import repeat
from operator import itemgetter
from struct import iter_unpack
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast
from uuid import UUID, SafeUUID

from countermand_wire.absent import ABSENT
from countermand_wire.errors import DecodeError
from countermand_wire.nil import is_nil
from countermand_wire.policy import READ_BY_NAME, Reading
from countermand_wire.scalars.date_time import date_time_from_json, date_time_from_xml
from countermand_wire.scalars.guid import guid_from_json, guid_from_xml
from countermand_wire.scalars.text_types import string_from_json, string_from_xml
from countermand_wire.text import SENTINEL

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["FEWEST", "Column", "Columns"]

FEWEST: Final = 8
"""Items of a list below which columns do not pay."""

T = TypeVar("T")


class _Irregular(Exception):
    """The list is not one of columns."""


class Column:
    """One member of a contract.

    Args:
        name: the member's name.
        tag: its element's qualified name.
        attribute: its name in Python.
        from_xml: reads an element's text and takes the path; of a `nested` member, an element and a policy.
        from_json: reads a JSON value and takes the path; of a `nested` member, a value and a policy.
        required: whether each item must have it.
        nillable: whether nil is a value.
        nested: whether it is a contract or a list.
    """

    __slots__ = ("attribute", "from_json", "from_xml", "name", "nested", "nillable", "required", "tag")

    def __init__(
        self,
        name: str,
        tag: str,
        attribute: str,
        from_xml: Callable[[Any, Any], object],
        from_json: Callable[[Any, Any], object],
        *,
        required: bool = False,
        nillable: bool = False,
        nested: bool = False,
    ) -> None:
        self.name: Final = name
        self.tag: Final = tag
        self.attribute: Final = attribute
        self.from_xml: Final = from_xml
        self.from_json: Final = from_json
        self.required: Final = required
        self.nillable: Final = nillable
        self.nested: Final = nested


class Columns(Generic[T]):
    """A contract as its columns.

    Args:
        cls: the contract's class, frozen and slotted.
        columns: all members, in the order of the schema.
    """

    __slots__ = ("_cls", "_columns")

    def __init__(self, cls: type[T], columns: tuple[Column, ...]) -> None:
        self._cls: Final = cls
        self._columns: Final = columns

    def from_json(self, items: Sequence[object], reading: Reading) -> list[T] | None:
        """Read the items of an array, None where they are not regular."""
        if len(items) < FEWEST or set(map(type, items)) != {dict}:
            return None
        objects = cast("Sequence[dict[str, object]]", items)
        try:
            return self._built([_json_column(column, objects, reading) for column in self._columns], len(items))
        except (DecodeError, _Irregular):
            return None

    def from_xml(self, items: Sequence[_Element], reading: Reading) -> list[T] | None:
        """Read the elements of a list, None where they are not regular."""
        if len(items) < FEWEST:
            return None
        tags = [child.tag for child in items[0]]
        children = [child for item in items for child in item]
        # The lengths, too: a member that one item lacks may stand in the next one twice.
        if set(map(len, items)) != {len(tags)} or [child.tag for child in children] != tags * len(items):
            return None
        if any(map(is_nil, items)):
            return None
        cells = {tag: children[place :: len(tags)] for place, tag in enumerate(tags)}
        known = [column.tag for column in self._columns if column.tag in cells]
        if known != tags:
            return None
        try:
            columns = [_xml_column(column, cells.get(column.tag), len(items), reading) for column in self._columns]
            return self._built(columns, len(items))
        except (DecodeError, _Irregular):
            return None

    def _built(self, columns: Iterable[Iterable[object]], count: int) -> list[T]:
        items: list[T] = list(map(object.__new__, repeat(self._cls, count)))
        for column, values in zip(self._columns, columns, strict=True):
            _put(self._cls, column.attribute, items, values)
        return items


def _put(cls: type, slot: str, instances: Iterable[object], values: Iterable[object]) -> None:
    """Fill a slot of each instance, as a frozen class's own `__init__` does, without being called for each."""
    put: Callable[[object, object], None] = getattr(cls, slot).__set__
    deque(map(put, instances, values), maxlen=0)


def _json_column(column: Column, items: Sequence[dict[str, object]], reading: Reading) -> Iterable[object]:
    if column.name not in items[0]:
        if column.required or any(column.name in item for item in items):
            raise _Irregular
        return repeat(ABSENT, len(items))
    try:
        values = list(map(itemgetter(column.name), items))
    except KeyError:
        raise _Irregular from None
    kinds = set(map(type, values))
    if type(None) in kinds and not column.nillable:
        raise _Irregular
    if kinds == {type(None)}:
        return values
    read = _reader(column, column.from_json, reading)
    if kinds == {str} and (quick := _QUICK.get(column.from_json)) is not None:
        found = quick(cast("list[str]", values))
        if found is not None:
            return _dated(column.from_json, found, reading)
    if len(kinds) == 1 and kinds <= {str, int, bool}:
        return _distinctly(values, read)
    return [None if value is None else read(value) for value in values]


def _xml_column(column: Column, cells: list[_Element] | None, count: int, reading: Reading) -> Iterable[object]:
    if cells is None:
        if column.required:
            raise _Irregular
        return repeat(ABSENT, count)
    read = _reader(column, column.from_xml, reading)
    if column.nested:
        return [None if column.nillable and is_nil(cell) else read(cell) for cell in cells]
    texts = [cell.text for cell in cells]
    if None in texts:
        return [
            None if text is None and column.nillable and is_nil(cell) else read(text)
            for text, cell in zip(texts, cells, strict=True)
        ]
    if (quick := _QUICK.get(column.from_xml)) is not None:
        found = quick(cast("list[str]", texts))
        if found is not None:
            return _dated(column.from_xml, found, reading)
    return _distinctly(texts, read)


def _reader(column: Column, read: Callable[[Any, Any], object], reading: Reading) -> Callable[[object], object]:
    if column.nested:
        return lambda value: read(value, reading)
    name = column.name
    if read in _DATES:
        return lambda value: reading.date_time(cast("Callable[..., datetime]", read)(value, name))
    return lambda value: read(value, name)


def _distinctly(values: list[Any], read: Callable[[object], object]) -> list[object]:
    """Read each distinct value once, where there are few."""
    distinct = set(values)
    if len(distinct) * 2 > len(values):
        return [read(value) for value in values]
    table = {value: read(value) for value in distinct}
    return list(map(table.__getitem__, values))


def _dated(read: Callable[[Any, Any], object], found: list[object], reading: Reading) -> list[object]:
    if read not in _DATES or reading.date_time is READ_BY_NAME.date_time:
        return found
    return list(map(reading.date_time, cast("list[datetime]", found)))


def _strings(values: list[str]) -> list[object] | None:
    """Give JSON strings as they are."""
    return cast("list[object]", values)


def _texts(values: list[str]) -> list[object] | None:
    """Give the texts of elements as they are, unless one hides what XML does not allow."""
    return None if SENTINEL in "".join(values) else cast("list[object]", values)


_new: Final = cast("Callable[[type], object]", object.__new__)


def _guids(values: list[str]) -> list[object] | None:
    """Read guids in the D form."""
    joined = "".join(values)
    dashes = "-" * len(values)
    if set(map(len, values)) != {36} or any(joined[place::36] != dashes for place in (8, 13, 18, 23)):
        return None
    try:
        octets = bytes.fromhex(joined.replace("-", ""))
    except ValueError:
        return None
    # fromhex skips white space: there are then too few.
    if len(octets) != 16 * len(values):
        return None
    guids = list(map(_new, repeat(UUID, len(values))))
    numbers = [high << 64 | low for high, low in iter_unpack(">QQ", octets)]
    _put(UUID, "int", guids, numbers)
    _put(UUID, "is_safe", guids, repeat(SafeUUID.unknown))
    return guids


_JSON_DATES: Final = r"(?:/Date\([0-9]{1,12}\)/|/Date\([123][0-9]{12}\)/)*+"
"""Milliseconds within what `fromtimestamp` keeps exactly as a float."""

_XML_DATES: Final = (
    r"(?:[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:\.[0-9]{1,7})?Z\n)*+"
)


def _json_dates(values: list[str]) -> list[object] | None:
    """Read ``/Date(ms)/``, of times from 1970 to 2096."""
    joined = "".join(values)
    if not re.fullmatch(_JSON_DATES, joined, re.ASCII) or joined.count("/Date(") != len(values):
        return None
    if not all(map(str.startswith, values, repeat("/Date("))):
        return None
    seconds = [int(milliseconds) / 1000 for milliseconds in joined[6:-2].split(")//Date(")]
    return list(map(datetime.fromtimestamp, seconds, repeat(UTC)))


def _xml_dates(values: list[str]) -> list[object] | None:
    """Read ``2026-11-21T01:20:00.1234567Z``, with a fraction or without."""
    joined = "\n".join(values) + "\n"
    if not re.fullmatch(_XML_DATES, joined, re.ASCII) or joined.count("\n") != len(values):
        return None
    try:
        return list(map(datetime.fromisoformat, values))
    except ValueError:
        return None


_DATES: Final = frozenset({date_time_from_json, date_time_from_xml})
_QUICK: Final[dict[object, Callable[[list[str]], list[object] | None]]] = {
    string_from_json: _strings,
    string_from_xml: _texts,
    guid_from_json: _guids,
    guid_from_xml: _guids,
    date_time_from_json: _json_dates,
    date_time_from_xml: _xml_dates,
}
