"""Ids for everything, before the first text is written: so that every link has somewhere to lead."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from groundswell.archives.records import Archive, ArchivedPlace, ArchivedTopic
from groundswell.archives.tally import Kind
from groundswell.exchange.models import ExternalId, ExternalType, Fate
from groundswell.exchange.moving.keys import datable
from groundswell.exchange.moving.move import Move
from groundswell.exchange.moving.pace import Pace
from groundswell.kernel.ids import first_id_at, new_id, time_of

_SAMPLE = 300
_LABEL = "Places"


def reserve_ids(move: Move) -> None:
    """Set ids aside for the topics and posts that have none; they tell the times of the old forum."""
    pace = Pace(100)
    for topics in pace.batches(move.archive.topics()):
        _write(pace, _new_topics(move, topics))
    total, done = move.tally[Kind.POSTS].outstanding, 0
    for places in pace.batches(move.archive.places()):
        _write(pace, _new_places(move, places))
        done += len(places)
        move.progress.step(_LABEL, done, total)
    move.pace.longest = max(move.pace.longest, pace.longest)


def known_source(archive: Archive) -> str | None:
    """Under which name posts of this very archive, of the same numbers and times, were brought in before."""
    firsts = {
        place.post: first_id_at(datable(place.placed_at)) for place in islice(archive.places(), _SAMPLE)
    }
    rows = ExternalId.objects.filter(type=ExternalType.POST, external__in=list(firsts))
    found = Counter(
        source
        for source, external, object_id in rows.values_list("source", "external", "object_id")
        if object_id and first_id_at(time_of(object_id)) == firsts[external]
    )
    return found.most_common(1)[0][0] if found else None


def _new_topics(move: Move, topics: Sequence[ArchivedTopic]) -> list[ExternalId]:
    known = move.keys.find(ExternalType.TOPIC, (topic.key for topic in topics))
    return [
        move.keys.row(ExternalType.TOPIC, topic.key, new_id(datable(topic.opened_at)), fate=Fate.RESERVED)
        for topic in topics
        if topic.key not in known
    ]


def _new_places(move: Move, places: Sequence[ArchivedPlace]) -> list[ExternalId]:
    """A row for the post's own number, and one for its number in the topic, which only addresses use."""
    known = move.keys.find(ExternalType.POST, (place.post for place in places))
    rows: list[ExternalId] = []
    for place in places:
        if place.post not in known:
            number = new_id(datable(place.placed_at))
            rows.append(move.keys.row(ExternalType.POST, place.post, number, fate=Fate.RESERVED))
            rows.append(move.keys.row(ExternalType.PLACE, f"{place.topic}/{place.number}", number))
    return rows


def _write(pace: Pace, rows: list[ExternalId]) -> None:
    """Two posts can claim the same number in a topic; its address then leads to the first."""
    if rows:
        with pace.transaction():
            ExternalId.objects.bulk_create(rows, ignore_conflicts=True)
