"""What topics have written into the ledger, for tests to compare."""

from typing import Any

from groundswell.kernel.ledger import all_events
from groundswell.kernel.ledger.models import Entry

_FIELDS = ("event", "actor", "subject", "space", "topic", "toward", "data")


def entries() -> list[tuple[Any, ...]]:
    """Every entry about topics and posts, in order, with the name of its event."""
    names = {event.code: event.name.removeprefix("topics.") for event in all_events()}
    rows = Entry.objects.filter(event__gte=300, event__lt=400).order_by("position").values_list(*_FIELDS)
    return [(names[event], *facts) for event, *facts in rows]


def event_names() -> list[str]:
    return [entry[0] for entry in entries()]
