"""What is called the truth is true, and what is too little stands out."""

import numpy as np
import pytest

from bench import coverage, truths
from bench.truths import BY_ASKER, QUICK, SLOW, Answers
from groundswell.power.engine.statistics.competing import aalen_johansen
from groundswell.power.engine.statistics.survival import kaplan_meier

pytestmark = pytest.mark.once

MANY = 200_000


def chance() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.mark.parametrize("answers", [QUICK, SLOW, BY_ASKER])
def test_answers_come_as_their_formula_says(answers: Answers) -> None:
    durations, happened, _ = answers.draw(chance(), MANY)
    found = kaplan_meier(durations, happened)

    for day in (0.1, 1, 7):
        assert found.at(day) == pytest.approx(answers.waiting(day), abs=0.005)
    assert found.median()[0] == pytest.approx(answers.median(), rel=0.05)


def test_answers_before_closing_are_as_many_as_the_formula_says() -> None:
    durations, happened, _ = SLOW.draw(chance(), MANY)
    closed = chance().exponential(truths.CLOSED_AFTER, MANY)
    cause = np.where(closed < durations, 2, happened.astype(np.int64))

    found = aalen_johansen(np.minimum(durations, closed), cause)

    assert found.at(1) == pytest.approx(SLOW.before_closing(1), abs=0.005)


def test_members_stay_and_return_as_their_formulas_say() -> None:
    staying = kaplan_meier(*truths.stayed(chance(), MANY))
    first, second, third = truths.returns(chance(), MANY, 3).T

    assert staying.at(84) == pytest.approx(truths.still_there(84), abs=0.005)
    assert (first & second).sum() / first.sum() == pytest.approx(truths.retained(), abs=0.005)
    assert (second & third).sum() / second.sum() == pytest.approx(truths.retained(), abs=0.005)


def test_who_answers_is_as_likely_as_told() -> None:
    likely = truths.propensities(10)
    who, topic = truths.answered(chance(), MANY, likely)

    assert np.bincount(who) / len(who) == pytest.approx(likely, abs=0.005)
    assert len(np.unique(topic)) == MANY


def cells(*held: float) -> list[dict[str, float]]:
    return [{"held": each, "none": 0, "width": 0.1} for each in held]


@pytest.mark.parametrize(
    ("held", "least"),
    [((0.95, 0.95, 0.95), 10), ((0.8, 0.95, 0.9), 20), ((0.95, 0.89, 0.95), 30), ((0.95, 0.95, 0.89), None)],
)
def test_a_size_is_enough_if_all_larger_ones_are(held: tuple[float, ...], least: int | None) -> None:
    assert coverage.least_n(cells(*held), (10, 20, 30)) == least


def test_the_table_says_where_it_is_too_little_and_what_is_not_used() -> None:
    about = {"measure": "a share", "n": "people", "truth": 0.5, "trials": 9}
    ours = about | {"method": "Wilson", "ours": True, "cells": cells(0.95, 0.961)}
    other = about | {
        "method": "guess",
        "ours": False,
        "cells": [*cells(0.5), {"held": 1.0, "none": 0.25, "width": -1}],
    }

    told = coverage.report({"sizes": [10, 20], "cases": [ours, other]}).splitlines()

    assert told[2:4] == [
        "| a share, Wilson | people | .95 | .96 | 10 |",
        "| *a share, guess: not used* | people | **.50** | 1.00 (25% none) | 20 |",
    ]
    assert told[-1] == "| a share, Wilson | people | 0.100 | 0.100 | 0.500 |"


def test_each_case_is_drawn_the_same_whatever_else_is_measured() -> None:
    case = next(coverage.cases())

    once, again = (coverage._covered(case, 15, 40) for _ in range(2))

    assert once == again
    assert 0.7 < once["held"] <= 1
