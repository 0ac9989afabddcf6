"""A reading in the light of its target and of its own past."""

import subprocess
import sys
from dataclasses import replace

import pytest

from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.reading import Change, Reading, Says, Target, sentence
from groundswell.power.engine.readings.tests.make import DAYS, community
from groundswell.power.engine.readings.weekly import history, readings_of
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once


def read(story: Story, day: int = DAYS, targets: tuple[Target, ...] = ()) -> dict[str, Reading]:
    return {each.name: each for each in readings_of(story.columns(day), at(day), targets=targets)}


def one(name: str, story: Story, day: int = DAYS) -> Reading:
    return read(story, day)[name]


def weeks(number: int) -> list[int]:
    return [at(DAYS - 7 * back) for back in range(number)]


def test_targets_count_from_their_day_and_past_weeks_keep_theirs() -> None:
    story = community()
    first = Target("answering", at(DAYS - 21), 0.0, 0.5)
    later = Target("answering", at(DAYS - 7) + 1, 0.0, 1.0)
    ended = Target("answering", at(DAYS))

    found = [
        one_week[3].target
        for one_week in history(story.entries(), story.facts(), weeks(5), targets=(later, first))
    ]

    assert found == [None, first, first, first, later]
    assert read(story, targets=(first, later, ended))["answering"].attainment is None


def test_attainment_is_the_way_from_floor_to_target() -> None:
    target = Target("reach", 0, 20, 40)

    assert [target.attained(value) for value in (10, 20, 25, 40, 70)] == [0, 0, 0.25, 1, 1]


@pytest.mark.parametrize("bad", [(1, 1), (2, 1), (float("nan"), 1), (0, float("inf"))])
def test_a_target_lies_above_its_floor(bad: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="floor"):
        Target("reach", 0, *bad)


def past_answering(values: list[float], measure: str, last: int = DAYS - 7) -> list[Reading]:
    known = one("answering", community())
    assert known.result.interval is not None
    return [
        replace(known, week=at(last - 7 * back), result=replace(known.result, value=value, measure=measure))
        for back, value in enumerate(values)
    ]


def place(past: list[Reading]) -> float | None:
    return readings_of(community().columns(DAYS), at(DAYS), past=past)[3].place


@pytest.mark.slow
def test_the_place_is_among_twelve_or_more_own_past_weeks() -> None:
    known = one("answering", community()).result
    value, measure = known.value or 0, known.measure
    twelve = [0.0] * 5 + [value] * 4 + [1.0] * 3

    assert place(past_answering(twelve, measure)) == pytest.approx(7 / 12)
    assert place(past_answering(twelve[1:], measure)) is None
    assert place(past_answering(twelve, "answered_in_a_day.v0")) is None
    assert place(past_answering(twelve, measure, last=DAYS - 7 * 50)) is None
    assert place(past_answering(twelve, measure, last=DAYS + 7 * 11)) is None


def test_readings_are_read_without_numpy() -> None:
    program = (
        "import sys; from groundswell.power.engine.readings import eight, reading; "
        "sys.exit('numpy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words

    assert done.returncode == 0


def test_a_reading_cannot_be_changed() -> None:
    found = one("reach", community())

    with pytest.raises(AttributeError):
        found.week = 0  # type: ignore[misc]
    assert isinstance(found.result, Result)


@pytest.mark.parametrize("state", [each for each in State if each not in {State.ESTIMATED, State.COUNTED}])
def test_every_state_without_a_value_has_its_sentence(state: State) -> None:
    result = Result("reach.v1", Window(at(0), at(28)), state, 3)

    assert sentence(result, Change()) not in {Says.ROSE, Says.FELL, Says.NO_CHANGE, Says.NO_COMPARISON}
