"""Which announcements stand, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from groundswell.announcements.models import Announcement
from groundswell.kernel import clock, ids
from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import topic_gate
from groundswell.topics.queries.rows import name_of, topic_address

_STANDING = """
SELECT t.id, t.title, t.excerpt, a.name FROM announcements_announcement kept
JOIN topics_topic t ON t.id = kept.topic_id JOIN people_member a ON a.id = t.author_id
"""


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
    gate = topic_gate(actor, "t")
    found = rows(
        f"{_STANDING} WHERE {gate.sql} AND kept.until >= %s AND NOT t.is_hidden ORDER BY t.id DESC LIMIT 1",
        (*gate.values, connection.ops.adapt_datefield_value(clock.now().date())),
    )
    return [Standing(pk, title, excerpt, name_of(author)) for pk, title, excerpt, author in found]


def days_shown(topics: Sequence[int]) -> Mapping[int, date]:
    """Until when each of these topics stands, if it is an announcement."""
    return dict(Announcement.objects.filter(topic__in=topics).values_list("topic_id", "until"))
