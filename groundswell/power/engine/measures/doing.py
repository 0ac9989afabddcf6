"""Doing: how many of the people who take part do something in the world, beyond talk about it."""

import numpy as np

from groundswell.power.engine.catalogue.doing import DID_PER_HUNDRED
from groundswell.power.engine.columns import Acts, Columns
from groundswell.power.engine.entries import Places, Verb
from groundswell.power.engine.results import Exclusion, Interval, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.proportions import wilson

_HUNDRED = 100


def active_and_did(columns: Columns, window: Window) -> tuple[Places, Places]:
    """The places of the people who took part in the window, and of those among them who did something."""
    acts = columns.acts.deliberate().within(window).by_somebody()
    return _people(acts), _people(acts.of(Verb.DID))


def did_per_hundred(columns: Columns, window: Window) -> Result:
    """People at level DID per 100 active people; not seen where the source has never told of such a deed."""
    measure = DID_PER_HUNDRED
    active, did = active_and_did(columns, window)
    n, hits = len(active), len(did)
    acts = columns.acts.deliberate().within(window)
    excluded = {**columns.left_out(window), Exclusion.UNKNOWN_AUTHOR: len(acts) - len(acts.by_somebody())}
    if not (columns.acts.verb == Verb.DID).any():
        return Result(measure.id, window, State.UNSEEN, n, excluded=excluded)
    if n < measure.minimum:
        return Result(measure.id, window, State.TOO_FEW if n else State.UNDEFINED, n, excluded=excluded)
    share = wilson(hits, n)
    high = 1.0 if share.high is None else share.high
    interval = Interval(_HUNDRED * share.low, _HUNDRED * high, share.method)
    return Result(measure.id, window, State.ESTIMATED, n, _HUNDRED * hits / n, interval, excluded)


def _people(acts: Acts) -> Places:
    return np.unique(acts.person).astype(np.intp)
