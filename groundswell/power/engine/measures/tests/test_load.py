"""Work rests on as many people as would share it equally, and on no more than its thinnest function says."""

from dataclasses import replace

import numpy as np
import pytest

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.samples import shared_load
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


def test_four_who_answer_equally_often_are_four_and_may_be_more() -> None:
    """Of 40 answers, 10 each, by pairs there would be 1,560 / 360 people: more than did anything."""
    result = found(asked(Story(), *"abcd" * 10), "effective_answerers")

    assert (result.state, result.n, result.value) == (State.ESTIMATED, 40, 4)
    assert result.interval is not None
    assert not result.interval.excludes(40 * 39 / (4 * 10 * 9))


def test_who_take_turns_are_as_many_as_were_seen() -> None:
    """By pairs even the least that they may be is above twenty: more may be there, but did nothing."""
    result = found(asked(Story(), *"abcdefghijklmnopqrst" * 3), "effective_answerers")

    assert (result.state, result.value) == (State.ESTIMATED, 20)
    assert result.interval is not None
    assert result.interval.low == 20


@pytest.mark.parametrize(
    ("by", "state"),
    [("abcdefghijklm" * 2 + "wxyz", State.ESTIMATED), ("abcdefghijkl" * 2 + "uvwxyz", State.TOO_FEW)],
    ids=["just told", "just not told"],
)
def test_what_lies_anywhere_within_a_factor_of_four_is_no_figure(by: str, state: State) -> None:
    """Thirty answers, of thirteen people who gave two each and four who gave one; or of twelve and six."""
    result = found(asked(Story(), *by), "effective_answerers")

    assert (result.state, result.n) == (state, 30)
    assert result.interval is not None
    is_narrow = (result.interval.high or 0) <= 4 * result.interval.low
    assert (result.value is not None) == is_narrow


def test_where_no_function_tells_enough_the_load_is_not_told_but_where_it_lies() -> None:
    result = found(asked(Story(), *"abcdefghijkl" * 2, *"uvwxyz"))

    assert (result.state, result.value, result.n) == (State.TOO_FEW, None, 19)
    assert result.interval is not None
    assert result.interval == result.parts["answering"].interval


def test_a_wide_function_still_bounds_the_load() -> None:
    """Of the welcomers nothing is told; but if they are few, they are the fewest."""
    story = asked(asked(Story(), *"abcdefgh" * 10), *"mnopqrstuvwx" * 2, *"ABCDEF", askers="new")

    result = found(story)

    welcoming, answering = result.parts["welcoming"], result.parts["answering"]
    assert (welcoming.state, answering.state) == (State.TOO_FEW, State.ESTIMATED)
    assert result.interval is not None
    assert welcoming.interval is not None
    assert answering.interval is not None
    assert result.interval.low == min(welcoming.interval.low, answering.interval.low)
    assert result.interval.high == answering.interval.high


@pytest.mark.parametrize("others", ["", "klmnopqrstuvwxyzABCD"], ids=["answered", "and welcomed once each"])
def test_people_drawn_once_each_share_it_as_the_measure_says(others: str) -> None:
    story = asked(asked(Story(), *"abcdefghij" * 12), *others, askers="new")
    columns = story.columns(84)
    sample = shared_load(columns, WINDOW)

    value = sample.value(sample.rows, np.ones((1, len(sample.rows))))

    assert value.tolist() == [pytest.approx(found(story).value)]


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
    story = asked(asked(Story(), *"abcd" * 10), *"ef" * 16, askers="new")

    result = found(story, "effective_welcomers")

    assert result.n == 32
    assert result.value == 2


def test_a_newcomer_who_replies_first_is_welcomed_by_a_reply_to_them() -> None:
    story = asked(Story(), *"ab" * 20)
    for number in range(24):
        story.replies(f"new{number}", "old-t1", 50 + number)
        story.replies("ef"[number % 2], "old-t1", 50.5 + number, toward=f"new{number}")

    assert found(story, "effective_welcomers").n == 24


def test_load_is_as_little_shared_as_its_thinnest_function() -> None:
    story = asked(asked(Story(), *"abcdefgh" * 5), *"ij" * 16, askers="new")

    result = found(story)

    welcoming, answering = found(story, "effective_welcomers"), found(story, "effective_answerers")
    assert result.value == welcoming.value
    assert result.interval is not None
    assert welcoming.interval is not None
    assert result.interval.low == welcoming.interval.low
    assert result.parts["welcoming"] == replace(welcoming, excluded={})
    assert result.parts["answering"] == replace(answering, excluded={})


def test_a_function_with_too_little_work_is_left_aside() -> None:
    story = asked(asked(Story(), *"abcdefghij" * 5), *"k" * 29, askers="new")

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
    assert many.value == 2


def test_what_the_team_does_is_told_apart() -> None:
    story = asked(Story(staff=("a",)), *"a" * 40, *"bcdefghi" * 4)

    result = found(story)

    assert result.value == pytest.approx(72 * 71 / (40 * 39 + 8 * 4 * 3))
    assert result.parts["without the team"].value == 8


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

    assert (result.state, result.n, result.interval) == (State.TOO_FEW, 20, None)


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
