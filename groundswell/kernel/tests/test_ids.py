"""Ids keep the order of time and collide with none."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kernel import clock, ids
from groundswell.kernel.errors import Invalid
from groundswell.kernel.tests.parallel import together

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2139, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - as asked for


@given(MOMENTS)
def test_an_id_tells_its_moment_to_the_millisecond(at: datetime) -> None:
    with clock.moved_to(at):
        number = ids.new_id()

    assert timedelta() <= at - ids.time_of(number) < timedelta(milliseconds=1)
    assert 0 <= number < 2**63


@given(MOMENTS, MOMENTS)
def test_ids_are_in_the_order_of_their_moments(one: datetime, other: datetime) -> None:
    with clock.moved_to(max(one, other)):
        first, second = ids.new_id(min(one, other)), ids.new_id(max(one, other))

    assert first < second


@given(MOMENTS)
def test_the_first_id_of_a_moment_is_below_all_that_are_made_in_it(at: datetime) -> None:
    with clock.moved_to(at):
        number = ids.new_id()

    assert ids.first_id_at(at) <= number < ids.first_id_at(at + timedelta(milliseconds=1))
    assert ids.time_of(ids.first_id_at(at)) == ids.time_of(number)


def test_a_window_may_reach_beyond_what_ids_can_tell() -> None:
    assert ids.first_id_at(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert ids.first_id_at(datetime(2500, 1, 1, tzinfo=UTC)) < 2**63


def test_ids_of_one_millisecond_keep_their_order() -> None:
    with clock.moved_to(NOON):
        made = [ids.new_id() for _ in range(500)]

    assert made == sorted(set(made))
    assert {ids.time_of(number) for number in made} == {NOON}


def test_ids_of_two_moments_told_in_turns_never_collide() -> None:
    with clock.moved_to(NOON):
        made = [ids.new_id(NOON - timedelta(seconds=number % 2)) for number in range(1000)]

    assert len(set(made)) == 1000
    assert made[::2] == sorted(made[::2])
    assert made[1::2] == sorted(made[1::2])


def test_threads_never_make_the_same_id() -> None:
    def act(number: int) -> list[int]:
        with clock.moved_to(NOON + timedelta(days=1)):
            return [ids.new_id() for _ in range(300)]

    made = [number for each in together(8, act) for number in each]

    assert len(set(made)) == 2400


def test_ids_do_not_tell_how_many_there_are() -> None:
    with clock.moved_to(NOON + timedelta(days=2)):
        made = [ids.new_id() for _ in range(50)]

    steps = {later - earlier for earlier, later in pairwise(made)}
    assert len(steps) > 10


def test_what_is_remembered_of_the_past_is_bounded() -> None:
    with clock.moved_to(NOON):
        for number in range(5000):
            ids.new_id(NOON - timedelta(seconds=number))

    assert len(ids._latest) <= 1024


@pytest.mark.parametrize("at", [datetime(1999, 12, 31, tzinfo=UTC), NOON + timedelta(days=2)])
def test_a_moment_that_cannot_have_been_is_refused_with_a_sentence(at: datetime) -> None:
    with clock.moved_to(NOON), pytest.raises(Invalid) as refused:
        ids.new_id(at)

    assert str(refused.value.sentence) == "That moment lies before the year 2000 or in the future."


def test_a_clock_that_is_a_little_ahead_does_no_harm() -> None:
    with clock.moved_to(NOON):
        assert ids.time_of(ids.new_id(NOON + timedelta(hours=1))) == NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", None),
        ("1" * 400_000, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("١٢", None),
        ("12\0", None),
    ],
)
def test_an_id_is_read_from_what_somebody_wrote(text: str, number: int | None) -> None:
    assert ids.read_id(text) == number
