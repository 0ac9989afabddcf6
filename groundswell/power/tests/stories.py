"""A ledger for tests: people who ask and answer week by week, told in a few words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from groundswell.kernel import clock
from groundswell.kernel.models import Entry
from groundswell.people.models import Member
from groundswell.topics import events
from groundswell.topics.models import Post, Topic

# A Tuesday: the last whole week ended on Monday, 9 March.
NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)
LAST_END = clock.micros(datetime(2026, 3, 9, tzinfo=UTC))
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


def asked(people: Sequence[Member], at: datetime, *, answered: bool, imported: bool = False) -> list[Entry]:
    """The first of these opens a topic at that moment; the second answers an hour later, or nobody does."""
    topic = Topic(pk=clock.micros(at))
    opened = events.TOPIC_OPENED.entry(people[0].pk, topic, topic=topic.pk, at=at, imported=imported)
    if not answered:
        return [opened]
    reply = Post(pk=clock.micros(at) + 1)
    return [
        opened,
        events.POST_REPLIED.entry(people[1].pk, reply, topic=topic.pk, at=at + HOUR, imported=imported),
    ]


def busy_weeks(people: Sequence[Member], weeks: int, *, topics: int = 3) -> None:
    """So many whole weeks up to the last, in each some topics of which the first waits."""
    for week in range(weeks):
        begun = clock.from_micros(LAST_END) - (week + 1) * WEEK + timedelta(days=1)
        with clock.moved_to(begun + timedelta(days=1)):
            rows = [asked(people, begun + number * HOUR, answered=number > 0) for number in range(topics)]
            Entry.objects.bulk_create(entry for told in rows for entry in told)


def crowd(people: Sequence[Member]) -> None:
    """In the last whole week the first opens a topic to which all others reply, each once."""
    opened = clock.from_micros(LAST_END) - timedelta(days=5)
    topic = Topic(pk=clock.micros(opened))
    with clock.moved_to(opened + timedelta(days=1)):
        rows = [events.TOPIC_OPENED.entry(people[0].pk, topic, topic=topic.pk, at=opened)]
        for number, who in enumerate(people[1:], 1):
            reply, at = Post(pk=topic.pk + number), opened + number * timedelta(minutes=1)
            told = events.POST_REPLIED.entry(who.pk, reply, topic=topic.pk, toward=people[0].pk, at=at)
            rows.append(told)
        Entry.objects.bulk_create(rows)
