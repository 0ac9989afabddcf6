"""Observations that belong together: several topics of one person are not as many independent ones."""

from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.statistics.arrays import Flags, Numbers, Places, Whole


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Rows by cluster, so that whole clusters can be drawn; clusters count from 0 in order of their ids."""

    order: Places
    starts: Places
    sizes: Places

    @classmethod
    def of(cls, ids: Whole) -> "Clusters":
        order = np.argsort(ids, kind="stable")
        _, starts, sizes = np.unique(ids[order], return_index=True, return_counts=True)
        return cls(order, starts, sizes.astype(np.intp))

    def __len__(self) -> int:
        return len(self.starts)

    def rows(self, drawn: Places) -> Places:
        """The places of all rows of these clusters, of one that was drawn twice twice."""
        sizes = self.sizes[drawn]
        ends = np.cumsum(sizes)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - sizes, sizes)
        found: Places = self.order[np.repeat(self.starts[drawn], sizes) + within]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """Who was watched from when to when, whether it happened then, and to which cluster they belong."""

    begun: Numbers
    ends: Numbers
    happened: Flags
    clusters: Whole


def robust_variances(watched: Watched, days: Numbers, left: Whole, *, steps: Numbers) -> Numbers:
    """The variance of log S by step, from what each cluster as a whole adds (Lin and Wei 1989, JASA 84:1074).

    `left` is who is still waiting after the step, `steps` Greenwood's part of each. An observation adds
    happened / left − C(end) + C(begin), where C cumulates `steps`; a cluster's sum, squared, is its share of
    the variance. With each observation a cluster of its own that is Greenwood's variance.
    """
    cumulated = np.concatenate([[0.0], np.cumsum(np.where(np.isinf(steps), 0, steps))])
    at_end = np.searchsorted(days, watched.ends, side="right")
    at_begin = np.searchsorted(days, watched.begun, side="right")
    weight = np.concatenate([[0.0], np.where(left > 0, 1 / np.maximum(left, 1), 0)])
    ended = watched.happened * weight[at_end] - cumulated[at_end]
    # Each begins to be watched and ends: one more at risk with what C was then, one less with what it gave.
    when = np.concatenate([at_begin, at_end])
    more = np.concatenate([np.ones(len(at_begin)), -np.ones(len(at_end))])
    gives = np.concatenate([cumulated[at_begin], ended])
    squares = _running_squares(np.concatenate([watched.clusters] * 2), when, more=more, gives=gives)
    by_step = np.searchsorted(np.sort(when), np.arange(1, len(days) + 1), side="right") - 1
    of_gives, of_both, of_more = squares[:, by_step]
    now = cumulated[1:]
    clusters = len(np.unique(watched.clusters))
    found: Numbers = (of_gives - 2 * now * of_both + now**2 * of_more) * clusters / max(clusters - 1, 1)
    return found if clusters > 1 else np.full(len(days), np.inf)


def _running_squares(clusters: Whole, when: Places, *, more: Numbers, gives: Numbers) -> Numbers:
    """Σa², Σam and Σm² over clusters after each change, by time; a and m are sums of `gives` and `more`."""
    order = np.lexsort((when, clusters))
    starts = np.concatenate([[True], np.diff(clusters[order]) != 0])
    a, m = (_within(values[order], starts) for values in (gives, more))
    was_a, was_m = a - gives[order], m - more[order]
    changes = np.stack([a * a - was_a * was_a, a * m - was_a * was_m, m * m - was_m * was_m])
    found: Numbers = np.cumsum(changes[:, np.argsort(when[order], kind="stable")], axis=1)
    return found


def _within(values: Numbers, starts: Flags) -> Numbers:
    """Cumulated anew from each start."""
    cumulated = np.cumsum(values)
    before = (cumulated - values)[starts]
    found: Numbers = cumulated - before[np.cumsum(starts) - 1]
    return found
