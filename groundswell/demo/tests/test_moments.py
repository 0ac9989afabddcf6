"""Moments of the story, for whatever day it is loaded on."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.demo.moments import WEEKS, Calendar

pytestmark = pytest.mark.once

SUNDAY_EVENING = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
EVERY_HOUR_OF_A_WEEK = [SUNDAY_EVENING + timedelta(hours=hours) for hours in range(7 * 24)]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("w1 mon 18:40", datetime(2025, 10, 6, 18, 40, tzinfo=UTC)),
        ("w59 sat 10:20", datetime(2026, 11, 21, 10, 20, tzinfo=UTC)),
        ("2d 18:50", datetime(2026, 11, 23, 18, 50, tzinfo=UTC)),
        ("9h", datetime(2026, 11, 25, 2, 30, tzinfo=UTC)),
        ("20m", datetime(2026, 11, 25, 11, 10, tzinfo=UTC)),
    ],
)
def test_a_moment_may_stand_by_itself(words: str, at: datetime) -> None:
    assert Calendar(WEDNESDAY).moment(words) == at


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("+25m", datetime(2026, 11, 13, 20, 25, tzinfo=UTC)),
        ("+2d", datetime(2026, 11, 15, 20, 0, tzinfo=UTC)),
        ("21:15", datetime(2026, 11, 13, 21, 15, tzinfo=UTC)),
        ("08:15", datetime(2026, 11, 14, 8, 15, tzinfo=UTC)),
        ("sat 10:30", datetime(2026, 11, 14, 10, 30, tzinfo=UTC)),
        ("fri 20:00", datetime(2026, 11, 20, 20, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_may_follow_another(words: str, at: datetime) -> None:
    friday = datetime(2026, 11, 13, 20, 0, tzinfo=UTC)

    assert Calendar(WEDNESDAY).moment(words, friday) == at


def test_nothing_comes_before_what_it_follows() -> None:
    calendar = Calendar(WEDNESDAY)
    yesterday_evening = calendar.moment("1d 21:00")

    assert calendar.moment("16h", yesterday_evening) == yesterday_evening + timedelta(minutes=2)


@pytest.mark.parametrize("words", ["yesterday", "w2 10:00", "+5", "mon 10:00", "+5m"])
def test_what_is_no_moment_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"no moment|came before|not in (list|tuple)|tuple.index"):
        Calendar(WEDNESDAY).moment(words)


def test_the_whole_weeks_end_some_hours_before_now_at_least() -> None:
    ends = {anchor: Calendar(anchor).start + timedelta(weeks=WEEKS) for anchor in EVERY_HOUR_OF_A_WEEK}

    assert {end.weekday() for end in ends.values()} == {0}
    assert {anchor - end >= timedelta(hours=10) for anchor, end in ends.items()} == {True}
    assert {anchor - end < timedelta(days=7, hours=10) for anchor, end in ends.items()} == {True}


def test_the_story_has_sixty_weeks() -> None:
    calendar = Calendar(WEDNESDAY)

    assert [calendar.week_of(calendar.start), calendar.week_of(WEDNESDAY)] == [1, 60]


def test_a_span_of_weeks_is_from_its_first_day_to_its_last() -> None:
    calendar = Calendar(WEDNESDAY)

    within = [
        calendar.is_within(calendar.moment(words), "w8-w9")
        for words in ("w7 sun 23:59", "w8 mon 00:00", "w9 sun 23:59", "w10 mon 00:00")
    ]

    assert within == [False, True, True, False]
