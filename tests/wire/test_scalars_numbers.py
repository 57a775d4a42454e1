"""Integers, floating-point numbers and decimals: ranges, spellings, and what .NET calls a number."""

from __future__ import annotations

import decimal
import enum
import math
import struct
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from countermand_wire import json, scalars
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars import (
    decimal_from_json,
    decimal_from_xml,
    decimal_to_json,
    decimal_to_xml,
    double_from_json,
    double_from_xml,
    double_to_json,
    double_to_xml,
    float_from_json,
    float_from_xml,
    float_to_json,
    float_to_xml,
    int_from_json,
    int_from_xml,
    int_to_json,
    int_to_xml,
    unsigned_long_from_json,
    unsigned_long_from_xml,
)

RANGES = {
    "byte": (-128, 127),
    "short": (-32_768, 32_767),
    "int": (-2_147_483_648, 2_147_483_647),
    "long": (-9_223_372_036_854_775_808, 9_223_372_036_854_775_807),
    "unsigned_byte": (0, 255),
    "unsigned_short": (0, 65_535),
    "unsigned_int": (0, 4_294_967_295),
    "unsigned_long": (0, 18_446_744_073_709_551_615),
}
MAX = Decimal(79_228_162_514_264_337_593_543_950_335)


class Number(int, enum.Enum):
    """One that prints as its name."""

    ONE = 1


# --- Integers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RANGES)
@given(data=st.data())
def test_every_integer_of_a_type_comes_back(name: str, data: st.DataObject) -> None:
    value = data.draw(st.integers(*RANGES[name]))
    text = getattr(scalars, f"{name}_to_xml")(value, "")
    assert text == str(value)
    assert getattr(scalars, f"{name}_from_xml")(text, "") == value
    assert getattr(scalars, f"{name}_from_json")(getattr(scalars, f"{name}_to_json")(value, ""), "") == value


@pytest.mark.parametrize("name", RANGES)
def test_the_ends_of_a_range_are_in_it_and_what_follows_is_not(name: str) -> None:
    low, high = RANGES[name]
    for value in (low, high):
        assert getattr(scalars, f"{name}_from_xml")(str(value), "") == value
        assert getattr(scalars, f"{name}_from_json")(str(value), "") == value
        assert getattr(scalars, f"{name}_to_json")(value, "") == value
    for value in (low - 1, high + 1):
        for suffix, error, argument in (
            ("from_xml", DecodeError, str(value)),
            ("from_json", DecodeError, value),
            ("from_json", DecodeError, str(value)),
            ("to_xml", EncodeError, value),
            ("to_json", EncodeError, value),
        ):
            with pytest.raises(error, match=r"^At: is outside "):
                getattr(scalars, f"{name}_{suffix}")(argument, "At")


@pytest.mark.parametrize(
    ("text", "value"),
    [(" 7\r\n", 7), ("+7", 7), ("-7", -7), ("007", 7), ("-0", 0), ("0" * 9999, 0), ("-" + "0" * 9999 + "7", -7)],
)
def test_reads_integers_of_xml(text: str, value: int) -> None:
    assert int_from_xml(text, "") == value


@pytest.mark.parametrize(
    "text", [None, "", " ", "-", "+-1", "- 1", "1.0", "1e2", "1_0", "1,0", "0x1", "\u0661", "\u00b2", "1 2"]
)
def test_refuses_other_texts(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^At: is not an integer$"):
        int_from_xml(text, "At")


@given(st.text(alphabet="0123456789+- \n_.e\u0661\u00b2", max_size=24))
def test_an_integer_is_what_its_pattern_says(text: str) -> None:
    digits = text.strip(" \n").removeprefix("+" if text.strip(" \n").startswith("+") else "-")
    if digits.isascii() and digits.isdecimal() and int(digits) <= RANGES["unsigned_long"][1] and "-" not in text:
        assert unsigned_long_from_xml(text, "") == int(digits)
    elif not (digits.strip("0") == "" and digits):
        with pytest.raises(DecodeError):
            unsigned_long_from_xml(text, "")


@pytest.mark.parametrize(
    "value", [100, "100", " 100 ", Decimal("1E+2"), Decimal("100.00"), 100.0, "1e2", "1000e-1", "100.", "+100"]
)
def test_a_json_number_may_be_spelled_in_many_ways(value: object) -> None:
    assert int_from_json(value, "") == 100


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1.5,
        Decimal("1.5"),
        "1.5",
        math.nan,
        math.inf,
        "NaN",
        "",
        "-",
        ".",
        "e1",
        "1e",
        [],
        {},
        [1],
        "1e999999999",
        Decimal("1e999999999"),
        Decimal("1e-999999999"),
        Decimal("NaN"),
        Decimal("Infinity"),
        "1" * 5000,
    ],
)
def test_refuses_what_is_no_integer_in_json(value: object) -> None:
    with pytest.raises(DecodeError):
        int_from_json(value, "")


def test_a_zero_is_one_whatever_its_exponent() -> None:
    assert int_from_json(Decimal("0E+999999999"), "") == 0
    assert int_from_json("0e999999999", "") == 0


def test_an_unsigned_long_is_read_to_the_last_digit() -> None:
    assert unsigned_long_from_json("18446744073709551615.0", "") == 18_446_744_073_709_551_615


def test_a_member_of_an_enumeration_is_written_as_its_number() -> None:
    assert int_to_xml(Number.ONE, "") == "1"
    assert type(int_to_json(Number.ONE, "")) is int


# --- Floating-point numbers ----------------------------------------------------------------------------------------


@given(st.floats(allow_nan=False))
@example(5e-324)
@example(1.7976931348623157e308)
@example(0.1 + 0.2)
def test_every_double_comes_back(value: float) -> None:
    assert double_from_xml(double_to_xml(value, ""), "") == value
    assert double_from_json(json.parse(json.render(double_to_json(value, ""))), "") == value
    assert double_from_json(json.parse(json.render_as_wcf(double_to_json(value, ""))), "") == value


@given(st.floats(width=32, allow_nan=False))
@example(3.4028234663852886e38)
@example(1.401298464324817e-45)
def test_every_single_comes_back(value: float) -> None:
    assert float_from_xml(float_to_xml(value, ""), "") == value
    assert float_from_json(json.parse(json.render(float_to_json(value, ""))), "") == value
    assert float_from_json(json.parse(json.render_as_wcf(float_to_json(value, ""))), "") == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_has_fifteen_digits_or_seventeen(value: float) -> None:
    digits = double_to_xml(value, "").lstrip("-").partition("E")[0].replace(".", "").strip("0")
    assert len(digits) <= (15 if float(f"{value:.15g}") == value else 17)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "-0"),
        (0.0001, "0.0001"),
        (0.00001234, "1.234E-05"),
        (123456789012345.0, "123456789012345"),
        (1e15, "1E+15"),
        (1.2e20, "1.2E+20"),
        (1234567890123456.0, "1234567890123456"),
        (1 / 3, "0.33333333333333331"),
        (-1e-7, "-1E-07"),
        (5e-324, "4.94065645841247E-324"),
        (1e100, "1E+100"),
        (math.nan, "NaN"),
        (-math.inf, "-INF"),
        (7, "7"),
    ],
)
def test_spells_doubles_as_dotnet_framework_does(value: float, text: str) -> None:
    assert double_to_xml(value, "") == text
    assert json.render_as_wcf(double_to_json(value, "")).decode() == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1 / 3, "0.333333343"),
        (1e6, "1000000"),
        (1e7, "1E+07"),
        (0.0, "0"),
        (12345678, "12345678"),
        (-0.0, "-0"),
    ],
)
def test_spells_singles_as_dotnet_framework_does(value: float, text: str) -> None:
    assert float_to_xml(value, "") == text


@pytest.mark.parametrize("text", ["INF", "Infinity", " INF "])
def test_reads_infinity_under_both_names(text: str) -> None:
    assert double_from_xml(text, "") == float_from_xml(text, "") == double_from_json(text, "") == math.inf
    assert float_from_json(math.inf, "") == math.inf


def test_reads_nan() -> None:
    assert math.isnan(double_from_xml("NaN", ""))
    assert math.isnan(double_from_json(math.nan, ""))
    assert math.isnan(float_from_json(math.nan, ""))


@pytest.mark.parametrize(
    "text", [None, "", "nan", "inf", "+INF", "infinity", "1e400", "-1e400", "1e", ".", "1_0", "0x1", "\u0661", "1 2"]
)
def test_refuses_what_is_no_double(text: str | None) -> None:
    for read in (double_from_xml, float_from_xml):
        with pytest.raises(DecodeError):
            read(text, "")
    with pytest.raises(DecodeError):
        double_from_json(text, "")


def test_a_single_rounds_and_has_its_range() -> None:
    assert float_from_xml("0.1", "") == struct.unpack("<f", struct.pack("<f", 0.1))[0] != 0.1
    for text in ("3.5e38", "-3.5e38"):
        with pytest.raises(DecodeError):
            float_from_xml(text, "")
        with pytest.raises(EncodeError):
            float_to_xml(float(text), "")
        with pytest.raises(EncodeError):
            float_to_json(float(text), "")


@pytest.mark.parametrize("value", ["1.5", Decimal("1.5"), 10**400, None])
def test_writes_floats_only(value: Any) -> None:
    for write in (double_to_xml, double_to_json, float_to_xml, float_to_json):
        with pytest.raises(EncodeError):
            write(value, "")


# --- Decimals ------------------------------------------------------------------------------------------------------


def net_decimals() -> st.SearchStrategy[Decimal]:
    return st.builds(
        lambda coefficient, scale, sign: Decimal((sign, tuple(map(int, str(coefficient))), -scale)),
        st.integers(0, 2**96 - 1),
        st.integers(0, 28),
        st.integers(0, 1),
    )


@given(net_decimals())
def test_every_decimal_comes_back_with_its_scale(value: Decimal) -> None:
    for back in (
        decimal_from_xml(decimal_to_xml(value, ""), ""),
        decimal_from_json(json.parse(json.render(decimal_to_json(value, ""))), ""),
    ):
        assert back == value
        assert back.as_tuple().exponent == value.as_tuple().exponent


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.10", "1.10"),
        ("-0.00", "0.00"),
        ("1E+2", "100"),
        ("1E-28", "0.0000000000000000000000000001"),
        (str(MAX), str(MAX)),
    ],
)
def test_writes_all_digits_of_a_decimal(value: str, text: str) -> None:
    assert decimal_to_xml(Decimal(value), "") == text
    assert json.render(decimal_to_json(Decimal(value), "")).decode() == text


@pytest.mark.parametrize(
    "value", [MAX + 1, -MAX - 1, Decimal("1E+29"), Decimal("1e999999"), Decimal("NaN"), Decimal("-Infinity")]
)
def test_refuses_what_a_decimal_cannot_hold(value: Decimal) -> None:
    with pytest.raises(EncodeError, match=r"^At: is out of the range of a decimal$"):
        decimal_to_xml(value, "At")
    with pytest.raises(DecodeError):
        decimal_from_json(value, "At")


@pytest.mark.parametrize("value", [Decimal("1E-29"), Decimal("7.9228162514264337593543950336"), Decimal("1e-999999")])
def test_does_not_round_what_it_writes(value: Decimal) -> None:
    with pytest.raises(EncodeError, match="more digits"):
        decimal_to_json(value, "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.", "1"),
        (".5", "0.5"),
        (" +1.50\n", "1.50"),
        ("0.00000000000000000000000000005", "0E-28"),
        ("0.000000000000000000000000000051", "1E-28"),
        ("7.92281625142643375935439503355", "7.922816251426433759354395034"),
        (f"{MAX}.4", f"{MAX}"),
        ("1." + "0" * 99, "1." + "0" * 28),
    ],
)
def test_rounds_what_it_reads_as_dotnet_does(text: str, value: str) -> None:
    assert decimal_from_xml(text, "") == Decimal(value)
    assert decimal_from_xml(text, "").as_tuple().exponent == Decimal(value).as_tuple().exponent


@pytest.mark.parametrize(
    "text", [None, "", "-", ".", "1e2", "1,5", "1_0", "\u0661", "NaN", "INF", f"{MAX}.5", "9" * 5000]
)
def test_refuses_what_is_no_decimal(text: str | None) -> None:
    with pytest.raises(DecodeError):
        decimal_from_xml(text, "")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1, "1"), ("1.50", "1.50"), (Decimal("1.50"), "1.50"), (0.1, "0.1"), ("1e2", "100"), ("15e-1", "1.5")],
)
def test_reads_decimals_of_json(value: object, wanted: str) -> None:
    assert str(decimal_from_json(value, "")) == wanted


def test_no_digit_of_a_decimal_is_lost_on_the_way() -> None:
    assert decimal_from_json(json.parse(b"12345678901234567890.123456789"), "") == Decimal(
        "12345678901234567890.123456789"
    )


def test_the_callers_decimal_context_does_not_matter() -> None:
    with decimal.localcontext(decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded])):
        assert decimal_from_xml("1234567.891", "") == Decimal("1234567.891")
        assert decimal_to_xml(Decimal("1234567.8910"), "") == "1234567.8910"
        assert int_from_json("1234567.0", "") == 1_234_567


@pytest.mark.parametrize("value", [1, 1.5, "1.5", None])
def test_writes_decimals_only(value: Any) -> None:
    for write in (decimal_to_xml, decimal_to_json):
        with pytest.raises(EncodeError):
            write(value, "")
