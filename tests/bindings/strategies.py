"""Hypothesis strategies for every contract, made from the contract itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from countermand_codegen import ir
from countermand_wire import ABSENT, UnknownValue
from countermand_wire.scalars.never import NEVER
from tests.bindings.model import class_of, enumeration_of, service

QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
"""For a test that runs once for each of the 31 operations."""

NASTY = "<>&'\"]\t\n\r =;#x0\u0085\u2028\ufffd\U0001f600\U0010ffff"
"""Characters of XML 1.0 that are easily written wrong."""
FORBIDDEN = "\x00\x01\x08\x0b\x0c\x1b\x1f\ufffe\uffff"
"""Characters that XML 1.0 does not have, and that Microsoft writes as references all the same."""

XML_CHARACTERS = st.sampled_from(NASTY) | st.characters(
    codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"
)
ALL_CHARACTERS = st.sampled_from(NASTY + FORBIDDEN) | st.characters(codec="utf-8")

MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment != NEVER.replace(tzinfo=UTC))
MILLISECONDS = MOMENTS.map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)).filter(
    lambda moment: moment != NEVER.replace(tzinfo=UTC)
)


@attrs.frozen(kw_only=True)
class Wire:
    """What one wire form can carry and give back unchanged."""

    text: SearchStrategy[str]
    date_time: SearchStrategy[datetime]
    unknown: Callable[[ir.Enumeration], SearchStrategy[UnknownValue]] | None = None
    """Values that an enumeration does not have; None where the other side would refuse them."""


def _unknown_names(declared: ir.Enumeration) -> SearchStrategy[UnknownValue]:
    known = {value.xml_name for value in declared.values} | {alias for alias, _ in declared.aliases}
    names = st.from_regex(r"[A-Za-z_][A-Za-z0-9._& -]{0,10}[A-Za-z]", fullmatch=True).filter(
        lambda name: name not in known
    )
    return names.map(lambda name: UnknownValue(xml_name=name))


def _unknown_numbers(declared: ir.Enumeration) -> SearchStrategy[UnknownValue]:
    known = {value.number for value in declared.values}
    numbers = st.integers(-(2**31), 2**31 - 1).filter(lambda number: number not in known)
    return numbers.map(lambda number: UnknownValue(number=number))


PEER = Wire(text=st.text(XML_CHARACTERS, max_size=12), date_time=MOMENTS)
"""XML as a peer without Microsoft's liberties reads it."""
XML = Wire(text=st.text(ALL_CHARACTERS, max_size=12), date_time=MOMENTS | st.just(NEVER), unknown=_unknown_names)
JSON = Wire(
    text=st.text(st.sampled_from("\ud800\udfff") | ALL_CHARACTERS, max_size=12),
    date_time=MILLISECONDS | st.just(NEVER),
    unknown=_unknown_numbers,
)

SCALARS: dict[str, SearchStrategy[Any]] = {
    "base64_binary": st.binary(max_size=40),
    "boolean": st.booleans(),
    "guid": st.uuids(allow_nil=True),
    "int": st.integers(-(2**31), 2**31 - 1),
    "long": st.integers(-(2**63), 2**63 - 1),
}


@cache
def values(type_: ir.TypeRef, wire: Wire) -> SearchStrategy[Any]:
    """Return the values of a type: neither None nor ABSENT."""
    if type_.kind == "contract":
        return contracts(service().contract(type_.name), wire)
    if type_.kind == "array":
        item = service().array(type_.name).item
        return st.lists(optional(item, wire), max_size=4)
    if type_.kind == "enumeration":
        declared = service().enumeration(type_.name)
        members: SearchStrategy[Any] = st.sampled_from([*enumeration_of(declared)])
        return members if wire.unknown is None else members | wire.unknown(declared)
    if type_.name == "string":
        return wire.text
    return wire.date_time if type_.name == "date_time" else SCALARS[type_.name]


@cache
def optional(member: ir.Member, wire: Wire) -> SearchStrategy[Any]:
    """Return the values of a member or an item, with None where the schema allows nil."""
    return st.none() | values(member.type, wire) if member.nillable else values(member.type, wire)


@cache
def contracts(contract: ir.Contract, wire: Wire) -> SearchStrategy[Any]:
    """Return instances of a contract's class, each member present, nil or absent as far as the schema allows."""
    members = {
        member.attribute: optional(member, wire) if member.required else st.just(ABSENT) | optional(member, wire)
        for member in contract.members
    }
    return st.builds(class_of(contract), **members)


def example(contract: ir.Contract) -> Any:
    """Return one plain instance with every member present, the same at each call."""
    return class_of(contract)(**{member.attribute: _example(member.type) for member in contract.members})


def _example(type_: ir.TypeRef) -> Any:
    from uuid import UUID

    if type_.kind == "contract":
        return example(service().contract(type_.name))
    if type_.kind == "array":
        item = _example(service().array(type_.name).item.type)
        return [item, item]
    if type_.kind == "enumeration":
        return next(iter(enumeration_of(service().enumeration(type_.name))))
    plain: dict[str, object] = {
        "base64_binary": b"\x00\xff",
        "boolean": True,
        "date_time": datetime(2030, 1, 2, 3, 4, 5, 678000, tzinfo=UTC),
        "guid": UUID("1627aea5-8e0a-4371-9022-9b504344e724"),
        "int": 7,
        "long": 1 << 40,
        "string": "text",
    }
    return plain[type_.name]
