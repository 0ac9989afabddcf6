"""Belonging as a later feature would bring it, declared for a test: until people are asked, hearts answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from groundswell.power.engine.catalogue import Measure, Unit, measures
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.readings.samples import Sample
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics import weighted
from groundswell.power.engine.statistics.bootstrap import bca
from groundswell.power.engine.statistics.seeds import generator

_HERE = "groundswell.power.engine.readings.tests.belonging"
_WELL, _LESS = 5.0, 2.0
BELONGING = Measure(
    name="belonging",
    unit=Unit.SCORE,
    minimum=5,
    days=84,
    computed_by=f"{_HERE}:belonging",
    sampled_by=f"{_HERE}:by_person",
)


def by_person(columns: Columns, window: Window) -> Sample:
    """A row an active person: whoever gave a heart feels at home."""
    acts = columns.acts.within(window).deliberate()
    people = np.flatnonzero(columns.who(acts))
    has_given = columns.who(acts.of(Verb.REACTED))[people]
    rows = np.where(has_given, _WELL, _LESS)[:, None]
    return Sample(people, rows, lambda table, weights: weighted.share(table[:, 0], weights))


def belonging(columns: Columns, window: Window) -> Result:
    """The mean over active people."""
    scores = by_person(columns, window).rows[:, 0]
    n = len(scores)
    if n < BELONGING.minimum:
        return Result(BELONGING.id, window, BELONGING.lacking(n), n)
    interval = bca(lambda places: float(scores[places].mean()), n, generator(BELONGING.id, window))
    return Result(BELONGING.id, window, State.ESTIMATED, n, float(scores.mean()), interval)


@contextmanager
def asked(measure: Measure = BELONGING) -> Iterator[None]:
    """While the measure stands in the catalogue, as a feature's own does for good."""
    measures.add(measure.name, measure)
    try:
        yield
    finally:
        measures._entries.pop(measure.name)


@contextmanager
def asked_no_more(measure: Measure = BELONGING) -> Iterator[None]:
    """While it does not."""
    measures._entries.pop(measure.name)
    try:
        yield
    finally:
        measures.add(measure.name, measure)
