"""What a steward decides about being found, and where the parts of the sitemap begin."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Welcome(models.TextChoices):
    """Which crawlers may come to an open community."""

    NOBODY = "nobody", _("Nobody: search engines and assistants are asked to stay away")
    SEARCH = "search", _("Search engines only")
    ANSWERS = "answers", _("Search engines, and assistants that answer with a link")
    EVERYBODY = "everybody", _("Everybody, those who train artificial intelligence too")


class Findability(models.Model):
    """How the community is to be found: at most one row, and none until a steward decides otherwise."""

    welcome = models.CharField(max_length=10, choices=Welcome, default=Welcome.ANSWERS)
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_findability")]

    def __str__(self) -> str:
        return self.welcome


class SitemapPart(models.Model):
    """Where a part of the sitemap begins: with the smallest id that something made at a moment could have."""

    number = models.PositiveIntegerField(primary_key=True)
    first = models.BigIntegerField()

    def __str__(self) -> str:
        return f"part {self.number}"
