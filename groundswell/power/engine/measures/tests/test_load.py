"""Work rests on as many people as would share it equally, and on no more than its thinnest function says."""

from dataclasses import replace

import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Exclusion, Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once

WINDOW = Window(at(0), at(84))
ANSWERERS, WELCOMERS, LOAD = (
    measures[name] for name in ("effective_answerers", "effective_welcomers", "shared_load")
)


def asked(story: Story, *answerers: str, askers: str = "old") -> Story:
    """A topic a day, answered at noon by these in turn; by an old hand, or each by somebody new."""
    story.opens("old", "long ago", -100)
    for number, who in enumerate(answerers):
        asker = askers if askers == "old" else f"{askers}{number}"
        story.opens(asker, f"{askers}-t{number}", number)
        if who:
            story.replies(who, f"{askers}-t{number}", number + 0.5)
    return story


def found(story: Story, measure: str = "shared_load") -> Result:
    return measures[measure].compute(story.columns(84), WINDOW)


def test_four_who_answer_equally_often_are_four_and_a_little_more() -> None:
    """Of 40 answers, 10 each: two of the 780 pairs are by one person in 180."""
    result = found(asked(Story(), *"abcd" * 10), "effective_answerers")

    assert (result.state, result.n) == (State.ESTIMATED, 40)
    assert result.value == pytest.approx(40 * 39 / (4 * 10 * 9))
    assert result.interval is not None
    assert not result.interval.excludes(4)


def test_who_might_share_the_load_is_whoever_did_anything() -> None:
    story = asked(Story(), *"abcd" * 10)
    for number in range(7):
        story.tell(Verb.REACTED, f"reader{number}", 3, topic="old-t1", post="old-t1/1")

    assert found(story).n == 12  # four who answer, one who asks, seven who react


def test_one_who_answers_most_weighs_more_than_those_who_help_once() -> None:
    result = found(asked(Story(), *"a" * 20, *"bcdefghijk"), "effective_answerers")

    assert result.value == pytest.approx(30 * 29 / (20 * 19))


def test_a_second_answer_an_answer_to_oneself_and_an_opened_topic_are_no_load() -> None:
    plain, more = asked(Story(), *"abcd" * 10), asked(Story(), *"abcd" * 10)
    for number in range(40):
        more.replies("zoe", f"old-t{number}", number + 0.7)
        more.replies("old", f"old-t{number}", number + 0.2)
        more.opens("zoe", f"zoe-t{number}", number)

    one, other = found(plain, "effective_answerers"), found(more, "effective_answerers")

    assert (other.n, other.value) == (one.n, one.value)
    assert other.excluded[Exclusion.TO_ONESELF] == 40


def test_who_welcomes_is_who_answers_those_who_are_new() -> None:
    story = asked(asked(Story(), *"abcd" * 10), *"ef" * 12, askers="new")

    result = found(story, "effective_welcomers")

    assert result.n == 24
    assert result.value == pytest.approx(24 * 23 / (2 * 12 * 11))


def test_a_newcomer_who_replies_first_is_welcomed_by_a_reply_to_them() -> None:
    story = asked(Story(), *"ab" * 20)
    for number in range(24):
        story.replies(f"new{number}", "old-t1", 50 + number)
        story.replies("ef"[number % 2], "old-t1", 50.5 + number, toward=f"new{number}")

    assert found(story, "effective_welcomers").n == 24


def test_load_is_as_little_shared_as_its_thinnest_function() -> None:
    story = asked(asked(Story(), *"abcdefgh" * 5), *"ij" * 12, askers="new")

    result = found(story)

    welcoming, answering = found(story, "effective_welcomers"), found(story, "effective_answerers")
    assert result.value == welcoming.value
    assert result.interval is not None
    assert welcoming.interval is not None
    assert result.interval.low == welcoming.interval.low
    assert result.parts["welcoming"] == replace(welcoming, excluded={})
    assert result.parts["answering"] == replace(answering, excluded={})


def test_a_function_with_too_little_work_is_left_aside() -> None:
    story = asked(asked(Story(), *"abcdefghij" * 5), *"k" * 19, askers="new")

    result = found(story)

    assert result.parts["welcoming"].state is State.TOO_FEW
    assert result.value == result.parts["answering"].value


def test_n_is_who_was_active_and_might_share_it_however_few_answer() -> None:
    crowd = asked(Story(), *"ab" * 20)
    few = found(crowd)
    for number in range(7):
        crowd.replies(f"talker{number}", "long ago", 50)

    many = found(crowd)

    assert (few.state, few.n) == (State.TOO_FEW, 3)
    assert (many.state, many.n) == (State.ESTIMATED, 10)
    assert many.value == pytest.approx(40 * 39 / (2 * 20 * 19))


def test_what_the_team_does_is_told_apart() -> None:
    story = asked(Story(staff=("a",)), *"a" * 40, *"bcdefghi" * 4)

    result = found(story)

    assert result.value == pytest.approx(72 * 71 / (40 * 39 + 8 * 4 * 3))
    assert result.parts["without the team"].value == pytest.approx(32 * 31 / (8 * 4 * 3))


def test_where_all_work_is_the_teams_nothing_is_left_without_it() -> None:
    story = asked(Story(staff=("a", "b")), *"ab" * 20)
    for number in range(7):
        story.replies(f"talker{number}", "long ago", 50)

    assert found(story).parts["without the team"].state is State.TOO_FEW


def test_who_answers_and_is_unknown_is_left_out_and_counted() -> None:
    story = asked(Story(), *"abcd" * 10)
    for number in range(3):
        story.opens("old", f"x{number}", 50)
        story.replies("", f"x{number}", 51)

    result = found(story, "effective_answerers")

    assert (result.n, result.excluded[Exclusion.UNKNOWN_AUTHOR]) == (40, 3)


def test_twenty_different_people_who_answered_once_may_be_any_number() -> None:
    result = found(asked(Story(), *"abcdefghijklmnopqrst"), "effective_answerers")

    assert (result.state, result.n) == (State.TOO_FEW, 20)


def test_half_is_reached_by_the_fewest_in_the_function_where_they_are_fewest() -> None:
    """The example of CHAOSS, where two of eight did 1,433 of 2,475; here a fortieth of it."""
    by_name = dict(zip("abcdefgh", (1000, 202, 90, 33, 332, 343, 42, 433), strict=True))
    story = asked(Story(), *(who for who, times in by_name.items() for _ in range(times // 40)))

    result = found(story, "absence_factor")

    assert (result.state, result.value, result.interval) == (State.COUNTED, 2, None)
    assert result.parts["answering"].value == 2
    assert result.parts["welcoming"].state is State.UNDEFINED


def test_who_writes_most_is_shown_beside_and_is_no_function() -> None:
    story = asked(Story(), *"abcd" * 10)
    for number in range(500):
        story.replies("talker", "long ago", 50 + number / 100)

    result = found(story, "absence_factor")

    assert (result.value, result.n) == (2, 40)
    assert result.parts["writing"].value == 1
    assert found(asked(Story(), *"abcd"), "absence_factor").state is State.TOO_FEW
