"""The story against a calendar: every act that it tells of, with its moment."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from groundswell.demo.moments import Calendar
from groundswell.demo.script import Deed, Place, Story, Told, Topic
from groundswell.demo.stage import Stage

_SOON = timedelta(minutes=3)
_TRUSTED_AFTER = timedelta(days=2)
_BEFALLS: dict[str, Callable[[Stage, str, Told, Deed], None]] = {
    "close": Stage.close,
    "edit": Stage.edit,
    "hide": Stage.hide,
    "hide-topic": Stage.hide_topic,
    "move": Stage.move,
    "restore-topic": Stage.restore_topic,
    "retitle": Stage.retitle,
    "suspend": Stage.suspend,
}


@dataclass(frozen=True, slots=True)
class Act:
    """At this moment, this person (or nobody yet) does this."""

    at: datetime
    who: str
    do: Callable[[Stage], None]


def told(topics: Iterable[Topic], calendar: Calendar) -> list[Told]:
    """Every post, in the order in which they are written."""
    posts = []
    for topic in topics:
        at = None
        for number, line in enumerate(topic.lines):
            at = calendar.moment(line.when, at)
            posts.append(Told(topic, number, at))
    return sorted(posts, key=lambda post: post.at)


def people_acts(story: Story, calendar: Calendar) -> Iterator[Act]:
    """Who comes, says who they are, and is given a role. The founder is there already."""
    founder = story.people[0]
    for person in story.people:
        joined = calendar.moment(person.joins)
        if person is not founder:
            yield Act(joined, "", partial(Stage.join, person=person))
        if person.about:
            yield Act(joined + _SOON, person.handle, partial(Stage.introduce, person=person))
        if person.role not in {founder.role, "member"}:
            given = partial(Stage.give_role, person=person, by=founder.handle)
            yield Act(joined + _TRUSTED_AFTER, founder.handle, given)
    for applicant in story.applicants:
        yield Act(calendar.moment(applicant.asks), "", partial(Stage.apply, applicant=applicant))


def place_acts(story: Story, calendar: Calendar) -> Iterator[Act]:
    """Spaces open, private ones take their members in, and one day the doors open to all."""
    founder = story.people[0].handle
    for place in story.places:
        opened = calendar.moment(place.opens)
        yield Act(opened, founder, partial(Stage.open_space, place=place, by=founder))
        yield from _arrivals(story, place, calendar)
    yield Act(calendar.moment(story.doors_open), founder, partial(Stage.open_doors, by=founder))


def _arrivals(story: Story, place: Place, calendar: Calendar) -> Iterator[Act]:
    founder, opened = story.people[0].handle, calendar.moment(place.opens)
    for person in story.people:
        if person.handle in place.members:
            at = max(opened, calendar.moment(person.joins) + _TRUSTED_AFTER) + _SOON
            added = partial(Stage.add_to_space, place=place, handle=person.handle, by=founder)
            yield Act(at, founder, added)


def talk_acts(posts: Iterable[Told], calendar: Calendar) -> Iterator[Act]:
    """Topics, replies, and what befalls them."""
    for post in posts:
        spoken = Stage.reply if post.number else Stage.open_topic
        yield Act(post.at, post.line.author, partial(spoken, post=post))
        for deed in post.line.deeds:
            if deed.verb in _BEFALLS:
                yield _befalling(post, deed, calendar)


def _befalling(post: Told, deed: Deed, calendar: Calendar) -> Act:
    """`% edit +5m`, `% hide +20m bea`, `% move textiles +20m bea`: when, then who, if not the author."""
    place = next(number for number, word in enumerate(deed.words) if word.startswith("+"))
    who = (*deed.words[place + 1 :], post.line.author)[0]
    do = _BEFALLS[deed.verb]
    return Act(
        calendar.moment(deed.words[place], post.at),
        who,
        lambda stage: do(stage, who, post, deed),
    )
