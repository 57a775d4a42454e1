"""What generated codecs call for members and lists: presence, nil, items, and the paths of errors."""

from collections import UserList, deque
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from countermand_wire import DecodeError, EncodeError, xml
from countermand_wire.codec import XSI
from countermand_wire.json import JsonValue
from countermand_wire.members import (
    contract_from_json,
    contract_from_xml,
    contract_to_json,
    contract_to_xml,
    expect,
    is_nil,
    json_object,
    list_from_json,
    list_from_xml,
    list_to_json,
    list_to_xml,
    query_text,
    required,
    required_element,
    scalars_from_json,
    scalars_from_xml,
    scalars_to_json,
    scalars_to_xml,
    string_or_nil,
    strings_to_xml,
)
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC, Reading, Writing
from countermand_wire.scalars import int_from_json, int_from_xml, int_to_json, int_to_xml, string_from_xml


def element(text: str) -> etree._Element:
    return xml.parse(f'<r xmlns:i="{XSI}">{text}</r>'.encode())[0]


# A contract of one number, by hand: what stands for it is an int.


def number_to_xml(value: int, writing: Writing) -> str:
    return f"<n>{int_to_xml(value, 'n')}</n>"


def number_from_xml(found: etree._Element, reading: Reading) -> int:
    return int_from_xml(found.findtext("n"), "n")


def number_to_json(value: int, writing: Writing) -> JsonValue:
    return {"n": int_to_json(value, "n")}


def number_from_json(value: object, reading: Reading) -> int:
    return int_from_json(required(json_object(value), "n"), "n")


def path_of(call: Callable[[], object], error: type[EncodeError] | type[DecodeError]) -> str:
    with pytest.raises(error) as caught:
        call()
    return caught.value.path


# One member.


def test_expect_wants_the_class() -> None:
    expect(1, int)
    expect(True, int)
    with pytest.raises(EncodeError, match=r"^is a str, expected int$"):
        expect("1", int)
    with pytest.raises(EncodeError, match=r"^is a NoneType, expected int$"):
        expect(None, int)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a>x</a>", "x"),
        ("<a/>", ""),
        ('<a i:nil="true"/>', None),
        ('<a i:nil="1"/>', None),
        ('<a i:nil="false"/>', ""),
        ('<a i:nil="true">x</a>', "x"),
        ("<a> x\n</a>", " x\n"),
        ("<a>&#x1;</a>", "\x01"),
    ],
)
def test_string_or_nil(text: str, expected: str | None) -> None:
    assert string_or_nil(element(text), "a") == expected


def test_is_nil_is_the_parsers_own() -> None:
    for text in ("<a/>", '<a i:nil="true"/>', '<a i:nil="1"/>', '<a i:nil="true">x</a>', '<a i:nil="no"/>'):
        assert is_nil(element(text)) is xml.is_nil(element(text))


def test_required() -> None:
    found = element("<a/>")
    assert required_element({"{urn:n}a": found}, "{urn:n}a", "a") is found
    assert required({"a": None}, "a") is None
    for call in (lambda: required_element({}, "{urn:n}a", "a"), lambda: required({}, "a")):
        with pytest.raises(DecodeError) as caught:
            call()
        assert str(caught.value) == "a: is missing"


@pytest.mark.parametrize("value", [None, True, 1, "x", [], [{}]], ids=repr)
def test_json_object(value: object) -> None:
    assert json_object({"a": 1}) == {"a": 1}
    with pytest.raises(DecodeError, match=r"^is not a JSON object$"):
        json_object(value)


def test_query_text() -> None:
    assert query_text("a&b", "p") == "a&b"
    with pytest.raises(EncodeError, match=r"^p: is a int, expected a str$"):
        query_text(1, "p")  # type: ignore[arg-type]


def test_a_nested_contract_puts_its_name_before_the_path() -> None:
    assert contract_to_xml(number_to_xml, 1, "m", WRITE_UTC) == "<n>1</n>"
    assert contract_from_xml(number_from_xml, element("<m><n>1</n></m>"), "m", READ_BY_NAME) == 1
    assert contract_to_json(number_to_json, 1, "m", WRITE_UTC) == {"n": 1}
    assert contract_from_json(number_from_json, {"n": 1}, "m", READ_BY_NAME) == 1
    wrong: Any = "x"
    assert path_of(lambda: contract_to_xml(number_to_xml, wrong, "m", WRITE_UTC), EncodeError) == "m.n"
    assert path_of(lambda: contract_from_xml(number_from_xml, element("<m/>"), "m", READ_BY_NAME), DecodeError) == "m.n"
    assert path_of(lambda: contract_to_json(number_to_json, wrong, "m", WRITE_UTC), EncodeError) == "m.n"
    assert path_of(lambda: contract_from_json(number_from_json, {}, "m", READ_BY_NAME), DecodeError) == "m.n"
    assert path_of(lambda: contract_from_json(number_from_json, 1, "m", READ_BY_NAME), DecodeError) == "m"


# Lists. Each way to write one, with items that it takes; and each way to read one.

XML_WRITERS: dict[str, Callable[[Any, bool], str]] = {
    "contracts": lambda value, nillable: list_to_xml("c", number_to_xml, value, WRITE_UTC, nillable),
    "scalars": lambda value, nillable: scalars_to_xml("c", int_to_xml, value, nillable),
    "strings": lambda value, nillable: strings_to_xml("c", value, nillable),
}
JSON_WRITERS: dict[str, Callable[[Any, bool], Any]] = {
    "contracts": lambda value, nillable: list_to_json(number_to_json, value, WRITE_UTC, nillable),
    "scalars": lambda value, nillable: scalars_to_json(int_to_json, value, nillable),
}
ITEMS: dict[str, Any] = {"contracts": 1, "scalars": 1, "strings": "1"}
INNER = {"contracts": "<n>1</n>", "scalars": "1", "strings": "1"}


@pytest.mark.parametrize("kind", XML_WRITERS)
def test_a_list_of_n_items_is_n_elements(kind: str) -> None:
    write, item, inner = XML_WRITERS[kind], ITEMS[kind], INNER[kind]
    for count in (0, 1, 2, 50):
        assert write([item] * count, True) == f"<c>{inner}</c>" * count
    assert write((item, item), True) == write(UserList([item, item]), True) == f"<c>{inner}</c>" * 2


@pytest.mark.parametrize("kind", XML_WRITERS)
def test_none_is_a_nil_element_where_that_is_allowed(kind: str) -> None:
    write, item = XML_WRITERS[kind], ITEMS[kind]
    assert write([None, item, None], True) == f'<c i:nil="true"/><c>{INNER[kind]}</c><c i:nil="true"/>'
    assert path_of(lambda: write([item, None], False), EncodeError) == "[1]"


@pytest.mark.parametrize("kind", JSON_WRITERS)
def test_a_list_is_an_array(kind: str) -> None:
    write = JSON_WRITERS[kind]
    one = write([1], True)[0]
    assert write([], True) == []
    assert write([1, None], True) == [one, None]
    assert write((1, 1), True) == [one, one]
    assert path_of(lambda: write([1, None], False), EncodeError).startswith("[1]")


@pytest.mark.parametrize(
    "write",
    [*XML_WRITERS.values(), *JSON_WRITERS.values()],
    ids=[*XML_WRITERS, *(f"{kind} json" for kind in JSON_WRITERS)],
)
@pytest.mark.parametrize(
    "wrong",
    ["12", b"12", {1, 2}, {1: 2}, iter([1]), None, 5, object(), range(0).__iter__()],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_list_is_refused(write: Callable[[Any, bool], object], wrong: object) -> None:
    with pytest.raises(EncodeError) as caught:
        write(wrong, True)
    assert str(caught.value) == f"is a {type(wrong).__name__}, expected a list"


@pytest.mark.parametrize("kind", XML_WRITERS)
def test_a_wrong_item_has_its_index(kind: str) -> None:
    for wrong in (object(), 1.5, [1]):
        path = path_of(lambda wrong=wrong: XML_WRITERS[kind]([ITEMS[kind], ITEMS[kind], wrong], True), EncodeError)  # type: ignore[misc]
        assert path == ("[2].n" if kind == "contracts" else "[2]")
        if kind in JSON_WRITERS:
            assert path_of(lambda wrong=wrong: JSON_WRITERS[kind]([1, 1, wrong], True), EncodeError) == path  # type: ignore[misc]


def test_strings_are_escaped_each() -> None:
    assert strings_to_xml("c", ["<", "a\tb", "\x01", "", "\r"], True) == (
        "<c>&lt;</c><c>a\tb</c><c>&#x1;</c><c></c><c>&#xD;</c>"
    )
    assert strings_to_xml("c", deque(["<", None]), True) == '<c>&lt;</c><c i:nil="true"/>'


def read_contracts(text: str, nillable: bool) -> list[Any]:
    if nillable:
        return list_from_xml("c", number_from_xml, element(text), READ_BY_NAME, True)
    return list_from_xml("c", number_from_xml, element(text), READ_BY_NAME, False)


def read_scalars(text: str, nillable: bool) -> list[Any]:
    if nillable:
        return scalars_from_xml("c", int_from_xml, element(text), True)
    return scalars_from_xml("c", int_from_xml, element(text), False)


@pytest.mark.parametrize(
    ("read", "inner"), [(read_contracts, "<n>1</n>"), (read_scalars, "1")], ids=["contracts", "scalars"]
)
def test_items_are_read_and_all_else_is_skipped(read: Callable[[str, bool], list[Any]], inner: str) -> None:
    item, nil = f"<c>{inner}</c>", '<c i:nil="true"/>'
    assert read("<l/>", True) == []
    assert read(f"<l>text{item}<x>{item}</x><!-- no --><c xmlns='urn:n'>{inner}</c>{item}</l>", True) == [1, 1]
    assert read(f"<l>{item}{nil}</l>", True) == [1, None]
    assert path_of(lambda: read(f"<l>{item}{nil}</l>", False), DecodeError).startswith("[1]")
    assert path_of(lambda: read(f"<l>{item}<x/>{item}<c>?</c></l>", True), DecodeError).startswith("[2]")


def test_an_empty_string_item_is_no_nil() -> None:
    found = scalars_from_xml("c", string_from_xml, element('<l><c/><c i:nil="true"/><c> </c></l>'), True)
    assert found == ["", None, " "]


def read_json_contracts(value: object, nillable: bool) -> list[Any]:
    if nillable:
        return list_from_json(number_from_json, value, READ_BY_NAME, True)
    return list_from_json(number_from_json, value, READ_BY_NAME, False)


def read_json_scalars(value: object, nillable: bool) -> list[Any]:
    if nillable:
        return scalars_from_json(int_from_json, value, True)
    return scalars_from_json(int_from_json, value, False)


@pytest.mark.parametrize(
    ("read", "item"), [(read_json_contracts, {"n": 1}), (read_json_scalars, 1)], ids=["contracts", "scalars"]
)
def test_arrays_are_read(read: Callable[[object, bool], list[Any]], item: object) -> None:
    assert read([], True) == []
    assert read([item, None, item], True) == [1, None, 1]
    assert path_of(lambda: read([item, None], False), DecodeError).startswith("[1]")
    assert path_of(lambda: read([item, item, "?"], True), DecodeError).startswith("[2]")
    wrongs: list[object] = [None, {}, "x", 1, True]
    for wrong in wrongs:
        with pytest.raises(DecodeError, match=r"^is not a JSON array$"):
            read(wrong, True)
