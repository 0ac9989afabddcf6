"""Whether a reading changed, or only looks so: the window now against the one before, which it does not meet.

Of samples without common units (newcomers, topics, answers) the two intervals are put together; where the
same people stand behind both, they are drawn again for both at once.
"""

from math import hypot, sqrt

import numpy as np

from groundswell.power.engine.columns import Columns
from groundswell.power.engine.readings.eight import Kind
from groundswell.power.engine.readings.reading import Arrow, Change
from groundswell.power.engine.readings.samples import Sample
from groundswell.power.engine.results import Interval, Result
from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.engine.statistics.proportions import Z, apart
from groundswell.power.engine.statistics.regrouped import bca_of_kinds, kinds_of
from groundswell.power.engine.statistics.seeds import generator

_PAIRED = "BCa, paired by person"


def change(kind: Kind, columns: Columns, result: Result) -> Change:
    """Of a result of the reading's measure; the window before is measured with what is known now."""
    measure = kind.known
    before = result.window.earlier()
    if measure is None or result.value is None:
        return Change(before=before)
    was = measure.compute(columns, before)
    if was.value is None:
        return Change(before=before)
    found = _interval(kind, columns, (result, was))
    by = result.value - was.value
    return Change(_arrow(found, by), before, was.value, by, found)


def paired(now: Sample, before: Sample, rng: np.random.Generator) -> Interval | None:
    """Now minus before, over whoever is in either. Samples with a row a person, or none."""
    people = np.union1d(now.person, before.person)
    if not len(people):
        return None
    table = np.concatenate([_beside(people, each) for each in (now, before)], axis=1)
    kinds, counts = kinds_of(table)
    middle = 1 + now.rows.shape[1]
    is_now, was = kinds[:, :middle], kinds[:, middle:]

    def gap(weights: Numbers) -> Numbers:
        return _valued(now, is_now, weights) - _valued(before, was, weights)

    found = bca_of_kinds(gap, counts, rng)
    if found is None or found.high is None:
        return None
    estimate = float(gap(counts[None, :].astype(np.float64))[0])
    below, above = (
        _besides(side, now.besides + before.besides) for side in (estimate - found.low, found.high - estimate)
    )
    return Interval(estimate - below, estimate + above, _PAIRED)


def _besides(side: float, variance: float) -> float:
    """One side of an interval, where there is more variance than it shows."""
    return hypot(side, Z * sqrt(variance))


def _interval(kind: Kind, columns: Columns, results: tuple[Result, Result]) -> Interval | None:
    now, before = results
    sampled = kind.sampled() if kind.is_paired else None
    if sampled is not None:
        rng = generator(f"{now.measure}:change", now.window)
        return paired(sampled(columns, now.window), sampled(columns, before.window), rng)
    if now.interval is None or before.interval is None or now.value is None or before.value is None:
        return None
    if now.interval.high is None or before.interval.high is None:
        return None
    low, high = apart(now.interval, before.interval, (now.value, before.value))
    return Interval(low, high, f"{now.interval.method}, both")


def _arrow(interval: Interval | None, by: float) -> Arrow:
    if interval is None or not interval.excludes(0):
        return Arrow.NONE
    return Arrow.UP if by > 0 else Arrow.DOWN


def _beside(people: Numbers, sample: Sample) -> Numbers:
    """By person: whether they are in the sample, and their row, or noughts."""
    table = np.zeros((len(people), 1 + sample.rows.shape[1]))
    places = np.searchsorted(people, sample.person)
    table[places, 0] = 1
    table[places, 1:] = sample.rows
    return table


def _valued(sample: Sample, table: Numbers, weights: Numbers) -> Numbers:
    is_in = table[:, 0] > 0
    return sample.value(table[is_in, 1:], weights[:, is_in])
