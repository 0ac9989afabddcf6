"""What came back to each post: who reacted to it, and who replied to its author after it in its topic."""

from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.columns import NO_TOPIC, NOBODY, Acts, Columns, Index, place_of
from groundswell.power.engine.entries import NO_ID, Ids, Places, Verb
from groundswell.power.engine.statistics.arrays import Whole

_NONE = -1
_BEGINNING = -(2**62)


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """By post: when it was written, by whom, and how many others it had a response from."""

    at: Ids
    author: Index
    others: Whole
    people: int

    def h_index(self, *, since: int = _BEGINNING) -> Whole:
        """By person: the most posts written since then that had as many others each (Hirsch 2005)."""
        recent = self.at >= since
        author, others = self.author[recent], self.others[recent]
        order = np.lexsort((-others, author))
        author, others = author[order], others[order]
        first = np.searchsorted(author, author, side="left")
        counts = others > np.arange(len(author)) - first
        return np.bincount(author[counts], minlength=self.people)


def responses(columns: Columns, until: int) -> Responses:
    """Of all posts before `until`, by those whose author is known."""
    acts = columns.acts
    acts = acts.take(slice(0, int(np.searchsorted(acts.at, until)))).by_somebody()
    posts = acts.writing()
    said, given = posts.of(Verb.REPLIED), acts.of(Verb.REACTED, Verb.THANKED)
    post = np.concatenate([_replied_to(posts), _reacted_to(given, posts, topics=len(columns.topics))])
    by, to = (np.concatenate([getattr(each, end) for each in (said, given)]) for end in ("person", "toward"))
    author = np.append(posts.person, NOBODY)
    is_others = (post != _NONE) & (author[post] == to) & (to != by)
    people = max(len(columns.people), 1)
    pairs = np.unique(post[is_others] * people + by[is_others])
    others = np.bincount(pairs // people, minlength=len(posts))
    return Responses(posts.at, posts.person, others, len(columns.people))


def _replied_to(posts: Acts) -> Places:
    """For each reply: the post of its addressee in that topic that came last before it."""
    is_reply = posts.verb == Verb.REPLIED
    rows = np.arange(len(posts))
    people = int(max(posts.person.max(initial=0), posts.toward.max(initial=0))) + 1
    by = _told(posts.topic, posts.person, people)
    to = _told(posts.topic, posts.toward, people)[is_reply]
    kinds, span = np.unique(by), len(posts) + 1
    latest = np.sort(np.searchsorted(kinds, by) * span + rows)
    kind = place_of(to, kinds).astype(np.int64)
    place = np.searchsorted(latest, kind * span + rows[is_reply]) - 1
    found = latest[place]
    is_theirs = (place >= 0) & (to != _NONE) & (found // span == kind)
    return np.where(is_theirs, found % span, _NONE)


def _told(topic: Index, person: Index, people: int) -> Whole:
    """A number for somebody in a topic; -1 where either is not known."""
    is_known = (topic != NO_TOPIC) & (person != NOBODY)
    return np.where(is_known, topic.astype(np.int64) * people + person, _NONE)


def _reacted_to(given: Acts, posts: Acts, *, topics: int) -> Places:
    """For each reaction: the reply that bears its number, or else the opening of its topic.

    A ledger knows the number of a topic's first post from reactions alone. One to a post that is not here,
    such as a program's, would so come to the opening, but that is not by whom the reaction was for.
    """
    opening = np.full(topics + 1, _NONE, dtype=np.intp)
    rows = np.flatnonzero((posts.verb == Verb.OPENED) & (posts.topic != NO_TOPIC))[::-1]
    opening[posts.topic[rows]] = rows
    replied = np.flatnonzero((posts.verb == Verb.REPLIED) & (posts.post != NO_ID))
    order = replied[np.argsort(posts.post[replied], kind="stable")]
    if not len(order):
        return opening[given.topic]
    place = np.minimum(np.searchsorted(posts.post[order], given.post), len(order) - 1)
    return np.where(posts.post[order][place] == given.post, order[place], opening[given.topic])
