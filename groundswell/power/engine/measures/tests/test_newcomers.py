"""Who writes for the first time: whether they are answered, write again, and come back."""

from pathlib import Path

import numpy as np
import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.tests.make import UNTIL
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.columns import assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Exclusion, Parts, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.sources.archive import ArchiveColumns

pytestmark = pytest.mark.once

YEAR = Window(at(0), at(364))
ALL = [measures[name] for name in (
    "welcomed_in_a_day", "second_post", "returned", "return_when_answered", "newcomers_path",
)]  # fmt: skip


def asked(story: Story, name: str, day: float = 364, window: Window = YEAR) -> Result:
    return measures[name].reckon(story.columns(day), window)


def comers(number: int, *, answered: int = 0, again: int = 0, returned: int = 0) -> Story:
    """So many open a first topic, one a day; the first few are answered, write again, come back on day 50."""
    story = Story()
    story.opens("ada", "welcome", -400)
    for day in range(number):
        who, topic = f"p{day}", f"t{day}"
        story.opens(who, topic, day)
        if day < answered:
            story.replies("ada", topic, day + 0.5)
        if day < again:
            story.replies(who, "welcome", day + 20)
        if day < returned:
            story.tell(Verb.REACTED, who, day + 50, topic="welcome", post="welcome/1")
    return story


def test_nineteen_of_twenty_first_topics_answered_in_a_day() -> None:
    found = asked(comers(20, answered=19), "welcomed_in_a_day")

    assert (found.state, found.n) == (State.ESTIMATED, 20)
    assert found.value == pytest.approx(0.95)


def test_a_first_reply_is_answered_by_a_reply_to_its_author_and_by_nothing_else() -> None:
    story = comers(19, answered=19)
    story.opens("bea", "lamp", -300)
    story.replies("dan", "lamp", 1)
    story.replies("bea", "lamp", 1.1, toward="cy")
    story.replies("ada", "welcome", 1.2, toward="dan")

    unanswered = asked(story, "welcomed_in_a_day").value
    story.replies("bea", "lamp", 1.3, toward="dan")
    answered = asked(story, "welcomed_in_a_day").value

    assert unanswered == pytest.approx(19 / 20)
    assert answered == pytest.approx(1.0)


def test_a_newcomer_of_this_hour_is_neither_answered_nor_not() -> None:
    story = comers(20, answered=20)
    story.opens("just", "now", 363.99)

    found = asked(story, "welcomed_in_a_day")

    assert found.n == 21
    assert found.value == pytest.approx(1.0)


def test_whoever_wrote_before_is_no_newcomer() -> None:
    story = comers(20, answered=20)
    story.opens("ada", "another", 5)

    assert asked(story, "welcomed_in_a_day").n == 20


def test_a_first_post_that_nobody_can_see_the_beginning_of_is_left_out_and_counted() -> None:
    story = comers(20, answered=20)
    story.replies("dan", "lost", 3)

    found = asked(story, "welcomed_in_a_day")

    assert (found.n, found.excluded[Exclusion.HEADLESS]) == (20, 1)


def test_five_of_twenty_write_again() -> None:
    found = asked(comers(20, again=5), "second_post")

    assert (found.state, found.n) == (State.ESTIMATED, 20)
    assert found.value == pytest.approx(0.25)


def test_who_may_still_write_again_counts_for_the_days_there_were() -> None:
    """Of p0 to p10, who were followed for twenty days, five wrote again on the twentieth."""
    found = asked(comers(20, again=5), "second_post", day=30)

    assert found.n == 20
    assert found.value == pytest.approx(5 / 11)


def test_what_was_said_to_somebody_before_they_wrote_is_no_answer() -> None:
    story = comers(19, answered=19)
    story.opens("bea", "lamp", -300)
    story.replies("bea", "lamp", 0.9, toward="dan")
    story.replies("dan", "lamp", 1)

    assert asked(story, "welcomed_in_a_day").value == pytest.approx(19 / 20)


def test_days_are_counted_from_the_first_the_eighth_to_the_ninety_seventh() -> None:
    story = comers(25)
    for who, day in (("p0", 6.99), ("p1", 1 + 7), ("p2", 2 + 96.99), ("p3", 3 + 97)):
        story.tell(Verb.REACTED, who, day, topic="welcome", post="welcome/1")

    found = asked(story, "returned")

    assert (found.n, found.value) == (25, 2 / 25)


def test_who_was_not_followed_to_the_end_is_left_out_and_counted() -> None:
    found = asked(comers(30), "returned", day=119.5)

    assert (found.n, found.excluded[Exclusion.UNFOLLOWED]) == (23, 7)


def test_return_by_answer_is_a_difference_of_two_groups() -> None:
    found = asked(comers(60, answered=30, returned=20), "return_when_answered")

    assert (found.n, found.parts["answered"].n, found.parts["not answered"].n) == (30, 30, 30)
    assert found.value == pytest.approx(20 / 30)
    assert found.interval is not None
    assert found.interval.low > 0


def test_the_path_counts_each_step_of_the_same_people() -> None:
    found = asked(comers(40, answered=30, again=20, returned=10), "newcomers_path")

    assert found.shape == Parts(40, {"wrote": 40, "answered": 30, "wrote again": 20, "returned": 20})


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_nothing_and_too_few_have_no_value(measure: Measure) -> None:
    assert asked(Story(), measure.name).state is State.UNDEFINED
    assert asked(comers(19, answered=10), measure.name).state is State.TOO_FEW


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_a_week_of_nothing_and_a_clock_gone_back_make_no_newcomers(measure: Measure) -> None:
    story = comers(40, answered=20, returned=20)

    found = asked(story, measure.name, window=Window(at(200), at(207)))

    assert found.state is State.UNDEFINED


@pytest.mark.slow
def test_the_shared_archives_newcomers_come_back_as_published(shared_data: Path) -> None:
    """Published: 46.6 % of 206 answered, 27.7 % of 188 others: 96 and 52 people; one stands elsewhere."""
    with open_archive(shared_data / "discourse-archive" / "posts.jsonl.gz", until=UNTIL) as archive:
        source = ArchiveColumns(archive)
    end = int(source.entries.at.max()) + 1
    order = np.random.default_rng(5).permutation(len(source.entries))

    columns = assemble(source.entries.take(order), source.facts, end)
    found = measures["returned"].reckon(columns, Window(0, end))
    groups = measures["return_when_answered"].reckon(columns, Window(0, end)).parts

    assert found.n == 394
    assert found.value == pytest.approx((96 + 52) / 394)
    assert groups["answered"].value == pytest.approx(0.466, abs=0.012)
    assert groups["not answered"].value == pytest.approx(0.277, abs=0.012)
