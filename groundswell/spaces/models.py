"""Spaces, the grants that say who may do what in them, and their members."""

from typing import Self

from django.db import models

from groundswell.kernel.actor import Actor
from groundswell.kernel.ids import IdField
from groundswell.people.models import Member

MOST_NAME = 60


class Verb(models.TextChoices):
    """What a grant can allow. Policies ask for these, never for a role."""

    SEE = "see"
    JOIN = "join"
    OPEN = "open"
    REPLY = "reply"
    ANNOUNCE = "announce"
    MODERATE = "moderate"
    MANAGE = "manage"


class SpaceKind(models.TextChoices):
    OPEN = "open"
    GROUP = "group"
    CHAPTER = "chapter"
    FOCUS = "focus"


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if actor.is_system else self.filter(pk__in=actor.places)


class Space(models.Model):
    """A place in the tree. `gate` is kept by the actions: the audiences of it and all above it.

    `is_unlisted` asks search engines to leave it and what is below it alone; it hides nothing from people.
    """

    id = IdField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=10, choices=SpaceKind, default=SpaceKind.OPEN)
    name = models.CharField(max_length=MOST_NAME)
    about = models.CharField(max_length=600, blank=True)
    position = models.PositiveIntegerField(default=0)
    gate = models.JSONField(default=list)
    is_unlisted = models.BooleanField(default=False)
    topic_count = models.PositiveIntegerField(default=0)
    last_post = models.BigIntegerField(null=True)

    objects = SpaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def has_members(self) -> bool:
        """Whether people join it, rather than everybody being part of it already."""
        return self.kind != SpaceKind.OPEN


class Grant(models.Model):
    """Whoever holds the token may do the verb in the space, or in the whole community if none is named."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, null=True, related_name="grants")
    verb = models.CharField(max_length=10, choices=Verb)
    token = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "verb", "token"], name="grant_once")]

    def __str__(self) -> str:
        return f"{self.token} may {self.verb}"


class SpaceMember(models.Model):
    """A member who has joined a space."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="spaces")
    is_organiser = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "member"], name="space_member_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.space}"
