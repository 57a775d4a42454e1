"""How one peer's wire is read and written, where peers differ: passed to the codecs, never global."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from countermand_wire import scalars

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from countermand_wire.json import JsonValue

__all__ = ["READ_BY_NAME", "READ_IN_ORDER", "WRITE_AS_GIVEN", "WRITE_UTC", "Reading", "Writing"]


def _by_name(element: _Element, order: tuple[str, ...]) -> Mapping[str, _Element]:
    return {child.tag: child for child in element}


def _in_order(element: _Element, order: tuple[str, ...]) -> Mapping[str, _Element]:
    found: dict[str, _Element] = {}
    position = 0
    for child in element:
        try:
            position = order.index(child.tag, position) + 1
        except ValueError:
            continue
        found[child.tag] = child
    return found


def _as_read(moment: datetime) -> datetime:
    return moment


def _utc_to_xml(value: datetime, path: str) -> str:
    return scalars.date_time_to_xml(value, path)


def _utc_to_json(value: datetime, path: str) -> JsonValue:
    return scalars.date_time_to_json(value, path)


def _given_to_xml(value: datetime, path: str) -> str:
    return scalars.date_time_to_xml_kind(value, path)


class Reading:
    """How contracts are read."""

    __slots__ = ("date_time", "members")

    def __init__(
        self,
        *,
        members: Callable[[_Element, tuple[str, ...]], Mapping[str, _Element]] = _by_name,
        date_time: Callable[[datetime], datetime] = _as_read,
    ) -> None:
        self.members: Final = members
        """Finds the members of a contract among an element's children, given their qualified names in schema order."""
        self.date_time: Final = date_time
        """Applied to every dateTime that was read: a service whose clock means something else says so here."""


class Writing:
    """How contracts are written. Each function takes the value and the path of its member."""

    __slots__ = ("date_time_to_json", "date_time_to_xml")

    def __init__(
        self,
        *,
        date_time_to_xml: Callable[[datetime, str], str] = _utc_to_xml,
        date_time_to_json: Callable[[datetime, str], JsonValue] = _utc_to_json,
    ) -> None:
        self.date_time_to_xml: Final = date_time_to_xml
        self.date_time_to_json: Final = date_time_to_json


READ_BY_NAME = Reading()
"""Members in any order, the last of a repeated one: what a client does well to accept."""

READ_IN_ORDER = Reading(members=_in_order)
"""As Microsoft's DataContractSerializer reads: a sequence; members that come late or again are dropped."""

WRITE_UTC = Writing()
"""Dates in UTC only; a naive datetime is refused."""

WRITE_AS_GIVEN = Writing(
    date_time_to_xml=_given_to_xml,
)
"""Dates as they are: in their own zone, and a naive one without any. JSON has UTC only."""
