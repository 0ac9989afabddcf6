"""Growth: who came anew, stayed, came back and stopped, from one period of 28 days to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.catalogue.growth import GROWTH, KEPT, STICKINESS
from groundswell.power.engine.columns import NOBODY, Columns
from groundswell.power.engine.entries import Ids
from groundswell.power.engine.results import Exclusion, Interval, Parts, Result, Series, State
from groundswell.power.engine.spans import DAY, NEVER, WEEK, Window
from groundswell.power.engine.statistics.proportions import score, wilson


@dataclass(frozen=True, slots=True)
class Account:
    """One period's people: all who were active are new, retained or resurrected; the churned were before."""

    period: Window
    active: int
    new: int
    retained: int
    resurrected: int
    churned: int

    @property
    def net(self) -> int:
        return self.new + self.resurrected - self.churned

    @property
    def people(self) -> int:
        """Those active in this period, the one before, or both."""
        return self.active + self.churned


def accounts(columns: Columns, window: Window) -> list[Account]:
    """The whole periods of the window, the last ending where it ends; none before the first act of all."""
    length = int(GROWTH.parameters["period"]) * DAY
    first = int(columns.people.acted.min(initial=NEVER))
    periods = min((window.end - window.start) // length, max(-(-(window.end - first) // length), 0))
    found = []
    for number in reversed(range(periods)):
        period = Window(window.end - (number + 1) * length, window.end - number * length)
        found.append(_account(columns, period))
    return found


def _account(columns: Columns, period: Window) -> Account:
    is_active, was_active = (
        columns.who(columns.acts.within(span).deliberate()) for span in (period, period.earlier())
    )
    retained = is_active & was_active
    new = is_active & ~was_active & (columns.people.acted >= period.start)
    return Account(
        period=period,
        active=int(is_active.sum()),
        new=int(new.sum()),
        retained=int(retained.sum()),
        resurrected=int((is_active & ~retained & ~new).sum()),
        churned=int((was_active & ~retained).sum()),
    )


def growth(columns: Columns, window: Window) -> Result:
    """Net growth of active people (A1) in the last period: new + resurrected - churned.

    `n` is whoever was active in it or the one before. The quick ratio is (new + resurrected) / churned.
    """
    found = accounts(columns, window)
    excluded = _excluded(columns, window)
    n = found[-1].people if found else 0
    if n < GROWTH.minimum:
        return Result(GROWTH.id, window, GROWTH.lacking(n), n, excluded=excluded)
    return Result(
        GROWTH.id,
        window,
        State.COUNTED,
        n,
        found[-1].net,
        excluded=excluded,
        parts={"quick ratio": _quick_ratio(found[-1])},
        shape=_series(found),
    )


def _quick_ratio(last: Account) -> Result:
    window, gained = last.period, last.new + last.resurrected
    if not last.churned:
        return Result(GROWTH.id, window, State.UNDEFINED, last.people)
    return Result(GROWTH.id, window, State.COUNTED, last.people, gained / last.churned)


def _series(found: list[Account]) -> Series:
    # Who stayed is the rest, and stands last: a chart draws the first four.
    names = ("active", "new", "resurrected", "churned", "retained")
    lines = {name: tuple(float(getattr(each, name)) for each in found) for name in names}
    return Series(tuple(each.period.end for each in found), lines)


def stickiness(columns: Columns, window: Window) -> Result:
    """Active people of a mean day over those of all 28 days; beside it the same of a mean week."""
    acts = columns.acts.within(window).deliberate().by_somebody()
    n = int(columns.who(acts).sum())
    excluded = _excluded(columns, window)
    if n < STICKINESS.minimum:
        return Result(STICKINESS.id, window, STICKINESS.lacking(n), n, excluded=excluded)
    day, week = (
        _active_share(
            np.stack([acts.person.astype(np.int64), (acts.at - window.start) // span]), window, span
        )
        for span in (DAY, WEEK)
    )
    parts = {"weeks": Result(STICKINESS.id, window, State.ESTIMATED, n, *week)}
    return Result(STICKINESS.id, window, State.ESTIMATED, n, *day, excluded=excluded, parts=parts)


def _active_share(person_and_span: Ids, window: Window, span: int) -> tuple[float, Interval]:
    """The mean over people of the share of the window's days (or weeks) on which each was active.

    A person's days belong together: the interval is Wilson's for as many independent days as vary like the
    people do, and for no more than there are.
    """
    spans = -(-(window.end - window.start) // span)
    person, which = person_and_span
    pairs = np.unique(person * spans + which)
    _, active = np.unique(pairs // spans, return_counts=True)
    shares = active / spans
    share, variance = float(shares.mean()), float(shares.var(ddof=1)) / len(shares)
    most = len(shares) * spans
    independent = min(share * (1 - share) / variance, most) if variance else most
    return share, Interval(*score(share, independent), "Wilson, by person")


def kept(columns: Columns, window: Window) -> Result:
    """Of people active (A1) in as many days before the window, the share who were active in it."""
    account = _account(columns, window)
    n = account.retained + account.churned
    excluded = _excluded(columns, Window(window.earlier().start, window.end))
    if n < KEPT.minimum:
        return Result(KEPT.id, window, KEPT.lacking(n), n, excluded=excluded)
    return Result(
        KEPT.id,
        window,
        State.ESTIMATED,
        n,
        account.retained / n,
        wilson(account.retained, n),
        excluded,
        shape=Parts(n, {"kept": account.retained, "stopped": account.churned}),
    )


def _excluded(columns: Columns, window: Window) -> Mapping[Exclusion, int]:
    acts = columns.acts.within(window).deliberate()
    return {**columns.left_out(window), Exclusion.UNKNOWN_AUTHOR: int((acts.person == NOBODY).sum())}
