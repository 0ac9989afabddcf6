"""Load: on how many people the work rests that a community lives by, which is less than writing.

A function is work that others wait for. Of conversations two are known: answering topics, and welcoming those
who write for the first time. Opening topics is no load.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.catalogue.load import (
    ABSENCE_FACTOR,
    EFFECTIVE_ANSWERERS,
    EFFECTIVE_WELCOMERS,
    SHARED_LOAD,
)
from groundswell.power.engine.columns import NOBODY, Columns, Index
from groundswell.power.engine.measures.answering import waits
from groundswell.power.engine.measures.newcomers import newcomers
from groundswell.power.engine.results import Exclusion, Interval, Result, State
from groundswell.power.engine.spans import NEVER, Window
from groundswell.power.engine.statistics import inequality
from groundswell.power.engine.statistics.sharing import effective_sharers


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """One function's pieces of work in a window, each another occasion: who did each."""

    person: Index
    excluded: Mapping[Exclusion, int]

    def __len__(self) -> int:
        return len(self.person)

    @classmethod
    def by(cls, person: Index, excluded: Mapping[Exclusion, int]) -> "Work":
        """Of those who are known; the others are counted among what is left out."""
        is_known = person != NOBODY
        unknown = excluded.get(Exclusion.UNKNOWN_AUTHOR, 0) + int((~is_known).sum())
        return cls(person[is_known], {**excluded, Exclusion.UNKNOWN_AUTHOR: unknown})

    def without_team(self, columns: Columns) -> "Work":
        return Work(self.person[~columns.people.is_staff[self.person]], {})


def answers(columns: Columns, window: Window) -> Work:
    """First answers to the topics that were opened in the window."""
    found = waits(columns, window)
    return Work.by(found.answerer[found.is_answered], found.excluded)


def welcomes(columns: Columns, window: Window) -> Work:
    """First answers to the first posts of those who were new in the window."""
    found = newcomers(columns, window)
    return Work.by(found.answerer[found.is_answered], found.excluded)


def effective_answerers(columns: Columns, window: Window) -> Result:
    """As many equal people as would share first answers like this."""
    work = answers(columns, window)
    return replace(_effective(EFFECTIVE_ANSWERERS, window, work), excluded=work.excluded)


def effective_welcomers(columns: Columns, window: Window) -> Result:
    """As many equal people as would share first answers to newcomers like this."""
    work = welcomes(columns, window)
    return replace(_effective(EFFECTIVE_WELCOMERS, window, work), excluded=work.excluded)


def shared_load(columns: Columns, window: Window) -> Result:
    """The least of the functions' effective numbers, of those functions that have enough work to tell.

    `n` is how many people were active (A1), and might share the load. Beside it the functions themselves, and
    the same without what the team did.
    """
    answering, welcoming = answers(columns, window), welcomes(columns, window)
    n = int(columns.who(columns.acts.within(window).deliberate()).sum())
    excluded = {**welcoming.excluded, **answering.excluded}
    if n < SHARED_LOAD.minimum:
        return Result(SHARED_LOAD.id, window, SHARED_LOAD.lacking(n), n, excluded=excluded)
    by_all = {
        "answering": _effective(EFFECTIVE_ANSWERERS, window, answering),
        "welcoming": _effective(EFFECTIVE_WELCOMERS, window, welcoming),
    }
    by_others = (
        _effective(EFFECTIVE_ANSWERERS, window, answering.without_team(columns)),
        _effective(EFFECTIVE_WELCOMERS, window, welcoming.without_team(columns)),
    )
    parts = {**by_all, "without the team": _least(window, n, by_others)}
    return replace(_least(window, n, by_all.values()), excluded=excluded, parts=parts)


def absence_factor(columns: Columns, window: Window) -> Result:
    """The fewest people who did half of the work, in the function where they are fewest; counted.

    `n` is that function's pieces of work. Writing stands beside them, as others reckon it: it is no function.
    """
    written = columns.acts.within(window).writing()
    answering, welcoming = answers(columns, window), welcomes(columns, window)
    functions = {"answering": _absence(window, answering), "welcoming": _absence(window, welcoming)}
    least = min(functions.values(), key=lambda each: NEVER if each.value is None else each.value)
    parts = {**functions, "writing": _absence(window, Work.by(written.person, {}))}
    return replace(least, excluded={**welcoming.excluded, **answering.excluded}, parts=parts)


def _absence(window: Window, work: Work) -> Result:
    n = len(work)
    if n < ABSENCE_FACTOR.minimum:
        return Result(ABSENCE_FACTOR.id, window, ABSENCE_FACTOR.lacking(n), n)
    fewest = inequality.absence_factor(np.bincount(work.person))
    return Result(ABSENCE_FACTOR.id, window, State.COUNTED, n, fewest)


def _effective(measure: Measure, window: Window, work: Work) -> Result:
    """Too few to tell, too, where hardly anybody worked twice: then there may be any number of them."""
    n = len(work)
    found = effective_sharers(work.person.astype(np.int64), np.arange(n)) if n >= measure.minimum else None
    if found is None:
        return Result(measure.id, window, measure.lacking(n), n)
    return Result(measure.id, window, State.ESTIMATED, n, *found)


def _least(window: Window, n: int, functions: Iterable[Result]) -> Result:
    """Where each true value lies in its interval, their least lies between the least of the bounds."""
    told = [
        (each.value, each.interval.low, each.interval.high, each.interval.method)
        for each in functions
        if each.value is not None and each.interval is not None and each.interval.high is not None
    ]
    if not told:
        return Result(SHARED_LOAD.id, window, State.TOO_FEW, n)
    value, low, high, method = (min(each) for each in zip(*told, strict=True))
    return Result(SHARED_LOAD.id, window, State.ESTIMATED, n, value, Interval(low, high, method))
