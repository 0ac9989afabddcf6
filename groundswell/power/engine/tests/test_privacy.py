"""Whoever is one of few in a count is not told apart by it."""

import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.privacy import shareable
from groundswell.power.engine.results import Parts, Result, Series, Shape, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once
WINDOW = Window(0, 1)


def kept_back(shape: Shape) -> bool:
    return shareable(Result("kept.v1", WINDOW, State.COUNTED, 40, 6.0, shape=shape)).shape is None


@pytest.mark.parametrize(("fewest", "is_kept_back"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_people_keep_the_whole_shape_back(fewest: int, *, is_kept_back: bool) -> None:
    line = (20.0, None, float(fewest))

    assert kept_back(Parts(40, {"kept": 30, "stopped": fewest})) is is_kept_back
    assert kept_back(Series((1, 2, 3), {"new": line, "active": (30.0, None, 40.0)})) is is_kept_back


def test_the_value_stays() -> None:
    found = shareable(Result("kept.v1", WINDOW, State.COUNTED, 40, 6.0, shape=Parts(40, {"stopped": 2})))

    assert (found.n, found.value) == (40, 6.0)


def test_a_measure_of_people_answers_so_by_itself() -> None:
    story = Story()
    for number in range(40):
        story.opens(f"p{number}", f"t{number}", 5)
        if number >= 3:
            story.opens(f"p{number}", f"again{number}", 40)

    found = measures["kept"].compute(story.columns(56), Window(at(28), at(56)))

    assert (found.n, found.value, found.shape) == (40, 37 / 40, None)
