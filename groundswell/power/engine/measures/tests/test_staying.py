"""How long people stay, against lifelines and by hand; whoever acted lately is neither gone nor immortal."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import ACTS, Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures.staying import Stays, stays, timeline
from groundswell.power.engine.results import Curve, Result, State
from groundswell.power.engine.spans import DAY, Window

pytestmark = pytest.mark.once

ALWAYS = Window(at(-2000), at(2000))
LIVES = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 500)), max_size=60)


def told(lives: list[tuple[str, float]], verb: Verb = Verb.REACTED) -> Story:
    story = Story()
    for who, day in lives:
        story.tell(verb, who, day, topic="lamp", post="lamp/1")
    return story


def crowd(lives: Mapping[str, tuple[float, ...]], size: int = 10) -> Story:
    return told([(f"{who}{n}", day) for who, days in lives.items() for day in days for n in range(size)])


def found(story: Story, day: float = 1000, measure: str = "staying") -> Result:
    return measures[measure].reckon(story.columns(day), ALWAYS)


def cut(lives: list[tuple[str, int]], day: int) -> Iterator[tuple[str, int, int, bool]]:
    """Stays one by one: who, from, to, and whether it is over."""
    for who, of_one in groupby(sorted(lives), key=lambda life: life[0]):
        first = last = None
        for _, when in of_one:
            if last is not None and first is not None and when - last >= 84:
                yield who, first, last, True
                first = when
            first, last = when if first is None else first, when
        if first is not None and last is not None:
            yield who, first, last, day - last >= 84


def as_told(found: Stays) -> list[tuple[int, float, float, bool]]:
    return [
        (int(who), (first - at(0)) / DAY, (last - at(0)) / DAY, bool(over))
        for who, first, last, over in zip(found.person, found.first, found.last, found.is_over, strict=True)
    ]


@given(LIVES)
def test_stays_are_cut_where_somebody_was_silent_for_twelve_weeks(lives: list[tuple[str, int]]) -> None:
    story = told([*lives])
    columns = story.columns(501)
    place = {who: int(np.searchsorted(columns.people.id, story.id(who))) for who in dict(lives)}

    cuts = stays(timeline(columns, ACTS), 84 * DAY)

    assert as_told(cuts) == sorted((place[who], *rest) for who, *rest in cut(lives, 501))


@pytest.mark.parametrize(("days", "number"), [(83.99, 1), (84, 2)])
def test_a_silence_of_just_twelve_weeks_ends_a_stay(days: float, number: int) -> None:
    silent = stays(timeline(told([("ada", 1), ("ada", 1 + days)]).columns(500), ACTS), 84 * DAY)
    of_late = stays(timeline(told([("ada", 1)]).columns(1 + days), ACTS), 84 * DAY)

    assert len(silent.person) == number
    assert of_late.is_over.tolist() == [number == 2]


def test_half_of_the_people_stop_after_the_days_at_which_they_do() -> None:
    story = crowd(
        {"once": (1,), "month": (1, 20, 31), "quarter": (1, 50, 91), "year": tuple(range(1, 367, 5))}
    )

    result = found(story)

    assert (result.state, result.n, result.value) == (State.ESTIMATED, 40, 30)
    assert isinstance(result.shape, Curve)
    assert dict(zip(result.shape.days, result.shape.values, strict=True))[0] == pytest.approx(0.75)


def test_the_curve_agrees_with_lifelines(lifelines: Any) -> None:
    chance = np.random.default_rng(3)
    lives = [
        (f"p{who}", float(day))
        for who in range(60)
        for day in chance.uniform(0, 300) + np.cumsum(chance.exponential(30, chance.integers(1, 9)))
    ]
    story = told([life for life in lives if life[1] < 400])
    columns = story.columns(400)
    cuts = stays(timeline(columns, ACTS), 84 * DAY)
    first = cuts.is_first
    oracle = lifelines.KaplanMeierFitter().fit((cuts.last - cuts.first)[first] / DAY, cuts.is_over[first])

    result = found(story, 400)

    assert result.value == pytest.approx(oracle.median_survival_time_)
    assert result.parts["every stay"].n > result.n


def test_whoever_acted_lately_is_followed_to_their_last_act() -> None:
    gone = {"gone": (1, 11)}
    lately = crowd({**gone, "lately": (1, 950)}, size=15)
    for day in range(50, 950, 50):
        for number in range(15):
            lately.tell(Verb.REACTED, f"lately{number}", day, topic="lamp", post="lamp/1")

    result = found(lately)

    assert isinstance(result.shape, Curve)
    assert (result.state, result.n) == (State.ESTIMATED, 30)
    assert result.shape.days[-1] == pytest.approx(949)
    assert result.shape.values[-1] == pytest.approx(0.5)


def test_half_not_gone_is_not_reached() -> None:
    story = crowd({"gone": (1,), "a": (940, 990), "b": (960, 990), "c": (920, 990)})

    result = found(story)

    assert (result.state, result.value) == (State.NOT_REACHED, None)


def test_other_silences_are_told_beside_it_and_so_is_every_stay() -> None:
    story = crowd({"p": (1, 70, 170)}, size=30)

    result = found(story)

    assert result.value == 69
    assert (result.parts["shorter gap"].value, result.parts["longer gap"].value) == (0, 169)
    assert (result.parts["every stay"].n, result.parts["every stay"].value) == (60, 0)


def test_stays_of_one_person_are_less_sure_than_those_of_many() -> None:
    """Thirty people who come four times, each for as long as always: 120 stays tell as much as 30 do."""
    days = {
        f"p{n}-": tuple(start + n * part for start in (0, 200, 400, 600) for part in (0, 1))
        for n in range(30)
    }
    alone = {f"{name}{turn}-": days[name][2 * turn : 2 * turn + 2] for name in days for turn in range(4)}

    one, many = (found(crowd(lives, size=1)).parts["every stay"].interval for lives in (days, alone))

    assert one is not None
    assert many is not None
    assert one.high is not None
    assert many.high is not None
    assert one.high - one.low > 1.5 * (many.high - many.low)


def test_only_writing_counts_for_writers() -> None:
    story = crowd({"p": (1, 60)}, size=30)
    for number in range(30):
        story.replies(f"p{number}", "lamp", 5)
        story.replies(f"p{number}", "lamp", 25)

    assert found(story).value == 59
    assert found(story, measure="writers_half_life").value == 20


def test_twenty_nine_are_too_few() -> None:
    assert found(crowd({"p": (1, 60)}, size=29)).state is State.TOO_FEW
    assert found(told([])).state is State.UNDEFINED
