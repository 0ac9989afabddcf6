"""Groups are told when every look finds them, and never so that a few people can be made out."""

import numpy as np
import pytest

from groundswell.power.engine.catalogue.cohesion import GROUPS
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Result, State, Ties
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once


def asked(story: Story) -> Result:
    return GROUPS.compute(story.columns(84), Window(at(0), at(84)))


def village(story: Story, name: str, size: int) -> None:
    """Everybody replies to everybody, once."""
    for number in range(size):
        story.opens(f"{name}{number}", name + str(number), 1)
        for other in range(size):
            story.replies(f"{name}{other}", name + str(number), 2)


def calls(story: Story, who: str, whom: str, *, people: int, each: int = 1) -> None:
    """So many of one village reply to as many of another, so often each."""
    for number in range(people):
        for _ in range(each):
            story.replies(f"{who}{number}", f"{whom}{number}", 3)


def two_villages() -> Story:
    story = Story()
    village(story, "oak", 20)
    village(story, "elm", 15)
    return story


def table(found: Result) -> tuple[tuple[int | None, ...], ...]:
    assert isinstance(found.shape, Ties)
    return found.shape.cells


def test_villages_are_groups_and_the_table_counts_their_replies() -> None:
    story = two_villages()
    calls(story, "elm", "oak", people=6, each=2)

    found = asked(story)

    assert (found.state, found.n, found.value) == (State.COUNTED, 35, 2)
    assert found.parts["agreement"].value == 1
    assert found.shape == Ties(("1", "2"), (20, 15), ((20 * 19, 0), (12, 15 * 14)))


def test_a_cell_of_four_people_is_left_out_and_so_is_what_would_tell_it() -> None:
    story = two_villages()
    village(story, "ash", 12)
    calls(story, "elm", "oak", people=4)
    calls(story, "oak", "elm", people=6)
    calls(story, "ash", "elm", people=7)
    calls(story, "ash", "oak", people=8)

    assert table(asked(story)) == ((380, 6, 0), (None, None, 0), (None, None, 132))


def test_many_replies_to_one_person_are_left_out_too() -> None:
    story = two_villages()
    for number in range(8):
        story.replies(f"elm{number}", "oak0", 3)
    calls(story, "oak", "elm", people=6)

    assert table(asked(story)) == ((None, None), (None, None))


def test_of_a_table_that_could_not_keep_a_secret_only_the_sizes_are_told() -> None:
    story = two_villages()
    calls(story, "elm", "oak", people=3)

    found = asked(story)

    assert (found.state, found.value) == (State.COUNTED, 2)
    assert found.shape == Ties(("1", "2"), (20, 15), ((None, None), (None, None)))


def test_groups_of_a_few_become_others_who_are_never_a_few() -> None:
    story = two_villages()
    village(story, "fir", 6)
    village(story, "yew", 3)

    found = asked(story)

    assert found.value == 3
    assert isinstance(found.shape, Ties)
    assert (found.shape.groups, found.shape.sizes) == (("1", "2", "others"), (20, 15, 9))


def test_what_another_throw_would_tell_differently_is_not_told() -> None:
    story, rng = Story(), np.random.default_rng(3)
    for who, whom in rng.integers(200, size=(500, 2)):
        story.replies(f"p{who}", "talk", 1, toward=f"p{whom}")

    found = asked(story)

    assert (found.state, found.value, found.shape) == (State.UNSTABLE, None, None)
    assert (found.parts["agreement"].value or 0) < 0.75


def test_two_who_talk_all_day_make_no_group_of_their_own() -> None:
    story = two_villages()
    for _ in range(500):
        story.replies("oak0", "elm0", 3)

    assert asked(story).value == 2


def test_who_has_no_tie_is_in_no_group() -> None:
    story = two_villages()
    for number in range(9):
        story.opens(f"alone{number}", f"alone{number}", 3)

    found = asked(story)

    assert (found.n, found.value) == (35, 2)
