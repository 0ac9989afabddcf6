"""Times as people say them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from groundswell.kernel.clock import moved_to
from groundswell.ui import moments

pytestmark = pytest.mark.once

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=20), "20 min ago"),
        (timedelta(hours=9), "9 h ago"),
        (timedelta(hours=30), "yesterday"),
        (timedelta(days=3), "19 November"),
        (timedelta(days=400), "18 October 2025"),
        (-timedelta(seconds=5), "just now"),
    ],
)
def test_how_long_ago(passed: timedelta, said: str) -> None:
    with moved_to(NOON):
        assert words(moments.ago(NOON - passed)) == said


def test_when_is_the_day_and_the_time() -> None:
    with moved_to(NOON):
        assert words(moments.when(NOON - timedelta(hours=3, minutes=57))) == "today, 08:03"
        assert words(moments.when(NOON - timedelta(hours=18, minutes=20))) == "yesterday, 17:40"


def test_a_time_is_exact_for_machines() -> None:
    with moved_to(NOON):
        assert 'datetime="2026-11-22T12:00:00+00:00" title="22 November 2026, 12:00"' in moments.day(NOON)


def test_the_browser_goes_on_in_the_same_words() -> None:
    assert moments.ago_patterns() == "# min ago|# h ago"
