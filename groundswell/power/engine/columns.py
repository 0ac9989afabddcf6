"""What the measures read: people, topics and acts as columns, joined by place instead of by id.

Everything is as it stood at the cut-off: what was hidden by then is gone, what was taken back is not counted,
and nothing later is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.power.engine.entries import (
    ACTS,
    NO_ID,
    SOMEBODY,
    WRITING,
    Entries,
    Facts,
    Flags,
    Ids,
    Rows,
    Verb,
    is_any,
)
from groundswell.power.engine.results import Exclusion
from groundswell.power.engine.spans import NEVER, Window

Index = NDArray[np.int32]
NOBODY = -1
NO_TOPIC = -1

_WITHDRAWALS = {Verb.REACTED: Verb.TOOK_BACK, Verb.THANKED: Verb.TOOK_THANKS_BACK}


@dataclass(frozen=True, slots=True, eq=False)
class People(Rows):
    """By place. `acted` and `wrote` are the times of their first deliberate act and first post, or NEVER."""

    id: Ids
    is_staff: Flags
    acted: Ids
    wrote: Ids


@dataclass(frozen=True, slots=True, eq=False)
class Topics(Rows):
    """By place, in order of opening. `ended_at` is when it was closed for good, or NEVER.

    `opener` is NOBODY where the author is unknown.
    """

    id: Ids
    opened_at: Ids
    opener: Index
    space: Ids
    ended_at: Ids
    wants_answer: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Acts(Rows):
    """By time. `person`, `toward` and `topic` are places, or -1 for somebody unknown and no known topic."""

    at: Ids
    verb: NDArray[np.int8]
    person: Index
    topic: Index
    toward: Index
    space: Ids
    post: Ids
    imported: Flags

    def of(self, *verbs: Verb) -> "Acts":
        return self.take(is_any(self.verb, verbs))

    def within(self, window: Window) -> "Acts":
        first, last = np.searchsorted(self.at, [window.start, window.end])
        return self.take(slice(int(first), int(last)))

    def by_somebody(self) -> "Acts":
        """Those whose author is known."""
        return self.take(self.person != NOBODY)

    def deliberate(self) -> "Acts":
        """Level A1: everything but visits."""
        return self.of(*ACTS)

    def writing(self) -> "Acts":
        """Level A2: topics opened and replies."""
        return self.of(*WRITING)


@dataclass(frozen=True, slots=True, eq=False)
class Dropped(Rows):
    """By time: what was left out while assembling, for one reason."""

    at: Ids
    verb: NDArray[np.int8]

    def count(self, window: Window, verbs: Sequence[Verb]) -> int:
        first, last = np.searchsorted(self.at, [window.start, window.end])
        return int(np.isin(self.verb[first:last], verbs).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What was known at `cut_off` (microseconds). `dropped` is what was left out while assembling."""

    people: People
    topics: Topics
    acts: Acts
    cut_off: int
    dropped: Mapping[Exclusion, Dropped]

    def left_out(self, window: Window, verbs: Sequence[Verb] = ACTS) -> dict[Exclusion, int]:
        """How many acts of the window are not among `acts`, and why."""
        return {why: dropped.count(window, verbs) for why, dropped in self.dropped.items()}

    def who(self, acts: Acts) -> Flags:
        """By place: which people did one of these."""
        found = np.zeros(len(self.people), dtype=bool)
        found[acts.by_somebody().person] = True
        return found


def assemble(entries: Entries, facts: Facts, cut_off: int) -> Columns:
    """Join entries (any order, any length, also none) into columns as they stood at `cut_off`.

    Bots' acts and removed posts and topics are dropped and counted; what bots hide is hidden. A reply that
    names nobody goes to the one who opened the topic; one to SOMEBODY answers in it, but is no tie.
    """
    known = entries.in_order().before(cut_off)
    is_bot = are_among(known.person, facts.bots) & (known.person != NO_ID) & (known.verb < Verb.TOOK_BACK)
    told = known.take(~is_bot) if is_bot.any() else known
    dropped = {Exclusion.BOTS: _dropped(known, is_bot)}
    del known
    is_gone = _removed(told)
    kept = told.take((told.verb < Verb.TOOK_BACK) & ~is_gone & ~_taken_back(told))
    ended = _standing(told, Verb.CLOSED, Verb.REOPENED, ids=told.topic)
    dropped[Exclusion.REMOVED] = _dropped(told, is_gone)
    del told
    people = _people(kept, facts)
    topics = _topics(kept, ended, facts=facts, people=people)
    return Columns(people, topics, _acts(kept, people, topics), cut_off, dropped)


def place_of(ids: Ids, known: Ids) -> Index:
    """Where each id stands in `known` (sorted), or -1."""
    if not len(known):
        return np.full(len(ids), -1, dtype=np.int32)
    places = np.searchsorted(known, ids).astype(np.int32)
    np.minimum(places, len(known) - 1, out=places)
    places[known[places] != ids] = -1
    return places


def are_among(ids: Ids, some: Ids) -> Flags:
    """Which ids are among some (in any order). Many ids are not sorted for it, as they would be by isin."""
    found: Flags = place_of(ids, np.unique(some)) >= 0
    return found


def _dropped(told: Entries, which: Flags) -> Dropped:
    return Dropped(told.at[which], told.verb[which])


def _last(told: Entries, verb: Verb, ids: Ids) -> tuple[Ids, Ids]:
    """For each id (sorted, once): the last time that `verb` was done to it. `told` is by time."""
    which = np.flatnonzero(told.verb == verb)[::-1]
    found, first = np.unique(ids[which], return_index=True)
    return found, told.at[which[first]]


def _standing(told: Entries, done: Verb, undone: Verb, *, ids: Ids) -> tuple[Ids, Ids]:
    """The ids (sorted) to which `done` was done last, and when."""
    found, at = _last(told, done, ids)
    back, back_at = _last(told, undone, ids)
    undone_at = np.append(back_at, -NEVER)[place_of(found, back)]
    stands = at >= undone_at
    return found[stands], at[stands]


def _removed(told: Entries) -> Flags:
    """Which acts were of a topic or post that was hidden since; a topic goes with its first post."""
    posts, _ = _standing(told, Verb.HID_POST, Verb.SHOWED_POST, ids=told.post)
    topics, _ = _standing(told, Verb.HID_TOPIC, Verb.SHOWED_TOPIC, ids=told.topic)
    is_act = is_any(told.verb, ACTS)
    is_hidden = are_among(told.post, posts) & (told.post != NO_ID)
    headless = told.topic[is_hidden & (told.verb == Verb.OPENED)]
    of_gone = are_among(told.topic, np.concatenate([topics, headless])) & (told.topic != NO_ID)
    gone: Flags = is_act & (is_hidden | of_gone)
    return gone


def _taken_back(told: Entries) -> Flags:
    """Which reactions were withdrawn later, by the same person from the same post."""
    gone = np.zeros(len(told), dtype=bool)
    for given, taken in _WITHDRAWALS.items():
        back = told.take(np.flatnonzero(told.verb == taken)[::-1])
        people, posts = np.unique(back.person), np.unique(back.post)
        pairs, last = np.unique(_pairs(back, people, posts), return_index=True)
        places = np.flatnonzero((told.verb == given) & are_among(told.post, posts))
        of = place_of(_pairs(told.take(places), people, posts), pairs)
        gone[places] = np.append(back.at[last], -NEVER)[of] >= told.at[places]
    return gone


def _pairs(of: Entries, people: Ids, posts: Ids) -> Ids:
    """A number for each pair of these people and posts; -1 for anybody and anything else."""
    who, what = place_of(of.person, people).astype(np.int64), place_of(of.post, posts)
    return np.where((who >= 0) & (what >= 0), who * len(posts) + what, -1)


def _people(kept: Entries, facts: Facts) -> People:
    ids = np.union1d(np.unique(kept.person), np.unique(kept.toward))
    ids = ids[(ids != NO_ID) & (ids != SOMEBODY) & ~are_among(ids, facts.bots)]
    acted, wrote = (_first(kept.take(is_any(kept.verb, verbs)), ids) for verbs in (ACTS, WRITING))
    return People(ids, are_among(ids, facts.staff), acted, wrote)


def _first(kept: Entries, ids: Ids) -> Ids:
    """When each of these people first did one of what is kept, which is by time; or NEVER."""
    at = np.full(len(ids) + 1, NEVER)
    # Backwards, so that the first is put down last and stays; place -1 is nobody's.
    at[place_of(kept.person, ids)[::-1]] = kept.at[::-1]
    return at[:-1]


def _topics(kept: Entries, ended: tuple[Ids, Ids], *, facts: Facts, people: People) -> Topics:
    """In order of opening; a topic that is opened twice counts from the first time."""
    openings = kept.take((kept.verb == Verb.OPENED) & (kept.topic != NO_ID))
    _, first = np.unique(openings.topic, return_index=True)
    opened = openings.take(np.sort(first))
    closed, closed_at = ended
    return Topics(
        id=opened.topic,
        opened_at=opened.at,
        opener=place_of(opened.person, people.id),
        space=opened.space,
        ended_at=np.append(closed_at, NEVER)[place_of(opened.topic, closed)],
        wants_answer=~are_among(opened.topic, facts.announcements),
    )


def _acts(kept: Entries, people: People, topics: Topics) -> Acts:
    order = np.argsort(topics.id, kind="stable").astype(np.int32)
    topic = np.append(order, np.int32(NO_TOPIC))[place_of(kept.topic, topics.id[order])]
    toward = place_of(kept.toward, people.id)
    is_open = np.flatnonzero((kept.verb == Verb.REPLIED) & (kept.toward == NO_ID))
    toward[is_open] = np.append(topics.opener, np.int32(NOBODY))[topic[is_open]]
    return Acts(
        kept.at,
        kept.verb,
        place_of(kept.person, people.id),
        topic,
        toward,
        kept.space,
        kept.post,
        kept.imported,
    )
