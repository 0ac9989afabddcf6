"""Topics, posts and what happens to them.

An id tells its moment (`kernel.ids.time_of`), so that lists are ordered and paged by ids alone:
topics by `last_post`, posts by their own id.
"""

from datetime import datetime
from functools import partial
from typing import Self

from django.db import models

from groundswell.kernel import ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.ids import IdField
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.gate import Passes, post_gate, topic_gate

MOST_TITLE = 150


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(Passes(partial(topic_gate, actor)))


class Topic(models.Model):
    """What people gather around. Its counters speak of what every reader of it may see."""

    id = IdField()
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="topics", db_index=False)
    kind = models.CharField(max_length=20, default="discussion")
    title = models.CharField(max_length=MOST_TITLE)
    excerpt = models.CharField(max_length=240, blank=True)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="topics")
    language = models.CharField(max_length=12, blank=True)
    last_post = models.BigIntegerField()
    last_author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reply_count = models.PositiveIntegerField(default=0)
    people_count = models.PositiveIntegerField(default=1)
    is_closed = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["last_post"], name="topic_recent"),
            models.Index(fields=["space", "last_post"], name="topic_recent_in_space"),
            models.Index(
                fields=["last_post"],
                condition=models.Q(reply_count=0, is_closed=False, is_hidden=False, is_private=False),
                name="topic_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def opened_at(self) -> datetime:
        return ids.time_of(self.pk)


class Participant(models.Model):
    """Somebody who may see a private topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "member"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.topic}"


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, actor: Actor) -> Self:
        """Posts of visible topics, less hidden ones, but for their authors and moderators."""
        topics = Topic.objects.visible_to(actor)
        return self.filter(Passes(partial(post_gate, actor)), topic__in=topics)


class Post(models.Model):
    """One contribution. `source` is what its author wrote; `html` is rendered once, with placeholders."""

    id = IdField()
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts", db_index=False)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="posts", db_index=False)
    is_opening = models.BooleanField(default=False)
    reply_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replies")
    source = models.TextField()
    html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12, blank=True)
    submission = models.CharField(max_length=64, null=True)
    hearts = models.PositiveIntegerField(default=0)
    thanks = models.PositiveIntegerField(default=0)
    legacy_hearts = models.PositiveIntegerField(default=0)
    legacy_edits = models.PositiveIntegerField(default=0)
    last_revision = models.BigIntegerField(null=True)
    is_hidden = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["topic", "id"], name="post_in_topic"),
            models.Index(fields=["author", "id"], name="post_by_author"),
            models.Index(fields=["topic", "author"], name="post_in_topic_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="post_submitted_once"),
            models.UniqueConstraint(
                fields=["topic"], condition=models.Q(is_opening=True), name="one_opening_post"
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"

    @property
    def written_at(self) -> datetime:
        return ids.time_of(self.pk)


class Revision(models.Model):
    """What a post said before an edit, by whom it was changed and why."""

    id = IdField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"revision of {self.post}"

    @property
    def edited_at(self) -> datetime:
        return ids.time_of(self.pk)


class ReactionKind(models.TextChoices):
    HEART = "heart"
    THANKS = "thanks"


class Reaction(models.Model):
    """A member's heart for a post, or their thanks."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member", "kind"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member}"


class Mention(models.Model):
    """A member was named in a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.post}"


class Closure(models.Model):
    """A topic takes no more replies: by whom, since when and why."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="closure")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"closure of {self.topic}"


class Hiding(models.Model):
    """A topic or a post is shown to its author and to moderators only: by whom, since when and why."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, null=True, related_name="hiding")
    post = models.OneToOneField(Post, on_delete=models.CASCADE, null=True, related_name="hiding")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=True, post__isnull=False)
                | models.Q(topic__isnull=False, post__isnull=True),
                name="hides_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"hiding of {self.topic or self.post}"


class ReadMark(models.Model):
    """How far a member has read a topic: everything up to this post."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    post = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.topic}"
