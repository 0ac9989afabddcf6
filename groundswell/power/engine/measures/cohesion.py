"""Cohesion: whether people have something to do with each other, by who replies to whom."""

from groundswell.power.engine.catalogue import PARTNERS, Measure
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.measures.replies import Replies, replies
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.medians import median


def partners(columns: Columns, window: Window) -> Result:
    """Half of those who wrote exchanged replies with at least so many others, whoever of the two replied."""
    found = replies(columns, window)
    middle = median(found.network.neighbours()[found.has_written])
    if middle is None or found.writers < PARTNERS.minimum:
        return _too_few(PARTNERS, window, found, n=found.writers)
    value, interval = middle
    return Result(PARTNERS.id, window, State.ESTIMATED, found.writers, value, interval, found.excluded)


def _too_few(measure: Measure, window: Window, found: Replies, *, n: int) -> Result:
    state = State.TOO_FEW if n else State.UNDEFINED
    return Result(measure.id, window, state, n, excluded=found.excluded)
