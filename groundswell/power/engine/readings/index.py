"""power.v1, one number for those who insist: off unless asked for, and only where all eight are known.

A geometric mean lets no strength buy off a silence. Nobody should be ranked or paid by it.
"""

from collections.abc import Sequence

import numpy as np

from groundswell.power.engine.columns import Columns
from groundswell.power.engine.readings.eight import EIGHT, Kind
from groundswell.power.engine.readings.reading import Index, Lacks, Reading, Target
from groundswell.power.engine.readings.samples import Sample
from groundswell.power.engine.results import Interval, State
from groundswell.power.engine.spans import WEEK, Window
from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.engine.statistics.bootstrap import accelerated
from groundswell.power.engine.statistics.regrouped import in_batches
from groundswell.power.engine.statistics.seeds import generator

ID = "power.v1"
TIMES = 1000
_WHOLE = 100
_LEAST = 0.01
_WITHOUT_VALUE = {State.UNSEEN: Lacks.NOT_SEEN, State.TOO_FEW: Lacks.TOO_FEW}


def index_of(columns: Columns, readings: Sequence[Reading], kinds: Sequence[Kind] = EIGHT) -> Index:
    """Of the eight readings of one week; `columns` are what was known at its end."""
    week = columns.cut_off
    if [each.name for each in readings] != [kind.name for kind in kinds]:
        raise ValueError("The index is of the eight readings in their order.")
    if {each.week for each in readings} != {week}:
        raise ValueError(f"Readings of one week make an index, and of what was known at its end, {week}.")
    lacks = {each.name: _lacks(each, kind) for each, kind in zip(readings, kinds, strict=True)}
    missing = {name: why for name, why in lacks.items() if why is not None}
    if missing:
        return Index(week, missing)
    window = Window(week - WEEK, week)
    attained = np.array([each.attainment for each in readings])
    value = float(composed(attained[None, :])[0])
    samples = [_sample(columns, each, kind) for each, kind in zip(readings, kinds, strict=True)]
    targets = [each.target for each in readings if each.target is not None]
    chance = joint(samples, targets, generator(ID, window))
    any_weights = robust(attained, generator(f"{ID}:weights", window))
    return Index(week, {}, *(round(each) for each in (value, *_around(value, chance), *any_weights)))


def composed(attained: Numbers, weights: Numbers | None = None) -> Numbers:
    """100 · Π max(s, .01)^w by row; the weights are equal where none are given."""
    logs = np.log(np.maximum(attained, _LEAST))
    found: Numbers = _WHOLE * np.exp(logs.mean(axis=1) if weights is None else (logs * weights).sum(axis=1))
    return found


def robust(attained: Numbers, rng: np.random.Generator) -> tuple[float, float]:
    """The least and the most under a thousand weightings, drawn evenly from all there are (Dirichlet)."""
    weights = rng.dirichlet(np.ones(len(attained)), size=TIMES)
    found = composed(np.broadcast_to(attained, weights.shape), weights)
    return float(found.min()), float(found.max())


def joint(samples: Sequence[Sample], targets: Sequence[Target], rng: np.random.Generator) -> Interval | None:
    """People are drawn again with all that they did, for all eight at once; bias-corrected percentiles."""
    people = np.unique(np.concatenate([each.person for each in samples]))
    places = [np.searchsorted(people, each.person) for each in samples]

    def index(weights: Numbers) -> Numbers:
        values = [
            sample.value(sample.rows, weights[:, place])
            for sample, place in zip(samples, places, strict=True)
        ]
        attained = [_attained(value, target) for value, target in zip(values, targets, strict=True)]
        return composed(np.stack(attained, axis=1))

    once = np.ones(len(people), dtype=np.int64)
    estimate = float(index(once[None, :].astype(np.float64))[0]) if len(people) else np.nan
    if not np.isfinite(estimate):
        return None
    drawn = in_batches(index, once, rng, times=TIMES)
    return accelerated(estimate, drawn[np.isfinite(drawn)], 0.0)


def _lacks(reading: Reading, kind: Kind) -> Lacks | None:
    """Why the reading has no part in the index: first that it has no value, then that nobody aims for one."""
    if reading.result.value is None:
        return _WITHOUT_VALUE.get(reading.result.state, Lacks.NO_VALUE)
    if reading.attainment is None:
        return Lacks.NO_TARGET
    return None if kind.sampled() else Lacks.NO_SAMPLE


def _sample(columns: Columns, reading: Reading, kind: Kind) -> Sample:
    sampled = kind.sampled()
    if sampled is None:
        raise ValueError(f"{kind.name} has no sample.")
    return sampled(columns, reading.result.window)


def _attained(values: Numbers, target: Target) -> Numbers:
    """As `Target.attained` says it of one value."""
    if target.floor is None or target.target is None:
        return np.full(len(values), np.nan)
    return np.clip((values - target.floor) / (target.target - target.floor), 0, 1)


def _around(value: float, chance: Interval | None) -> tuple[float, float]:
    """Of what has no interval everything is possible."""
    if chance is None or chance.high is None:
        return 0, _WHOLE
    return min(chance.low, value), max(chance.high, value)
