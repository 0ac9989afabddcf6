"""What each reading rests on, person by person, so that people can be drawn again.

The value of a sample in which everybody weighs 1 is the value of the measure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from groundswell.power.engine.catalogue.answering import ANSWERED_IN_A_DAY
from groundswell.power.engine.catalogue.load import EFFECTIVE_ANSWERERS, EFFECTIVE_WELCOMERS
from groundswell.power.engine.columns import NO_TOPIC, Acts, Columns, Index
from groundswell.power.engine.entries import Flags, Ids, Places
from groundswell.power.engine.measures.answering import waits
from groundswell.power.engine.measures.doing import active_and_did
from groundswell.power.engine.measures.load import answers, welcomes
from groundswell.power.engine.measures.newcomers import newcomers
from groundswell.power.engine.measures.replies import replies
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.engine.statistics import weighted
from groundswell.power.engine.statistics.arrays import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Rows of numbers, whose they are, and the value of rows under weights (a line a weighting).

    `besides` is the variance of the value that people drawn one by one do not show: that of occasions which
    bring several at once.
    """

    person: Index | Places
    rows: Numbers
    value: Callable[[Numbers, Numbers], Numbers]
    besides: float = 0.0


Sampled: TypeAlias = Callable[[Columns, Window], Sample]


def reach(columns: Columns, window: Window) -> Sample:
    """A row a person who did anything here."""
    acts = columns.acts.within(window).deliberate().by_somebody()
    acts = acts.take(~acts.imported)
    people = _people(acts)
    return Sample(people, np.ones((len(people), 1)), _total, _brought_together(acts))


def holding(columns: Columns, window: Window) -> Sample:
    """A row a person active in the window before, saying whether they were in this one."""
    before, now = (_people(columns.acts.within(span).deliberate()) for span in (window.earlier(), window))
    return Sample(before, _column(np.isin(before, now)), _share)


def welcome(columns: Columns, window: Window) -> Sample:
    """A row a newcomer: how long they waited or were watched, and whether they were answered."""
    found = newcomers(columns, window)
    return _until(found.person, found.wrote_at, found.answered_at, watched_until=found.watched_until)


def answering(columns: Columns, window: Window) -> Sample:
    """A row a topic, which goes with whoever opened it."""
    found = waits(columns, window)
    opener = columns.topics.opener[found.topic]
    return _until(opener, found.opened_at, found.answered_at, watched_until=found.watched_until)


def shared_load(columns: Columns, window: Window) -> Sample:
    """A row a person who did any of the work: how much of each function that has enough to tell."""
    work = (
        (EFFECTIVE_ANSWERERS, answers(columns, window).person),
        (EFFECTIVE_WELCOMERS, welcomes(columns, window).person),
    )
    told = [person for measure, person in work if len(person) >= measure.minimum]
    made = np.zeros((len(columns.people), len(told)))
    for function, person in enumerate(told):
        made[:, function] = np.bincount(person, minlength=len(columns.people))
    people = np.flatnonzero(made.any(axis=1))
    return Sample(people, made[people], _least_effective)


def togetherness(columns: Columns, window: Window) -> Sample:
    """A row a person who wrote: with how many others they exchanged replies."""
    found = replies(columns, window)
    neighbours = found.network.neighbours()[found.has_written].astype(np.float64)
    return Sample(found.people[found.has_written], neighbours[:, None], _median)


def doing(columns: Columns, window: Window) -> Sample:
    """A row an active person, saying whether they did something in the world."""
    active, did = active_and_did(columns, window)
    return Sample(active, _column(np.isin(active, did)), _per_hundred)


def _people(acts: Acts) -> Places:
    return np.unique(acts.by_somebody().person).astype(np.intp)


def _brought_together(acts: Acts) -> float:
    """The variance of how many people there are that comes from topics, beyond that from people.

    Without a topic those are missing who came for it alone, u of them; topics that come and go by chance
    have variance Σu², of which Σu is that of people one by one (Cameron, Gelbach and Miller 2011).
    """
    person, first = np.unique(acts.person, return_index=True)
    topic = acts.topic[first]
    goes_elsewhere = np.zeros(int(person.max(initial=0)) + 1, dtype=bool)
    goes_elsewhere[acts.person[acts.topic != topic[np.searchsorted(person, acts.person)]]] = True
    alone = topic[~goes_elsewhere[person]]
    _, brought = np.unique(alone[alone != NO_TOPIC], return_counts=True)
    return float((brought**2 - brought).sum())


def _column(flags: Flags) -> Numbers:
    return flags.astype(np.float64)[:, None]


def _until(person: Index, since: Ids, answered_at: Ids, *, watched_until: Ids) -> Sample:
    ends = np.minimum(answered_at, watched_until)
    days = (ends - since) / DAY
    is_watched = days > 0
    rows = np.stack([days, answered_at <= watched_until], axis=1)
    return Sample(person[is_watched], rows[is_watched], _within_a_day)


def _total(_rows: Numbers, weights: Numbers) -> Numbers:
    found: Numbers = weights.sum(axis=1)
    return found


def _share(rows: Numbers, weights: Numbers) -> Numbers:
    return weighted.share(rows[:, 0], weights)


def _least_effective(rows: Numbers, weights: Numbers) -> Numbers:
    """Where nobody did anything twice, a function has no number, and is left aside."""
    least = np.full(len(weights), np.nan)
    for made in rows.T:
        did_any = weights @ (made > 0)
        least = np.fmin(least, np.minimum(weighted.effective_sharers(made, weights), did_any))
    return least


def _median(rows: Numbers, weights: Numbers) -> Numbers:
    return weighted.median(rows[:, 0], weights)


def _per_hundred(rows: Numbers, weights: Numbers) -> Numbers:
    return 100 * weighted.share(rows[:, 0], weights)


def _within_a_day(rows: Numbers, weights: Numbers) -> Numbers:
    day = ANSWERED_IN_A_DAY.parameters["days"]
    return weighted.happened_by(day, rows[:, 0], rows[:, 1] > 0, weights=weights)
