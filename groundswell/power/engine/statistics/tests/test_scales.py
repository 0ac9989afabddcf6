"""Survey scales against their published vectors, and against chance."""

import numpy as np
import pytest

from groundswell.power.engine.statistics.scales import (
    SenseOfCommunity,
    net_promoters,
    sense_of_community,
    standard_error,
)

pytestmark = pytest.mark.once


def counts(promoters: int, passives: int, detractors: int) -> list[int]:
    """Answers from 0 to 10, spread within their kinds."""
    found = [0] * 11
    for kind, number in ((range(9, 11), promoters), (range(7, 9), passives), (range(7), detractors)):
        for place in range(number):
            found[kind[place % len(kind)]] += 1
    return found


def test_whoever_answers_four_throughout_scores_four() -> None:
    assert sense_of_community([4] * 8) == SenseOfCommunity(4.0, 4.0, 4.0, 4.0, 4.0)


def test_subscales_are_of_two_items_each_in_their_order() -> None:
    assert sense_of_community([1, 2, 3, 3, 4, 5, 5, 5]) == SenseOfCommunity(3.5, 1.5, 3.0, 4.5, 5.0)


def test_two_answers_may_be_left_out_but_no_subscale() -> None:
    assert sense_of_community([None, 2, 4, 4, 4, 4, 4, None]) == SenseOfCommunity(22 / 6, 2.0, 4.0, 4.0, 4.0)
    assert sense_of_community([None, None, 4, 4, 4, 4, 4, 4]) is None
    assert sense_of_community([None, 4, None, 4, None, 4, 4, 4]) is None


@pytest.mark.parametrize("answers", [[4] * 7, [0, *[4] * 7], [6, *[4] * 7]])
def test_other_answers_are_refused(answers: list[int]) -> None:
    with pytest.raises(ValueError, match="eight answers from 1 to 5"):
        sense_of_community(answers)


def test_half_promoters_and_a_fifth_detractors_of_fifty_are_thirty_and_eleven() -> None:
    """The published vector: p = .5, d = .2, n = 50."""
    answers = counts(25, 15, 10)
    found = net_promoters(answers)

    assert found is not None
    value, interval = found
    assert value == pytest.approx(30)
    assert standard_error(answers) == pytest.approx(11.0, abs=0.05)
    assert interval.high is not None
    assert interval.high - interval.low == pytest.approx(2 * 1.96 * 11, abs=1.5)


def test_of_nobody_there_is_no_score_and_of_all_alike_no_certainty() -> None:
    assert net_promoters([0] * 11) is None
    found = net_promoters(counts(8, 0, 0))
    assert found is not None
    value, interval = found
    assert value == 100
    assert interval.low < 80


def test_answers_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="eleven answers"):
        net_promoters([1] * 10)


@pytest.mark.parametrize(("promoters", "detractors"), [(0.5, 0.2), (0.8, 0.05), (0.3, 0.3)])
@pytest.mark.parametrize("n", [15, 50])
def test_the_interval_holds_the_truth_as_often_as_it_says(
    promoters: float, detractors: float, n: int
) -> None:
    rng = np.random.default_rng(7)
    truth = 100 * (promoters - detractors)
    drawn = rng.multinomial(n, [promoters, 1 - promoters - detractors, detractors], size=2000)

    held = 0
    for each in drawn.tolist():
        found = net_promoters(counts(*each))
        held += found is not None and not found[1].excludes(truth)

    assert 0.93 <= held / 2000 <= 0.99
