"""The vendor's clock: Paris, on a step of five minutes."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from countermand import InvalidArgument
from countermand.flows.partner.paris import inside_cutoff, moment, wall_time

PARIS = ZoneInfo("Europe/Paris")
MADRID = ZoneInfo("Europe/Madrid")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2030, 1, 15, 11, 0, tzinfo=UTC), ("15/01/2030", 12, 0)),
        (datetime(2030, 7, 15, 11, 55, tzinfo=UTC), ("15/07/2030", 13, 55)),
        (datetime(2030, 7, 15, 23, 5, tzinfo=UTC), ("16/07/2030", 1, 5)),
        (datetime(2030, 12, 31, 18, 0, tzinfo=NEW_YORK), ("01/01/2031", 0, 0)),
        (datetime(2030, 3, 4, 9, 30, tzinfo=PARIS), ("04/03/2030", 9, 30)),
        (datetime(2030, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))), ("04/03/2030", 4, 45)),
    ],
)
def test_a_moment_is_told_in_paris(at: datetime, told: tuple[str, int, int]) -> None:
    wall = wall_time(at, NOW)
    assert (wall.date, wall.hour, wall.minute) == told
    assert wall.at == at
    assert wall.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "problem"),
    [
        (datetime(2030, 1, 15, 11, 3, tzinfo=UTC), "step of five minutes"),
        (datetime(2030, 1, 15, 11, 5, 1, tzinfo=UTC), "step of five minutes"),
        (datetime(2030, 1, 15, 11, 5, 0, 1, tzinfo=UTC), "step of five minutes"),
        (datetime(2030, 1, 15, 11, 0), "no time zone"),  # noqa: DTZ001
        (datetime(2025, 1, 15, 11, 0, tzinfo=UTC), "not in the future"),
        (NOW, "not in the future"),
        ("2030-01-15", "not a datetime"),
        (None, "not a datetime"),
        (datetime(9999, 12, 31, 23, 55, tzinfo=UTC), "beyond the calendar"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3))), "beyond the calendar"),
    ],
)
def test_what_the_vendor_cannot_be_told_is_refused(at: object, problem: str) -> None:
    with pytest.raises(InvalidArgument, match=problem) as caught:
        wall_time(at, NOW)
    assert caught.value.path == "at"


@pytest.mark.parametrize("zone", [PARIS, MADRID])
def test_an_hour_that_does_not_exist_is_refused(zone: tzinfo) -> None:
    with pytest.raises(InvalidArgument, match="does not exist"):
        wall_time(datetime(2030, 3, 31, 2, 30, tzinfo=zone), NOW)
    assert wall_time(datetime(2030, 3, 31, 1, 55, tzinfo=zone), NOW).hour == 1
    assert wall_time(datetime(2030, 3, 31, 3, 0, tzinfo=zone), NOW).hour == 3


FIRST = datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
SECOND = datetime(2030, 10, 27, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "at",
    [FIRST, SECOND, datetime(2030, 10, 27, 2, 30, tzinfo=PARIS), datetime(2030, 10, 27, 2, 30, fold=1, tzinfo=PARIS)],
)
def test_a_doubled_hour_must_be_chosen(at: datetime) -> None:
    with pytest.raises(InvalidArgument, match=r"comes twice in Paris: .*doubled_hour=") as caught:
        wall_time(at, NOW)
    assert caught.value.path == "at"


@pytest.mark.parametrize(("chosen", "meant"), [("first", FIRST), ("second", SECOND)])
@pytest.mark.parametrize("zone", [PARIS, MADRID])
@pytest.mark.parametrize("fold", [0, 1])
def test_a_wall_clock_takes_the_chosen_hour(
    chosen: Literal["first", "second"], meant: datetime, zone: tzinfo, fold: Literal[0, 1]
) -> None:
    wall = wall_time(datetime(2030, 10, 27, 2, 30, fold=fold, tzinfo=zone), NOW, chosen)
    assert (wall.date, wall.hour, wall.minute, wall.at) == ("27/10/2030", 2, 30, meant)


@pytest.mark.parametrize(("at", "right", "wrong"), [(FIRST, "first", "second"), (SECOND, "second", "first")])
def test_a_moment_in_a_doubled_hour_agrees_with_the_choice(at: datetime, right: str, wrong: str) -> None:
    assert wall_time(at, NOW, right).at == at
    with pytest.raises(InvalidArgument, match="the other one") as caught:
        wall_time(at, NOW, wrong)
    assert caught.value.path == "doubled_hour"


def test_a_choice_that_is_not_needed_changes_nothing() -> None:
    at = datetime(2030, 1, 15, 11, 0, tzinfo=UTC)
    assert wall_time(at, NOW, "second") == wall_time(at, NOW)


@pytest.mark.parametrize("choice", ["third", "", 1, True])
def test_a_choice_that_is_none_is_refused(choice: object) -> None:
    with pytest.raises(InvalidArgument, match='neither "first" nor "second"') as caught:
        wall_time(FIRST, NOW, choice)
    assert caught.value.path == "doubled_hour"


@pytest.mark.parametrize(
    ("ahead", "inside"),
    [(timedelta(minutes=5), False), (timedelta(minutes=4, seconds=59), True), (-timedelta(1), True)],
)
def test_the_cutoff_is_five_minutes(ahead: timedelta, inside: bool) -> None:
    assert inside_cutoff(NOW + ahead, NOW) is inside


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1534615206", datetime(2018, 8, 18, 18, 0, 6, tzinfo=UTC)),
        ("2018-08-18 20:00:06", datetime(2018, 8, 18, 18, 0, 6, tzinfo=UTC)),
        ("2018-01-18 20:00:06 ", datetime(2018, 1, 18, 19, 0, 6, tzinfo=UTC)),
        ("", None),
        ("soon", None),
        ("9" * 30, None),
        ("2018-13-18 20:00:06", None),
    ],
)
def test_dates_of_replies(text: str, read: datetime | None) -> None:
    assert moment(text) == read
