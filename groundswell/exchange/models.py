"""What things were called elsewhere."""

from django.db import models

MOST_SOURCE = 120
MOST_EXTERNAL = 255


class ExternalType(models.TextChoices):
    """What an external id names. A place is a post's number in its topic, as '12/3'."""

    MEMBER = "member"
    HANDLE = "handle"
    NOBODY = "nobody", "whoever wrote in this topic and had no name any more"
    SPACE = "space"
    TOPIC = "topic"
    POST = "post"
    PLACE = "place"


class Fate(models.IntegerChoices):
    """What became of it.

    RESERVED: an id is set aside. HERE: it was written; where nothing stands under its id any more, somebody
    deleted it, and it does not come again. LEFT and WITHDRAWN: a member who was erased, with their words kept
    without a name or taken along.
    """

    RESERVED = 0
    HERE = 1
    LEFT = 2
    WITHDRAWN = 3


class ExternalId(models.Model):
    """(source, type, external) → object: makes imports repeatable, and leads old addresses here.

    `source` is the other system, mostly its address. The row of a member who left holds a mark in place of
    what they were called, and no object (see `erasing`).
    """

    source = models.CharField(max_length=MOST_SOURCE)
    type = models.CharField(max_length=10, choices=ExternalType)
    external = models.CharField(max_length=MOST_EXTERNAL)
    object_id = models.BigIntegerField(null=True)
    fate = models.PositiveSmallIntegerField(choices=Fate, default=Fate.RESERVED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "external", "source"], name="external_id_once")
        ]
        indexes = [models.Index(fields=["object_id", "type"], name="external_id_of_object")]

    def __str__(self) -> str:
        return f"{self.type} {self.external} of {self.source}"
