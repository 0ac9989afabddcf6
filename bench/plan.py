"""The skeleton of the made-up community: who there is, which topics, how long, and who wrote when.

Everything is drawn from one seed, each topic from a lot of its own, so that any part can be made again
without the rest. Times end at `until`, so that a community measured today has been talked in today.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from random import Random

SPACES = (
    "The commons",
    "Arrivals",
    "What we could do",
    "Ask anything",
    "Campaigning",
    "Meeting up",
    "Neighbourhoods",
    "Know-how",
    "Told by members",
    "About this place",
    "Long view",
    "Organisers",
)
COMMONS, PRIVATE = "1", "12"
LONGEST, PAGEFUL = 0, 1  # which topics the pages with those names are
PAGE = 20
_AGE = timedelta(days=1280)
_GAP = timedelta(hours=20)
_TICK = timedelta(milliseconds=7)


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a community is made."""

    members: int = 2_000
    topics: int = 5_000
    posts: int = 98_000
    longest: int = 5_000
    seed: int = 20_26

    def scaled(self, by: int) -> "Shape":
        """The same in small, for tests."""
        return Shape(self.members // by, self.topics // by, self.posts // by, self.longest // by, self.seed)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything but the words. Members, topics and posts go by their numbers, from 0."""

    shape: Shape
    until: datetime

    def joined_at(self, member: int) -> datetime:
        """Those with small numbers came first, when the community was small."""
        share: float = (member / self.shape.members) ** 1.3
        return self.since + _AGE * share * 0.97

    def joined_by(self, moment: datetime) -> int:
        """How many had joined by then; the first member was there before everything."""
        share = max(0.0, (moment - self.since) / _AGE / 0.97)
        return min(self.shape.members, 1 + int(share ** (1 / 1.3) * self.shape.members))

    def opened_at(self, topic: int) -> datetime:
        """The longest topic is the first; the one of a page's length is among the newest."""
        if topic == LONGEST:
            return self.since + timedelta(hours=9)
        place = topic if topic != PAGEFUL else self.shape.topics - max(1, self.shape.topics // 250)
        share: float = (place / self.shape.topics) ** 0.8
        return self.since + timedelta(days=1) + (_AGE - timedelta(days=1)) * share

    @property
    def since(self) -> datetime:
        return self.until - _AGE


class Numbers:
    """What follows from a plan: sizes of topics, the first post of each, and who writes how much."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._chatter = tuple(accumulate(1 / (rank + 5) for rank in range(plan.shape.members)))
        members = list(range(plan.shape.members))
        self._lot("loudness").shuffle(members)
        self._by_loudness = members

    @cached_property
    def sizes(self) -> list[int]:
        """Posts in each topic: most are short, a few are long, and their sum is the shape's."""
        shape = self.plan.shape
        others = shape.topics - 2
        rest = shape.posts - shape.longest - PAGE - others
        weights = [1 / (rank + 8) ** 0.9 for rank in range(1, others + 1)]
        self._lot("sizes").shuffle(weights)
        ends = [round(rest * height / sum(weights)) for height in accumulate(weights)]
        return [shape.longest, PAGE, *(1 + end - begin for begin, end in pairwise([0, *ends]))]

    @cached_property
    def firsts(self) -> list[int]:
        """The number of each topic's first post in the whole corpus."""
        return [0, *accumulate(self.sizes)]

    def space_of(self, topic: int) -> str:
        """Every space has its topics; the private one and the measured topics' are set."""
        return COMMONS if topic in {LONGEST, PAGEFUL} else str(1 + topic % len(SPACES))

    def times(self, topic: int) -> list[datetime]:
        """When each post of the topic was written: lively at first, then more and more slowly."""
        lot, size, opened = self._lot("times", topic), self.sizes[topic], self.plan.opened_at(topic)
        left = self.plan.until - opened
        lives = left if topic == LONGEST else min(left, _GAP * size * 2)
        bend = 1.0 if topic == LONGEST else 1.6
        found = sorted(lot.random() ** bend for _ in range(size - 1))
        times = [opened]
        for share in found:
            times.append(max(times[-1] + _TICK, opened + lives * share))
        return times

    def authors(self, topic: int, times: list[datetime]) -> list[int]:
        """Who wrote each post: a few write a lot; nobody before they had joined."""
        lot = self._lot("authors", topic)
        return [self._author(lot, at) for at in times]

    def loudest(self, count: int) -> list[int]:
        """Those who write most."""
        return self._by_loudness[:count]

    def _author(self, lot: Random, at: datetime) -> int:
        for _ in range(12):
            (member,) = lot.choices(self._by_loudness, cum_weights=self._chatter)
            if self.plan.joined_at(member) <= at:
                return member
        return lot.randrange(self.plan.joined_by(at))

    def _lot(self, *what: object) -> Random:
        return Random(f"{self.plan.shape.seed} {what}")


def monday_before(moment: datetime) -> datetime:
    """The start of the week: the same corpus serves for some days, and is never much older."""
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())
