"""Newcomers: what becomes of those who write for the first time, and what an answer has to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.catalogue.newcomers import (
    NEWCOMERS_PATH,
    RETURN_WHEN_ANSWERED,
    RETURNED,
    SECOND_POST,
    WELCOMED_IN_A_DAY,
)
from groundswell.power.engine.columns import NO_TOPIC, NOBODY, Acts, Columns, Index
from groundswell.power.engine.entries import WRITING, Flags, Ids, Places, Verb
from groundswell.power.engine.measures.answering import first_answers
from groundswell.power.engine.privacy import FEWEST
from groundswell.power.engine.results import Exclusion, Parts, Result, State
from groundswell.power.engine.spans import DAY, NEVER, Window
from groundswell.power.engine.statistics.proportions import difference, wilson
from groundswell.power.engine.statistics.survival import Survival, kaplan_meier


@dataclass(frozen=True, slots=True, eq=False)
class Newcomers:
    """Whoever first wrote in a window: when, where, when they were answered (or NEVER) and by whom.

    The answerer is NOBODY for those without, and where the account is gone.
    """

    person: Index
    wrote_at: Ids
    topic: Index
    answered_at: Ids
    answerer: Index
    watched_until: Ids
    excluded: Mapping[Exclusion, int]

    def __len__(self) -> int:
        return len(self.person)

    def take(self, which: Flags) -> "Newcomers":
        return Newcomers(
            self.person[which], self.wrote_at[which], self.topic[which], self.answered_at[which],
            self.answerer[which], self.watched_until[which], self.excluded,
        )  # fmt: skip

    @property
    def is_answered(self) -> Flags:
        found: Flags = self.answered_at <= self.watched_until
        return found

    def answered_within(self, days: float) -> Flags:
        found: Flags = self.answered_at - self.wrote_at <= days * DAY
        return found

    def without_answer(self) -> Survival:
        """Of still waiting, by days since they wrote."""
        ends = np.minimum(self.answered_at, self.watched_until)
        return kaplan_meier((ends - self.wrote_at) / DAY, self.is_answered)


def newcomers(columns: Columns, window: Window) -> Newcomers:
    """Everybody whose first post of all lies in the window, and who waits for an answer to it.

    A first post that opens a topic is answered by anybody else's reply there; one that is a reply, by a reply
    to its author later in the same topic.
    """
    writing = columns.acts.writing().by_somebody()
    person, first = np.unique(writing.person, return_index=True)
    posts = writing.take(first.astype(np.intp))
    is_new = (posts.at == columns.people.wrote[person]) & (posts.at >= window.start) & (posts.at < window.end)
    has_topic = posts.topic != NO_TOPIC
    wants_answer = np.append(columns.topics.wants_answer, True)[posts.topic] | (posts.verb == Verb.REPLIED)
    chosen = is_new & has_topic & wants_answer
    kept = posts.take(chosen)
    answered_at, answerer = _answered(columns, kept)
    return Newcomers(
        person=kept.person,
        wrote_at=kept.at,
        topic=kept.topic,
        answered_at=answered_at,
        answerer=answerer,
        watched_until=np.minimum(columns.topics.ended_at[kept.topic], columns.cut_off),
        excluded={
            **columns.left_out(window, WRITING),
            Exclusion.HEADLESS: int((is_new & ~has_topic).sum()),
            Exclusion.NO_ANSWER_WANTED: int((is_new & has_topic & ~wants_answer).sum()),
        },
    )


def _answered(columns: Columns, posts: Acts) -> tuple[Ids, Index]:
    """By first post: when somebody else answered it, and who."""
    of_topics, in_topics = first_answers(columns)
    by_person = np.full(len(columns.people), NEVER)
    to_person = np.full(len(columns.people), NOBODY, dtype=np.int32)
    topic_of = np.full(len(columns.people), NO_TOPIC, dtype=np.int32)
    wrote_at = np.full(len(columns.people), NEVER)
    topic_of[posts.person], wrote_at[posts.person] = posts.topic, posts.at
    replies = columns.acts.of(Verb.REPLIED)
    replies = replies.take((replies.toward >= 0) & (replies.topic != NO_TOPIC))
    is_answer = (
        (replies.person != replies.toward)
        & (replies.topic == topic_of[replies.toward])
        & (replies.at > wrote_at[replies.toward])
    )
    answers = replies.take(is_answer)
    someone, first = np.unique(answers.toward, return_index=True)
    by_person[someone], to_person[someone] = answers.at[first], answers.person[first]
    is_opening = posts.verb == Verb.OPENED
    return (
        np.where(is_opening, of_topics[posts.topic], by_person[posts.person]),
        np.where(is_opening, in_topics[posts.topic], to_person[posts.person]),
    )


def welcomed_in_a_day(columns: Columns, window: Window) -> Result:
    """Share of newcomers whose first post is answered within a day, by Kaplan and Meier."""
    found = newcomers(columns, window)
    n, measure = len(found), WELCOMED_IN_A_DAY
    if n < measure.minimum:
        return _too_few(measure, window, n, excluded=found.excluded)
    survival = found.without_answer()
    return _by_day(measure, window, survival, excluded=found.excluded)


def second_post(columns: Columns, window: Window) -> Result:
    """Share of newcomers who write again within 28 days of their first post, by Kaplan and Meier."""
    writing = columns.acts.writing().by_somebody()
    order = np.lexsort((writing.at, writing.person))
    person, at = writing.person[order], writing.at[order]
    starts = np.flatnonzero(np.append(True, person[1:] != person[:-1])) if len(person) else np.zeros(0, int)
    first = at[starts]
    again = np.where(
        np.append(starts[1:], len(at)) - starts > 1, at[np.minimum(starts + 1, len(at) - 1)], NEVER
    )
    is_new = (first == columns.people.wrote[person[starts]]) & (first >= window.start) & (first < window.end)
    first, again = first[is_new], again[is_new]
    excluded = columns.left_out(window, WRITING)
    if len(first) < SECOND_POST.minimum:
        return _too_few(SECOND_POST, window, len(first), excluded=excluded)
    ends = np.minimum(again, columns.cut_off)
    survival = kaplan_meier((ends - first) / DAY, again < columns.cut_off)
    return _by_day(SECOND_POST, window, survival, excluded=excluded)


def returned(columns: Columns, window: Window) -> Result:
    """Share of newcomers who did something in days 8 to 97; only of those who were followed so long."""
    person, wrote_at, excluded = _followed(columns, window)
    n = len(person)
    if n < RETURNED.minimum:
        return _too_few(RETURNED, window, n, excluded=excluded)
    hits = int(_came_back(columns, person, wrote_at).sum())
    return Result(RETURNED.id, window, State.ESTIMATED, n, hits / n, wilson(hits, n), excluded)


def return_when_answered(columns: Columns, window: Window) -> Result:
    """How many more of those answered within a week returned than of the others. An association, not a cause.

    `n` is of the smaller group, which has to reach the minimum; the parts are both groups. Where one to four
    of either returned, or did not, another few would tell another story, and these would be told of.
    """
    found, excluded = _followed_newcomers(columns, window)
    is_answered = found.answered_within(RETURN_WHEN_ANSWERED.parameters["answered within"])
    came_back = _came_back(columns, found.person, found.wrote_at)
    groups = {"answered": is_answered, "not answered": ~is_answered}
    of = {name: int(group.sum()) for name, group in groups.items()}
    hits = {name: int((came_back & group).sum()) for name, group in groups.items()}
    n = min(of.values())
    if n < RETURN_WHEN_ANSWERED.minimum:
        return _too_few(RETURN_WHEN_ANSWERED, window, n, excluded=excluded)
    sides = [count for name in groups for count in (hits[name], of[name] - hits[name])]
    if any(0 < count < FEWEST for count in sides):
        return Result(RETURN_WHEN_ANSWERED.id, window, State.UNSTABLE, n, excluded=excluded)
    parts = {
        name: Result(
            RETURN_WHEN_ANSWERED.id, window, State.ESTIMATED, of[name], hits[name] / of[name],
            wilson(hits[name], of[name]),
        )
        for name in groups
    }  # fmt: skip
    one, other = groups
    gap = hits[one] / of[one] - hits[other] / of[other]
    interval = difference((hits[one], hits[other]), (of[one], of[other]))
    return Result(RETURN_WHEN_ANSWERED.id, window, State.ESTIMATED, n, gap, interval, excluded, parts=parts)


def newcomers_path(columns: Columns, window: Window) -> Result:
    """Of newcomers followed to day 97, how many came to each step; the value is the share that returned."""
    found, excluded = _followed_newcomers(columns, window)
    n, limits = len(found), NEWCOMERS_PATH.parameters
    if n < NEWCOMERS_PATH.minimum:
        return _too_few(NEWCOMERS_PATH, window, n, excluded=excluded)
    hits = int(_came_back(columns, found.person, found.wrote_at).sum())
    steps = {
        "wrote": n,
        "answered": int(found.answered_within(limits["answered within"]).sum()),
        "wrote again": int(_wrote_again(columns, found, limits["again within"]).sum()),
        "returned": hits,
    }
    return Result(
        NEWCOMERS_PATH.id, window, State.ESTIMATED, n, hits / n, wilson(hits, n), excluded,
        shape=Parts(n, steps),
    )  # fmt: skip


def _followed(columns: Columns, window: Window) -> tuple[Places, Ids, Mapping[Exclusion, int]]:
    """Who first wrote in the window and was followed to the end of the return; when; what was left out."""
    wrote = columns.people.wrote
    is_new = (wrote >= window.start) & (wrote < window.end)
    is_followed = wrote + int(RETURNED.parameters["before"]) * DAY <= columns.cut_off
    person = np.flatnonzero(is_new & is_followed)
    excluded = {**columns.left_out(window), Exclusion.UNFOLLOWED: int((is_new & ~is_followed).sum())}
    return person, wrote[person], excluded


def _followed_newcomers(columns: Columns, window: Window) -> tuple[Newcomers, Mapping[Exclusion, int]]:
    found = newcomers(columns, window)
    is_followed = found.wrote_at + int(RETURNED.parameters["before"]) * DAY <= columns.cut_off
    excluded = {**found.excluded, Exclusion.UNFOLLOWED: int((~is_followed).sum())}
    return found.take(is_followed), excluded


def _came_back(columns: Columns, person: Places | Index, wrote_at: Ids) -> Flags:
    limits = RETURNED.parameters
    acts = columns.acts.deliberate().by_somebody()
    return _did_within(columns, acts, person=person, span=(wrote_at, limits["from"], limits["before"]))


def _wrote_again(columns: Columns, found: Newcomers, days: float) -> Flags:
    """A second post within so many days; the microsecond keeps the first from being its own second."""
    acts = columns.acts.writing().by_somebody()
    return _did_within(columns, acts, person=found.person, span=(found.wrote_at, 1 / DAY, days))


def _did_within(
    columns: Columns, acts: Acts, *, person: Places | Index, span: tuple[Ids, float, float]
) -> Flags:
    """Which of these people did one of the acts between so many days after their moment."""
    since, first, before = span
    moment = np.full(len(columns.people), NEVER)
    moment[person] = since
    # Of people without a moment the difference is far below any day.
    after = acts.at - moment[acts.person]
    did = np.zeros(len(columns.people), dtype=bool)
    did[acts.person[(after >= first * DAY) & (after < before * DAY)]] = True
    return did[person]


def _by_day(
    measure: Measure, window: Window, survival: Survival, *, excluded: Mapping[Exclusion, int]
) -> Result:
    """The share to whom it has happened by the day that the measure names."""
    day = measure.parameters["days"]
    value, interval = survival.happened_by(day)
    return Result(
        measure.id, window, State.ESTIMATED, survival.n, value, interval, excluded, shape=survival.curve()
    )


def _too_few(measure: Measure, window: Window, n: int, *, excluded: Mapping[Exclusion, int]) -> Result:
    return Result(measure.id, window, measure.lacking(n), n, excluded=excluded)
