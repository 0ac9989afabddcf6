"""The story against a calendar: every act that it tells of, with its moment."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from groundswell.demo.moments import Calendar
from groundswell.demo.script import Affair, Applicant, Deed, Person, Place, Story, Told, Topic
from groundswell.demo.stage import Stage

_SOON = timedelta(minutes=3)
_TRUSTED_AFTER = timedelta(days=2)
_BEFALLS: dict[str, Callable[[Stage, str, Told, Deed], None]] = {
    "close": Stage.close,
    "edit": Stage.edit,
    "hide": Stage.hide,
    "hide-topic": Stage.hide_topic,
    "move": Stage.move,
    "reopen": Stage.reopen,
    "restore": Stage.restore,
    "restore-topic": Stage.restore_topic,
    "retitle": Stage.retitle,
    "suspend": Stage.suspend,
    "withdraw": Stage.withdraw,
}
_AFFAIRS: dict[str, Callable[[Stage, Affair], None]] = {
    "aims-for": Stage.aim_for,
    "lets-read": Stage.let_read,
    "changes-space": Stage.change_space,
    "declines": Stage.decline,
    "describes": Stage.describe,
    "gives-role": Stage.give_role,
    "joins-space": Stage.join_space,
    "leaves": Stage.leave,
    "leaves-space": Stage.leave_space,
    "lifts-suspension": Stage.lift_suspension,
    "makes-organiser": Stage.make_organiser,
    "changes-password": Stage.change_password,
    "moves-space": Stage.move_space,
    "suspends": Stage.keep_out,
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
    """Who asks, who comes, and who they say they are. The founder is there already."""
    founder = story.people[0]
    for person in story.people:
        if person is not founder:
            yield from _coming(person, founder.handle, calendar)
        if person.about:
            at = calendar.moment(person.joins) + _SOON
            yield Act(at, person.handle, partial(Stage.introduce, person=person))
    for applicant in story.applicants:
        yield Act(calendar.moment(applicant.asks), "", partial(Stage.apply, applicant=applicant))


def _coming(person: Person, founder: str, calendar: Calendar) -> Iterator[Act]:
    joined = calendar.moment(person.joins)
    if person.asks:
        asker = Applicant(person.handle, person.name, person.asks, person.words)
        yield Act(calendar.moment(person.asks), "", partial(Stage.apply, applicant=asker))
        yield Act(joined, founder, partial(Stage.let_in, handle=person.handle, by=founder))
    else:
        yield Act(joined, "", partial(Stage.join, person=person))


def affair_acts(story: Story, calendar: Calendar) -> Iterator[Act]:
    """What is done to people and spaces besides: roles, who is let in, who helps to run what, who leaves."""
    for affair in story.affairs:
        yield _dealing(affair, calendar)


def _dealing(affair: Affair, calendar: Calendar) -> Act:
    do = _AFFAIRS[affair.does]
    return Act(calendar.moment(affair.when), affair.by, lambda stage: do(stage, affair))


def place_acts(story: Story, calendar: Calendar) -> Iterator[Act]:
    """Spaces open, private ones take their members in, and one day the doors open to all."""
    founder = story.people[0].handle
    for place in story.places:
        opened = calendar.moment(place.opens)
        yield Act(opened, founder, partial(Stage.open_space, place=place, by=founder))
        yield from _arrivals(story, place, calendar)
    yield Act(calendar.moment(story.doors_open), founder, partial(Stage.open_doors, by=founder))


def insiders(story: Story, place: Place, calendar: Calendar) -> dict[str, datetime]:
    """Who belongs to a private space, and since when."""
    opened = calendar.moment(place.opens)
    return {
        person.handle: max(
            opened, calendar.moment(place.later.get(person.handle, person.joins)) + _TRUSTED_AFTER
        )
        + _SOON
        for person in story.people
        if person.handle in place.members
    }


def _arrivals(story: Story, place: Place, calendar: Calendar) -> Iterator[Act]:
    founder = story.people[0].handle
    for handle, at in insiders(story, place, calendar).items():
        yield Act(at, founder, partial(Stage.add_to_space, place=place, handle=handle, by=founder))


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
