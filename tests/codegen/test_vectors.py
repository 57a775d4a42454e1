"""Generated code for every scalar and every kind of list, against Microsoft's vectors, zeep, and itself."""

import importlib
import json as stdlib_json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from countermand_wire import ABSENT, DecodeError, EncodeError, UnknownValue, json, xml
from countermand_wire.bindings import RestBinding
from countermand_wire.codec import read_xml_document, xml_document, xml_element
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, WRITE_UTC, Writing
from countermand_wire.scalars import NEVER, date_time_to_xml_kind, make_date_time_to_json_kind
from tests.bindings.peer import ZEEP, canonical
from tests.codegen import vectors
from tests.codegen.small import Project, importable, use

GOLDEN = stdlib_json.loads((Path(__file__).parents[1] / "golden/types.json").read_text())
AS_WCF = Writing(date_time_to_xml=date_time_to_xml_kind, date_time_to_json=make_date_time_to_json_kind(timedelta()))
ID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
EMPTY = UUID(int=0)
MOMENT = datetime(2024, 2, 29, 13, 14, 15, 123000, tzinfo=UTC)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    root = tmp_path_factory.mktemp("vectors")
    with pytest.MonkeyPatch.context() as patch:
        small = use(patch, root, with_rest=True)
        small.write("small.wsdl", vectors.wsdl())
        small.write("rest.yaml", vectors.descriptor())
        assert small.run("generate") == 0
    with importable(root):
        yield small


@pytest.fixture
def small(project: Project) -> Any:
    return importlib.import_module("countermand_bindings.small")


def codec(module: str) -> Any:
    return getattr(importlib.import_module(f"countermand_bindings.small.contracts.{module}"), module.upper())


def load(name: str) -> Any:
    return importlib.import_module("countermand_bindings.small.operations").load(name)


def message(name: str, **members: Any) -> Any:
    """Make the request of an operation."""
    module = importlib.import_module(load(name).request.to_xml.__module__)
    return getattr(module, name)(**members)


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


# Every scalar, everywhere.

EXAMPLES: dict[str, Any] = {
    "AnyUri": "http://a.example/?b=1&c=<é>",
    "Base64": b"\x00\xff\x10",
    "Boolean": True,
    "Byte": -128,
    "Char": "é",
    "DateTime": MOMENT,
    "Decimal": Decimal("1.50"),
    "Double": 0.1,
    "Duration": timedelta(days=1, seconds=3, microseconds=500000),
    "Float": 1.5,
    "Guid": ID,
    "Int": -(2**31),
    "Long": 2**63 - 1,
    "Short": -(2**15),
    "String": " <&>\"'é\t",
    "UnsignedByte": 255,
    "UnsignedInt": 2**32 - 1,
    "UnsignedLong": 2**64 - 1,
    "UnsignedShort": 2**16 - 1,
}
ATTRIBUTES = {name: "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_") for name in EXAMPLES} | {
    "Float": "float_",
    "Int": "int_",
}


def test_there_is_an_example_of_each_scalar() -> None:
    assert EXAMPLES.keys() == vectors.SCALARS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_scalar_travels_bare(small: Any, name: str) -> None:
    operation, request = load(f"Bare{name}"), message(f"Bare{name}", value=EXAMPLES[name])
    [form] = operation.rest.forms
    assert read_xml_document(form.body, xml_document(form.body, request)) == request
    assert form.body.from_json(json.parse(json.render(form.body.to_json(request, WRITE_UTC))), READ_BY_NAME) == request
    assert read_xml_document(operation.request, xml_document(operation.request, request)) == request
    local = vectors.SCALARS[name].partition(":")[2]
    assert form.body.tag == f"{{http://schemas.microsoft.com/2003/10/Serialization/}}{local}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_scalar_of_the_wrong_type_is_refused_with_its_path(small: Any, name: str) -> None:
    operation = load(f"Bare{name}")
    [form] = operation.rest.forms
    for target, path in ((operation.request, "Value"), (form.body, form.body.name)):
        with pytest.raises(EncodeError) as caught:
            xml_document(target, message(f"Bare{name}", value=object()))
        assert caught.value.path == path


def test_bare_nil(small: Any) -> None:
    operation = load("BareNil")
    [form] = operation.rest.forms
    nil = message("BareNil", value=None)
    assert b'i:nil="true"' in xml_document(form.body, nil)
    assert read_xml_document(form.body, xml_document(form.body, nil)) == nil
    assert form.body.to_json(nil, WRITE_UTC) is None
    with pytest.raises(DecodeError, match=r"^Value: is nil"):
        load("BareInt").rest.forms[0].body.from_json(None, READ_BY_NAME)


def test_a_list_in_a_member_called_items(small: Any) -> None:
    operation = load("BareList")
    module = importlib.import_module(operation.response.to_xml.__module__)
    response = module.BareListResponse(items=[small.Base(alpha=1, zeta="z"), None] * 1000)
    for found in (operation.response, operation.rest.response):
        body = xml_document(found, response)
        assert len(body) > 40_000
        assert read_xml_document(found, body) == response


@pytest.mark.parametrize("count", [2, 2000])
def test_a_nil_item_is_no_none_where_nil_is_not_allowed(small: Any, count: int) -> None:
    points = codec("array_of_point")
    items = "<Point><X>1</X></Point>" + '<Point i:nil="true"/>' * count
    body = (
        f'<ArrayOfPoint xmlns="{vectors.A}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">{items}</ArrayOfPoint>'
    )
    assert read_xml_document(points, body.encode()) == [small.Point(x=1)] + [small.Point()] * count


def test_every_scalar_in_a_query(small: Any) -> None:
    request = message("Ask", **{ATTRIBUTES[name]: value for name, value in EXAMPLES.items()})
    sent = RestBinding(base_url="http://v.example", wire="query").encode(load("Ask"), request)
    pairs = dict(parse_qsl(urlsplit(sent.url).query, strict_parsing=True))
    assert pairs["AnyUri"] == EXAMPLES["AnyUri"]
    assert pairs["String"] == EXAMPLES["String"]
    assert pairs["DateTime"] == "2024-02-29T13:14:15.123Z"
    form = load("Ask").rest.form("GET")
    assert form.query.from_pairs({name.lower(): value for name, value in pairs.items()}) == request
    for name in set(EXAMPLES) - {"String", "AnyUri"}:
        with pytest.raises(DecodeError) as caught:
            form.query.from_pairs({name.lower(): "?!"})
        assert caught.value.path == name


def test_an_enumeration_travels_bare(small: Any) -> None:
    response = load("Ask").rest.response
    for member in (*small.NamedEnum, UnknownValue(xml_name="x")):
        value = importlib.import_module(load("Ask").request.to_xml.__module__).AskResponse(ask_result=member)
        assert read_xml_document(response, xml_document(response, value)) == value
    assert response.from_json(200, READ_BY_NAME).ask_result is small.NamedEnum.SECOND


# Round trips.

NATURAL = {
    "Byte": st.integers(-128, 127),
    "UnsignedByte": st.integers(0, 255),
    "Short": st.integers(-(2**15), 2**15 - 1),
    "UnsignedShort": st.integers(0, 2**16 - 1),
    "Int": st.integers(-(2**31), 2**31 - 1),
    "UnsignedInt": st.integers(0, 2**32 - 1),
    "Long": st.integers(-(2**63), 2**63 - 1),
    "UnsignedLong": st.integers(0, 2**64 - 1),
    "Boolean": st.booleans(),
    "Guid": st.uuids(allow_nil=True),
    "Base64": st.binary(max_size=20),
    "Double": st.floats(allow_nan=False),
    "Float": st.floats(allow_nan=False, width=32),
    "Decimal": st.decimals(-(10**20), 10**20, places=5),
    "Duration": st.timedeltas(timedelta(days=-10_000_000), timedelta(days=10_000_000)),
    "Char": st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]),
    "String": st.text(st.characters(codec="utf-8"), max_size=10),
    "DateTime": st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0)
    ),
    "AnyUri": st.just("urn:a?b=1&c"),
}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_scalar_comes_back(project: Project, data: st.DataObject) -> None:
    value = message("Ask", **{ATTRIBUTES[name]: data.draw(NATURAL[name]) for name in EXAMPLES})
    request = load("Ask").request
    assert read_xml_document(request, xml_document(request, value)) == value
    assert request.from_json(json.parse(json.render(request.to_json(value, WRITE_UTC))), READ_BY_NAME) == value


def test_not_a_number(small: Any) -> None:
    request = load("Ask").request
    value = message("Ask", double=math.nan, float_=-math.inf)
    for found in (
        read_xml_document(request, xml_document(request, value)),
        request.from_json(json.parse(json.render(request.to_json(value, WRITE_UTC))), READ_BY_NAME),
    ):
        assert math.isnan(found.double)
        assert found.float_ == -math.inf


# zeep, on lists of every kind.


def test_zeep_sends_the_same(small: Any, project: Project) -> None:
    client: Any = ZEEP.Client(str(project.root / "wsdl/small/small.wsdl"))

    def type_(name: str, namespace: str = vectors.A) -> Any:
        return client.get_type(f"{{{namespace}}}{name}")

    def listed(item: str, values: list[Any], namespace: str = vectors.ARRAYS, name: str = "") -> Any:
        return type_(name or f"ArrayOf{item}", namespace)(**{item: values})

    theirs = client.create_message(
        client.service,
        "Echo",
        Lists=type_("Lists")(
            Blobs=listed("base64Binary", [b"\x01"]),
            Enums=listed("PlainEnum", ["One", "Two"], vectors.GOLDEN),
            Guids=listed("guid", [str(ID)]),
            Ints=listed("int", [1, 2]),
            Jagged=listed("ArrayOfstring", [listed("string", ["a", "b"]), listed("string", [])]),
            Points=listed("Point", [type_("Point")(X=1, Y=2), type_("Point")(X=3)], vectors.A),
            Strings=listed("string", ["a", ZEEP.xsd.Nil]),
        ),
        MoreLists=type_("MoreLists")(
            Booleans=listed("boolean", [True, False]),
            Dates=listed("dateTime", [datetime(2030, 1, 1, tzinfo=UTC)]),
            Decimals=listed("decimal", [Decimal("1.5")]),
            Jagged=listed("ArrayOfint", [listed("int", [1])]),
            Nullable=listed("int", [1, ZEEP.xsd.Nil], vectors.SYSTEM, "ArrayOfNullableOfint"),
        ),
        Required=type_("Required")(Must=ZEEP.xsd.Nil, Num=1),
        NamedEnum="first-one",
    )
    ours = message(
        "Echo",
        lists=small.Lists(
            blobs=[b"\x01"],
            enums=[small.PlainEnum.ONE, small.PlainEnum.TWO],
            guids=[ID],
            ints=[1, 2],
            jagged=[["a", "b"], []],
            points=[small.Point(x=1, y=2), small.Point(x=3)],
            strings=["a", None],
        ),
        more_lists=small.MoreLists(
            booleans=[True, False],
            dates=[datetime(2030, 1, 1, tzinfo=UTC)],
            decimals=[Decimal("1.5")],
            jagged=[[1]],
            nullable=[1, None],
        ),
        required=small.Required(must=None, num=1),
        named_enum=small.NamedEnum.FIRST_ONE,
    )
    [sent] = theirs.find("{*}Body")
    body = xml_document(load("Echo").request, ours)
    assert canonical(body.decode()) == canonical(sent)
    assert read_xml_document(load("Echo").request, body) == ours


# Types.


def test_the_output_passes_mypy_strict(project: Project) -> None:
    import countermand_wire

    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file=",
        "--strict",
        "--no-error-summary",
        "generated/countermand_bindings",
    ]
    wire = str(Path(countermand_wire.__path__[0]).parent.resolve())
    # What is installed mypy finds by itself, and does not want to be told.
    path = os.pathsep.join(["generated"] if wire.endswith("site-packages") else ["generated", wire])
    env = {**os.environ, "MYPYPATH": path}
    done = subprocess.run(command, cwd=project.root, env=env, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr
