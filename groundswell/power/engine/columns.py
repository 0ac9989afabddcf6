"""What the measures read: people, topics and acts as columns, joined by place instead of by id.

Everything is as it stood at the cut-off: what was hidden by then is gone, what was taken back is not counted,
and nothing later is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.power.engine.entries import ACTS, WRITING, Entries, Facts, Flags, Ids, Rows, Verb
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
        return self.take(np.isin(self.verb, verbs))

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
class Columns:
    """What was known at `cut_off` (microseconds). `excluded` is what was left out while assembling."""

    people: People
    topics: Topics
    acts: Acts
    cut_off: int
    excluded: Mapping[Exclusion, int]

    def who(self, acts: Acts) -> Flags:
        """By place: which people did one of these."""
        found = np.zeros(len(self.people), dtype=bool)
        found[acts.by_somebody().person] = True
        return found


def assemble(entries: Entries, facts: Facts, cut_off: int) -> Columns:
    """Join entries (any order, any length, also none) into columns as they stood at `cut_off`.

    Bots' entries and removed posts and topics are dropped and counted; a reply that names nobody goes to the
    one who opened the topic.
    """
    known = entries.in_order().before(cut_off)
    is_bot = np.isin(known.person, facts.bots) & (known.person != 0)
    told = known.take(~is_bot)
    is_gone = _removed(told)
    kept = told.take(np.isin(told.verb, (Verb.VISITED, *ACTS)) & ~is_gone & ~_taken_back(told))
    people = _people(kept, facts)
    topics = _topics(kept, told, facts=facts, people=people)
    excluded = {Exclusion.BOTS: int(is_bot.sum()), Exclusion.REMOVED: int(is_gone.sum())}
    return Columns(people, topics, _acts(kept, people, topics), cut_off, excluded)


def place_of(ids: Ids, known: Ids) -> Index:
    """Where each id stands in `known` (sorted), or -1."""
    if not len(known):
        return np.full(len(ids), -1, dtype=np.int32)
    places = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return np.where(known[places] == ids, places, -1).astype(np.int32)


def _last(told: Entries, verb: Verb, ids: Ids) -> tuple[Ids, Ids]:
    """For each id (sorted, once): the last time that `verb` was done to it. `told` is by time."""
    which = told.verb == verb
    backwards = ids[which][::-1]
    found, first = np.unique(backwards, return_index=True)
    return found, told.at[which][::-1][first]


def _standing(told: Entries, done: Verb, undone: Verb, *, ids: Ids) -> tuple[Ids, Ids]:
    """The ids (sorted) to which `done` was done last, and when."""
    found, at = _last(told, done, ids)
    back, back_at = _last(told, undone, ids)
    places = place_of(found, back)
    undone_at = np.where(places >= 0, back_at[places] if len(back) else 0, -NEVER)
    stands = at >= undone_at
    return found[stands], at[stands]


def _removed(told: Entries) -> Flags:
    """Which acts were of a topic or post that was hidden since; a topic goes with its first post."""
    posts, _ = _standing(told, Verb.HID_POST, Verb.SHOWED_POST, ids=told.post)
    topics, _ = _standing(told, Verb.HID_TOPIC, Verb.SHOWED_TOPIC, ids=told.topic)
    is_act = np.isin(told.verb, ACTS)
    is_hidden = np.isin(told.post, posts) & (told.post != 0)
    headless = told.topic[is_hidden & (told.verb == Verb.OPENED)]
    of_gone = np.isin(told.topic, np.concatenate([topics, headless])) & (told.topic != 0)
    gone: Flags = is_act & (is_hidden | of_gone)
    return gone


def _taken_back(told: Entries) -> Flags:
    """Which reactions were withdrawn later."""
    gone = np.zeros(len(told), dtype=bool)
    for given, taken in _WITHDRAWALS.items():
        back = told.take(told.verb == taken)
        if not len(back):
            continue
        last = {(p, s): at for p, s, at in zip(back.person, back.post, back.at, strict=True)}
        for place in np.flatnonzero((told.verb == given) & np.isin(told.post, back.post)):
            pair = (told.person[place], told.post[place])
            gone[place] = last.get(pair, -NEVER) >= told.at[place]
    return gone


def _people(kept: Entries, facts: Facts) -> People:
    ids = np.unique(np.concatenate([kept.person, kept.toward]))
    ids = ids[(ids != 0) & ~np.isin(ids, facts.bots)]
    acted = _first(kept.take(np.isin(kept.verb, ACTS)), ids)
    wrote = _first(kept.take(np.isin(kept.verb, WRITING)), ids)
    if facts.earlier is not None:
        acted = np.minimum(acted, _as_told(ids, facts.earlier.person, facts.earlier.acted))
        wrote = np.minimum(wrote, _as_told(ids, facts.earlier.person, facts.earlier.wrote))
    return People(ids, np.isin(ids, facts.staff), acted, wrote)


def _first(kept: Entries, ids: Ids) -> Ids:
    found, first = np.unique(kept.person, return_index=True)
    places = place_of(ids, found)
    at = np.append(kept.at[first], NEVER)
    return at[places]


def _as_told(ids: Ids, people: Ids, at: Ids) -> Ids:
    order = np.argsort(people, kind="stable")
    places = place_of(ids, people[order])
    return np.append(at[order], NEVER)[places]


def _topics(kept: Entries, told: Entries, *, facts: Facts, people: People) -> Topics:
    """In order of opening; a topic that is opened twice counts from the first time."""
    openings = kept.take((kept.verb == Verb.OPENED) & (kept.topic != 0))
    _, first = np.unique(openings.topic, return_index=True)
    opened = openings.take(np.sort(first))
    closed, closed_at = _standing(told, Verb.CLOSED, Verb.REOPENED, ids=told.topic)
    places = place_of(opened.topic, closed)
    return Topics(
        id=opened.topic,
        opened_at=opened.at,
        opener=place_of(opened.person, people.id),
        space=opened.space,
        ended_at=np.append(closed_at, NEVER)[places],
        wants_answer=~np.isin(opened.topic, facts.announcements),
    )


def _acts(kept: Entries, people: People, topics: Topics) -> Acts:
    order = np.argsort(topics.id, kind="stable")
    places = place_of(kept.topic, topics.id[order])
    topic = np.append(order, NO_TOPIC)[places].astype(np.int32)
    toward = place_of(kept.toward, people.id)
    opener = np.append(topics.opener, NOBODY)[topic].astype(np.int32)
    toward = np.where((kept.verb == Verb.REPLIED) & (kept.toward == 0), opener, toward)
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
