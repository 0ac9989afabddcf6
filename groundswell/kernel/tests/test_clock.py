"""One clock, which a story can move."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from groundswell.kernel import clock

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_clock_stands_still_where_it_is_moved_to() -> None:
    with clock.moved_to(NOON):
        assert clock.now() == clock.now() == NOON
        with clock.moved_to(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON

    assert clock.now() > NOON


def test_the_clock_is_moved_for_one_thread_alone() -> None:
    seen: list[datetime] = []

    with clock.moved_to(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen[0] > NOON


def test_the_clock_tells_utc_wherever_it_is_moved_from() -> None:
    with clock.moved_to(datetime(2026, 3, 1, 14, tzinfo=timezone(timedelta(hours=2)))):
        assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)


@pytest.mark.parametrize("micros", [0, 1, 1_772_366_400_123_457, -5])
def test_microseconds_are_exact_both_ways(micros: int) -> None:
    assert clock.micros(clock.from_micros(micros)) == micros


def test_a_time_without_a_zone_is_no_time() -> None:
    with pytest.raises(TypeError):
        clock.micros(datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point
