# ruff: noqa: DTZ001  # Naive datetimes are half of what this is about.
"""Dates as they are written: by a client, which sends UTC or nothing, and by a server with .NET's three kinds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from countermand_wire.errors import EncodeError
from countermand_wire.scalars import (
    NEVER,
    date_time_to_json,
    date_time_to_xml,
    date_time_to_xml_kind,
    make_date_time_to_json_kind,
)

HOUR = timedelta(hours=1)


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours), "there")


@pytest.mark.parametrize(
    ("value", "xml", "json"),
    [
        (NEVER, "0001-01-01T00:00:00Z", "/Date(-62135596800000)/"),
        (NEVER.replace(tzinfo=UTC), "0001-01-01T00:00:00Z", "/Date(-62135596800000)/"),
        (datetime(2024, 2, 29, 13, 14, 15, 120_000, UTC), "2024-02-29T13:14:15.12Z", "/Date(1709212455120)/"),
        (datetime(2024, 2, 29, 13, 14, 10, tzinfo=zone(-7)), "2024-02-29T20:14:10Z", "/Date(1709237650000)/"),
        (datetime(1969, 12, 31, 23, 59, 59, 999_500, UTC), "1969-12-31T23:59:59.9995Z", "/Date(0)/"),
        (datetime(1969, 12, 31, 23, 59, 59, 998_500, UTC), "1969-12-31T23:59:59.9985Z", "/Date(-1)/"),
        (datetime(987, 6, 5, 4, 0, 0, tzinfo=zone(-4)), "0987-06-05T08:00:00Z", "/Date(-31007030400000)/"),
    ],
)
def test_writes_utc(value: datetime, xml: str, json: str) -> None:
    assert date_time_to_xml(value, "") == xml
    assert date_time_to_json(value, "") == json


@pytest.mark.parametrize("value", [datetime(2024, 2, 29), NEVER + timedelta.resolution])
def test_a_naive_datetime_is_not_guessed_at(value: datetime) -> None:
    for write in (date_time_to_xml, date_time_to_json):
        with pytest.raises(EncodeError, match=r"^When: has no time zone$"):
            write(value, "When")


@pytest.mark.parametrize("value", [datetime.max.replace(tzinfo=zone(-5)), NEVER.replace(tzinfo=zone(5))])
def test_what_is_out_of_range_in_utc_is_refused(value: datetime) -> None:
    for write in (date_time_to_xml, date_time_to_json, make_date_time_to_json_kind(HOUR)):
        with pytest.raises(EncodeError, match=r"^When: is out of range in UTC$"):
            write(value, "When")


@pytest.mark.parametrize("value", [date(2024, 2, 29), "2024-02-29T13:14:15Z", 0])
def test_writes_datetimes_only(value: Any) -> None:
    for write in (date_time_to_xml, date_time_to_json, date_time_to_xml_kind, make_date_time_to_json_kind(HOUR)):
        with pytest.raises(EncodeError, match=r"^When: is of type .*, expected datetime$"):
            write(value, "When")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (datetime(2024, 2, 29, 13, 0, 0), "2024-02-29T13:00:00"),
        (datetime(2024, 2, 29, 13, 0, 0, 500_000), "2024-02-29T13:00:00.5"),
        (datetime(2024, 2, 29, 13, 0, 0, 500_000, UTC), "2024-02-29T13:00:00.5Z"),
        (datetime(2024, 2, 29, 13, 0, 0, 500_000, zone(5.5)), "2024-02-29T13:00:00.5+05:30"),
        (datetime(2024, 2, 29, 13, 0, 0, tzinfo=zone(0)), "2024-02-29T13:00:00+00:00"),
        (datetime(2024, 2, 29, 13, 0, 0, tzinfo=timezone(timedelta(), "UTC")), "2024-02-29T13:00:00Z"),
        (datetime(2024, 2, 29, 13, 0, 0, tzinfo=timezone(HOUR, "UTC")), "2024-02-29T13:00:00+01:00"),
        (datetime(1900, 1, 1, tzinfo=timezone(timedelta(seconds=-17762))), "1900-01-01T04:56:02Z"),
        (NEVER, "0001-01-01T00:00:00"),
    ],
)
def test_writes_the_kinds_of_dotnet_in_xml(value: datetime, wanted: str) -> None:
    assert date_time_to_xml_kind(value, "") == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (datetime(1970, 1, 1), "/Date(18000000-0500)/"),
        (datetime(1970, 1, 1, tzinfo=UTC), "/Date(0)/"),
        (datetime(1970, 1, 1, tzinfo=zone(5.5)), "/Date(-19800000+0530)/"),
        (datetime(1970, 1, 1, tzinfo=zone(0)), "/Date(0+0000)/"),
        (datetime(1970, 1, 1, tzinfo=timezone(timedelta(seconds=-17762))), "/Date(17762000)/"),
        (NEVER, "/Date(-62135578800000-0500)/"),
    ],
)
def test_writes_the_kinds_of_dotnet_in_json(value: datetime, wanted: str) -> None:
    assert make_date_time_to_json_kind(-5 * HOUR)(value, "") == wanted


def test_min_value_east_of_greenwich_throws_as_in_dotnet() -> None:
    with pytest.raises(EncodeError):
        make_date_time_to_json_kind(HOUR)(NEVER, "")


@pytest.mark.parametrize("offset", [timedelta(days=1), -timedelta(days=1), timedelta(seconds=1)])
def test_a_server_offset_is_of_whole_minutes_within_a_day(offset: timedelta) -> None:
    with pytest.raises(ValueError, match="server_offset"):
        make_date_time_to_json_kind(offset)


class _Shouting(datetime):
    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return super().isoformat(sep, timespec).replace("T", "!")


def test_a_subclass_does_not_spell_itself() -> None:
    value = _Shouting(2024, 2, 29, 13, 14, 15, tzinfo=UTC)
    assert date_time_to_xml(value, "") == "2024-02-29T13:14:15Z"
    assert date_time_to_xml_kind(value, "") == "2024-02-29T13:14:15Z"
    assert re.fullmatch(r"/Date\([0-9]+\)/", str(date_time_to_json(value, "")))
