"""Staying: how long people go on, from their first act to the last before a long silence.

Whoever acted lately may act again: they are censored at their last act, neither gone nor staying for ever.
This needs a source that tells everything from the first act of all: a part of one would look like silences.
Of what was moved in that is so: an archive tells of those who left before it was made, so nobody enters late.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.catalogue.staying import STAYING, WRITERS_HALF_LIFE
from groundswell.power.engine.columns import NOBODY, Columns, Index
from groundswell.power.engine.entries import ACTS, WRITING, Flags, Ids, Verb, is_any
from groundswell.power.engine.results import Exclusion, Result, State
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.engine.statistics.survival import Survival, kaplan_meier


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Everybody's acts, person by person, each by time."""

    person: Index
    at: Ids
    cut_off: int


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """From a first act to the last before a silence. `is_over` where that silence was as long as the gap."""

    person: Index
    first: Ids
    last: Ids
    is_over: Flags
    is_first: Flags

    def survival(self, which: Flags, *, by_person: bool = False) -> Survival:
        """Of going on, by days since the first act."""
        return kaplan_meier(
            ((self.last - self.first) / DAY)[which],
            self.is_over[which],
            clusters=self.person[which].astype(np.int64) if by_person else None,
        )


def timeline(columns: Columns, verbs: tuple[Verb, ...]) -> Timeline:
    acts = columns.acts
    which = is_any(acts.verb, verbs) & (acts.person != NOBODY)
    person, at = acts.person[which], acts.at[which]
    order = np.argsort(person, kind="stable")
    return Timeline(person[order], at[order], columns.cut_off)


def stays(found: Timeline, gap: int) -> Stays:
    """Cut wherever somebody was silent for `gap` microseconds."""
    changes = found.person[1:] != found.person[:-1]
    cuts = changes | (np.diff(found.at) >= gap)
    starts = np.flatnonzero(np.append(True, cuts)) if len(found.at) else np.zeros(0, dtype=np.intp)
    ends = np.append(starts[1:] - 1, len(found.at) - 1)[: len(starts)]
    person, last = found.person[starts], found.at[ends]
    returns = np.append(person[1:] == person[:-1], False)[: len(person)]
    return Stays(
        person=person,
        first=found.at[starts],
        last=last,
        is_over=returns | (found.cut_off - last >= gap),
        is_first=np.append(True, person[1:] != person[:-1])[: len(person)],
    )


def staying(columns: Columns, window: Window) -> Result:
    """Days after which half of those who began in the window had stopped acting (A1) for 84 days.

    Of each person's first stay. Beside it every stay, of those who came back too, which belong together by
    person; and what it would be for other silences.
    """
    return _half_life(STAYING, columns, window, verbs=ACTS)


def writers_half_life(columns: Columns, window: Window) -> Result:
    """The same of writing (A2): topics and replies."""
    return _half_life(WRITERS_HALF_LIFE, columns, window, verbs=WRITING)


def _half_life(measure: Measure, columns: Columns, window: Window, *, verbs: tuple[Verb, ...]) -> Result:
    gaps, found = measure.parameters, timeline(columns, verbs)
    all_stays = stays(found, int(gaps["gap"]) * DAY)
    is_inside = _began_inside(all_stays, window)
    survival = all_stays.survival(is_inside & all_stays.is_first)
    excluded = _excluded(columns, window, verbs)
    if survival.n < measure.minimum:
        return Result(measure.id, window, measure.lacking(survival.n), survival.n, excluded=excluded)
    parts = {"every stay": _median(measure, window, all_stays.survival(is_inside, by_person=True))}
    for name in ("shorter gap", "longer gap"):
        others = stays(found, int(gaps[name]) * DAY)
        of_first = others.survival(_began_inside(others, window) & others.is_first)
        parts[name] = _median(measure, window, of_first)
    return replace(_median(measure, window, survival), excluded=excluded, parts=parts, shape=survival.curve())


def _began_inside(found: Stays, window: Window) -> Flags:
    inside: Flags = (found.first >= window.start) & (found.first < window.end)
    return inside


def _median(measure: Measure, window: Window, survival: Survival) -> Result:
    if survival.n < measure.minimum:
        return Result(measure.id, window, measure.lacking(survival.n), survival.n)
    value, interval = survival.median()
    state = State.NOT_REACHED if value is None else State.ESTIMATED
    return Result(measure.id, window, state, survival.n, value, interval)


def _excluded(columns: Columns, window: Window, verbs: tuple[Verb, ...]) -> Mapping[Exclusion, int]:
    is_unknown = columns.acts.within(window).of(*verbs).person == NOBODY
    return {**columns.left_out(window, verbs), Exclusion.UNKNOWN_AUTHOR: int(is_unknown.sum())}
