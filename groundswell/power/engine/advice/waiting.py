"""Rules for those who wait for an answer."""

from collections.abc import Mapping

import numpy as np

from groundswell.power.engine.advice.advised import Advice, Evidence, Place, Turn
from groundswell.power.engine.advice.rules import ANSWER_NEWCOMER, Rule
from groundswell.power.engine.catalogue.answering import UNANSWERED_AFTER_A_WEEK
from groundswell.power.engine.catalogue.newcomers import RETURN_WHEN_ANSWERED
from groundswell.power.engine.columns import Columns, Index
from groundswell.power.engine.entries import Ids
from groundswell.power.engine.measures.answering import waits
from groundswell.power.engine.measures.newcomers import Newcomers, newcomers
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import HOUR, Window

_MOST_TURNS = 5


def answer_newcomer(rule: Rule, columns: Columns, last: Mapping[str, Result]) -> Advice | None:
    """Whoever waits longest for an answer to their first post, and is not given up."""
    found = _waiting_newcomers(rule, columns)
    if not len(found):
        return None
    first, *then = _turns(columns, found.topic, since=found.wrote_at, people=columns.people.id[found.person])
    return Advice(
        rule=rule.name,
        moves=rule.moves,
        people=len(found),
        hours=first.hours,
        reason={"hours": first.hours, "waiting": len(found)},
        place=Place(topic=first.topic, person=first.person),
        evidence=_of_returning(rule, last.get(RETURN_WHEN_ANSWERED.id)),
        then=tuple(then),
    )


def answer_topics(rule: Rule, columns: Columns, last: Mapping[str, Result]) -> Advice | None:
    """The topic that waits longest, where there are several; a newcomer's first has a rule of its own."""
    found = waits(columns, Window.before(columns.cut_off, days=rule.parameters["before days"]))
    is_waiting = ~found.is_answered & (found.watched_until == columns.cut_off)
    is_long = _hours(columns, found.opened_at) >= rule.parameters["after hours"]
    of_newcomers = _waiting_newcomers(ANSWER_NEWCOMER, columns).topic
    chosen = is_waiting & is_long & ~np.isin(found.topic, of_newcomers)
    topics = found.topic[chosen]
    if len(topics) < rule.parameters["topics"]:
        return None
    first, *then = _turns(columns, topics, since=found.opened_at[chosen])
    return Advice(
        rule=rule.name,
        moves=rule.moves,
        people=len(np.unique(columns.topics.opener[topics])),
        hours=first.hours,
        reason={"hours": first.hours, "waiting": len(topics)},
        place=Place(topic=first.topic),
        evidence=_of_unanswered(rule, last.get(UNANSWERED_AFTER_A_WEEK.id)),
        then=tuple(then),
    )


def _turns(columns: Columns, topics: Index, *, since: Ids, people: Ids | None = None) -> list[Turn]:
    """Who waits where, the longest first, as far as they are named; of two at once by their ids."""
    ids = columns.topics.id[topics]
    persons = np.zeros(len(ids), dtype=np.int64) if people is None else people
    hours = _hours(columns, since)
    order = np.lexsort((ids, since))[:_MOST_TURNS]
    return [Turn(int(ids[each]), int(persons[each]), float(hours[each])) for each in order]


def _waiting_newcomers(rule: Rule, columns: Columns) -> Newcomers:
    found = newcomers(columns, Window.before(columns.cut_off, days=rule.parameters["before days"]))
    is_waiting = ~found.is_answered & (found.watched_until == columns.cut_off)
    is_long = _hours(columns, found.wrote_at) >= rule.parameters["after hours"]
    return found.take(is_waiting & is_long & ~columns.people.is_staff[found.person])


def _hours(columns: Columns, since: Ids) -> np.ndarray:
    hours: np.ndarray = (columns.cut_off - since) / HOUR
    return hours


def _of_returning(rule: Rule, found: Result | None) -> Evidence:
    """How many more came back here, of those who were answered."""
    if found is None or found.value is None:
        return Evidence(rule.source, is_association=True)
    shares = {name: part.value for name, part in found.parts.items() if part.value is not None}
    n = sum(part.n for part in found.parts.values())
    return Evidence(rule.source, found.measure, n, shares, is_association=True)


def _of_unanswered(rule: Rule, found: Result | None) -> Evidence:
    if found is None or found.value is None:
        return Evidence(rule.source)
    return Evidence(rule.source, found.measure, found.n, {"unanswered": found.value})
