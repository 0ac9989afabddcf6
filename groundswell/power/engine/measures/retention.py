"""Retention: of those who began together, how many were active in each period of 28 days since.

A bracket of days neither depends on the day of the week, as 'day 28' does, nor falls by itself towards the
end, as 'ever after' does. It counts only where it was over for the whole cohort.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.power.engine.catalogue.staying import COHORT_RETENTION
from groundswell.power.engine.columns import NOBODY, Columns
from groundswell.power.engine.entries import Ids
from groundswell.power.engine.measures.cohorts import joined
from groundswell.power.engine.results import Exclusion, Grid, Result, State
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.engine.statistics.proportions import wilson

PERIODS = 13


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """By row: from when to when people began, how many, and how many were active in each period since."""

    starts: Ids
    ends: Ids
    sizes: Ids
    active: NDArray[np.int64]
    cut_off: int

    def is_over(self, period: int) -> NDArray[np.bool_]:
        """For which cohorts the period (0 is the one in which they began) is over for all of them."""
        over: NDArray[np.bool_] = self.ends + (period + 1) * _length() <= self.cut_off
        return over


def cohorts(columns: Columns, window: Window) -> Cohorts:
    """Those who began in the window, by week; weeks in which few began are joined until five people have."""
    acted = columns.people.acted
    known = acted < columns.cut_off
    starts, ends = joined(acted[known])
    inside = (starts >= window.start) & (ends <= window.end)
    starts, ends = starts[inside], ends[inside]
    row = np.searchsorted(ends, acted, side="right")
    is_member = known & (row < len(starts)) & (acted >= np.append(starts, 0)[np.minimum(row, len(starts))])
    sizes = np.bincount(row[is_member], minlength=len(starts)).astype(np.int64)
    active = _active(columns, np.where(is_member, row, NOBODY), starts)
    return Cohorts(starts, ends, sizes, active, columns.cut_off)


def _active(columns: Columns, row: Ids, starts: Ids) -> NDArray[np.int64]:
    """How many of each row were active in each period since their own first act."""
    if not len(starts):
        return np.zeros((0, PERIODS), dtype=np.int64)
    acts = columns.acts.within(Window(int(starts[0]), columns.cut_off)).deliberate().by_somebody()
    period = (acts.at - columns.people.acted[acts.person]) // _length()
    counts = (row[acts.person] != NOBODY) & (period < PERIODS)
    came = np.zeros((len(columns.people), PERIODS), dtype=bool)
    came[acts.person[counts], period[counts]] = True
    person, when = np.nonzero(came)
    found = np.bincount(row[person] * PERIODS + when, minlength=len(starts) * PERIODS)
    return found.reshape(-1, PERIODS).astype(np.int64)


def cohort_retention(columns: Columns, window: Window) -> Result:
    """Share of people active (A1) in days 29 to 56 since their first act; the parts are the later periods."""
    found = cohorts(columns, window)
    parts = {str(period): _pooled(found, window, period) for period in range(1, PERIODS)}
    second = parts["1"]
    unknown = columns.acts.within(window).deliberate().person == NOBODY
    excluded = {**columns.left_out(window), Exclusion.UNKNOWN_AUTHOR: int(unknown.sum())}
    shape = None if second.value is None else _grid(found)
    return Result(
        second.measure, window, second.state, second.n, second.value, second.interval, excluded, parts, shape
    )


def _pooled(found: Cohorts, window: Window, period: int) -> Result:
    """Of all cohorts for which the period is over."""
    over = found.is_over(period)
    n, hits = int(found.sizes[over].sum()), int(found.active[over, period].sum())
    if n < COHORT_RETENTION.minimum:
        return Result(COHORT_RETENTION.id, window, COHORT_RETENTION.lacking(n), n)
    return Result(COHORT_RETENTION.id, window, State.ESTIMATED, n, hits / n, wilson(hits, n))


def _grid(found: Cohorts) -> Grid:
    over = np.stack([found.is_over(period) for period in range(PERIODS)], axis=1)
    shares = found.active / found.sizes[:, None]
    cells = tuple(
        tuple(share if known else None for share, known in zip(*row, strict=True))
        for row in zip(shares.tolist(), over.tolist(), strict=True)
    )
    return Grid(tuple(found.starts.tolist()), tuple(found.sizes.tolist()), cells)


def _length() -> int:
    return int(COHORT_RETENTION.parameters["period"]) * DAY
