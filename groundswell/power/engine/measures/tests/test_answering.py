"""Who waits counts as waiting: neither as answered nor as left out."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.tests.make import UNTIL
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.entries import Entries, Ids, Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Exclusion, Parts, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.sources.archive import ArchiveColumns

pytestmark = pytest.mark.once

WINDOW = Window(at(0), at(84))
COLUMNS = tuple(each.name for each in fields(Entries))
ALL = [measures[name] for name in (
    "answered_in_a_day", "unanswered_after_a_week", "time_to_answer", "answered_before_closing",
    "who_answers_first",
)]  # fmt: skip


def twenty(story: Story, answered: int) -> Story:
    """Twenty topics on twenty days; the first ones are answered after half a day."""
    for number in range(20):
        story.opens("ada", f"t{number}", number)
        if number < answered:
            story.replies(f"p{number % 8}", f"t{number}", number + 0.5)
    return story


def asked(story: Story, measure: Measure = ALL[0], day: float = 84) -> Result:
    return measure.compute(story.columns(day), WINDOW)


def test_nineteen_of_twenty_is_what_the_curve_says_when_nobody_is_censored() -> None:
    found = asked(twenty(Story(), answered=19))

    assert (found.state, found.n) == (State.ESTIMATED, 20)
    assert found.value == pytest.approx(0.95)


def test_a_topic_of_this_hour_is_no_unanswered_topic() -> None:
    story = twenty(Story(), answered=20)
    story.opens("bea", "just now", 83.99)

    found = asked(story)

    assert found.n == 21
    assert found.value == pytest.approx(1.0)


def test_a_closed_topic_waits_no_longer() -> None:
    story = twenty(Story(), answered=10)
    for number in range(10, 20):
        story.tell(Verb.CLOSED, "bea", number + 0.1, topic=f"t{number}")

    assert asked(story).value == pytest.approx(1.0)


def test_what_was_closed_unanswered_is_not_answered_for_ever() -> None:
    story = twenty(Story(), answered=10)
    for number in range(10, 20):
        story.tell(Verb.CLOSED, "bea", number + 0.1, topic=f"t{number}")

    found = asked(story, measures["answered_before_closing"])

    assert (found.state, found.n) == (State.ESTIMATED, 20)
    assert found.value == pytest.approx(0.5)


def test_where_nothing_is_closed_both_ways_of_reckoning_agree() -> None:
    story = twenty(Story(), answered=13)

    answered = asked(story, measures["answered_before_closing"]).value
    unanswered = asked(story, measures["unanswered_after_a_week"]).value

    assert answered is not None
    assert unanswered == pytest.approx(1 - answered)


def test_the_median_is_not_reached_where_fewer_than_half_are_answered() -> None:
    found = asked(twenty(Story(), answered=9), measures["time_to_answer"])

    assert (found.state, found.value, found.n) == (State.NOT_REACHED, None, 20)


def test_the_median_of_all_answered_after_half_a_day_is_half_a_day() -> None:
    found = asked(twenty(Story(), answered=20), measures["time_to_answer"])

    assert found.value == pytest.approx(0.5)


def test_an_answer_to_oneself_is_none_and_neither_is_a_bots() -> None:
    story = twenty(Story(bots=("robot",)), answered=0)
    story.replies("ada", "t0", 0.5)
    story.replies("robot", "t1", 1.5)

    found = asked(story, measures["unanswered_after_a_week"])

    assert found.value == pytest.approx(1.0)
    assert (found.excluded[Exclusion.TO_ONESELF], found.excluded[Exclusion.BOTS]) == (1, 1)


def test_what_was_left_out_is_counted_in_the_window_alone() -> None:
    story = twenty(Story(), answered=20)
    story.opens("ada", "long ago", -90)
    story.replies("ada", "long ago", -89)

    assert asked(story).excluded[Exclusion.TO_ONESELF] == 0


def test_an_answer_before_its_question_is_none() -> None:
    story = twenty(Story(), answered=0)
    story.replies("bea", "t5", 2)

    found = asked(story)

    assert found.value == pytest.approx(0.0)
    assert found.excluded[Exclusion.OUT_OF_ORDER] == 1


def test_an_announcement_wants_no_answer() -> None:
    story = twenty(Story(announcements=("t19",)), answered=20)

    found = asked(story)

    assert (found.state, found.n, found.excluded[Exclusion.NO_ANSWER_WANTED]) == (State.TOO_FEW, 19, 1)


def test_who_answers_is_told_by_team_core_and_others() -> None:
    story = Story(staff=("ada",))
    answerers = ["ada"] * 5 + ["b", "c", "d", "e", "f"] * 2 + ["g"] * 1 + ["h"] * 1 + list("ijkl")
    for number, who in enumerate(answerers):
        story.opens("zoe", f"t{number}", number)
        story.replies(who, f"t{number}", number + 0.5)

    found = asked(story, measures["who_answers_first"])

    assert found.shape == Parts(21, {"team": 5, "core": 10, "others": 6})
    assert found.value == pytest.approx(6 / 21)


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_nothing_and_too_few_have_no_value(measure: Measure) -> None:
    few = twenty(Story(), answered=19)
    few.rows = few.rows[:10]

    assert asked(Story(), measure).state is State.UNDEFINED
    assert asked(few, measure).state is State.TOO_FEW


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_two_such_communities_are_answered_as_one_is(measure: Measure) -> None:
    once, twice = Story(), Story()
    for copy in ("", "'"):
        for story in (once, twice)[bool(copy) :]:
            for number in range(40):
                story.opens(f"ada{copy}", f"t{number}{copy}", number)
                if number % 3:
                    story.replies(f"p{number}{copy}", f"t{number}{copy}", number + 0.1 * (number % 19))

    one, two = asked(once, measure), asked(twice, measure)

    assert two.n == 2 * one.n
    if measure.name != "who_answers_first":  # whose core are five people, not a share of them
        assert two.value == pytest.approx(one.value)


def everything(columns: Columns) -> dict[str, Result]:
    whole = Window(0, columns.cut_off)
    return {measure.name: measure.compute(columns, whole) for measure in ALL}


@pytest.fixture(scope="module")
def archive(shared_data: Path) -> ArchiveColumns:
    with open_archive(shared_data / "discourse-archive" / "posts.jsonl.gz", until=UNTIL) as opened:
        return ArchiveColumns(opened)


def joined(*parts: Entries) -> Entries:
    return Entries(*(np.concatenate([getattr(each, name) for each in parts]) for name in COLUMNS))


def replies_to(topic: int, people: Ids, moment: int) -> Entries:
    same = np.full(len(people), 1)
    nothing = np.zeros(len(people), dtype=np.int64)
    verb = np.full(len(people), Verb.REPLIED, dtype=np.int8)
    posts = 10**9 + np.arange(len(people))
    return Entries(
        moment * same, verb, people, topic * same, nothing, nothing, posts, np.zeros(len(people), dtype=bool)
    )


@pytest.mark.slow
def test_the_shared_archive_waits_as_long_as_it_does(archive: ArchiveColumns) -> None:
    """The published 82.66 h rest on 420 answers: one topic stands in the archive twice, under two names.

    Whoever takes both copies finds it answered at once, by its own author. With that false answer put in,
    every published value comes out.
    """
    last = int(archive.entries.at.max())
    opening = next(number for number, key in archive.topics.items() if key == "876")
    somebody = np.setdiff1d(archive.facts.staff, archive.facts.bots)[:1]
    opened_at = int(archive.entries.at[archive.entries.topic == opening][0])
    false_answer = replies_to(opening, somebody, opened_at)

    true = everything(assemble(archive.entries, archive.facts, last + 1))
    both = everything(assemble(joined(archive.entries, false_answer), archive.facts, last + 1))

    assert true["time_to_answer"].n == 627
    assert true["time_to_answer"].value == pytest.approx(87.30 / 24, abs=0.01 / 24)
    assert both["time_to_answer"].value == pytest.approx(82.66 / 24, abs=0.01 / 24)
    assert both["answered_in_a_day"].value == pytest.approx(1 - 0.620, abs=0.0005)
    assert both["unanswered_after_a_week"].value == pytest.approx(0.444, abs=0.0005)


@pytest.mark.slow
def test_a_shuffled_archive_and_a_thousand_bots_change_no_bit(archive: ArchiveColumns) -> None:
    last = int(archive.entries.at.max())
    topic = int(archive.entries.topic[-1])
    bots = 10**6 + np.arange(1000)
    crowded = joined(archive.entries, replies_to(topic, bots, last))
    shuffled = crowded.take(np.random.default_rng(3).permutation(len(crowded)))
    knowing = replace(archive.facts, bots=np.concatenate([archive.facts.bots, bots]))

    plain = everything(assemble(archive.entries, archive.facts, last + 1))
    again = everything(assemble(shuffled, knowing, last + 1))

    assert {name: replace(found, excluded={}) for name, found in again.items()} == {
        name: replace(found, excluded={}) for name, found in plain.items()
    }
    assert again["time_to_answer"].excluded[Exclusion.BOTS] == 1002
