"""Numbers are said as people say them, and never say more than is known."""

from dataclasses import replace

import pytest

from groundswell.power.definitions import definitions
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.make import at
from groundswell.power.engine.results import Interval, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.report import saying

pytestmark = pytest.mark.once
MEASURE, DEFINITION = measures["answered_in_a_day"], definitions["answered_in_a_day"]
WINDOW = Window(at(0), at(84))


def plain(said: str) -> str:
    return said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.266, "27 %"), (0.999, "over 99 %"), (1, "100 %")],
)
def test_a_share_is_whole_and_never_all_or_nothing_unless_it_is(value: float, said: str) -> None:
    assert plain(saying.share(value)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.02, "0.5 h"), (0.625, "15 h"), (1.97, "47 h"), (3.44, "3.4 days"), (400.2, "400 days")],
)
def test_waiting_is_said_in_hours_up_to_two_days(value: float, said: str) -> None:
    assert plain(saying.days(value)) == said


@pytest.mark.parametrize(
    ("value", "said"), [(48, "48"), (3.14159, "3.14"), (12345.6, "12,346"), (0.5, "0.50"), (-2.5, "−2.50")]
)
def test_a_number_has_three_digits_that_count(value: float, said: str) -> None:
    assert saying.quantity(value) == said


@pytest.mark.parametrize(("value", "said"), [(0.19, "+19 points"), (-0.04, "−4 points"), (0, "0 points")])
def test_a_difference_of_shares_is_said_in_points(value: float, said: str) -> None:
    assert plain(saying.points(value)) == said


def test_an_interval_says_its_unit_once() -> None:
    assert plain(saying.interval(Interval(0.57, 0.82, ""), saying.share)) == "57–82 %"
    assert plain(saying.interval(Interval(0, 0.004, ""), saying.share)) == "0 to under 1 %"
    assert saying.interval(Interval(9.4, 9.4, ""), saying.quantity) == "9.40–9.40"
    assert plain(saying.interval(Interval(-0.04, 0.15, ""), saying.points)) == "−4 to +15 points"
    assert plain(saying.interval(Interval(0.5, 4, ""), saying.days)) == "12 h – 4.0 days"
    assert plain(saying.interval(Interval(1.5, None, ""), saying.days)) == "more than 36 h"


@pytest.mark.parametrize(
    ("state", "n", "said"),
    [
        (State.TOO_FEW, 11, "Too few to tell: 11 topics, and it takes 20."),
        (State.UNDEFINED, 0, "Nothing to tell: there were no topics."),
        (State.UNDEFINED, 30, "Nothing to tell: there was nothing to divide by."),
        (State.NOT_REACHED, 40, "Not reached: it had happened to fewer than half when the data ended."),
        (State.UNSTABLE, 40, "Not told: another look would find something else."),
        (State.UNSEEN, 0, "This source does not tell."),
    ],
)
def test_a_missing_figure_has_its_reason(state: State, n: int, said: str) -> None:
    found = Result(MEASURE.id, WINDOW, state, n)

    assert saying.reason(found, MEASURE, DEFINITION) == said
    is_known = state is State.NOT_REACHED
    assert saying.figure(None, state, saying.share) == ("not reached" if is_known else "—")


def test_enough_who_did_too_little_are_not_said_to_be_too_few() -> None:
    found = Result(MEASURE.id, WINDOW, State.TOO_FEW, 20)
    wide = replace(found, interval=Interval(0.1, 0.9, ""))

    assert saying.reason(found, MEASURE, DEFINITION) == "Too little to tell, with 20 topics."
    assert plain(saying.reason(wide, MEASURE, DEFINITION)) == (
        "Too little to tell: it may be 10–90 %, with 20 topics."
    )


def test_what_is_not_reached_says_beyond_which_day_it_lies() -> None:
    measure, definition = measures["time_to_answer"], definitions["time_to_answer"]
    found = Result(measure.id, WINDOW, State.NOT_REACHED, 84, interval=Interval(3.93, None, "log-log"))

    assert saying.reason(found, measure, definition) == (
        "Not reached, and more than 3.9 days: it had happened to fewer than half when the data ended."
    )


def test_a_count_says_that_it_is_one() -> None:
    found = Result(MEASURE.id, WINDOW, State.COUNTED, 48, 48.0)

    assert saying.sureness(found, DEFINITION, saying.count) == "counted, not estimated · 48 topics"


def test_a_week_is_named_by_its_days_also_over_new_year() -> None:
    assert saying.week(at(7)) == ("Week 1 of 2024", "1 January to 7 January 2024")
    assert saying.week(at(0) + (at(7) - at(0)) * 53) == (
        "Week 1 of 2025",
        "30 December 2024 to 5 January 2025",
    )
