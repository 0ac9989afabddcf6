"""Which announcements stand, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from groundswell.announcements.models import Announcement
from groundswell.kernel import clock, ids
from groundswell.kernel.actor import Actor
from groundswell.topics.models import Topic
from groundswell.topics.queries.rows import name_of, topic_address


@dataclass(frozen=True, slots=True)
class Standing:
    """An announcement on the home page."""

    id: int
    title: str
    excerpt: str
    author: str

    @property
    def address(self) -> str:
        return topic_address(self.id, self.title)

    @property
    def opened_at(self) -> datetime:
        return ids.time_of(self.id)


def standing(actor: Actor) -> list[Standing]:
    """The newest announcement whose day has not passed, if the actor may see it."""
    today = clock.now().date()
    shown = Topic.objects.visible_to(actor).filter(announcement__until__gte=today, is_hidden=False)
    found = shown.order_by("-pk").values_list("pk", "title", "excerpt", "author__name")[:1]
    return [Standing(pk, title, excerpt, name_of(author)) for pk, title, excerpt, author in found]


def days_shown(topics: Sequence[int]) -> Mapping[int, date]:
    """Until when each of these topics stands, if it is an announcement."""
    return dict(Announcement.objects.filter(topic__in=topics).values_list("topic_id", "until"))
