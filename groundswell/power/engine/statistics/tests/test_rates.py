"""The chance of so few, against scipy."""

from typing import Any

import pytest

from groundswell.power.engine.statistics.rates import at_most

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("now", "all_of", "share"), [(0, 20, 0.25), (3, 40, 0.25), (9, 9, 0.5), (70, 400, 0.2)]
)
def test_the_chance_is_the_binomial_one(now: int, all_of: int, share: float, scipy: Any) -> None:
    assert at_most(now, all_of, share) == pytest.approx(scipy.stats.binom.cdf(now, all_of, share))


def test_of_very_many_it_is_nearly_so(scipy: Any) -> None:
    assert at_most(24_800, 100_000, 0.25) == pytest.approx(
        scipy.stats.binom.cdf(24_800, 100_000, 0.25), rel=0.005
    )


def test_of_nothing_no_fewer_can_come() -> None:
    assert at_most(0, 0, 0.25) == 1


@pytest.mark.parametrize("share", [0, 1, -0.1, 2])
def test_the_share_is_of_some_time_and_not_of_all(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        at_most(1, 2, share)
