"""A made-up ledger of any length: what five years of a community would have left.

A few people do most, and half are seen on one day; people leave; topics are as unequal as people, and
answered within hours or never. Everything is drawn from one seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from groundswell.kernel.ledger import Event
from groundswell.people import events as of_people
from groundswell.topics import events as of_topics

Whole = NDArray[np.int64]

SECOND, DAY = 1_000_000, 86_400_000_000
YEARS = 5
SEED = 20_261_123
_SPACES = 40
TEAM, PROGRAMS = 12, 5
_MILLENNIUM = 946_684_800_000
_RANDOM_BITS = 21
_TRIES = 5

# Of a thousand entries; the rest are visits. Edits are there so that something is passed over.
_OPENED, _REPLIED, _HEARTS, _THANKS, _EDITS = 30, 370, 200, 20, 40
_PEOPLE = 25
# People who are seen on one day only, and those who never leave.
_ONCE, _FAITHFUL = 0.5, 0.03
_TAKEN_BACK, _CLOSED, _HIDDEN = 0.03, 0.1, 0.01


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """In order of joining. `weights` sum up how much each takes part."""

    id: Whole
    joined: Whole
    left: Whole
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Columns of kernel_entry that differ from row to row; 0 stands for none."""

    at: Whole
    event: Whole
    actor: Whole
    subject: Whole
    space: Whole
    topic: Whole
    toward: Whole

    def __len__(self) -> int:
        return len(self.at)

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_] | slice) -> "Entries":
        return Entries(*(getattr(self, each.name)[which] for each in fields(self)))


class Story:
    """Draws everything from one seed; `size` is about how many entries there will be."""

    def __init__(self, size: int, end: int) -> None:
        self.lot = np.random.default_rng(SEED)
        self.size, self.end = size, end
        self.begin = end - YEARS * 365 * DAY
        self.people = self._people()

    def entries(self) -> Entries:
        """By time."""
        posts = self._posts()
        parts = [posts, *self._reactions(posts), self._edits(posts), *self._endings(posts), self._visits()]
        whole = [np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Entries)]
        told = Entries(*whole)
        told = told.take(told.at < self.end)
        return told.take(np.argsort(told.at, kind="stable"))

    def _part(self, share: int) -> int:
        return max(self.size * share // 1000, 1)

    def _when(self, count: int) -> Whole:
        """More of it the older the community is: four times as much at the end as in the beginning."""
        share = (np.sqrt(1 + 15 * self.lot.random(count)) - 1) / 3
        return np.sort(self.begin + (share * (self.end - self.begin)).astype(np.int64))

    def _people(self) -> People:
        count = max(self._part(_PEOPLE), TEAM + PROGRAMS + 10)
        joined = self._when(count)
        joined[: TEAM + PROGRAMS] = self.begin
        weights = self.lot.pareto(1.2, count) + 0.05
        stays = self.lot.exponential(400, count) * DAY * (self.lot.random(count) > _ONCE) + DAY
        faithful = self.lot.random(count) < _FAITHFUL
        faithful[: TEAM + PROGRAMS] = True
        stays[faithful] = YEARS * 366 * DAY
        self.faithful = np.flatnonzero(faithful)
        return People(ids(joined), joined, joined + stays.astype(np.int64), np.cumsum(weights))

    def _who(self, at: Whole) -> Whole:
        """Somebody who had joined by then, by weight, and had not left as far as a few tries find one."""
        until = np.searchsorted(self.people.joined, at, side="right").clip(1) - 1
        ceiling = self.people.weights[until]
        found = np.zeros(len(at), dtype=np.int64)
        open_ones = np.arange(len(at))
        for _ in range(_TRIES):
            drawn = np.searchsorted(self.people.weights, self.lot.random(len(open_ones)) * ceiling[open_ones])
            found[open_ones] = drawn
            open_ones = open_ones[self.people.left[drawn] < at[open_ones]]
        known = np.searchsorted(self.people.joined[self.faithful], at[open_ones], side="right")
        found[open_ones] = self.faithful[(self.lot.random(len(open_ones)) * known).astype(np.int64)]
        return self.people.id[found]

    def _posts(self) -> Entries:
        """Topics with their replies; each reply goes to the opener or to somebody who spoke before."""
        opened = self._when(self._part(_OPENED))
        topics, count = ids(opened), len(opened)
        replies = self.lot.pareto(1.1, count) * self._part(_REPLIED) / count / 6
        replies = (replies * self._part(_REPLIED) / replies.sum()).round().astype(np.int64)
        of = np.repeat(np.arange(count), replies)
        delays = self.lot.lognormal(10.5, 1.8, len(of)) * SECOND
        at = np.concatenate([opened, opened[of] + delays.astype(np.int64)])
        of = np.concatenate([np.arange(count), of])
        order = np.lexsort((at, of))
        at, of = at[order], of[order]
        author = self._who(at)
        first = np.searchsorted(of, np.arange(count))
        place = np.arange(len(of)) - first[of]
        heard = (self.lot.random(len(of)) * place * self.lot.integers(0, 2, len(of))).astype(np.int64)
        is_opening = place == 0
        return Entries(
            at=at,
            event=np.where(is_opening, of_topics.TOPIC_OPENED.code, of_topics.POST_REPLIED.code),
            actor=author,
            subject=np.where(is_opening, topics[of], ids(at)),
            space=1 + topics[of] % _SPACES,
            topic=topics[of],
            toward=np.where(is_opening, 0, author[first[of] + heard]),
        )

    def _reactions(self, posts: Entries) -> Iterator[Entries]:
        given = (of_topics.POST_HEARTED, of_topics.HEART_WITHDRAWN, _HEARTS)
        thanked = (of_topics.POST_THANKED, of_topics.THANKS_WITHDRAWN, _THANKS)
        for gave, took, share in (given, thanked):
            count = self._part(share)
            reactions = self._later(posts.take(self.lot.integers(0, len(posts), count)), gave, days=2)
            yield reactions
            few = reactions.take(self.lot.random(count) < _TAKEN_BACK)
            again = self._later(few, took, days=1)
            again.actor[:] = few.actor
            yield again

    def _edits(self, posts: Entries) -> Entries:
        return self._later(
            posts.take(self.lot.integers(0, len(posts), self._part(_EDITS))), of_topics.POST_EDITED, days=1
        )

    def _endings(self, posts: Entries) -> Iterator[Entries]:
        """Topics closed, posts hidden, and some of those shown again."""
        topics = posts.take(posts.event == of_topics.TOPIC_OPENED.code)
        replies = posts.take(posts.event == of_topics.POST_REPLIED.code)
        yield self._by_team(topics.take(self.lot.random(len(topics)) < _CLOSED), of_topics.TOPIC_CLOSED, 60)
        yield self._by_team(topics.take(self.lot.random(len(topics)) < _HIDDEN), of_topics.TOPIC_HIDDEN, 1)
        hidden = replies.take(self.lot.random(len(replies)) < _HIDDEN)
        yield self._by_team(hidden, of_topics.POST_HIDDEN, 1)
        yield self._by_team(hidden.take(slice(0, None, 10)), of_topics.POST_RESTORED, 30)

    def _by_team(self, posts: Entries, event: Event, days: float) -> Entries:
        found = self._later(posts, event, days=days)
        found.actor[:] = self.people.id[self.lot.integers(0, TEAM, len(found))]
        return found

    def _later(self, posts: Entries, event: Event, *, days: float) -> Entries:
        """Something that is done to posts some time after they were written."""
        at = posts.at + 1 + (self.lot.exponential(days, len(posts)) * DAY).astype(np.int64)
        code = np.full(len(posts), event.code)
        return Entries(at, code, self._who(at), posts.subject, posts.space, posts.topic, posts.actor)

    def _visits(self) -> Entries:
        shares = _OPENED + _REPLIED + _HEARTS + _THANKS + _EDITS
        at = self._when(self._part(1000 - shares))
        who, nothing = self._who(at), np.zeros(len(at), dtype=np.int64)
        code = np.full(len(at), of_people.VISITED.code)
        return Entries(at, code, who, who, nothing, nothing, nothing)


def ids(at: Whole) -> Whole:
    """Ids that tell the time as those of `kernel.ids` do, and are each there once."""
    return (at // 1000 - _MILLENNIUM) * (1 << _RANDOM_BITS) + np.arange(len(at)) % (1 << _RANDOM_BITS)
