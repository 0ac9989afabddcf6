"""A row that weighs three is a row that is there three times."""

from collections.abc import Callable

import numpy as np
import pytest

from groundswell.power.engine.statistics import weighted
from groundswell.power.engine.statistics.sharing import effective_sharers
from groundswell.power.engine.statistics.survival import kaplan_meier

pytestmark = pytest.mark.once

SEEDS = range(20)
Plain = Callable[[np.ndarray], float | None]
Weighed = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _sharers(made: np.ndarray) -> float | None:
    """Of people apart, each piece of work on an occasion of its own."""
    person = np.repeat(np.arange(len(made)), made.astype(int))
    found = effective_sharers(person, np.arange(len(person)))
    return found[0] if found else None


CASES: dict[str, tuple[Plain, Weighed]] = {
    "share": (
        lambda values: float((values > 3).mean()),
        lambda v, w: weighted.share((v > 3).astype(np.float64), w),
    ),
    "median": (lambda values: float(np.median(values)), weighted.median),
    "effective sharers": (_sharers, weighted.effective_sharers),
}


def drawn(seed: int, rows: int = 13) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.integers(1, 9, rows).astype(float), rng.integers(0, 4, (30, rows))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", SEEDS)
def test_weights_stand_for_repetition(name: str, seed: int) -> None:
    plain, weighed = CASES[name]
    values, weights = drawn(seed)

    found = weighed(values, weights.astype(float))

    assert found == pytest.approx([plain(np.repeat(values, line)) for line in weights])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_weighted_curve_is_that_of_repeated_people(seed: int) -> None:
    days, weights = drawn(seed)
    happened = np.random.default_rng(seed).random(len(days)) < 0.6

    found = weighted.happened_by(5, days, happened, weights=weights.astype(float))

    wanted = [1 - kaplan_meier(np.repeat(days, w), np.repeat(happened, w)).at(5) for w in weights]
    assert found == pytest.approx(wanted)


def test_weights_of_nothing_have_no_value() -> None:
    nothing, values = np.zeros((1, 3)), np.array([1.0, 2.0, 3.0])
    is_so = np.array([True, True, False])

    found = [
        weighted.share(values, nothing),
        weighted.median(values, nothing),
        weighted.median(values[:0], nothing[:, :0]),
        weighted.effective_sharers(values, nothing),
        weighted.happened_by(1, values, is_so, weights=nothing),
    ]

    assert np.isnan(np.concatenate(found)).all()
