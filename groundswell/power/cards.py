"""What to do next, as this reader may see it: stored advice, less what has been done since, with names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

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
    known = _known(actor, given)
    aged = [replace(each, hours=each.hours + _more(each, now - since)) for each in given]
    return [card for each in aged if (card := _card(each, known)) is not None]


def _more(advice: Advice, passed: int) -> float:
    return passed / HOUR if _waits(advice) else 0.0


def _waits(advice: Advice) -> bool:
    return rules[advice.rule].urgency in {Urgency.A_NEWCOMER_WAITS, Urgency.SOMEBODY_WAITS}


def _known(actor: Actor, given: Sequence[Advice]) -> _Known:
    """Names of people whom nothing but the count names are for stewards."""
    topics = topics_by_id(actor, {each.place.topic for each in given} - {0})
    named = {topic.author.id: topic.author for topic in topics.values()}
    if PowerPolicy(actor).set_targets():
        named |= people_by_id({person for each in given for person in each.place.people})
    spaces = {pk: space for pk, space in space_names().items() if actor.sees(pk)}
    return _Known(topics, named, spaces)


def _card(advice: Advice, known: _Known) -> Card | None:
    """None where it is done already, or about what this reader may not see."""
    topic = known.topics.get(advice.place.topic)
    if advice.place.topic and (topic is None or topic.is_done):
        return None
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
