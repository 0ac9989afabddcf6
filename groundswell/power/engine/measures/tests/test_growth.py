"""Who is active is new, retained or resurrected and nothing else; who stopped is neither lost nor doubled."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.growth import Account, accounts
from groundswell.power.engine.results import Exclusion, Parts, Result, Series, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.proportions import wilson

pytestmark = pytest.mark.once

GROWTH, STICKINESS, KEPT = (measures[name] for name in ("growth", "stickiness", "kept"))
# Who acted on which day, half days too; nobody, and a program.
LIVES = st.lists(
    st.tuples(st.sampled_from(["", "ada", "bea", "cy", "dan", "robot"]), st.integers(-60, 400)), max_size=80
)


def told(lives: list[tuple[str, float]], verb: Verb = Verb.REACTED) -> Story:
    story = Story(bots=("robot",))
    for who, day in lives:
        story.tell(verb, who, day, topic="lamp", post="lamp/1")
    return story


def crowd(lives: dict[str, tuple[float, ...]], size: int = 1) -> Story:
    """Groups of `size` people who act on the same days."""
    return told(
        [(f"{name}{copy}", day) for name, days in lives.items() for day in days for copy in range(size)]
    )


def kept(story: Story) -> Result:
    return KEPT.compute(story.columns(56), Window(at(28), at(56)))


@given(LIVES, st.integers(1, 400))
def test_the_account_adds_up_for_every_period(lives: list[tuple[str, int]], day: int) -> None:
    columns = told([*lives]).columns(401)
    window = Window(at(day - 364), at(day))
    active = {
        (who, (at(day) - at(when) - 1) // (at(28) - at(0)))
        for who, when in lives
        if who not in {"", "robot"} and when < day
    }

    found = accounts(columns, window)

    for number, each in enumerate(reversed(found)):
        now = {who for who, period in active if period == number}
        before = {who for who, period in active if period == number + 1}
        earlier = {who for who, period in active if period > number}
        assert astuple(each)[1:] == (
            len(now),
            len(now - earlier),
            len(now & before),
            len(now & earlier - before),
            len(before - now),
        )
        assert each.active == each.new + each.retained + each.resurrected
        assert each.net == each.active - len(before)


def test_new_kept_returned_and_stopped_are_told_by_period() -> None:
    story = crowd({"stays": (1, 30, 60), "goes": (2, 31), "returns": (3, 61), "comes": (62,)}, size=7)
    window = Window(at(-28), at(84))

    found = GROWTH.compute(story.columns(84), window)

    assert accounts(story.columns(84), window) == [
        Account(Window(at(0), at(28)), active=21, new=21, retained=0, resurrected=0, churned=0),
        Account(Window(at(28), at(56)), active=14, new=0, retained=14, resurrected=0, churned=7),
        Account(Window(at(56), at(84)), active=21, new=7, retained=7, resurrected=7, churned=7),
    ]
    assert (found.state, found.value, found.n) == (State.COUNTED, 7, 28)
    assert found.parts["quick ratio"].value == 2
    assert found.parts["quick ratio"].window.days == 28  # of the last period, not of the year that is drawn
    assert isinstance(found.shape, Series)
    assert found.shape.lines["resurrected"] == (0, 0, 7)


def test_who_first_acts_as_a_period_begins_is_new_in_it() -> None:
    story = crowd({"comes": (28,)}, size=20)

    last = accounts(story.columns(56), Window(at(0), at(56)))[-1]

    assert (last.new, last.resurrected) == (20, 0)


def test_where_nobody_stopped_there_is_no_quick_ratio() -> None:
    story = crowd({"stays": (30, 60)}, size=20)

    found = GROWTH.compute(story.columns(84), Window(at(0), at(84)))

    assert (found.value, found.parts["quick ratio"].state) == (0, State.UNDEFINED)


def test_who_was_active_before_is_kept_or_not() -> None:
    story = crowd({"stays": (1, 30), "goes": (2,), "comes": (40,), "comes too": (41,)}, size=20)

    found = kept(story)

    assert (found.state, found.n, found.value) == (
        State.ESTIMATED,
        40,
        0.5,
    )  # of 40 before, and not of 60 now
    assert found.interval == wilson(20, 40)
    assert found.shape == Parts(40, {"kept": 20, "stopped": 20})


def test_twenty_nine_are_too_few_to_tell_who_was_kept() -> None:
    found = kept(crowd({"stays": (1, 30)}, size=29))

    assert (found.state, found.n, found.value) == (State.TOO_FEW, 29, None)
    assert kept(crowd({"comes": (30,)}, size=29)).state is State.UNDEFINED


def test_what_was_moved_in_counts_for_what_it_was_then() -> None:
    story = crowd({"stays": (30,)}, size=30)
    for copy in range(30):
        story.opens(f"stays{copy}", f"t{copy}", 1, imported=True)

    assert kept(story).value == 1


def test_unknown_authors_of_both_periods_are_counted_as_left_out() -> None:
    found = kept(told([("", 1), ("", 30), ("", 57), ("", -1)]))

    assert found.excluded[Exclusion.UNKNOWN_AUTHOR] == 2


def test_half_who_come_every_day_and_half_who_came_once_are_half_as_sticky() -> None:
    story = crowd({"always": tuple(day + 0.5 for day in range(28)), "once": (3,)}, size=10)

    found = STICKINESS.compute(story.columns(28), Window(at(0), at(28)))

    assert found.value == pytest.approx((28 + 1) / 2 / 28)
    assert found.parts["weeks"].value == pytest.approx((4 + 1) / 2 / 4)


def test_many_acts_of_a_day_are_one_day() -> None:
    often = tuple(3 + each / 100 for each in range(50))

    one, many = (
        STICKINESS.compute(crowd({"p": days}, size=20).columns(28), Window(at(0), at(28)))
        for days in ((3,), often)
    )

    assert one == many
    assert one.value == pytest.approx(1 / 28)


@pytest.mark.slow
def test_nineteen_of_twenty_intervals_of_stickiness_hold_what_is_true() -> None:
    """People differ: each comes on a day with a chance of their own. Whoever never came is unseen."""
    chance = np.random.default_rng(5)
    true = _expected(np.linspace(0.05, 0.55, 11))
    held = 0
    for _ in range(300):
        chances = chance.choice(np.linspace(0.05, 0.55, 11), size=40)
        came = chance.random((40, 28)) < chances[:, None]
        story = told([(f"p{who}", int(day)) for who, day in zip(*np.nonzero(came), strict=True)])
        found = STICKINESS.compute(story.columns(28), Window(at(0), at(28)))
        held += found.interval is not None and not found.interval.excludes(true)

    assert 0.92 <= held / 300 <= 0.98


def _expected(chances: np.ndarray) -> float:
    """Of whoever came at all: days over 28."""
    seen = 1 - (1 - chances) ** 28
    return float(chances.sum() / seen.sum())
