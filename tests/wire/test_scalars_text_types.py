"""Strings, characters and URIs; bytes, booleans and durations."""

from __future__ import annotations

import enum
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from countermand_wire import json
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars import (
    any_uri_from_json,
    any_uri_from_xml,
    any_uri_to_json,
    any_uri_to_xml,
    base64_binary_from_json,
    base64_binary_from_xml,
    base64_binary_to_json,
    base64_binary_to_xml,
    boolean_from_json,
    boolean_from_xml,
    boolean_to_json,
    boolean_to_xml,
    char_from_json,
    char_from_xml,
    char_to_json,
    char_to_xml,
    duration_from_json,
    duration_from_xml,
    duration_to_json,
    duration_to_xml,
    string_from_json,
    string_from_xml,
    string_to_json,
    string_to_xml,
)
from countermand_wire.text import protect


class Shade(str, enum.Enum):  # noqa: UP042  # Unlike a StrEnum, this one prints as its name.
    """One that prints as its name."""

    RED = "r&d"


LONGEST = timedelta(microseconds=(2**63 - 1) // 10)


def through_xml(content: str) -> str | None:
    return etree.fromstring(protect(f"<a>{content}</a>".encode())).text


# --- Strings -------------------------------------------------------------------------------------------------------


@given(st.text())
def test_every_string_comes_back(value: str) -> None:
    assert string_from_xml(through_xml(string_to_xml(value, "")), "") == value
    assert string_from_json(json.parse(json.render(string_to_json(value, ""))), "") == value
    assert string_from_json(json.parse(json.render_as_wcf(string_to_json(value, ""))), "") == value


@given(st.text(st.characters(), max_size=8))
def test_lone_surrogates_come_back_from_json(value: str) -> None:
    joined = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert json.parse(json.render(string_to_json(value, ""))) == joined


def test_an_empty_element_is_an_empty_string() -> None:
    assert string_from_xml(None, "") == ""
    assert string_from_xml("", "") == ""


@pytest.mark.parametrize("write", [string_to_xml, any_uri_to_xml])
def test_a_str_enumeration_is_written_as_its_value(write: Any) -> None:
    written = write(Shade.RED, "")
    assert f"{written}" == "r&amp;d"
    assert type(written) is str


@pytest.mark.parametrize("write", [string_to_json, any_uri_to_json])
def test_a_str_enumeration_goes_into_json_as_its_value(write: Any) -> None:
    assert type(write(Shade.RED, "")) is str
    assert write(Shade.RED, "") == "r&d"


@pytest.mark.parametrize(
    ("body", "text"),
    [(b"1", "1"), (b"true", "true"), (b"false", "false"), (b"1.50", "1.50"), (b"-0.0", "-0.0"), (b'""', "")],
)
def test_a_bare_scalar_of_json_is_its_text(body: bytes, text: str) -> None:
    assert string_from_json(json.parse(body), "") == text


@pytest.mark.parametrize("body", [b"null", b"{}", b"[]", b"1E5", b"1e-9"])
def test_refuses_json_without_a_text_of_its_own(body: bytes) -> None:
    with pytest.raises(DecodeError):
        string_from_json(json.parse(body), "")


# --- Characters ----------------------------------------------------------------------------------------------------


@given(st.integers(0, 0xFFFF))
def test_every_code_unit_comes_back(code: int) -> None:
    assert char_to_xml(chr(code), "") == str(code)
    assert char_from_xml(str(code), "") == chr(code)
    assert char_from_json(json.parse(json.render(char_to_json(chr(code), ""))), "") == chr(code)


@pytest.mark.parametrize("value", ["", "ab", "\U0001f600", 65, None, b"A"])
def test_writes_one_code_unit_only(value: Any) -> None:
    for write in (char_to_xml, char_to_json):
        with pytest.raises(EncodeError):
            write(value, "")


@pytest.mark.parametrize("text", [None, "", "A", "-1", "65536", "1.0"])
def test_refuses_what_is_no_code_unit_in_xml(text: str | None) -> None:
    with pytest.raises(DecodeError):
        char_from_xml(text, "")


@pytest.mark.parametrize("value", ["", "ab", "\U0001f600", 65, None, True, []])
def test_refuses_what_is_no_character_in_json(value: object) -> None:
    with pytest.raises(DecodeError):
        char_from_json(value, "")


def test_a_bare_digit_is_a_character_to_microsoft() -> None:
    assert char_from_json(5, "") == "5"


# --- URIs ----------------------------------------------------------------------------------------------------------


def test_a_uri_loses_the_white_space_around_it_and_nothing_else() -> None:
    assert any_uri_from_xml("\n http://e.org/a b?x=\u00fc ", "") == "http://e.org/a b?x=\u00fc"
    assert any_uri_from_json(" rel/ative ", "") == "rel/ative"
    assert any_uri_from_xml(None, "") == ""
    assert any_uri_to_xml("http://e.org/?a=1&b=<2>", "") == "http://e.org/?a=1&amp;b=&lt;2&gt;"


@pytest.mark.parametrize("value", [None, 1, True, [], {}])
def test_a_uri_is_a_string_in_json(value: object) -> None:
    with pytest.raises(DecodeError):
        any_uri_from_json(value, "")


# --- Bytes ---------------------------------------------------------------------------------------------------------


@given(st.binary())
def test_all_bytes_come_back(value: bytes) -> None:
    assert base64_binary_from_xml(base64_binary_to_xml(value, ""), "") == value
    assert base64_binary_from_json(json.parse(json.render(base64_binary_to_json(value, ""))), "") == value


@given(st.lists(st.binary(max_size=7), max_size=5))
def test_pieces_of_base64_may_follow_one_another(pieces: list[bytes]) -> None:
    text = " ".join(base64_binary_to_xml(piece, "") for piece in pieces)
    assert base64_binary_from_xml(text, "") == b"".join(pieces)


@pytest.mark.parametrize(
    "text", ["A", "AQ", "AQI", "A===", "=", "==", "====", "AQ=", "AQ==A", "AQ=A", "!!!!", "AQ-_", "\u0410AAA", "AQ== ="]
)
def test_refuses_what_is_no_base64(text: str) -> None:
    with pytest.raises(DecodeError, match=r"^Body: is not base64$"):
        base64_binary_from_xml(text, "Body")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ([0, 256], "Body[1]"),
        ([-1], "Body[0]"),
        ([1, None], "Body[1]"),
        ([True], "Body[0]"),
        ([1.5], "Body[0]"),
        ([[]], "Body[0]"),
        ("AQID", "Body"),
        (None, "Body"),
        (1, "Body"),
        ({}, "Body"),
    ],
)
def test_the_error_of_an_array_names_the_item(value: object, path: str) -> None:
    with pytest.raises(DecodeError) as caught:
        base64_binary_from_json(value, "Body")
    assert caught.value.path == path


def test_an_array_of_bytes_may_spell_its_numbers_as_it_likes() -> None:
    assert base64_binary_from_json(json.parse(b'[1.0,"2",3e0,255]'), "") == b"\x01\x02\x03\xff"
    assert base64_binary_from_json("", "") == b""
    assert base64_binary_from_json([], "") == b""


@pytest.mark.parametrize("value", ["AQ==", bytearray(b"a"), memoryview(b"a"), [1], None])
def test_writes_bytes_only(value: Any) -> None:
    for write in (base64_binary_to_xml, base64_binary_to_json):
        with pytest.raises(EncodeError):
            write(value, "")


# --- Booleans ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("false", False), ("1", True), ("0", False), ("\n true ", True)]
)
def test_reads_booleans(text: str, value: bool) -> None:
    assert boolean_from_xml(text, "") is value
    assert boolean_from_json(text, "") is value


@pytest.mark.parametrize("value", [True, False])
def test_booleans_come_back(value: bool) -> None:
    assert boolean_from_xml(boolean_to_xml(value, ""), "") is value
    assert boolean_from_json(boolean_to_json(value, ""), "") is value


@pytest.mark.parametrize("text", [None, "", "True", "FALSE", "yes", "01", "1.0", "\u00a0true"])
def test_refuses_what_is_no_boolean(text: str | None) -> None:
    for read in (boolean_from_xml, boolean_from_json):
        with pytest.raises(DecodeError):
            read(text, "")


def test_a_number_of_json_is_a_boolean_if_it_is_0_or_1() -> None:
    assert boolean_from_json(1, "") is True
    assert boolean_from_json(0, "") is False
    for value in (2, 1.5, None):
        with pytest.raises(DecodeError):
            boolean_from_json(value, "")


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_writes_booleans_only(value: Any) -> None:
    for write in (boolean_to_xml, boolean_to_json):
        with pytest.raises(EncodeError):
            write(value, "")


# --- Durations -----------------------------------------------------------------------------------------------------


@given(st.timedeltas(-LONGEST, LONGEST))
def test_every_duration_comes_back(value: timedelta) -> None:
    assert duration_from_xml(duration_to_xml(value, ""), "") == value
    assert duration_from_json(duration_to_json(value, ""), "") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("P1Y", timedelta(days=365)),
        ("P1M", timedelta(days=30)),
        ("P1Y13M", timedelta(days=2 * 365 + 30)),
        ("-P1DT1H", -timedelta(days=1, hours=1)),
        ("PT36H", timedelta(hours=36)),
        ("PT2147483647S", timedelta(seconds=2_147_483_647)),
        (f"PT{'0' * 9999}36H", timedelta(hours=36)),
        ("PT90M", timedelta(minutes=90)),
        ("PT.5S", timedelta(seconds=0.5)),
        ("PT1.S", timedelta(seconds=1)),
        ("PT1.0000019S", timedelta(seconds=1, microseconds=1)),
        ("PT0.123456789123S", timedelta(microseconds=123_456)),
        ("\tPT1S\n", timedelta(seconds=1)),
        ("P0D", timedelta()),
        ("-PT0S", timedelta()),
    ],
)
def test_reads_durations(text: str, value: timedelta) -> None:
    assert duration_from_xml(text, "") == value


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "P",
        "PT",
        "-P",
        "P1",
        "1D",
        "P1DT",
        "P1D2H",
        "PT1D",
        "P1H",
        "P1W",
        "+PT1S",
        "P-1D",
        "PT1S1M",
        "P1M1Y",
        "PT1.5M",
        "PTS",
        "P D",
        "p1d",
        "PT\u0661S",
        "1.02:03:04",
        "00:00:01",
        "P1D P1D",
    ],
)
def test_refuses_what_is_no_duration(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^For: is not a duration$"):
        duration_from_xml(text, "For")


@pytest.mark.parametrize(
    "text", ["P10675200D", "-P10675200D", "P9999999999Y", "PT2147483648S", "PT9999999999H", "P10675199DT2H48M5.477581S"]
)
def test_refuses_what_is_longer_than_a_timespan(text: str) -> None:
    with pytest.raises(DecodeError):
        duration_from_xml(text, "")


def test_the_longest_durations_are_those_of_a_timespan() -> None:
    assert duration_from_xml("P10675199DT2H48M5.4775807S", "") == LONGEST
    assert duration_from_xml("-P10675199DT2H48M5.4775808S", "") == -LONGEST
    assert duration_to_xml(LONGEST, "") == "P10675199DT2H48M5.47758S"
    for value in (LONGEST + timedelta.resolution, -LONGEST - timedelta.resolution, timedelta.max, timedelta.min):
        with pytest.raises(EncodeError, match="longer"):
            duration_to_xml(value, "")


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], {}])
def test_a_duration_is_a_string_in_json(value: object) -> None:
    with pytest.raises(DecodeError):
        duration_from_json(value, "")


@pytest.mark.parametrize("value", ["PT1S", 1, None])
def test_writes_timedeltas_only(value: Any) -> None:
    for write in (duration_to_xml, duration_to_json):
        with pytest.raises(EncodeError):
            write(value, "")
