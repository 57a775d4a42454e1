"""Dates and times of day with their zones, and the scalars that only XML Schema has."""

import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_wire import DecodeError, EncodeError, ZonedDate
from countermand_wire.scalars.days import date_from_xml, date_to_xml, time_from_xml, time_to_xml
from countermand_wire.scalars.wide import (
    MAX_DIGITS,
    hex_binary_from_xml,
    hex_binary_to_xml,
    token_from_xml,
    token_to_xml,
    whole_number_from_xml,
    whole_number_to_xml,
)

EAST = timezone(timedelta(hours=5, minutes=30))
WEST = timezone(-timedelta(hours=14))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2030-01-02", date(2030, 1, 2)),
        ("0001-01-01", date(1, 1, 1)),
        ("2030-01-02Z", ZonedDate(2030, 1, 2, UTC)),
        ("2030-01-02+05:30", ZonedDate(2030, 1, 2, EAST)),
        ("2030-01-02-14:00", ZonedDate(2030, 1, 2, WEST)),
    ],
)
def test_dates(text: str, day: date) -> None:
    read = date_from_xml(f" {text}\n", "")
    assert (read, type(read), getattr(read, "zone", None)) == (day, type(day), getattr(day, "zone", None))
    assert date_to_xml(day, "") == text


@pytest.mark.parametrize(
    "text",
    [None, "", "2030-1-2", "2030-02-30", "20300102", "2030-W01-1", "02030-01-02", "-0001-01-01", "2030-01-02z",
     "2030-01-02+24:00", "2030-01-02+14:01", "2030-01-02T00:00:00", "\uff12030-01-02", "2030-01-02 Z"],
)  # fmt: skip
def test_what_is_no_date(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^At: is not a date$"):
        date_from_xml(text, "At")


@pytest.mark.parametrize("value", ["2030-01-02", None, datetime(2030, 1, 2, tzinfo=UTC), time(1)])
def test_what_cannot_be_written_as_a_date(value: Any) -> None:
    with pytest.raises(EncodeError, match=rf"^At: is of type {type(value).__name__}, expected date$"):
        date_to_xml(value, "At")


@pytest.mark.parametrize("offset", [timedelta(hours=15), timedelta(seconds=30), -timedelta(hours=14, seconds=1)])
def test_a_zone_that_cannot_be_written(offset: timedelta) -> None:
    with pytest.raises(EncodeError, match=r"^At: is of a zone that is not of whole minutes, or farther"):
        date_to_xml(ZonedDate(2030, 1, 2, timezone(offset)), "At")


@given(st.dates(), ZONES)
def test_a_date_keeps_its_zone(day: date, zone: timezone) -> None:
    zoned = ZonedDate(day.year, day.month, day.day, zone)
    read = date_from_xml(date_to_xml(zoned, ""), "")
    assert isinstance(read, ZonedDate)
    assert (read, read.zone, hash(read)) == (day, zone, hash(day))


def test_a_zoned_date_is_a_date() -> None:
    day = ZonedDate(2030, 1, 31, EAST)
    moved = [day + timedelta(days=1), timedelta(days=1) + day, day - timedelta(days=1), day.replace(day=5)]
    assert moved == [date(2030, 2, 1), date(2030, 2, 1), date(2030, 1, 30), date(2030, 1, 5)]
    copies = [pickle.loads(pickle.dumps(day)), copy.deepcopy(day), copy.copy(day)]
    assert {one.zone for one in [*moved, *copies]} == {EAST}
    assert (day - date(2030, 1, 1), date(2030, 2, 1) - day) == (timedelta(days=30), timedelta(days=1))
    assert repr(day) == "ZonedDate(2030-01-31+05:30)"


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("13:14:15", time(13, 14, 15), "13:14:15"),
        ("13:14:15.1", time(13, 14, 15, 100_000), "13:14:15.100000"),
        ("13:14:15.1234567Z", time(13, 14, 15, 123_456, UTC), "13:14:15.123456Z"),
        ("00:00:00+05:30", time(0, tzinfo=EAST), "00:00:00+05:30"),
    ],
)
def test_times(text: str, value: time, written: str) -> None:
    read = time_from_xml(f"\t{text} ", "")
    assert (read, read.tzinfo) == (value, value.tzinfo)
    assert time_to_xml(value, "") == written


@pytest.mark.parametrize(
    "text", [None, "", "24:00:00", "13:14", "13:60:00", "1:2:3", "131415", "13:14:15.", "T13:14:15"]
)
def test_what_is_no_time(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^At: is not a time of day$"):
        time_from_xml(text, "At")


def test_what_cannot_be_written_as_a_time() -> None:
    wrong: Any = "13:14:15"
    with pytest.raises(EncodeError, match=r"^At: is of type str, expected time$"):
        time_to_xml(wrong, "At")
    with pytest.raises(EncodeError, match=r"^At: is of a zone whose distance from UTC depends on the day$"):
        time_to_xml(time(1, tzinfo=ZoneInfo("Europe/Paris")), "At")


@given(st.times(timezones=st.none() | ZONES))
def test_times_are_read_back(value: time) -> None:
    read = time_from_xml(time_to_xml(value, ""), "")
    assert (read.replace(tzinfo=None), read.utcoffset()) == (value.replace(tzinfo=None), value.utcoffset())


# Numbers without bounds.


@pytest.mark.parametrize("number", [0, -1, 10**999, -(10**999), 10**1000 - 1])
def test_numbers(number: int) -> None:
    assert whole_number_from_xml(f"\n{whole_number_to_xml(number, '')} ", "") == number


def test_number_spellings() -> None:
    assert (whole_number_from_xml("+007", ""), whole_number_from_xml("-0", "")) == (7, 0)


@pytest.mark.parametrize(
    "text", [None, "", "-", "1.0", "1e3", "1_000", "++1", "٣", "²", "1 2", "1" * (MAX_DIGITS + 1), "x"]
)
def test_what_is_no_number(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^N: is not an integer$"):
        whole_number_from_xml(text, "N")


@pytest.mark.parametrize("value", [True, 1.0, "1", None, 10**MAX_DIGITS, -(10**MAX_DIGITS)])
def test_what_cannot_be_written_as_a_number(value: Any) -> None:
    with pytest.raises(EncodeError, match=r"^N: "):
        whole_number_to_xml(value, "N")


def test_a_number_of_millions_of_digits_is_not_even_written_down() -> None:
    with pytest.raises(EncodeError, match=r"^N: has more than 1000 digits$"):
        whole_number_to_xml(1 << 10**8, "N")


# Texts and bytes.


def test_only_the_white_space_of_xml_is_none_in_a_token() -> None:
    assert token_from_xml(" a\t\r\n b\N{NO-BREAK SPACE}c\N{EM SPACE} ", "") == "a b\N{NO-BREAK SPACE}c\N{EM SPACE}"
    assert token_from_xml(None, "") == ""
    assert token_to_xml("<", "") == "&lt;"


@given(st.binary())
def test_hexadecimal_bytes(value: bytes) -> None:
    assert hex_binary_from_xml(f" {hex_binary_to_xml(value, '')} ".lower(), "") == value


@pytest.mark.parametrize("text", ["0", "0g", "00 00", "é0", "0x00"])
def test_what_is_not_hexadecimal(text: str) -> None:
    with pytest.raises(DecodeError, match=r"^B: is not of hexadecimal digits$"):
        hex_binary_from_xml(text, "B")


def test_what_cannot_be_written_as_hexadecimal() -> None:
    wrong: Any = "00"
    with pytest.raises(EncodeError, match=r"^B: is of type str, expected bytes$"):
        hex_binary_to_xml(wrong, "B")
