"""What the story leaves open: who else gives a heart, who comes by on which day and what they read then.

It is drawn by lot, with the names of things as seeds: the same on every machine.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from random import Random

from groundswell.demo.moments import Calendar
from groundswell.demo.plot import Act, insiders
from groundswell.demo.script import Person, Spot, Story, Told
from groundswell.demo.stage import Stage
from groundswell.topics.models import ReactionKind

_DAY = timedelta(days=1)
_LAST = timedelta(minutes=1)
_LATEST_HEART = timedelta(days=4)
_USUAL_DELAY = timedelta(hours=7)
_WAKING = 7
_QUIETLY = 0.35
_HEARTS = (0, 1, 2, 3)
_HOW_OFTEN = (8, 5, 2, 1)
_READS = (0, 0, 0, 1, 1, 2)
_HOURS = (7, 12, 17, 18, 19, 20, 20, 21, 21, 22)


class Crowd:
    """Who is there at a moment, and may see a space."""

    def __init__(self, story: Story, calendar: Calendar) -> None:
        self.calendar = calendar
        self.people = [person for person in story.people if person.visits]
        self.joined = {person.handle: calendar.moment(person.joins) for person in story.people}
        self.until = {
            person.handle: calendar.moment(person.until) if person.until else calendar.anchor
            for person in self.people
        }
        self.insiders = {
            place.key: insiders(story, place, calendar) for place in story.places if place.members
        }
        self.gone = {
            affair.by: calendar.moment(affair.when) for affair in story.affairs if affair.does == "leaves"
        }
        self.until |= self.gone
        self.quiet = story.quiet

    def sees(self, handle: str, post: Told) -> bool:
        """What was written in a private space before they came, nobody goes back to."""
        since = self.insiders.get(post.topic.space)
        return since is None or (handle in since and since[handle] < post.at)

    def is_away(self, person: Person, at: datetime) -> bool:
        return any(self.calendar.is_within(at, weeks) for weeks in person.away)

    def wants(self, person: Person, at: datetime) -> float:
        """How likely somebody comes by on a day: seldom in quiet weeks, and not while away."""
        if self.is_away(person, at):
            return 0
        is_quiet = any(self.calendar.is_within(at, weeks) for weeks in self.quiet)
        return person.visits / 7 * (_QUIETLY if is_quiet else 1)

    def there(self, post: Told) -> list[str]:
        """Those who may come upon a post soon after it was written, besides its author."""
        return [
            person.handle
            for person in self.people
            if self.joined[person.handle] < post.at + _DAY
            and post.at < self.until[person.handle]
            and not self.is_away(person, post.at)
            and person.handle != post.line.author
            and self.sees(person.handle, post)
        ]

    def moment(self, handle: str, post: Told, rng: Random) -> datetime:
        """Some time after a post was written and a person had joined, by day, and before now."""
        delay = min(_USUAL_DELAY * rng.expovariate(1), _LATEST_HEART) + _LAST
        start = max(post.at, self.joined[handle])
        at = start + delay
        if at.hour < _WAKING:
            at += timedelta(hours=_WAKING)
        latest = self.gone.get(handle, self.calendar.anchor) - _LAST
        return at if at < latest else start + (latest - start) * rng.random()


def reaction_acts(posts: Iterable[Told], crowd: Crowd) -> Iterator[Act]:
    """The hearts and thanks that the story names, and those that it only counts or leaves open."""
    for post in posts:
        rng = Random(f"{post.topic.key} {post.number}")
        thanks = post.line.deed("thanks")
        given = [(handle, ReactionKind.HEART) for handle in _givers(post, crowd, rng)]
        given += [(handle, ReactionKind.THANKS) for handle in (thanks.words if thanks else ())]
        for handle, kind in given:
            at = crowd.moment(handle, post, rng)
            yield Act(at, handle, partial(Stage.react, handle=handle, post=post, kind=kind))


def _givers(post: Told, crowd: Crowd, rng: Random) -> list[str]:
    """`% hearts 7 ada` is Ada and six others; no such line is a few or nobody."""
    hearts = post.line.deed("hearts")
    words = list(hearts.words) if hearts else [str(rng.choices(_HEARTS, _HOW_OFTEN)[0])]
    if post.line.deed("hide"):
        return []
    count = int(words.pop(0)) if words[0].isdecimal() else len(words)
    others = [handle for handle in crowd.there(post) if handle not in words]
    return words + rng.sample(others, max(0, min(count - len(words), len(others))))


def visit_acts(posts: list[Told], crowd: Crowd) -> Iterator[Act]:
    """Come by on some days of the week, and read some of what is new.

    How far somebody has read is one mark a topic, so only the last one that they would set is set.
    """
    for person in crowd.people:
        visits = list(_visits_of(person, posts, crowd))
        furthest = dict(sorted(spot for _at, spots in visits for spot in spots))
        for at, spots in visits:
            marks = [spot for spot in spots if furthest[spot[0]] == spot[1]]
            yield Act(at, person.handle, partial(Stage.visit, handle=person.handle, read=marks))


def _visits_of(person: Person, posts: list[Told], crowd: Crowd) -> Iterator[tuple[datetime, list[Spot]]]:
    """When somebody comes by or writes something, and how far they then have read."""
    rng = Random(person.handle)
    read: dict[str, int] = {}
    visible = [post for post in posts if crowd.sees(person.handle, post)]
    own = [(post.at, post.key) for post in posts if post.line.author == person.handle]
    days: list[tuple[datetime, Spot | None]] = [(at, None) for at in _days_of(person, crowd, rng)]
    upcoming = iter([*visible, None])
    last: dict[str, int] = {}
    new = next(upcoming)
    for at, written in sorted([*days, *own], key=itemgetter(0)):
        while new and new.at < at:
            last.pop(new.topic.key, None)
            last[new.topic.key] = new.number
            new = next(upcoming)
        news = [spot for spot in last.items() if spot[1] > read.get(spot[0], -1)]
        chosen = [written] if written else _some(news, person, rng)
        read.update(chosen)
        yield at, chosen


def _some(news: list[Spot], person: Person, rng: Random) -> list[Spot]:
    """What somebody reads of what is new to them: the latest of it."""
    few = len(news) if person.is_thorough else min(rng.choice(_READS), len(news))
    return news[len(news) - few :]


def _days_of(person: Person, crowd: Crowd, rng: Random) -> Iterator[datetime]:
    day = crowd.joined[person.handle].replace(hour=0, minute=0) + _DAY
    until = crowd.until[person.handle]
    while day < until:
        at = day + timedelta(hours=rng.choice(_HOURS), minutes=rng.randrange(60), seconds=rng.randrange(60))
        if rng.random() < crowd.wants(person, at) and at < until:
            yield at
        day += _DAY
