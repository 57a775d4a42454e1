# ruff: noqa: DTZ001, DTZ901  # Naive datetimes are half of what this is about.
"""Dates as they are read: the fast way agrees with the careful one, and MinValue is NEVER however it is dressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from countermand_wire.errors import DecodeError
from countermand_wire.scalars import (
    NEVER,
    date_time,
    date_time_from_json,
    date_time_from_xml,
    date_time_to_json,
    date_time_to_xml,
    date_time_to_xml_kind,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = -62_135_596_800_000, 253_402_300_799_999
HOUR = timedelta(hours=1)


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours), "there")


def aware() -> st.SearchStrategy[datetime]:
    minutes = st.integers(-14 * 60, 14 * 60).map(lambda number: timezone(timedelta(minutes=number)))
    return st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=minutes)


def everywhere() -> st.SearchStrategy[datetime]:
    minutes = st.integers(-1439, 1439).map(lambda number: timezone(timedelta(minutes=number)))
    ends = st.sampled_from([NEVER, datetime(1, 1, 1, 5), datetime(9999, 12, 31, 23), datetime.max])
    return st.builds(datetime.replace, st.datetimes() | ends, tzinfo=st.none() | minutes)


def nearly_dates() -> st.SearchStrategy[str]:
    """Make texts like dates, right and wrong."""
    part = st.sampled_from(
        ["2024", "0001", "9999", "0000", "02", "29", "00", "13", "31", "24", "60", "7", "\u0661\u0662", "W09"]
    )
    mark = st.sampled_from(["-", "-", ":", ":", "T", "T", ".", "", " ", "Z", "+01:00", "-24:00", "1234567", "12345678"])
    return st.lists(st.one_of(part, mark), max_size=14).map("".join)


def damaged() -> st.SearchStrategy[str]:
    """Make texts that begin as a date does, but for a few characters."""
    odd = st.sampled_from("0123456789-:TZ+.W \u0660\u00e9")

    def replace(length: int, places: dict[int, str]) -> str:
        text = "2024-02-29T13:14:15.1234567+01:30"[:length]
        return "".join(places.get(index, character) for index, character in enumerate(text))

    return st.builds(replace, st.integers(10, 33), st.dictionaries(st.integers(0, 32), odd, max_size=3))


# --- XML -----------------------------------------------------------------------------------------------------------


@given(aware())
def test_an_instant_comes_back_from_xml(moment: datetime) -> None:
    back = date_time_from_xml(date_time_to_xml(moment, ""), "")
    assert back == moment
    assert back.tzinfo is UTC


@given(st.one_of(aware(), st.datetimes()))
def test_each_kind_comes_back_from_xml_with_its_offset(moment: datetime) -> None:
    back = date_time_from_xml(date_time_to_xml_kind(moment, ""), "")
    assert back == moment
    assert back.utcoffset() == moment.utcoffset()


@given(st.one_of(nearly_dates(), damaged(), aware().map(datetime.isoformat), everywhere().map(datetime.isoformat)))
@example("0001-01-01T05:00:00+05:00")
@example("9999-12-31T23:59:59.9999999-05:00")
@example("2024-02-29T13:14:15.1234567-07:00")
@example("2024-02-29T13:14:Z")
@example("2024-02-29T13:14:1Z")
@example("2024-02-29T13:14:1")
@example("2024-02-29T13:14:")
@example("2024-W09-4T13:14:15Z")
@example("2024-02-29T13:14:15\u06610")
def test_the_fast_way_is_the_careful_way(text: str) -> None:
    assert outcome(text) == outcome(f" {text}")


def outcome(
    text: str, read: Callable[[str, str], datetime] = date_time_from_xml
) -> tuple[datetime, timedelta | None] | str:
    try:
        moment = read(text, "")
    except DecodeError as error:
        return error.reason
    return moment, moment.utcoffset()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-02-29T13:14:15Z", datetime(2024, 2, 29, 13, 14, 15, tzinfo=UTC)),
        ("2024-02-29T13:14:15z", datetime(2024, 2, 29, 13, 14, 15, tzinfo=UTC)),
        ("2024-02-29T13:14:15", datetime(2024, 2, 29, 13, 14, 15)),
        ("2024-02-29T13:14:15.5-07:00", datetime(2024, 2, 29, 13, 14, 15, 500_000, zone(-7))),
        ("2024-02-29T13:14:15+00:00", datetime(2024, 2, 29, 13, 14, 15, tzinfo=UTC)),
        ("2024-02-29T13:14:15.1234569Z", datetime(2024, 2, 29, 13, 14, 15, 123_456, UTC)),
        ("2024-02-29T23:59:59.99999999Z", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-02-29T13:14:15.12345695Z", datetime(2024, 2, 29, 13, 14, 15, 123_457, UTC)),
        ("2024-02-29T13:14:15.12345694999Z", datetime(2024, 2, 29, 13, 14, 15, 123_456, UTC)),
        ("2024-02-29T13:14:15.12345689Z", datetime(2024, 2, 29, 13, 14, 15, 123_456, UTC)),
        ("2024-02-29T23:59:59.99999985Z", datetime(2024, 2, 29, 23, 59, 59, 999_999, UTC)),
        ("2024-02-29T13:14:15+15:00", datetime(2024, 2, 29, 13, 14, 15, tzinfo=zone(15))),
        ("2024-02-29T13:14:15+24:00", datetime(2024, 2, 28, 13, 14, 15, tzinfo=UTC)),
        ("2024-02-29T13:14:15-99:99", datetime(2024, 3, 4, 17, 53, 15, tzinfo=UTC)),
        ("2024-02-29", datetime(2024, 2, 29)),
        ("2024-02-29+01:00", datetime(2024, 2, 29, tzinfo=zone(1))),
        ("2024-02", datetime(2024, 2, 1)),
        ("2024-02Z", datetime(2024, 2, 1, tzinfo=UTC)),
        ("2024-02:00", datetime(2024, 1, 1, tzinfo=zone(-2))),
        ("2024", datetime(2024, 1, 1)),
        ("\r\n 2024-02-29T13:14:15Z\t", datetime(2024, 2, 29, 13, 14, 15, tzinfo=UTC)),
        ("9999-12-31T23:59:59.9999999", datetime.max),
        ("9999-12-31T23:59:59.9999999-05:00", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_reads_what_denotes_an_instant(text: str, wanted: datetime) -> None:
    moment = date_time_from_xml(text, "")
    assert (moment, moment.utcoffset()) == (wanted, wanted.utcoffset())


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00.0000000Z",
        " 0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "0001-01-01T00:00:00-05:00",
        "0001-01-01T05:00:00+05:00",
        "0001-01-01T03:00:00+05:00",
        "0001-01-01",
        "0001",
    ],
)
def test_min_value_is_never_in_xml(text: str) -> None:
    moment = date_time_from_xml(text, "")
    assert moment == NEVER
    assert moment.tzinfo is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00.000001Z", "0001-01-02T00:00:00"])
def test_what_is_near_min_value_is_not_never(text: str) -> None:
    assert date_time_from_xml(text, "").replace(tzinfo=None) != NEVER


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "13:14:15",
        "--02-29",
        "--02",
        "---29",
        "20240229",
        "20240229T131415Z",
        "2024-W09-4",
        "2024-060",
        "2024-02-30",
        "2024-02-29 13:14:15Z",
        "2024-02-29T13:14",
        "2024-02-29T13Z",
        "2024-02-29T13:14:15,5Z",
        "2024-02-29T13:14:15.Z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T13:60:00Z",
        "2024-02-29T13:14:60Z",
        "2024-02-29T13:14:15+1:00",
        "2024-02-29T13:14:15+0100",
        "2024-02-29T13:14:15+01:00:00",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.99999999Z",
        "/Date(0)/",
    ],
)
def test_refuses_what_does_not_in_xml(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^When: is not a dateTime$"):
        date_time_from_xml(text, "When")


@given(st.text(alphabet="0123456789-:TZz+. W", max_size=40))
def test_what_is_read_from_xml_can_be_written(text: str) -> None:
    try:
        moment = date_time_from_xml(text, "")
    except DecodeError:
        return
    if moment.tzinfo is not None or moment == NEVER:
        assert date_time_to_xml(moment, "")
        assert date_time_to_json(moment, "")


# --- JSON ----------------------------------------------------------------------------------------------------------


@given(aware())
def test_an_instant_comes_back_from_json_in_milliseconds(moment: datetime) -> None:
    back = date_time_from_json(date_time_to_json(moment, ""), "")
    assert abs(back - moment) < timedelta(milliseconds=1)
    assert back.tzinfo is UTC
    assert date_time_to_json(back, "") == date_time_to_json(moment, "")


@given(st.integers(FIRST + 1, LAST))
@example(FIRST + 1)
@example(LAST)
def test_reads_every_millisecond(milliseconds: int) -> None:
    assert date_time_from_json(f"/Date({milliseconds})/", "") - EPOCH == timedelta(milliseconds=milliseconds)


@given(
    st.one_of(st.integers(), st.sampled_from([FIRST, FIRST + 18_000_000, LAST, 0])),
    st.sampled_from(["", "+0000", "-0500", "+0530", "+2400", "-0060", "+", "-1", "+02:00", "Z", "+0000)/ "]),
    st.dictionaries(st.integers(0, 30), st.sampled_from("0123456789+-()/ e\u0661"), max_size=1),
)
def test_the_fast_way_of_json_is_the_careful_way(milliseconds: int, offset: str, places: dict[int, str]) -> None:
    text = "".join(places.get(index, mark) for index, mark in enumerate(f"/Date({milliseconds}{offset})/"))
    careful = outcome(f" {text}", date_time_from_json)
    for _ in range(2):  # The second time it may be known already.
        assert outcome(text, date_time_from_json) == careful


@given(st.integers(FIRST + 1, LAST), st.integers(-23 * 60 - 59, 23 * 60 + 59))
@example(LAST, 330)
@example(FIRST + 1, -330)
@example(0, 0)
def test_an_offset_moves_the_wall_clock_only(milliseconds: int, minutes: int) -> None:
    text = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
    moment = date_time_from_json(f"/Date({milliseconds}{text})/", "")
    if milliseconds + minutes * 60_000 == FIRST:
        assert moment == NEVER
        return
    assert moment - EPOCH == timedelta(milliseconds=milliseconds)
    fits = FIRST <= milliseconds + minutes * 60_000 <= LAST
    assert moment.utcoffset() == timedelta(minutes=minutes if fits else 0)
    assert date_time_from_json(f"/Date({milliseconds}{text})/", "") == moment  # Now from the table.


@pytest.mark.parametrize("offset", ["+2400", "+20", "+", "-", "-x", "+1260", "+99:99", "+0200)/ /Date(1"])
def test_what_is_no_offset_is_utc(offset: str) -> None:
    moment = date_time_from_json(f"/Date(1709212455123{offset})/", "")
    assert moment == datetime(2024, 2, 29, 13, 14, 15, 123_000, UTC)
    assert moment.tzinfo is UTC


def test_an_offset_may_have_a_colon() -> None:
    assert date_time_from_json("/Date(0-02:30)/", "").utcoffset() == -2.5 * HOUR


@pytest.mark.parametrize(
    "text",
    [
        "/Date(-62135596800000)/",
        "/Date(-62135596800000+0000)/",
        "/Date(-62135596800000+0530)/",
        "/Date(-62135578800000-0500)/",
        "/Date(-62135578980000-0457)/",
    ],
)
def test_min_value_is_never_in_json(text: str) -> None:
    for _ in range(2):  # The second time it may be known already.
        assert date_time_from_json(text, "") is NEVER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/Date()/",
        "/Date(-)/",
        "/Date(+)/",
        "/Date(x)/",
        "/Date(1.5)/",
        "/Date(1e3)/",
        "/Date(1_0)/",
        "/Date(\u0661)/",
        "/Date(1Z)/",
        "/Date(1-1+1)/",
        "/Date( -1)/",
        "/date(1)/",
        "/Date(1)",
        "Date(1)",
        "/Date(1)//",
        "2024-02-29T13:14:15Z",
        f"/Date({FIRST - 1})/",
        f"/Date({LAST + 1})/",
        "/Date(-62135616600000+0530)/",  # MinValue on the wall clock, but before it as an instant.
        "/Date(1844674407370956)/",
        f"/Date({'9' * 4000})/",
    ],
)
def test_refuses_other_json(text: str) -> None:
    with pytest.raises(DecodeError, match=r"^When: "):
        date_time_from_json(text, "When")


@pytest.mark.parametrize("value", [None, True, 0, 1709212455123, 1.5, [], {}])
def test_refuses_what_is_not_a_string(value: object) -> None:
    with pytest.raises(DecodeError, match=r"^When: is .*, expected a date$"):
        date_time_from_json(value, "When")


def test_the_table_of_zones_stays_small() -> None:
    for number in range(10_000):
        date_time_from_json(f"/Date(0+{number:04})/", "")
        date_time_from_json(f"/Date(0-{number:04})/", "")
        date_time_from_json(f"/Date(-62135596800000+{number:04})/", "")
        date_time_from_json(f" /Date(-62135596800000+{number:04}{'x' * number})/", "")
    assert 1000 < len(date_time._epochs) <= 2 * 24 * 60  # pyright: ignore[reportPrivateUsage]
    assert 1000 < len(date_time._nevers) <= 4 * 24 * 60  # pyright: ignore[reportPrivateUsage]
