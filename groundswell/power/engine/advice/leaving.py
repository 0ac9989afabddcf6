"""Rules for people who stopped, and for places that fell quiet."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.advice.rules import Rule
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.entries import NO_ID, Ids
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, HOUR, NEVER, WEEK, Window
from groundswell.power.engine.statistics.proportions import difference
from groundswell.power.engine.statistics.rates import at_most


def ask_cohort(rule: Rule, columns: Columns, _last: Mapping[str, Result]) -> Advice | None:
    """Of those who came two months ago, fewer stayed for the second than of those in the weeks before."""
    days = rule.parameters["days"]
    cohort = Window(columns.cut_off - 3 * days * DAY, columns.cut_off - 2 * days * DAY)
    before = Window(cohort.start - rule.parameters["periods before"] * days * DAY, cohort.start)
    (stayed, of), (had_stayed, of_before) = (_stayed(columns, joined, days) for joined in (cohort, before))
    if min(of, of_before) < rule.parameters["people"]:
        return None
    gap = difference((stayed, had_stayed), (of, of_before))
    if gap.high is None or gap.high >= 0:
        return None
    shares = {"now": stayed / of, "before": had_stayed / of_before}
    return Advice(
        rule=rule.name,
        moves=rule.moves,
        people=of - stayed,
        hours=days * DAY / HOUR,
        reason={**shares, "joined": of, "stopped": of - stayed},
        place=Place(),
        evidence=Evidence(
            rule.source, n=of + of_before, numbers={**shares, "low": gap.low, "high": gap.high}
        ),
    )


def _stayed(columns: Columns, joined: Window, days: int) -> tuple[int, int]:
    """Of who first acted in the window: how many did something in their second so many days."""
    first = columns.people.acted
    is_in = (first >= joined.start) & (first < joined.end)
    acts = columns.acts.deliberate().by_somebody()
    after = acts.at - np.where(is_in, first, NEVER)[acts.person]
    is_second = (after >= days * DAY) & (after < 2 * days * DAY)
    return len(np.unique(acts.person[is_second])), int(is_in.sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Visits:
    """By space: how many people did something in each of the last so many weeks, and in those before."""

    space: Ids
    late: Ids
    before: Ids

    def chance(self, place: int) -> float:
        """Of so few of late, had nothing changed. Weeks that vary more than counts do are worth fewer."""
        late, before = self.late[place], self.before[place]
        uneven = max(float(before.var(ddof=1)) / max(float(before.mean()), 1), 1)
        now, everything = ceil(late.sum() / uneven), int((late.sum() + before.sum()) / uneven)
        return at_most(min(now, everything), everything, len(late) / (len(late) + len(before)))


def wake_space(rule: Rule, columns: Columns, _last: Mapping[str, Result]) -> Advice | None:
    """Where activity fell more than chance does, in as many spaces as there are to look at."""
    found = _visits(rule, columns)
    of_all = found.late.sum(axis=1) + found.before.sum(axis=1)
    enough = np.flatnonzero(of_all >= rule.parameters["visits"])
    chances = [found.chance(int(place)) for place in enough]
    if not chances or min(chances) * len(chances) >= rule.parameters["errors in a thousand"] / 1000:
        return None
    place = enough[int(np.argmin(chances))]
    now, before = float(found.late[place].mean()), float(found.before[place].mean())
    return Advice(
        rule=rule.name,
        moves=rule.moves,
        people=round(max(before - now, 1)),
        hours=rule.parameters["weeks"] * WEEK / HOUR,
        reason={"now": now, "before": before, "weeks": rule.parameters["weeks"]},
        place=Place(space=int(found.space[place])),
        evidence=Evidence(
            rule.source,
            n=int(of_all[place]),
            numbers={"now": now, "before": before, "chance": min(chances), "spaces": len(chances)},
        ),
    )


def _visits(rule: Rule, columns: Columns) -> _Visits:
    """A person who is there in a week counts once for it, however much is written."""
    late = rule.parameters["weeks"]
    weeks = late + rule.parameters["weeks before"]
    window = Window(columns.cut_off - weeks * WEEK, columns.cut_off)
    acts = columns.acts.within(window).deliberate().by_somebody()
    acts = acts.take(acts.space != NO_ID)
    week = (columns.cut_off - 1 - acts.at) // WEEK
    seen = np.unique(np.stack([acts.space, acts.person.astype(np.int64), week], axis=1), axis=0)
    spaces, place = np.unique(seen[:, 0], return_inverse=True)
    counts = np.bincount(place * weeks + seen[:, 2], minlength=len(spaces) * weeks).reshape(-1, weeks)
    return _Visits(spaces, counts[:, :late], counts[:, late:])
