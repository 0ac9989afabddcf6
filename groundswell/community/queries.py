"""Reads about the community: kept in each process until the epoch moves."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, QuerySet
from django.urls import reverse

from groundswell.community.models import Community, MailServer, Stage
from groundswell.kernel.epoch import per_epoch
from groundswell.kernel.jobs.models import Job


@dataclass(frozen=True, slots=True)
class ThisCommunity:
    """What every page may know about the community."""

    name: str
    purpose: str
    message: str
    place: str
    hue: int
    logo: str
    stage: str
    language: str
    founded_at: datetime
    sends_mail: bool

    @property
    def logo_url(self) -> str:
        return reverse("community:logo", args=[self.logo]) if self.logo else ""

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN


_FIELDS = (
    "name", "purpose", "message", "place", "hue", "logo_digest", "stage", "language", "founded_at"
)  # fmt: skip


@per_epoch
def the_community() -> ThisCommunity | None:
    """The community, or None while nobody has founded it."""
    has_server = Exists(MailServer.objects.all())
    row = Community.objects.annotate(sends_mail=has_server).values_list(*_FIELDS, "sends_mail").first()
    return ThisCommunity(*row) if row else None


def sends_mail() -> bool:
    """Whether mail can leave."""
    community = the_community()
    return community is not None and community.sends_mail


def dead_jobs() -> QuerySet[Job]:
    """Jobs that no worker could do, the latest first."""
    return Job.objects.filter(state=Job.State.DEAD).order_by("-finished_at", "-pk")
