"""Every scalar read as every other, by the wire's own functions, against what the comparison says of it."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from countermand_codegen.diff.loose import WAYS
from countermand_codegen.diff.scalars import INTEGERS, scalar_outcome
from countermand_codegen.render.types import LOOSE
from countermand_codegen.simple import SCALARS as ALL_SCALARS
from countermand_codegen.simple import WCF_SCALARS as SCALARS
from countermand_wire import DecodeError, contents, scalars
from countermand_wire.documents import Decoding, Encoding
from countermand_wire.policy import READ_BY_NAME, WRITE_AS_GIVEN
from countermand_wire.scalars import loose

TEXTS = ("a/word", "5", "true", "00000000-0000-0000-0000-000000000005", "2030-01-02T03:04:05Z", "PT1M", "AQID")
SAMPLES: dict[str, tuple[Any, ...]] = {
    **{name: (5, low or 7, high) for name, (low, high) in INTEGERS.items()},
    "any_uri": TEXTS,
    "base64_binary": (b"\x01\x02\x03",),
    "boolean": (True, False),
    "char": ("A",),
    "date_time": (datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC),),
    "decimal": (Decimal(5), Decimal("0.5"), Decimal("0.1234567890123456789")),
    "double": (5.0, 0.1, float("inf")),
    "duration": (timedelta(seconds=90),),
    "float": (5.0, 0.5, float("inf")),
    "guid": (UUID(int=5),),
    "string": TEXTS,
}
PAIRS = sorted(product(sorted(set(SCALARS.values())), repeat=2))


def test_every_scalar_has_samples() -> None:
    assert set(SAMPLES) == set(SCALARS.values())


@pytest.mark.parametrize(("writer", "reader"), PAIRS)
def test_what_becomes_of_values(writer: str, reader: str) -> None:
    arrived = [read(wire, writer, reader, value) for wire in ("xml", "json") for value in SAMPLES[writer]]
    outcome = scalar_outcome(writer, reader)
    assert bool(outcome.reason) == (outcome.fate != "carried")
    if outcome.fate == "carried":
        assert all(arrived)
    elif outcome.fate == "never":
        assert not any(arrived)
    else:
        assert any(arrived)
        assert not all(arrived)


def read(wire: str, writer: str, reader: str, value: Any) -> bool:
    """Tell whether a value arrives as what it is: as itself, or as its own text."""
    written = getattr(scalars, f"{writer}_to_{wire}")(value, "A")
    try:
        found = getattr(scalars, f"{reader}_from_{wire}")(written, "A")
    except DecodeError:
        return False
    if reader in ("string", "any_uri"):
        return bool(found == (value if writer == "char" else getattr(scalars, f"{writer}_to_xml")(value, "A")))
    if writer in ("string", "any_uri"):
        return True
    if isinstance(value, bool) is not isinstance(found, bool):
        return False
    return bool(found == value)


# All scalars of XML Schema, of services that speak SOAP alone.

IN_XML: dict[str, tuple[Any, ...]] = {
    **SAMPLES,
    "any_uri": (*TEXTS, " two  words ", "2030-01-02", "03:04:05", "0a1f"),
    "string": (*TEXTS, " two  words ", "2030-01-02", "03:04:05", "0a1f"),
    "token": (*TEXTS, "two words", "2030-01-02", "03:04:05", "0a1f"),
    "date": (date(2030, 1, 2),),
    "time": (time(3, 4, 5),),
    "hex_binary": (b"\x01\x02\x03",),
    "whole_number": (5, -7, 10**40),
    "q_name": ("local", "{urn:x}local"),
}
STRINGS = ("any_uri", "string", "token")
ALL_PAIRS = sorted(product(sorted(IN_XML), repeat=2))
ITSELF = {("any_uri", "any_uri"), ("q_name", "q_name")}
"""What the reader of the same type makes of it is right by definition, whatever blanks and prefixes become."""


def test_every_scalar_of_a_schema_has_samples() -> None:
    assert set(IN_XML) == set(ALL_SCALARS.values())


@pytest.mark.parametrize(("writer", "reader"), [pair for pair in ALL_PAIRS if pair not in ITSELF])
def test_what_becomes_of_values_in_xml(writer: str, reader: str) -> None:
    arrived = [read_as(writer, reader, value) for value in IN_XML[writer]]
    outcome = scalar_outcome(writer, reader, json=False)
    assert outcome.reason or outcome.fate == "carried"
    assert outcome.fate == ("carried" if all(arrived) else "sometimes" if any(arrived) else "never")


def read_as(writer: str, reader: str, value: Any) -> bool:
    """Tell whether a value arrives over XML as what it is: as itself, as its own text, or as a day's first instant."""
    text = contents.scalar(writer).text(value, Encoding(WRITE_AS_GIVEN))
    element = etree.Element("a")
    try:
        found = contents.scalar(reader).value(text, element, Decoding(READ_BY_NAME))
    except DecodeError:
        return False
    if reader in STRINGS:
        return bool(found == (value if writer in (*STRINGS, "char", "q_name") else text))
    if writer in STRINGS:
        return True
    if isinstance(value, bool) is not isinstance(found, bool):
        return False
    if isinstance(found, datetime) and not isinstance(value, datetime):
        return found == datetime.combine(value, time())
    return bool(found == value)


# The scalars of JSON services.

IN_JSON: dict[str, Any] = {
    "text": "abc",
    "digits in text": "52",
    "1 in text": "1",
    "true in text": "true",
    "a fraction in text": "0.5",
    "an integer": 52,
    "1": 1,
    "a fraction": Decimal("0.5"),
    "a boolean": True,
}


def test_every_loose_scalar_is_known() -> None:
    assert set(WAYS) == {*LOOSE, "boolean", "string"}
    assert set().union(*WAYS.values()) == set(IN_JSON)


@pytest.mark.parametrize("query", [False, True], ids=["json", "query"])
@pytest.mark.parametrize(("writer", "reader"), sorted(product(WAYS, WAYS)))
def test_in_what_ways_values_are_read(writer: str, reader: str, query: bool) -> None:
    values = [IN_JSON[way] for way in sorted(WAYS[writer])]
    arrived = [reads(reader, written(value) if query else value, "text" if query else "json") for value in values]
    fate = scalar_outcome(writer, reader, query=query).fate
    assert fate == ("carried" if all(arrived) or writer == reader else "sometimes" if any(arrived) else "never")


def written(value: Any) -> str:
    return "true" if value is True else str(value)


def reads(reader: str, value: Any, wire: str) -> bool:
    functions, form = (scalars, wire.replace("text", "xml")) if reader in ("boolean", "string") else (loose, wire)
    try:
        getattr(functions, f"{reader}_from_{form}")(value, "A")
    except DecodeError:
        return False
    return True
