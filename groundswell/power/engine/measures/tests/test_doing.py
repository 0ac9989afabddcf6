"""Who does something counts among those who take part; without deeds nothing is known, which is not 0."""

import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Exclusion, Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once
WINDOW = Window(at(0), at(84))


def crowd(people: int, did: int, story: Story | None = None) -> Story:
    """So many people reply once; the first of them do something, twice."""
    story = story or Story()
    for number in range(people):
        story.replies(f"p{number}", "lamp", 1 + number / 10, toward="ada")
    for number in range(did):
        story.tell(Verb.DID, f"p{number}", 40, topic="lamp")
        story.tell(Verb.DID, f"p{number}", 41, topic="lamp")
    return story


def asked(story: Story, day: float = 84) -> Result:
    return measures["did_per_hundred"].compute(story.columns(day), WINDOW)


def test_ten_of_forty_are_twenty_five_of_a_hundred() -> None:
    found = asked(crowd(40, 10))

    assert (found.state, found.n, found.value) == (State.ESTIMATED, 40, 25)
    # Wilson's interval of 10/40, as computed by hand.
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((14.19, 40.19), abs=0.01)


def test_without_any_deed_ever_nothing_is_known() -> None:
    found = asked(crowd(40, 0))

    assert (found.state, found.value, found.n) == (State.UNSEEN, None, 40)


def test_where_deeds_are_told_none_in_the_window_is_nought() -> None:
    story = crowd(40, 0)
    story.tell(Verb.DID, "zoe", -10)

    assert asked(story).value == 0


def test_who_only_does_takes_part_as_well() -> None:
    story = crowd(19, 0)
    story.tell(Verb.DID, "zoe", 3)

    assert (asked(story).n, asked(story).value) == (20, 5)


def test_nineteen_are_too_few_and_nobody_is_undefined() -> None:
    nobody = Story()
    nobody.tell(Verb.DID, "ada", -1)

    assert asked(crowd(19, 3)).state is State.TOO_FEW
    assert asked(nobody).state is State.UNDEFINED
    assert asked(Story()).state is State.UNSEEN


def test_bots_and_people_unknown_do_not_count() -> None:
    story = crowd(40, 10, Story(bots=tuple(f"robot{number}" for number in range(1000))))
    for number in range(1000):
        story.tell(Verb.DID, f"robot{number}", 5)
    story.tell(Verb.DID, "", 5)

    found = asked(story)

    assert (found.n, found.value) == (40, 25)
    assert (found.excluded[Exclusion.BOTS], found.excluded[Exclusion.UNKNOWN_AUTHOR]) == (1000, 1)
