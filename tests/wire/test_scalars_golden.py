"""Every vector of a scalar that Microsoft's serializers wrote or read, and how ours compare.

Where ours differ on purpose the vector stands in a table of exceptions, with the reason and with what happens instead;
a vector in such a table that does not differ fails.
"""

from __future__ import annotations

import base64
import json as stdlib_json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from lxml import etree

from countermand_wire import json, scalars
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars import NEVER
from countermand_wire.text import protect

GOLDEN = Path(__file__).parents[1] / "golden"
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"
TICK = timedelta(microseconds=1) / 10
FOREVER = datetime.max.replace(tzinfo=UTC)

NAMES = {
    "Boolean": "boolean",
    "Byte": "unsigned_byte",
    "Byte[]": "base64_binary",
    "Char": "char",
    "DateTime": "date_time",
    "Decimal": "decimal",
    "Double": "double",
    "Guid": "guid",
    "Int16": "short",
    "Int32": "int",
    "Int64": "long",
    "SByte": "byte",
    "Single": "float",
    "String": "string",
    "TimeSpan": "duration",
    "UInt16": "unsigned_short",
    "UInt32": "unsigned_int",
    "UInt64": "unsigned_long",
    "Uri": "any_uri",
}


class Vector(NamedTuple):
    """One of Microsoft's answers; `wanted` holds what differs between .NET Core and Mono in Mono's form."""

    key: str
    clr: str
    raw: dict[str, Any]

    def get(self, name: str) -> Any:
        return self.raw.get(f"mono_{name}", self.raw.get(name))

    def function(self, suffix: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(scalars, f"{NAMES[self.clr]}_{suffix}")
        return function


def vectors(file: str) -> list[Vector]:
    """Load a file; the names in it are not unique, so each further one of a name gets a number."""
    seen: dict[str, int] = {}
    found: list[Vector] = []
    for raw in stdlib_json.loads((GOLDEN / file).read_text(encoding="utf-8"))["vectors"]:
        name = raw["name"]
        seen[name] = seen.get(name, 0) + 1
        found.append(Vector(name if seen[name] == 1 else f"{name} #{seen[name]}", raw["clr"], raw))
    return found


WRITTEN = vectors("scalars_write.json")
READ = vectors("scalars_read.json")


def parametrized(of: list[Vector]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", of, ids=[vector.key for vector in of])


def content(document: str) -> str:
    """Return what stands between the tags of a document of one element, as it is spelled there."""
    found = re.fullmatch(r"<[^>]*/>|<([A-Za-z0-9]+)(?:[^>]*[^/>])?>(.*)</\1>", document, re.DOTALL)
    assert found is not None
    return found[2] or ""


# --- Writing -------------------------------------------------------------------------------------------------------

CUT = "a datetime and a timedelta end at microseconds: the seventh digit is cut"

TICK_LOST = {
    "datetime_local",
    "datetime_local @America/Los_Angeles",
    "datetime_local @America/New_York",
    "datetime_local @Asia/Kolkata",
    "datetime_max_local",
    "datetime_max_local @America/New_York",
    "datetime_max_local @Asia/Kolkata",
    "datetime_max_unspec",
    "datetime_max_unspec @America/New_York",
    "datetime_max_utc @America/Los_Angeles",
    "datetime_max_utc @Asia/Kolkata",
    "datetime_unspecified @America/Los_Angeles",
    "datetime_unspecified @America/New_York",
    "datetime_unspecified @Asia/Kolkata",
    "datetime_utc",
    "datetime_utc @America/New_York",
    "datetime_utc @Asia/Kolkata",
    "datetime_utc_1tick",
    "datetime_utc_isoformat_setting",
    "datetime_utc_isoformat_setting @America/New_York",
    "datetime_utc_isoformat_setting @Asia/Kolkata",
    "timespan_-10675199.02:48:05.4775808",
    "timespan_10675199.02:48:05.4775807",
}
"""Their text ends in a seventh digit."""

SETTING = "the serializer was given another DateTimeFormat; ours is the default one"


def cut(text: str) -> str:
    """Drop the seventh digit of a fraction, and the zeros that it leaves at the end."""
    found = re.search(r"\.([0-9]{6})[0-9]", text)
    if found is None:
        return text
    kept = found[1].rstrip("0")
    return text[: found.start()] + (f".{kept}" if kept else "") + text[found.end() :]


def value_of(vector: Vector) -> Any:
    """Make the Python value that a vector was written from, without any of the functions under test."""
    text = content(vector.raw["xml"])
    if vector.clr == "DateTime":
        return date_time_of(text)
    if vector.clr == "TimeSpan":
        return timespan_of(vector.key)
    if vector.clr in ("String", "Uri"):
        return stdlib_json.loads(vector.raw["json"])
    if vector.clr == "Char":
        return chr(int(text))
    if vector.clr in ("Double", "Single"):
        return float(text.replace("INF", "inf"))
    plain: dict[str, Callable[[str], Any]] = {
        "Guid": UUID,
        "Boolean": {"true": True, "false": False}.__getitem__,
        "Decimal": Decimal,
        "Byte[]": base64.b64decode,
    }
    return plain.get(vector.clr, int)(text)


def date_time_of(text: str) -> datetime:
    found = re.fullmatch(r"(.{19})(?:\.([0-9]+))?(Z|[+-].*)?", text)
    assert found is not None
    wall = datetime.fromisoformat(found[1]).replace(microsecond=int((found[2] or "0").ljust(6, "0")[:6]))
    if found[3] is None:
        return wall
    return wall.replace(tzinfo=UTC if found[3] == "Z" else timezone(offset_of(found[3]), "local"))


def offset_of(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))


def timespan_of(name: str) -> timedelta:
    found = re.fullmatch(r"timespan_(-?)(?:(\d+)\.)?(\d+):(\d+):(\d+)(?:\.(\d{6})\d)?", name)
    assert found is not None
    sign, *numbers = found.groups()
    days, hours, minutes, seconds, microseconds = (int(number or 0) for number in numbers)
    length = timedelta(days, seconds, microseconds, 0, minutes, hours)
    return -length if sign else length


def server_offset(vector: Vector) -> timedelta:
    found = re.search(r"([+-][0-9]{4})\)", vector.raw.get("json", "")) or re.search(r"([+-]..:..)<", vector.raw["xml"])
    # One vector shows it in neither of its texts.
    return offset_of(found[1]) if found else timedelta(hours=-5)


@parametrized(WRITTEN)
def test_writes_microsofts_xml(vector: Vector) -> None:
    value = value_of(vector)
    wanted = content(vector.get("xml"))
    if vector.clr == "DateTime":
        lost = cut(wanted) != wanted
        assert lost == (vector.key in TICK_LOST), CUT
        assert scalars.date_time_to_xml_kind(value, "") == cut(wanted)
        if wanted.endswith("Z"):
            assert scalars.date_time_to_xml(value, "") == cut(wanted)
        elif value == NEVER:
            assert scalars.date_time_to_xml(value, "") == "0001-01-01T00:00:00Z"
    else:
        assert (cut(wanted) != wanted and vector.clr == "TimeSpan") == (vector.key in TICK_LOST), CUT
        assert vector.function("to_xml")(value, "") == (cut(wanted) if vector.key in TICK_LOST else wanted)


@parametrized(WRITTEN)
def test_writes_microsofts_json(vector: Vector) -> None:
    value = value_of(vector)
    wanted = vector.get("json")
    if vector.clr != "DateTime":
        written = json.render_as_wcf(vector.function("to_json")(value, "")).decode()
        assert written == (cut(wanted) if vector.key in TICK_LOST else wanted)
        return
    to_json_kind = scalars.make_date_time_to_json_kind(server_offset(vector))
    if wanted is None:
        assert vector.raw["json_error"]
        with pytest.raises(EncodeError):
            to_json_kind(value, "")
    elif "isoformat_setting" in vector.key:
        assert json.render_as_wcf(to_json_kind(value, "")).decode() != wanted, SETTING
        assert to_json_kind(value, "") == "/Date(1709212455123)/"
    else:
        assert json.render_as_wcf(to_json_kind(value, "")).decode() == wanted
        if value.tzinfo is UTC:
            assert json.render_as_wcf(scalars.date_time_to_json(value, "")).decode() == wanted


@parametrized(WRITTEN)
def test_the_fast_json_denotes_the_same(vector: Vector) -> None:
    if vector.get("json") is None or vector.clr == "DateTime":
        return
    value = value_of(vector)
    rendered = json.render(vector.function("to_json")(value, ""))
    assert rendered.isascii()
    spelled = json.parse(json.render_as_wcf(vector.function("to_json")(value, "")))
    assert repr(vector.function("from_json")(json.parse(rendered), "")) == repr(
        vector.function("from_json")(spelled, "")
    )


def test_the_exceptions_of_writing_are_all_met() -> None:
    assert {vector.key for vector in WRITTEN} >= TICK_LOST


# --- Reading -------------------------------------------------------------------------------------------------------

REFUSED = "refused"


class Instead(NamedTuple):
    """What ours does instead, and why."""

    result: object
    reason: str


ONE_DAY = "a time of day denotes no date: .NET adds the day on which it happens to read"
DOCUMENT = (
    "a matter of the whole document or of the element, not of the text in it: the XML reader and the codec see to it"
)
NULL = "null is the member's affair: the codec of a nillable member asks before it reads a scalar"
AT_THE_END = "beyond MaxValue in UTC, where .NET clamps in the reader's zone, ours does in UTC"
AT_THE_START = "before MinValue in UTC: .NET comes back to it or not, as the reader's zone has it; ours always does"
EMPTY = "nothing but an empty string is one"
UTF_16 = "JSON is UTF-8 (RFC 8259)"
NORMALIZED = "System.Uri normalizes what it reads; ours hands it on"

GUID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
WEST_OF_THE_END = "xml_datetime 9999-12-31T23:59:59.9999999-05:00"

EXCEPTIONS: dict[str, Instead] = {
    "xml_datetime 13:14:15": Instead(REFUSED, ONE_DAY),
    "xml_datetime 13:14:15 @America/New_York": Instead(REFUSED, ONE_DAY),
    f"{WEST_OF_THE_END} @America/New_York": Instead(FOREVER, AT_THE_END),
    f"{WEST_OF_THE_END} @America/Los_Angeles": Instead(FOREVER, AT_THE_END),
    f"{WEST_OF_THE_END} @Asia/Kolkata": Instead(FOREVER, AT_THE_END),
    "xml_datetime 0001-01-01T00:00:00+05:00 @Asia/Kolkata": Instead(NEVER, AT_THE_START),
    "xml_guid <?pi x?>1627aea5-8e0a-4371-9022-9b504344e724": Instead(GUID, DOCUMENT),
    "xml_guid_decl11": Instead(GUID, DOCUMENT),
    "xml_guid_doctype": Instead(GUID, DOCUMENT),
    "xml_guid_no_ns": Instead(GUID, DOCUMENT),
    "xml_guid_utf16": Instead(GUID, DOCUMENT),
    "xml_bool_root_Boolean": Instead(True, DOCUMENT),
    "xml_bool_wrongns": Instead(True, DOCUMENT),
    "xml_string <b>x</b>": Instead("", DOCUMENT),
    "xml_string a<?pi?>b": Instead("ab", DOCUMENT),
    "xml_string_nil": Instead("", NULL),
    "json_bytes null": Instead(REFUSED, NULL),
    "json_string {}": Instead(REFUSED, EMPTY),
    "json_string []": Instead(REFUSED, EMPTY),
    "json_guid_utf16be": Instead(REFUSED, UTF_16),
    "json_guid_utf16le": Instead(REFUSED, UTF_16),
    "xml_uri  http://e.org ": Instead("http://e.org", NORMALIZED),
    "xml_uri http://[bad": Instead("http://[bad", NORMALIZED),
}


def read(vector: Vector) -> object:
    """Read a vector's document; the XML around the scalar is read without any policy."""
    encoded = vector.raw.get("input_base64")
    body = vector.raw["input"].encode("utf-8", "surrogatepass") if encoded is None else base64.b64decode(encoded)
    try:
        if vector.raw["format"] == "json":
            return vector.function("from_json")(json.parse(body, strict=True), "")
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True)
        return vector.function("from_xml")(etree.fromstring(protect(body), parser).text, "")
    except (DecodeError, etree.XMLSyntaxError):
        return REFUSED


def wanted_of(vector: Vector) -> object:
    """Make the Python value of what Microsoft's reader gave; a datetime of kind Local keeps its instant only."""
    if not vector.get("accepted"):
        return REFUSED
    text = vector.get("repr")
    if text == "null":
        return None
    kind, _, rest = text.partition(" ")
    readers: dict[str, Callable[[str], object]] = {
        "Boolean": {"True": True, "False": False}.__getitem__,
        "DateTime": repr_date_time,
        "Guid": UUID,
        "Int32": int,
        "TimeSpan": lambda part: timedelta(microseconds=int(part.removeprefix("ticks=")) / 10),
        "Uri": str,
        "byte[]": lambda part: bytes.fromhex(part.replace("-", "")),
        "char": lambda part: chr(int(part)),
        "decimal": Decimal,
        "double": float,
        "string": repr_string,
    }
    return readers[kind](rest)


def repr_string(text: str) -> str:
    plain = re.sub(r"\\(?:\\|u([0-9a-f]{4}))", lambda found: chr(int(found[1], 16)) if found[1] else "\\", text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def repr_date_time(text: str) -> datetime:
    found = re.fullmatch(r"ticks=(\d+) kind=(\w+) \S*?([+-]\d\d:\d\d)?", text)
    assert found is not None
    wall = NEVER + timedelta(microseconds=int(found[1]) // 10)
    if found[2] == "Unspecified" or wall == NEVER:
        return wall
    return wall.replace(tzinfo=timezone(offset_of(found[3])) if found[3] else UTC)


def same(ours: object, theirs: object) -> bool:
    if isinstance(ours, datetime) and isinstance(theirs, datetime):
        return (ours.utcoffset() is None) == (theirs.utcoffset() is None) and ours == theirs
    if isinstance(ours, float) and isinstance(theirs, float) and not ours and not theirs:
        return True  # .NET Core keeps the sign of some zeros, Mono of none.
    return repr(ours) == repr(theirs)


@parametrized(READ)
def test_reads_what_microsoft_reads(vector: Vector) -> None:
    ours = read(vector)
    if vector.key in EXCEPTIONS:
        assert not same(ours, wanted_of(vector)), "is no exception"
        assert same(ours, EXCEPTIONS[vector.key].result), EXCEPTIONS[vector.key].reason
    else:
        assert same(ours, wanted_of(vector))


REWRITABLE = [
    vector for vector in READ if vector.get("accepted") and vector.key not in EXCEPTIONS and vector.clr != "DateTime"
]


@parametrized(REWRITABLE)
def test_writes_again_as_microsoft_does(vector: Vector) -> None:
    value = read(vector)
    assert vector.function("to_xml")(value, "") == content(vector.get("rewritten_xml"))
    assert json.render_as_wcf(vector.function("to_json")(value, "")).decode() == vector.get("rewritten_json")


def test_the_exceptions_of_reading_are_all_met() -> None:
    assert set(EXCEPTIONS) <= {vector.key for vector in READ}


def test_every_scalar_of_the_vectors_is_known() -> None:
    assert {vector.clr for vector in WRITTEN} == set(NAMES)
