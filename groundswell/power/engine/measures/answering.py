"""Answering: how soon a topic gets its first reply from somebody else, where some still wait for one."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.catalogue.answering import (
    ANSWERED_BEFORE_CLOSING,
    ANSWERED_IN_A_DAY,
    TIME_TO_ANSWER,
    UNANSWERED_AFTER_A_WEEK,
    WHO_ANSWERS_FIRST,
)
from groundswell.power.engine.columns import NO_TOPIC, NOBODY, Acts, Columns, Index
from groundswell.power.engine.entries import WRITING, Flags, Ids, Places, Verb
from groundswell.power.engine.privacy import FEWEST
from groundswell.power.engine.results import Exclusion, Interval, Parts, Result, State
from groundswell.power.engine.spans import DAY, NEVER, Window
from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.engine.statistics.competing import STILL_WAITING, Incidence, aalen_johansen
from groundswell.power.engine.statistics.proportions import wilson
from groundswell.power.engine.statistics.survival import Survival, kaplan_meier

_ANSWERED, _CLOSED = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """Topics of a window that want an answer: since when, until when they were watched, and who answered.

    `topic` is the place of each. `answered_at` is NEVER, and `answerer` NOBODY, for those without; NOBODY is
    also who deleted the account.
    """

    topic: Places
    opened_at: Ids
    answered_at: Ids
    watched_until: Ids
    was_closed: Flags
    answerer: Index
    excluded: Mapping[Exclusion, int]

    def __len__(self) -> int:
        return len(self.opened_at)

    @property
    def is_answered(self) -> Flags:
        found: Flags = self.answered_at <= self.watched_until
        return found

    @property
    def days(self) -> Numbers:
        """How long each waited, or was watched waiting."""
        return (np.minimum(self.answered_at, self.watched_until) - self.opened_at) / DAY

    def survival(self) -> Survival:
        """Of still waiting, by days since it was opened."""
        return kaplan_meier(self.days, self.is_answered)

    def incidence(self) -> Incidence:
        """Of having been answered, where closing makes an answer impossible."""
        causes = np.where(self.is_answered, _ANSWERED, np.where(self.was_closed, _CLOSED, STILL_WAITING))
        return aalen_johansen(self.days, causes, of=_ANSWERED)


def waits(columns: Columns, window: Window) -> Waits:
    """Topics opened in the window, watched until they were closed, or to the cut-off."""
    topics = columns.topics
    is_inside = (topics.opened_at >= window.start) & (topics.opened_at < window.end)
    is_known = topics.opener != NOBODY
    chosen = is_inside & topics.wants_answer & is_known
    answered_at, answerer = first_answers(columns)
    return Waits(
        topic=np.flatnonzero(chosen),
        opened_at=topics.opened_at[chosen],
        answered_at=answered_at[chosen],
        watched_until=np.minimum(topics.ended_at, columns.cut_off)[chosen],
        was_closed=topics.ended_at[chosen] < columns.cut_off,
        answerer=answerer[chosen],
        excluded={
            **columns.left_out(window, WRITING),
            **_no_answers(columns, window, chosen),
            Exclusion.NO_ANSWER_WANTED: int((is_inside & ~topics.wants_answer).sum()),
            Exclusion.UNKNOWN_AUTHOR: int((is_inside & topics.wants_answer & ~is_known).sum()),
        },
    )


def first_answers(columns: Columns) -> tuple[Ids, Index]:
    """By topic: when somebody else first replied, and who."""
    topics = columns.topics
    replies, is_own, is_early = _replies(columns, columns.acts)
    answers = replies.take(~is_own & ~is_early)
    answered, first = np.unique(answers.topic, return_index=True)
    answered_at = np.full(len(topics), NEVER)
    answered_at[answered] = answers.at[first]
    answerer = np.full(len(topics), NOBODY, dtype=np.int32)
    answerer[answered] = answers.person[first]
    return answered_at, answerer


def _no_answers(columns: Columns, window: Window, chosen: Flags) -> Mapping[Exclusion, int]:
    """How many replies of the window to the chosen topics answer nothing, and why."""
    replies, is_own, is_early = _replies(columns, columns.acts.within(window))
    is_in = chosen[replies.topic]
    return {
        Exclusion.TO_ONESELF: int((is_in & is_own).sum()),
        Exclusion.OUT_OF_ORDER: int((is_in & is_early & ~is_own).sum()),
    }


def _replies(columns: Columns, acts: Acts) -> tuple[Acts, Flags, Flags]:
    """Those of the acts in known topics; which are by who opened it, and which bear an earlier time."""
    replies = acts.of(Verb.REPLIED)
    replies = replies.take(replies.topic != NO_TOPIC)
    topics = columns.topics
    return (
        replies,
        replies.person == topics.opener[replies.topic],
        replies.at < topics.opened_at[replies.topic],
    )


def answered_in_a_day(columns: Columns, window: Window) -> Result:
    """Share of topics answered within a day, by Kaplan and Meier: 1 - S(1 day)."""
    found = waits(columns, window)
    estimate = found.survival().happened_by(ANSWERED_IN_A_DAY.parameters["days"])
    return _of_waits(ANSWERED_IN_A_DAY, window, found, estimate=estimate)


def unanswered_after_a_week(columns: Columns, window: Window) -> Result:
    """Share of topics that nobody has answered within seven days, by Kaplan and Meier: S(7 days)."""
    found = waits(columns, window)
    survival = found.survival()
    day = UNANSWERED_AFTER_A_WEEK.parameters["days"]
    estimate = (survival.at(day), survival.interval_at(day))
    return _of_waits(UNANSWERED_AFTER_A_WEEK, window, found, estimate=estimate)


def time_to_answer(columns: Columns, window: Window) -> Result:
    """Days by which half of the topics are answered; 'not reached' where fewer than half ever were."""
    found = waits(columns, window)
    return _of_waits(TIME_TO_ANSWER, window, found, estimate=found.survival().median())


def _of_waits(
    measure: Measure, window: Window, found: Waits, *, estimate: tuple[float | None, Interval | None]
) -> Result:
    value, interval = estimate
    enough = len(found) >= measure.minimum
    if not enough:
        return Result(measure.id, window, measure.lacking(len(found)), len(found), excluded=found.excluded)
    return Result(
        measure.id,
        window,
        State.NOT_REACHED if value is None else State.ESTIMATED,
        len(found),
        value,
        interval,
        found.excluded,
        shape=found.survival().curve(),
    )


def answered_before_closing(columns: Columns, window: Window) -> Result:
    """Share of topics answered within a week, by Aalen and Johansen: what was closed is answered no more."""
    found, measure = waits(columns, window), ANSWERED_BEFORE_CLOSING
    if len(found) < measure.minimum:
        return Result(measure.id, window, measure.lacking(len(found)), len(found), excluded=found.excluded)
    incidence, day = found.incidence(), measure.parameters["days"]
    return Result(
        measure.id,
        window,
        State.ESTIMATED,
        len(found),
        incidence.at(day),
        incidence.interval_at(day),
        found.excluded,
        shape=incidence.curve(),
    )


def who_answers_first(columns: Columns, window: Window) -> Result:
    """Share of first answers that neither the team nor the five who answer most give; the parts beside it."""
    found = waits(columns, window)
    by_known = found.answerer[found.is_answered & (found.answerer != NOBODY)]
    excluded = {
        **found.excluded,
        Exclusion.UNKNOWN_AUTHOR: int((found.is_answered & (found.answerer == NOBODY)).sum()),
    }
    n = len(by_known)
    if n < WHO_ANSWERS_FIRST.minimum:
        return Result(WHO_ANSWERS_FIRST.id, window, WHO_ANSWERS_FIRST.lacking(n), n, excluded=excluded)
    counts = np.bincount(by_known, minlength=len(columns.people))
    team = int(counts[columns.people.is_staff].sum())
    others = np.sort(counts[~columns.people.is_staff])[::-1]
    size = int(WHO_ANSWERS_FIRST.parameters["core"])
    core = int(others[:size].sum())
    rest = n - team - core
    # What the team does is known by its office; what two members beside it do would be told of these two.
    beside = np.count_nonzero(others), np.count_nonzero(others[size:])
    shape = Parts(n, {"team": team, "core": core, "others": rest})
    return Result(
        WHO_ANSWERS_FIRST.id,
        window,
        State.ESTIMATED,
        n,
        rest / n,
        wilson(rest, n),
        excluded,
        shape=None if any(0 < people < FEWEST for people in beside) else shape,
    )
