"""Values of any contract that a WSDL describes, for hypothesis, as values of the package's own classes."""

from __future__ import annotations

import datetime as dt
import string
from typing import Any

import attrs
from hypothesis import strategies as st

from countermand_codegen import ir
from countermand_wire.absent import ABSENT
from countermand_wire.markup import XmlElement
from countermand_wire.scalars.days import ZonedDate
from tests.codegen.soap.made import Made

DEEPEST = 3
TEXT = st.text(string.ascii_letters + string.digits + " <>&\"'éß中", max_size=8)
WORD = st.text(string.ascii_letters, min_size=1, max_size=5)
ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-5)), dt.timezone(dt.timedelta(hours=5, minutes=30))])
DAYS = st.dates(dt.date(1, 1, 2), dt.date(9999, 12, 30))
FIRST, LAST = dt.datetime(1, 1, 3), dt.datetime(9999, 12, 29)  # noqa: DTZ001  # On the wall of any zone.
MOMENTS = st.datetimes(FIRST, LAST) | st.datetimes(FIRST, LAST, timezones=ZONES)

BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}


def integers(name: str) -> st.SearchStrategy[int] | None:
    """Return the numbers of an integer type."""
    if name in BITS:
        return st.integers(-(2 ** (BITS[name] - 1)), 2 ** (BITS[name] - 1) - 1)
    unsigned = name.removeprefix("unsigned_")
    return st.integers(0, 2 ** BITS[unsigned] - 1) if name != unsigned else None


SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "any_uri": WORD.map("http://shop.example/{}".format),
    "base64_binary": st.binary(max_size=9),
    "boolean": st.booleans(),
    "char": st.characters(codec="utf-16-le", exclude_categories=["Cs"], max_codepoint=0xFFFD),
    "date": DAYS | st.builds(lambda day, zone: ZonedDate(day.year, day.month, day.day, zone), DAYS, ZONES),
    "date_time": MOMENTS,
    "decimal": st.decimals(-(10**9), 10**9, places=2),
    "double": st.integers(-(10**9), 10**9).map(lambda number: number / 8),
    "duration": st.timedeltas(dt.timedelta(0), dt.timedelta(days=10**5)),
    "float": st.integers(-4000, 4000).map(lambda number: number / 4),
    "guid": st.uuids(),
    "hex_binary": st.binary(max_size=9),
    "q_name": st.builds("{{urn:{}}}{}".format, WORD, WORD),
    "string": TEXT,
    "time": st.times(timezones=ZONES),
    "token": WORD,
    "whole_number": st.integers(-(10**30), 10**30),
}


SAMPLES = {
    "a_gYear": ("2026", "1999Z"),
    "a_gYearMonth": ("2026-11",),
    "a_duration": ("P1Y2M", "-PT5S"),
}
"""Texts of types that Python has not, which are kept as they are written."""


@attrs.define
class Values:
    """Strategies for one package."""

    made: Made

    def message(self, operation: ir.Operation, message: ir.Contract) -> st.SearchStrategy[Any]:
        """Return the messages of an operation."""
        return self._contract(message, self.made.message_class(operation, message), 0)

    def _contract(self, contract: ir.Contract, cls: Any, depth: int) -> st.SearchStrategy[Any]:
        return st.deferred(lambda: self._drawn(contract, cls, depth))

    def _drawn(self, contract: ir.Contract, cls: Any, depth: int) -> st.SearchStrategy[Any]:
        members = contract.members
        choices = contract.choices

        @st.composite
        def draw_contract(draw: st.DrawFn) -> Any:
            absent: set[str] = set()
            present: set[str] = set()
            for choice in choices:
                count = len(choice.alternatives)
                chosen = draw(st.integers(0 if choice.required else -1, count - 1))
                for index, names in enumerate(choice.alternatives):
                    (present if index == chosen else absent).update(names)
            given = {}
            for member in members:
                # Headers stand in the envelope, beside what is compared.
                if member.attribute in absent or member.where == "header":
                    continue
                if not member.required and member.attribute not in present and draw(st.booleans()):
                    continue
                value = draw(self._member(member, depth))
                if value is not ABSENT:
                    given[member.attribute] = value
            return cls(**given)

        return draw_contract()

    def _member(self, member: ir.Member, depth: int) -> st.SearchStrategy[Any]:
        if depth > DEEPEST and not member.required:
            return st.just(ABSENT)
        if member.where == "any":
            return st.lists(
                WORD.map(lambda name: XmlElement(f'<o:{name} xmlns:o="urn:other">x</o:{name}>')), max_size=2
            ).map(tuple)
        if member.where == "any-attributes":
            return st.dictionaries(WORD.map("{{urn:other}}{}".format), TEXT, max_size=2)
        if member.where == "items":
            pairs = [st.tuples(st.just(one.attribute), self._one(one, depth + 1)) for one in member.alternatives]
            return st.lists(st.one_of(pairs), min_size=1, max_size=3).map(tuple)
        one = self._one(member, depth)
        if member.many:
            return st.lists(one, min_size=1 if member.required else 0, max_size=2).map(tuple)
        return one

    def _one(self, member: ir.Member, depth: int) -> st.SearchStrategy[Any]:
        if depth > DEEPEST and member.nillable:
            return st.none()
        value = self._type(member, depth)
        if member.fixed and member.default is not None:
            value = st.just(member.default)
        return st.none() | value if member.nillable else value

    def _type(self, member: ir.Member, depth: int) -> st.SearchStrategy[Any]:
        type_ = member.type
        if type_.listed:
            inner = self._type(attrs.evolve(member, type=attrs.evolve(type_, listed=False)), depth)
            return st.lists(inner, min_size=1, max_size=3).map(tuple)
        if member.name in SAMPLES:
            return st.sampled_from(SAMPLES[member.name])
        if type_.kind == "scalar":
            numbers = integers(type_.name)
            return SCALARS[type_.name] if numbers is None else numbers
        if type_.kind == "enumeration":
            return st.sampled_from(list(self.made.type_class(self.made.service.enumeration(type_.name))))
        if type_.kind == "markup":
            return TEXT.map(lambda text: markup(member, text))
        if type_.kind == "array":
            item = attrs.evolve(self.made.service.array(type_.name).item, required=True)
            if depth > DEEPEST:
                return st.just(())
            return st.lists(st.deferred(lambda: self._one(item, depth + 1)), max_size=2).map(tuple)
        contract = self.made.service.contract(type_.name)
        kinds = [contract, *(self.made.service.contract(name) for name in contract.derived)]
        return st.one_of(
            [self._contract(one, self.made.type_class(one), depth + 1) for one in kinds if not one.abstract]
        )


def markup(member: ir.Member, text: str) -> XmlElement:
    """Return an element of the name that the member has."""
    from lxml import etree

    root = etree.Element(etree.QName(member.namespace or None, member.name).text)
    child = etree.SubElement(root, "{urn:other}inside", nsmap={"o": "urn:other"})
    child.text = text
    return XmlElement(etree.tostring(root, encoding="unicode"))
