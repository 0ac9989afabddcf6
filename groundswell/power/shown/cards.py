"""What to do next, as this reader may see it: stored advice, less what has been done since, with names.

Advice on several who wait goes on to whoever is next when one of them has been answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.power.definitions import advice as words
from groundswell.power.definitions.definition import Words
from groundswell.power.definitions.eight import READINGS
from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.advice.rules import Urgency, rules
from groundswell.power.engine.spans import HOUR
from groundswell.power.policies import PowerPolicy
from groundswell.power.queries.advised import PlacedTopic, people_by_id, topics_by_id
from groundswell.spaces.queries import SpaceName, space_names
from groundswell.topics.queries.rows import Person


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do. `way` says which step `href` is: topic, topics, space or people; "" is none."""

    moves: Words
    act: str
    reason: str
    evidence: Sequence[str]
    people: Sequence[Person]
    way: str
    href: str
    waits: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the advice is about, as far as this reader sees it."""

    topics: Mapping[int, PlacedTopic]
    people: Mapping[int, Person]
    spaces: Mapping[int, SpaceName]


def cards_for(actor: Actor, kept: Sequence[Mapping[str, Any]], *, since: int, now: int) -> list[Card]:
    """At most two questions. Whoever waited at `since` has waited longer by `now`, or has been answered."""
    given = [Advice.kept(each) for each in kept if each["rule"] in rules.names()]
    known = _known(actor, given, since=since)
    left = [turn for each in given if (turn := _turn(each, known)) is not None]
    return [_card(replace(each, hours=each.hours + _more(each, now - since)), known) for each in left]


def _more(advice: Advice, passed: int) -> float:
    return passed / HOUR if _waits(advice) else 0.0


def _waits(advice: Advice) -> bool:
    return rules[advice.rule].urgency in {Urgency.A_NEWCOMER_WAITS, Urgency.SOMEBODY_WAITS}


def _known(actor: Actor, given: Sequence[Advice], *, since: int) -> _Known:
    """Names of people whom nothing but the count names are for stewards."""
    wanted = {turn.place.topic for each in given for turn in each.turns()} - {0}
    topics = topics_by_id(actor, wanted, since=clock.from_micros(since))
    named = {topic.author.id: topic.author for topic in topics.values()}
    if PowerPolicy(actor).set_targets():
        named |= people_by_id({person for each in given for person in each.place.people})
    spaces = {pk: space for pk, space in space_names().items() if actor.sees(pk)}
    return _Known(topics, named, spaces)


def _turn(advice: Advice, known: _Known) -> Advice | None:
    """The first that is not done already, nor about what this reader may not see."""
    return next((turn for turn in advice.turns() if _is_left(turn.place.topic, known)), None)


def _is_left(topic: int, known: _Known) -> bool:
    return not topic or (topic in known.topics and not known.topics[topic].is_done)


def _card(advice: Advice, known: _Known) -> Card:
    topic = known.topics.get(advice.place.topic)
    people = [known.people[each] for each in advice.place.people if each in known.people]
    names = {each.id: each.name for each in (*people, *([topic.author] if topic else []))}
    way, href = next(_ways(advice, known), ("", ""))
    return Card(
        moves=READINGS[advice.moves].title,
        act=words.act(advice, names | {pk: space.name for pk, space in known.spaces.items()}),
        reason=words.reason(advice),
        evidence=words.evidence(advice),
        people=people,
        way=way,
        href=href,
        waits=_waits(advice),
    )


def _ways(advice: Advice, known: _Known) -> Iterator[tuple[str, str]]:
    if topic := known.topics.get(advice.place.topic):
        yield "topic", topic.address
    if space := known.spaces.get(advice.place.space):
        yield "space", space.address
    if advice.moves in {"holding", "shared_load"}:
        yield "people", reverse("people:list")
