"""What belongs together is drawn together and counts as one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.clusters import Clusters, Watched, robust_variances
from groundswell.power.engine.statistics.survival import greenwood, kaplan_meier

pytestmark = pytest.mark.once

ROWS = st.lists(
    st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 6), st.integers(0, 8)),
    min_size=2,
    max_size=50,
)


def by_definition(watched: Watched, days: np.ndarray) -> np.ndarray:
    """Each observation's part in each step, written out: (dN - Y d/n) / (n - d); by cluster, squared."""
    at_risk = (watched.begun[:, None] < days) & (watched.ends[:, None] >= days)
    died = (watched.ends[:, None] == days) & watched.happened[:, None]
    n, d = at_risk.sum(axis=0), died.sum(axis=0)
    parts = np.cumsum(np.where(n > d, (died - at_risk * d / n) / np.maximum(n - d, 1), 0), axis=1)
    known = np.unique(watched.clusters)
    sums = np.array([parts[watched.clusters == each].sum(axis=0) for each in known])
    found: np.ndarray = (sums**2).sum(axis=0) * len(known) / max(len(known) - 1, 1)
    return found


def variances(watched: Watched) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """As found, as defined, and Greenwood's."""
    curve = kaplan_meier(watched.ends, watched.happened, entered=watched.begun)
    steps = greenwood(curve.dead, curve.at_risk)
    found = robust_variances(watched, curve.days, curve.at_risk - curve.dead, steps=steps)
    return found, by_definition(watched, curve.days), np.cumsum(steps)


@given(ROWS)
def test_the_variance_is_what_its_definition_says(rows: list[tuple[int, bool, int, int]]) -> None:
    ends, happened, clusters, begun = np.array(rows).T
    begun = np.where(begun == 0, -np.inf, begun)
    seen = begun < ends
    if len(np.unique(clusters[seen])) < 2:
        return

    found, expected, _ = variances(
        Watched(begun[seen], ends[seen].astype(float), happened[seen].astype(bool), clusters[seen])
    )

    assert found == pytest.approx(expected, abs=1e-9)


def test_alone_each_observation_has_greenwoods_variance() -> None:
    chance = np.random.default_rng(3)
    ends, happened = chance.exponential(5, 400).round(1) + 0.1, chance.random(400) < 0.7

    found, _, alone = variances(Watched(np.full(400, -np.inf), ends, happened, np.arange(400)))

    left = np.isfinite(alone)
    assert found[left] * 399 / 400 == pytest.approx(alone[left])


def test_saying_everything_twice_makes_nothing_surer() -> None:
    chance = np.random.default_rng(5)
    ends, happened, people = chance.exponential(5, 60), chance.random(60) < 0.7, np.arange(60)
    once = kaplan_meier(ends, happened, clusters=people)
    doubled = kaplan_meier(np.tile(ends, 2), np.tile(happened, 2), clusters=np.tile(people, 2))
    believed = kaplan_meier(np.tile(ends, 2), np.tile(happened, 2))

    assert doubled.interval_at(4).low == pytest.approx(once.interval_at(4).low)
    assert believed.interval_at(4).low > once.interval_at(4).low + 0.03


def test_what_one_person_did_tells_nothing_of_others() -> None:
    found = kaplan_meier(np.arange(1.0, 9.0), np.ones(8, dtype=bool), clusters=np.zeros(8, dtype=np.int64))

    assert found.interval_at(4) == Interval(0, 1, "log-log")


def test_rows_come_with_their_cluster_as_often_as_it_was_drawn() -> None:
    clusters = Clusters.of(np.array([7, 3, 7, 9, 3, 7]))

    assert len(clusters) == 3
    assert clusters.rows(np.array([1, 0, 1])).tolist() == [0, 2, 5, 1, 4, 0, 2, 5]
    assert clusters.rows(np.array([], dtype=np.intp)).tolist() == []
