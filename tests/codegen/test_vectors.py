"""Generated code against the vectors of Microsoft's serializers."""

import json as stdlib_json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import attrs
import pytest
from lxml import etree

from countermand_wire import ABSENT, DecodeError, json, xml
from countermand_wire.codec import read_xml_document, xml_element
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, Writing
from countermand_wire.scalars import NEVER, date_time_to_xml_kind, make_date_time_to_json_kind
from tests.bindings.peer import canonical
from tests.codegen.vectors import codec

GOLDEN = stdlib_json.loads((Path(__file__).parents[1] / "golden/types.json").read_text())
AS_WCF = Writing(date_time_to_xml=date_time_to_xml_kind, date_time_to_json=make_date_time_to_json_kind(timedelta()))
ID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
EMPTY = UUID(int=0)


# Microsoft's vectors: the codec of each type, and the value of each vector.

MODULES = {
    "Base": "base",
    "Required": "required",
    "Point": "point",
    "Point[]": "array_of_point",
    "Nullables": "nullables",
    "AllPrims": "all_prims",
    "Lists": "lists",
    "NamedEnum": "named_enum",
    "PlainEnum": "plain_enum",
    "DateTime[]": "array_of_date_time",
    "Guid[]": "array_of_guid",
    "Int32[]": "array_of_int",
    "Int32[][]": "array_of_array_of_int",
    "List<List<Int32>>": "array_of_array_of_int",
    "Boolean[]": "array_of_boolean",
    "Int32?[]": "array_of_nullable_ofint",
    "TimeSpan[]": "array_of_duration",
    "Decimal[]": "array_of_decimal",
    "Byte[][]": "array_of_base64_binary",
    "String[]": "array_of_string",
}
LEFT_OUT = {"AllPrims": ("Dto", "Object"), "Lists": ("Map", "Map2")}
"""Members whose types no WSDL of ours has: they are skipped in reading, and taken off the vectors in writing."""


def value_of(small: Any, name: str) -> Any:
    plain, named = small.PlainEnum, small.NamedEnum
    values: dict[str, Any] = {
        "enum_named": named.FIRST_ONE,
        "enum_named_200": named.SECOND,
        "base": small.Base(alpha=1, zeta="z"),
        "base_nulls": small.Base(alpha=0, zeta=None),
        "base_null": None,
        "required": small.Required(may=None, must="m", num=1),
        "required_null": small.Required(may=None, must=None, num=0),
        "point": small.Point(x=1, y=-1),
        "point_array": [small.Point(x=1, y=0)],
        "nullables_null": small.Nullables(b=None, d=None, e=None, g=None, i=None, m=None, p=None),
        "nullables_set": small.Nullables(
            b=False,
            d=datetime(2024, 1, 1, tzinfo=UTC),
            e=plain.TWO,
            g=ID,
            i=1,
            m=Decimal("1.50"),
            p=small.Point(x=1, y=0),
        ),
        "allprims_default": all_prims(small),
        "lists": small.Lists(
            blobs=[b"\x01"],
            enums=[plain.ONE],
            guids=[ID],
            ints=[1, 2],
            jagged=[["a"], []],
            points=[small.Point(x=1, y=0)],
            strings=["a", None],
        ),
        "lists_null": small.Lists(
            blobs=None, enums=None, guids=None, ints=None, jagged=None, points=None, strings=None
        ),
        "lists_empty": small.Lists(blobs=[], enums=[], guids=[], ints=[], jagged=[], points=[], strings=[]),
        "guid_array": [ID, EMPTY],
        "int_array": [1, 2, 3],
        "int_jagged": [[1], []],
        "int_list_list": [[1], [], None],
        "bool_array": [True, False],
        "nullable_int_array": [1, None],
        "timespan_array": [timedelta(seconds=1)],
        "decimal_array": [Decimal("1.0"), Decimal(2)],
        "bytes_array": [b"\x01", b"", None],
        "string_array": ["a", None, "", "<&>", "\U0001f600"],
    }
    return values[name]


def all_prims(small: Any) -> Any:
    return small.AllPrims(
        bool_=False,
        byte=0,
        bytes_=None,
        char="\0",
        date_time=NEVER,
        decimal=Decimal(0),
        double=0.0,
        enum=small.PlainEnum.ZERO,
        float_=0.0,
        guid=EMPTY,
        int_=0,
        long=0,
        s_byte=0,
        short=0,
        span=timedelta(),
        string=None,
        u_int=0,
        u_long=0,
        u_short=0,
        uri=None,
    )


def without(vector: dict[str, str]) -> tuple[bytes, object]:
    """Return a vector's XML and JSON without the members that are left out."""
    root = etree.fromstring(vector["xml"])
    members = stdlib_json.loads(vector["json"], parse_float=Decimal)
    for name in LEFT_OUT.get(vector["clr"], ()):
        for child in root.findall(f"{{*}}{name}"):
            root.remove(child)
        members.pop(name)
    return canonical(root), members


WRITTEN = [pytest.param(vector, id=vector["name"]) for vector in GOLDEN["write"]]
READ = [pytest.param(vector, id=vector["name"]) for vector in GOLDEN["read"]]
# Naive dates in the two others of its items, which nothing of ours would send.
DATES = next(vector for vector in GOLDEN["write"] if vector["name"] == "datetime_array")


def test_dates_of_all_three_kinds(small: Any) -> None:
    dates = codec("array_of_date_time")
    wall = datetime(2024, 2, 29, 13, 14, 15, 123456)  # noqa: DTZ001  # The third one is of no kind.
    utc = wall.replace(tzinfo=UTC)
    assert read_xml_document(dates, DATES["xml"].encode()) == [utc, utc, wall]
    whole = utc.replace(microsecond=123000)
    assert dates.from_json(json.parse(DATES["json"]), READ_BY_NAME) == [whole, whole, whole]


@pytest.mark.parametrize("vector", [vector for vector in WRITTEN if vector.id != "datetime_array"])
def test_what_microsoft_writes_is_read_and_written_alike(small: Any, vector: dict[str, str]) -> None:
    found, value = codec(MODULES[vector["clr"]]), value_of(small, vector["name"])
    element = xml.descend(xml.parse(vector["xml"].encode()), (found.tag,))
    assert (None if xml.is_nil(element) else found.from_xml(element, READ_BY_NAME)) == value
    members = json.parse(vector["json"])
    assert (None if members is None else found.from_json(members, READ_BY_NAME)) == value
    expected_xml, expected_json = without(vector)
    assert canonical(xml_element(found, value, AS_WCF)) == expected_xml
    written = None if value is None else found.to_json(value, AS_WCF)
    assert stdlib_json.loads(json.render_as_wcf(written), parse_float=Decimal) == expected_json
    if vector["clr"] not in LEFT_OUT:
        assert json.render_as_wcf(written) == vector["json"].encode()


LENIENT = {
    "xml_enum one": "an unknown value is kept",
    "xml_enum 1": "the same",
    "xml_enum  One ": "white space is no part of a name",
    "xml_enum Three": "an unknown value is kept",
    "xml_enum_named First": "the same",
    "xml_enum_named Hidden": "the same",
    "xml_text_between": "text between members is skipped",
    "xml_comments": "so are processing instructions",
    "xml_itype_unknown": "and i:type",
    "xml_itype_derived": "a derived type is read as its base",
    "xml_itype_prefix": "the same",
    'json_base {"Alpha":1,"Alpha":2}': "the last of two counts; strict parsing refuses them",
    'json_base {"__type":"Derived:#http://example.org/a","Alpha":1,"Beta":"b"}': "a derived type is read as its base",
    'json_base {"__type":"Derived:http:\\/\\/example.org\\/a","Beta":"b"}': "the same",
    'json_base {"__type":"Nope:urn:x","Alpha":1}': "the same",
    'json_base {"__type":"FurtherName:http://example.org/b","Flag":true}': "the same",
}
"""Where our reader is more liberal than Microsoft's, and why."""


def filled(value: Any) -> Any:
    """Give absent members the default that .NET gives them."""
    if not attrs.has(type(value)):
        return value
    defaults = {"alpha": 0, "zeta": None, "may": None}
    absent = {
        field.name: defaults[field.name] for field in attrs.fields(type(value)) if getattr(value, field.name) is ABSENT
    }
    return attrs.evolve(value, **absent)


def read(vector: dict[str, str]) -> Any:
    found = codec(MODULES[vector["clr"]])
    if vector["format"] == "json":
        members = json.parse(vector["input"])
        return None if members is None else found.from_json(members, READ_IN_ORDER)
    element = xml.descend(xml.parse(vector["input"].encode()), (found.tag,))
    return None if xml.is_nil(element) else found.from_xml(element, READ_IN_ORDER)


@pytest.mark.parametrize("vector", READ)
def test_what_microsoft_accepts_is_read_alike_and_what_it_refuses_is_refused(
    small: Any, vector: dict[str, Any]
) -> None:
    if vector["name"] in LENIENT:
        read(vector)
        return
    if not vector["accepted"]:
        with pytest.raises(DecodeError):
            read(vector)
        return
    found, value = codec(MODULES[vector["clr"]]), filled(read(vector))
    assert canonical(xml_element(found, value, AS_WCF)) == canonical(vector["rewritten_xml"])
    assert (
        json.render_as_wcf(None if value is None else found.to_json(value, AS_WCF)) == vector["rewritten_json"].encode()
    )
