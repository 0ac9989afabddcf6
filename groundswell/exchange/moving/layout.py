"""The rows of a batch, as they will be written: every id, author and time decided."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from groundswell.archives.records import ArchivedPost, ArchivedTopic
from groundswell.exchange.models import ExternalId, ExternalType
from groundswell.exchange.moving.around import Around, Load
from groundswell.exchange.moving.keys import Keys, datable
from groundswell.exchange.moving.spaces import NO_CATEGORY
from groundswell.exchange.moving.texts import Words
from groundswell.kernel.ids import new_id
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.text import one_line
from groundswell.people.models import Member, Origin
from groundswell.topics import events
from groundswell.topics.models import MOST_TITLE, Hiding, Mention, Post, Topic
from groundswell.topics.rendering.render import RENDERER_VERSION

_MOST_COUNTED = 2**31 - 1
_WORDLESS = "…"


@dataclass(slots=True)
class Rows:
    """What one transaction writes. `headed` are topics whose opening post has come after all."""

    nobodies: list[Member] = field(default_factory=list)
    externals: list[ExternalId] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    headed: dict[int, Topic] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    hidings: list[Hiding] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    arrived_topics: set[str] = field(default_factory=set)
    arrived_posts: set[str] = field(default_factory=set)


class _Facts(TypedDict):
    """What all entries about one post have in common."""

    space: int
    topic: int
    at: datetime
    imported: bool


class Layout:
    """Lays out one post after the other, each after the posts that it answers."""

    def __init__(self, keys: Keys, around: Around) -> None:
        self._keys = keys
        self._around = around
        self._nobodies = {key: known.object_id for key, known in around.nobodies.items()}
        self._authors = dict(around.authors)
        self.rows = Rows()

    def lay(self, load: Load, words: Words) -> None:
        """Add the post, and its topic where this opens it."""
        author = self._author(load)
        topic = self._topic(load, author)
        post = Post(
            pk=self._around.posts[load.post.key].object_id,
            topic=topic,
            author_id=author,
            is_opening=load.opens,
            reply_to_id=self.answered(load.post),
            source=words.source,
            html=words.rendered.html,
            renderer=RENDERER_VERSION,
            legacy_hearts=min(load.post.likes, _MOST_COUNTED),
            legacy_edits=min(load.post.edits, _MOST_COUNTED),
        )
        if post.is_opening:
            topic.excerpt = words.rendered.excerpt
        self._authors[post.pk] = author
        self.rows.posts.append(post)
        self.rows.arrived_posts.add(load.post.key)
        if load.post.is_hidden:
            self._hide(post, load.post.place.placed_at)
        self._tell(post, datable(load.post.place.written_at), words.rendered.mentions)

    def answered(self, post: ArchivedPost) -> int | None:
        """The post that this one answers, if it is here."""
        known = self._around.posts.get(post.reply_to or "")
        return known.object_id if known and known.object_id in self._authors else None

    def _topic(self, load: Load, author: int) -> Topic:
        number = self._around.topics[load.topic.key].object_id
        standing = self._around.standing_topics.get(number) or self.rows.topics.get(number)
        if standing is None:
            return self._new_topic(load, author)
        if load.opens:
            standing.author_id = author
            self.rows.headed[number] = standing
        return standing

    def _new_topic(self, load: Load, author: int) -> Topic:
        topic = Topic(
            pk=self._around.topics[load.topic.key].object_id,
            space_id=self._around.spaces[load.topic.space or NO_CATEGORY],
            title=_WORDLESS if self._around.has_taken_words(load) else _title(load.topic.title),
            author_id=author,
            last_post=self._around.posts[load.post.key].object_id,
            last_author_id=author,
        )
        self.rows.topics[topic.pk] = topic
        self.rows.arrived_topics.add(load.topic.key)
        return topic

    def _author(self, load: Load) -> int:
        person = self._around.people.get(load.post.author or "")
        return person.id if person and person.id is not None else self._nobody(load.topic)

    def _nobody(self, topic: ArchivedTopic) -> int:
        """One nameless tombstone for all in a topic whose accounts are gone."""
        if topic.key not in self._nobodies:
            month = datable(topic.opened_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
            member = Member(pk=new_id(month), origin=Origin.ERASED, joined_at=month)
            self._nobodies[topic.key] = member.pk
            self.rows.nobodies.append(member)
            self.rows.externals.append(self._keys.row(ExternalType.NOBODY, topic.key, member.pk))
        return self._nobodies[topic.key]

    def _hide(self, post: Post, at: datetime) -> None:
        """An opening post is hidden with its topic, as everywhere here."""
        reason = _("Hidden on the old forum.")
        if self._opens_topic(post):
            post.topic.is_hidden = True
            self.rows.hidings.append(Hiding(topic=post.topic, at=at, reason=reason))
        else:
            post.is_hidden = True
            self.rows.hidings.append(Hiding(post=post, at=at, reason=reason))

    def _tell(self, post: Post, at: datetime, mentioned: Collection[int]) -> None:
        """What happened then, for the ledger; a topic is opened once, whatever post opens it later."""
        topic, by = post.topic, post.author_id
        facts = _Facts(space=topic.space_id, topic=topic.pk, at=at, imported=True)
        if self._opens_topic(post):
            self.rows.entries.append(events.TOPIC_OPENED.entry(by, topic, **facts, data={"post": post.pk}))
        else:
            toward = self._authors.get(post.reply_to_id or 0) or topic.author_id
            self.rows.entries.append(events.POST_REPLIED.entry(by, post, **facts, toward=toward))
        self.rows.mentions += [Mention(post=post, member_id=member) for member in sorted(mentioned)]
        self.rows.entries += [
            events.MEMBER_MENTIONED.entry(by, post, **facts, toward=member)
            for member in sorted(mentioned)
            if member != by
        ]

    def _opens_topic(self, post: Post) -> bool:
        return post.is_opening and post.topic_id in self.rows.topics


def _title(text: str) -> str:
    title = one_line(text) or _WORDLESS
    return title if len(title) <= MOST_TITLE else f"{title[: MOST_TITLE - 1]}{_WORDLESS}"
