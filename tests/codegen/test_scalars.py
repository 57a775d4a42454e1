"""Generated code for every scalar and every kind of list, against zeep, type checkers and itself."""

import importlib
import math
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermand_wire import DecodeError, EncodeError, UnknownValue, json
from countermand_wire.bindings import RestBinding
from countermand_wire.codec import read_xml_document, xml_document
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from tests.bindings.peer import ZEEP, canonical
from tests.codegen import vectors
from tests.codegen.small import Project
from tests.codegen.vectors import codec, load, message

ID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
MOMENT = datetime(2024, 2, 29, 13, 14, 15, 123000, tzinfo=UTC)


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
