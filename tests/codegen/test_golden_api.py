"""What is generated from tests/codegen/wsdl/parcel, run; the output itself is compared in test_golden.py."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

import countermand_bindings
from countermand_wire import ABSENT, DecodeError, EncodeError, HttpRequest, HttpResponse, json
from countermand_wire.api import ApiBinding
from countermand_wire.codec import Codec, xml_document
from countermand_wire.json import JsonValue
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from tests.codegen import booking

PLAIN: dict[str, JsonValue] = {"id": 1, "from": "a@example.com", "not attempted": 0}


@pytest.fixture
def parcels(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    folder = str(booking.GOLDEN / "generated/countermand_bindings")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(countermand_bindings, "__path__", [*countermand_bindings.__path__, folder])
    yield importlib.import_module("countermand_bindings.parcel")
    for name in [name for name in sys.modules if name.startswith("countermand_bindings.parcel")]:
        del sys.modules[name]
    countermand_bindings.__dict__.pop("parcel", None)


def part(name: str) -> Any:
    """Return a module of the generated package."""
    return importlib.import_module(f"countermand_bindings.parcel.{name}")


def encoded(operation: str, **members: Any) -> HttpRequest:
    module = part(f"operations.{operation}")
    constant = getattr(module, operation.upper())
    request = next(found for name, found in vars(module).items() if name.lower() == operation.replace("_", ""))
    return ApiBinding(base_url="https://parcel.example/v1").encode(constant, request(**members))


def decoded(operation: str, body: bytes) -> Any:
    constant = getattr(part(f"operations.{operation}"), operation.upper())
    binding = ApiBinding(base_url="https://parcel.example/v1")
    return binding.decode(constant, HttpResponse(status=200, headers={}, body=body))


def read(codec: Codec[Any], value: object) -> Any:
    return codec.from_json(value, READ_BY_NAME)


def error_of(codec: Codec[Any], value: object) -> str:
    with pytest.raises(DecodeError) as caught:
        read(codec, value)
    return str(caught.value)


@pytest.mark.usefixtures("parcels")
def test_path_query_and_content_type() -> None:
    sent = encoded("take_back", shelf=7, parcel_id="a/b", api_key="k&y", reason="")
    assert (sent.method, sent.url) == ("DELETE", "https://parcel.example/v1/parcels/7/a%2Fb?apiKey=k%26y&reason=")
    assert (sent.headers["Content-Type"], sent.body) == ("application/json;charset=UTF-8", None)
    form = part("operations.take_back").TAKE_BACK.rest.forms[0]
    pairs = {"shelf": "7", "parcelid": "a/b", "apikey": "k&y", "reason": ""}
    assert form.variables.from_pairs(pairs) == form.query.from_pairs(pairs)
    assert form.query.from_pairs(pairs).parcel_id == "a/b"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"shelf": None}, "shelf: is missing"),
        ({"parcelid": None}, "parcelId: is missing"),
        ({"shelf": "x"}, "shelf: is not an integer"),
        ({"shelf": ""}, "shelf: is not an integer"),
    ],
)
@pytest.mark.usefixtures("parcels")
def test_a_bad_parameter_is_told_by_its_name(changes: dict[str, str | None], line: str) -> None:
    form = part("operations.take_back").TAKE_BACK.rest.forms[0]
    pairs = {"shelf": "7", "parcelid": "a", "reason": ""} | changes
    with pytest.raises(DecodeError) as caught:
        form.variables.from_pairs({name: value for name, value in pairs.items() if value is not None})
    assert str(caught.value) == line


@pytest.mark.usefixtures("parcels")
def test_every_type_in_a_query() -> None:
    members = {
        "text": "é",
        "url": "https://a.example/?b",
        "exists": True,
        "count": -3,
        "weight": Decimal("1.50"),
        "id": "007",
        "numeric_id": "12",
        "loose_count": 4,
        "loose_weight": Decimal("0.1"),
        "flag": False,
        "bit": True,
        "not_an_identifier_more": "x",
    }
    sent = encoded("list", **members)
    assert sent.url.partition("?")[2] == (
        "text=%C3%A9&url=https%3A%2F%2Fa.example%2F%3Fb&exists=true&count=-3&weight=1.50&id=007&numericId=12"
        "&looseCount=4&looseWeight=0.1&flag=false&bit=1&not%20an%20identifier%20%26%20more=x"
    )
    module = part("operations.list")
    query = module.LIST.rest.forms[0].query
    assert query.from_pairs(
        {name.lower(): value for name, value in query.to_pairs(module.List(**members))}
    ) == module.List(**members)
    assert query.from_pairs({"other": "x"}) == module.List()
    for name in ("exists", "count", "weight", "looseCount", "looseWeight", "flag", "bit"):
        with pytest.raises(DecodeError, match=rf"^{name}: "):
            query.from_pairs({name.lower(): "?"})


@pytest.mark.usefixtures("parcels")
def test_a_query_beside_a_body() -> None:
    parcel = part("contracts.parcel").Parcel(id="1", from_=None, not_attempted=0)
    sent = encoded("put", dry_run=True, body=parcel)
    assert sent.url == "https://parcel.example/v1/parcels?dryRun=true"
    assert sent.body == b'{"id":1,"from":null,"not attempted":0}'
    with pytest.raises(EncodeError, match=r"^body: is missing"):
        encoded("put", dry_run=True)


def test_names_and_types_of_a_contract(parcels: Any) -> None:
    codec = part("contracts.parcel").PARCEL
    whole = {
        **PLAIN,
        "parcel-name": "a",
        "parcel_name": "b",
        "text": "t",
        "exists": True,
        "count": None,
        "weight": Decimal("1.5"),
        "key": "9",
        "flag": False,
        "bit": 1,
        "tags": ["x", ""],
        "cost": {"amount": Decimal("0.04"), "currency": "GBP"},
        "class": "c",
        "self": "s",
    }
    value = read(codec, whole)
    assert value == parcels.Parcel(
        id="1",
        from_="a@example.com",
        not_attempted=0,
        parcel_name="a",
        parcel_name_2="b",
        text="t",
        exists=True,
        count=None,
        weight=Decimal("1.5"),
        key="9",
        flag=False,
        bit=True,
        tags=["x", ""],
        cost=parcels.Cost(amount=Decimal("0.04"), currency="GBP"),
        class_="c",
        self_="s",
    )
    assert codec.to_json(value, WRITE_UTC) == whole
    assert "id=" not in repr(value)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ({"id": 1}, "1"),
        ({"parcel_id": 2}, "2"),
        ({"parcelId": "3"}, "3"),
        ({"parcelId": 3, "parcel_id": 2}, "2"),
        ({"parcelId": 3, "parcel_id": 2, "id": 1}, "1"),
    ],
)
@pytest.mark.usefixtures("parcels")
def test_aliases_are_read_in_their_order_and_only_the_name_is_written(names: dict[str, object], wanted: str) -> None:
    codec = part("contracts.parcel").PARCEL
    value = read(codec, {"from": None, "notAttempted": "4", **names})
    assert (value.id, value.not_attempted) == (wanted, 4)
    assert codec.to_json(value, WRITE_UTC) == {"id": int(wanted), "from": None, "not attempted": 4}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"id": ABSENT}, "id: is missing"),
        ({"id": ABSENT, "parcel_id": True}, "id: is "),
        ({"from": ABSENT}, "from: is missing"),
        ({"not attempted": "x"}, "not attempted: is not an integer"),
        ({"id": None}, "id: is neither text nor an integer"),
        ({"tags": {}}, "tags: is not a JSON array"),
        ({"tags": ["x", None]}, "tags[1]: is null, expected a string"),
        ({"cost": {}}, "cost.amount: is missing"),
        ({"cost": []}, "cost: is not a JSON object"),
        ({"cost": {"amount": "1,5"}}, "cost.amount: is not a number"),
        ({"bit": 2}, "bit: is not a boolean"),
    ],
)
@pytest.mark.usefixtures("parcels")
def test_an_error_names_its_place(changes: dict[str, Any], line: str) -> None:
    members = {name: value for name, value in {**PLAIN, **changes}.items() if value is not ABSENT}
    assert error_of(part("contracts.parcel").PARCEL, members).startswith(line)
    nested = json.render({"one": [{**PLAIN}, members]})
    with pytest.raises(DecodeError, match=r"^one\[1\]\."):
        decoded("weigh", nested)


@pytest.mark.usefixtures("parcels")
def test_one_or_many() -> None:
    one = decoded("weigh", json.render({"one": PLAIN}))
    many = decoded("weigh", json.render({"one": [PLAIN, PLAIN]}))
    assert (len(one.one), len(many.one)) == (1, 2)
    codec = part("operations.weigh").WEIGH.response
    assert codec.to_json(one, WRITE_UTC) == {"one": [PLAIN]}
    with pytest.raises(DecodeError, match=r"^one: is not a JSON array$"):
        decoded("weigh", b'{"one": "x"}')


@pytest.mark.usefixtures("parcels")
def test_lists_that_hold_null_or_are_null() -> None:
    assert decoded("weigh", b'{"names": null}').names is None
    assert decoded("weigh", b'{"names": ["a", null]}').names == ["a", None]


@pytest.mark.parametrize(
    ("xml", "members"),
    [
        ("<entry>true</entry><entry>1</entry><entry>Done</entry>", {"success": True, "code": 1, "message": "Done"}),
        (
            (
                "<entry>false</entry><entry>9</entry><entry><entry><entry>a</entry><entry>b</entry></entry>"
                "<entry><entry>c</entry><entry>d</entry><entry>1</entry></entry></entry>"
            ),
            {
                "success": False,
                "code": 9,
                "problems": [{"where": "a", "why": "b"}, {"where": "c", "why": "d", "bit": 1}],
            },
        ),
        (
            "<entry>true</entry><entry>1</entry><entry></entry><entry><entry>0.0000001</entry><entry>EUR</entry></entry>",
            {"success": True, "code": 1, "message": "", "cost": {"amount": Decimal("1e-7"), "currency": "EUR"}},
        ),
    ],
)
@pytest.mark.usefixtures("parcels")
def test_a_positional_reply(xml: str, members: dict[str, object]) -> None:
    codec = part("operations.take_back").TAKE_BACK.rest.response
    document = f"<result>{xml}</result>".encode()
    value = decoded("take_back", document)
    assert codec.to_json(value, WRITE_UTC) == members
    assert xml_document(codec, value) == document


@pytest.mark.usefixtures("parcels")
def test_an_error_in_a_positional_reply_names_its_place() -> None:
    with pytest.raises(DecodeError, match=r"^problems\[0\]\.bit: is not a boolean$"):
        decoded(
            "take_back",
            b"<result><entry>true</entry><entry>1</entry><entry><entry><entry>a</entry><entry>b</entry><entry>2</entry>"
            b"</entry></entry></result>",
        )


def test_codes_are_what_they_were_in_the_descriptor(parcels: Any) -> None:
    codes = part("operations.take_back").TAKE_BACK.codes
    assert {number: tuple(code) for number, code in codes.items()} == {
        4: ("not-found", 'It\'s "gone" \\ {away}'),
        200: ("ok", "Taken back"),
    }
    assert not part("operations.ping").PING.codes


def test_the_service_calls_operations_and_returns_whole_replies(parcels: Any) -> None:
    calls: list[tuple[object, object]] = []

    def call(operation: Any, request: Any, /) -> Any:
        calls.append((operation, request))
        return "reply"

    api = parcels.ParcelApi(call)
    assert api.take_back(shelf=1, parcel_id="2", reason="r") == "reply"
    module = part("operations.take_back")
    assert calls == [(module.TAKE_BACK, module.TakeBack(shelf=1, parcel_id="2", reason="r"))]
    assert api.put(body=None) == "reply"
    assert api.ping() is None
    assert inspect.signature(api.weigh).parameters["api_key"].default is ABSENT
    assert "api_key" not in repr(calls[0][1])


def test_what_the_package_offers(parcels: Any) -> None:
    assert sorted(parcels.__all__) == ["Cost", "Parcel", "ParcelApi", "Problem"]
    assert part("operations").NAMES == ("TakeBack", "List", "Put", "Weigh", "Ping")
    for name in part("operations").NAMES:
        assert part("operations").load(name).name == name
