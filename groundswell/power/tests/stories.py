"""A ledger for tests: people who ask and answer week by week, told in a few words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from groundswell.kernel import clock
from groundswell.kernel.ledger import Event, Level
from groundswell.kernel.ledger import events as vocabulary
from groundswell.kernel.models import Entry
from groundswell.people.models import Member
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import BEGINNING, Story
from groundswell.power.engine.spans import DAY
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


_EVENTS = {
    Verb.OPENED: events.TOPIC_OPENED,
    Verb.REPLIED: events.POST_REPLIED,
    Verb.REACTED: events.POST_HEARTED,
    Verb.TOOK_BACK: events.HEART_WITHDRAWN,
    Verb.CLOSED: events.TOPIC_CLOSED,
    Verb.HID_POST: events.POST_HIDDEN,
}
_FREE_CODE = 32_001


@contextmanager
def deeds() -> Iterator[Event]:
    """While there is an event at the level of deeds, as a later feature brings it."""
    event = Event(_FREE_CODE, "tests.did", "Somebody did something in the world.", level=Level.DID)
    try:
        yield event
    finally:
        vocabulary._by_code.pop(event.code)


def write_down(story: Story, days: float, did: Event) -> None:
    """What the story tells, as a ledger would have it, so that so many days end when the last week did."""
    begin = LAST_END - BEGINNING - round(days * DAY)
    codes = {verb: event.code for verb, event in _EVENTS.items()} | {Verb.DID: did.code}
    Entry.objects.bulk_create(
        Entry(
            at=begin + at,
            recorded_at=begin + at,
            event=codes[Verb(verb)],
            actor=who,
            topic=topic or None,
            space=space or None,
            toward=toward or None,
            subject_type="tests.thing",
            subject=topic if verb in {Verb.OPENED, Verb.CLOSED} else post,
        )
        for at, verb, who, topic, space, toward, post, _imported in story.rows
    )
