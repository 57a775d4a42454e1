"""Hypothesis strategies for every contract of the JSON services, made from the contract itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from countermand_codegen import ir
from countermand_wire import ABSENT
from countermand_wire.scalars.lexical import WHITE
from tests.bindings.api_model import class_of, service
from tests.bindings.strategies import ALL_CHARACTERS

TEXT = st.text(ALL_CHARACTERS, max_size=12)
STRIPPED = TEXT.map(lambda text: text.strip(WHITE))
"""What positional XML gives back unchanged: white space around a value is the writer's."""
ANY_TEXT = st.text(st.sampled_from("\ud800\udfff") | ALL_CHARACTERS, max_size=12)
"""What JSON gives back unchanged."""

SCALARS: dict[str, SearchStrategy[Any]] = {
    "bit": st.booleans(),
    "boolean": st.booleans(),
    "flag": st.booleans(),
    "integer": st.integers(-(10**25), 10**25),
    "loose_decimal": st.decimals(-(10**9), 10**9, places=5),
    "loose_integer": st.integers(-(10**25), 10**25),
    "number": st.decimals(-(10**9), 10**9, places=5),
}
IDS = st.from_regex(r"0|[1-9][0-9]{0,24}|0[0-9]{1,4}", fullmatch=True)


def values(package: str, type_: ir.TypeRef, text: SearchStrategy[str]) -> SearchStrategy[Any]:
    """Return the values of a type: neither None nor ABSENT."""
    if type_.kind == "contract":
        return contracts(package, service(package).contract(type_.name), text)
    if type_.kind == "array":
        return st.lists(_optional(package, service(package).array(type_.name).item, text), max_size=3)
    if type_.name in ("identifier", "numeric_identifier"):
        return IDS | text
    return text if type_.name == "string" else SCALARS[type_.name]


def _optional(package: str, member: ir.Member, text: SearchStrategy[str]) -> SearchStrategy[Any]:
    found = values(package, member.type, text)
    return st.none() | found if member.nillable else found


@cache
def contracts(package: str, contract: ir.Contract, text: SearchStrategy[str] = ANY_TEXT) -> SearchStrategy[Any]:
    """Return instances of a contract's class, each member present, null or absent as far as the schema allows."""
    members = {
        member.attribute: _optional(package, member, text)
        if member.required
        else st.just(ABSENT) | _optional(package, member, text)
        for member in contract.members
    }
    return st.builds(class_of(package, contract), **members)


@cache
def positional(package: str, contract: ir.Contract) -> SearchStrategy[Any]:
    """Return instances that one of the contract's layouts can carry."""
    return st.one_of([_laid_out(package, contract, layout) for layout in contract.layouts])


def _laid_out(package: str, contract: ir.Contract, layout: Iterable[str]) -> SearchStrategy[Any]:
    members = {member.name: member for member in contract.members}
    present = {members[name].attribute: _placed(package, members[name].type) for name in layout}
    return st.builds(class_of(package, contract), **present)


def _placed(package: str, type_: ir.TypeRef) -> SearchStrategy[Any]:
    if type_.kind == "array":
        return st.lists(_placed(package, service(package).array(type_.name).item.type), min_size=1, max_size=3)
    if type_.kind == "contract":
        return positional(package, service(package).contract(type_.name))
    return values(package, type_, STRIPPED)
