"""Load: on how many people the work rests that a community lives by, which is less than writing.

A function is work that others wait for. Of conversations two are known: answering topics, and welcoming those
who write for the first time. Opening topics is no load.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

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

Estimate: TypeAlias = tuple[float, Interval]


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
    """The least of the functions' effective numbers, of those functions that have enough work for one.

    `n` is how many people were active (A1), and might share the load. Beside it the functions themselves, and
    the same without what the team did.
    """
    answering, welcoming = answers(columns, window), welcomes(columns, window)
    n = int(columns.who(columns.acts.within(window).deliberate()).sum())
    excluded = {**welcoming.excluded, **answering.excluded}
    if n < SHARED_LOAD.minimum:
        return Result(SHARED_LOAD.id, window, SHARED_LOAD.lacking(n), n, excluded=excluded)
    functions = {
        "answering": _effective(EFFECTIVE_ANSWERERS, window, answering),
        "welcoming": _effective(EFFECTIVE_WELCOMERS, window, welcoming),
    }
    least = _least(_estimates(answering, welcoming))
    others = _least(_estimates(answering.without_team(columns), welcoming.without_team(columns)))
    parts = {**functions, "without the team": _told(SHARED_LOAD, window, n, found=others)}
    return replace(_told(SHARED_LOAD, window, n, found=least), excluded=excluded, parts=parts)


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
    return _told(measure, window, len(work), found=_estimate(measure, work))


def _told(measure: Measure, window: Window, n: int, *, found: Estimate | None) -> Result:
    """Too little to tell, too, where hardly anybody worked twice: then there may be any number of them."""
    if found is None:
        return Result(measure.id, window, measure.lacking(n), n)
    value, interval = found
    if (interval.high or NEVER) > measure.parameters["widest"] * interval.low:
        return Result(measure.id, window, State.TOO_FEW, n, interval=interval)
    return Result(measure.id, window, State.ESTIMATED, n, value, interval)


def _estimates(answering: Work, welcoming: Work) -> list[Estimate]:
    """Of those functions of which there is one."""
    found = _estimate(EFFECTIVE_ANSWERERS, answering), _estimate(EFFECTIVE_WELCOMERS, welcoming)
    return [each for each in found if each is not None]


def _estimate(measure: Measure, work: Work) -> Estimate | None:
    """Never more than were seen to do any of it; that there may be more, its interval says.

    Where they take turns, they share more evenly than chance would, and even its lower bound may lie above.
    """
    n = len(work)
    found = effective_sharers(work.person.astype(np.int64), np.arange(n)) if n >= measure.minimum else None
    if found is None:
        return None
    value, interval = found
    seen = float(len(np.unique(work.person)))
    return min(value, seen), replace(interval, low=min(interval.low, seen))


def _least(functions: Sequence[Estimate]) -> Estimate | None:
    """Where each true value lies in its interval, their least lies between the least of the bounds."""
    if not functions:
        return None
    lows, highs = zip(*((each.low, each.high or NEVER) for _, each in functions), strict=True)
    method = functions[0][1].method
    return min(value for value, _ in functions), Interval(min(lows), min(highs), method)
