"""The scalars of JSON services that are loose about types: what is read, what is written, and what is neither."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_wire import DecodeError, EncodeError, json
from countermand_wire.scalars import loose

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
DIGITS = st.from_regex(r"0|[1-9][0-9]{0,30}", fullmatch=True)
INTEGERS = st.integers(-(10**30), 10**30)
DECIMALS = st.decimals(-(10**12), 10**12, places=6)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "bit": st.booleans(),
    "flag": st.booleans(),
    "identifier": TEXT | DIGITS,
    "integer": INTEGERS,
    "loose_decimal": DECIMALS,
    "loose_integer": INTEGERS,
    "number": DECIMALS,
    "numeric_identifier": TEXT | DIGITS | st.from_regex(r"0[0-9]{1,5}|[٠-٩]{1,3}", fullmatch=True),
}

READ: list[tuple[str, str, object]] = [
    *(
        (stem, text, value)
        for stem in ("flag", "bit")
        for text, value in (
            *(("true", True), ("false", False), ("0", False), ("1", True)),
            *(('"0"', False), ('"1"', True), ('"true"', True), ('"false"', False)),
        )
    ),
    *(
        (stem, text, value)
        for stem in ("identifier", "numeric_identifier")
        for text, value in (
            *(("300", "300"), ('"300"', "300"), ('"007"', "007"), ('""', ""), ('"-1"', "-1"), ("-1", "-1")),
            ("9223372036854775808123", "9223372036854775808123"),
        )
    ),
    ("integer", "0", 0),
    ("integer", "-7", -7),
    ("integer", "9223372036854775808", 2**63),
    ("loose_integer", "9", 9),
    ("loose_integer", '"9"', 9),
    ("loose_integer", '"09"', 9),
    ("loose_integer", '"-9"', -9),
    ("number", "0.04", Decimal("0.04")),
    ("number", "4", Decimal(4)),
    ("number", "1e2", Decimal(100)),
    ("loose_decimal", "0.04", Decimal("0.04")),
    ("loose_decimal", '"0.04"', Decimal("0.04")),
    ("loose_decimal", '"-12.50"', Decimal("-12.50")),
]

HUGE = 10**4000
DIGITS_OF_HUGE = "1" * 4000
"""Still printable, so that a failing test can say what it was about."""

REFUSED: list[tuple[str, str]] = [
    *((stem, "null") for stem in VALUES),
    *((stem, "[]") for stem in VALUES),
    *((stem, "{}") for stem in VALUES),
    *((stem, text) for stem in ("flag", "bit") for text in ("2", "-1", "1.5", '"yes"', '"TRUE"', '""', '"2"')),
    *((stem, text) for stem in ("identifier", "numeric_identifier") for text in ("true", "1.5", "1e30", "NaN")),
    *(("integer", text) for text in ('"1"', "true", "1.5", "NaN", DIGITS_OF_HUGE)),
    *(
        ("loose_integer", text)
        for text in ('""', '"x"', '"1.5"', '"1e3"', '"٣"', '"1_0"', "true", f'"{DIGITS_OF_HUGE}"')
    ),
    *(("number", text) for text in ('"1"', "true", "NaN", "Infinity", "1e999999999")),
    *(("loose_decimal", text) for text in ('""', '"x"', '"NaN"', '"1,5"', '"1_0"', '"٣"', "true", '"1e999999999"')),
]

UNWRITABLE: list[tuple[str, object]] = [
    *((stem, value) for stem in ("flag", "bit") for value in (1, 0, "true", None)),
    *((stem, value) for stem in ("identifier", "numeric_identifier") for value in (300, True, None)),
    *((stem, value) for stem in ("integer", "loose_integer") for value in (True, "1", 1.0, Decimal(1), None, HUGE)),
    *((stem, value) for stem in ("number", "loose_decimal") for value in (1, 0.5, "1", None)),
    *((stem, Decimal(text)) for stem in ("number", "loose_decimal") for text in ("NaN", "Infinity", "1e99999")),
]


def function(stem: str, form: str) -> Callable[[Any, str], Any]:
    found: Callable[[Any, str], Any] = getattr(loose, f"{stem}_{form}")
    return found


def through_json(stem: str, value: object) -> object:
    return function(stem, "from_json")(json.parse(json.render(function(stem, "to_json")(value, "")), strict=True), "")


@pytest.mark.parametrize("stem", VALUES)
@given(data=st.data())
def test_what_is_written_as_json_is_read_again(stem: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[stem])
    assert through_json(stem, value) == value


@pytest.mark.parametrize("stem", VALUES)
@given(data=st.data())
def test_what_is_written_as_text_is_read_again(stem: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[stem])
    text = function(stem, "to_text")(value, "")
    assert isinstance(text, str)
    assert function(stem, "from_text")(text, "") == value


@pytest.mark.parametrize(("stem", "text", "value"), READ)
def test_reads_every_spelling(stem: str, text: str, value: object) -> None:
    found = function(stem, "from_json")(json.parse(text), "")
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(("stem", "text"), REFUSED)
def test_refuses_what_is_no_value_and_names_the_place(stem: str, text: str) -> None:
    with pytest.raises(DecodeError) as caught:
        function(stem, "from_json")(json.parse(text), "here")
    assert caught.value.path == "here"


@pytest.mark.parametrize("form", ["to_json", "to_text"])
@pytest.mark.parametrize(("stem", "value"), UNWRITABLE)
def test_refuses_to_write_another_type_and_names_the_place(stem: str, value: object, form: str) -> None:
    with pytest.raises(EncodeError) as caught:
        function(stem, form)(value, "here")
    assert caught.value.path == "here"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("300", b"300"),
        ("0", b"0"),
        ("007", b'"007"'),
        ("", b'""'),
        ("-1", b'"-1"'),
        ("٣", b'"\\u0663"'),
        ("3a", b'"3a"'),
    ],
)
def test_a_numeric_identifier_is_a_number_where_nothing_is_lost(text: str, written: bytes) -> None:
    assert json.render(loose.numeric_identifier_to_json(text, "")) == written


@pytest.mark.parametrize(("stem", "written"), [("flag", (b"false", b"true")), ("bit", (b"0", b"1"))])
def test_a_flag_is_written_as_a_boolean_and_a_bit_as_a_number(stem: str, written: tuple[bytes, bytes]) -> None:
    assert tuple(json.render(function(stem, "to_json")(value, "")) for value in (False, True)) == written


@pytest.mark.parametrize("text", ["", "x", "1.5", "1e3", "TRUE"])
@pytest.mark.parametrize("stem", ["bit", "flag", "integer", "loose_integer"])
def test_text_is_read_strictly(stem: str, text: str) -> None:
    with pytest.raises(DecodeError, match=r"^here: "):
        function(stem, "from_text")(text, "here")


def test_a_decimal_keeps_all_its_digits() -> None:
    written = json.render({"cost": loose.number_to_json(Decimal("0.07600000000000000000001"), "")})
    assert written == b'{"cost":0.07600000000000000000001}'
    assert loose.number_to_text(Decimal("1E+3"), "") == "1000"
