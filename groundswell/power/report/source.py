"""What a report is made from: an archive, with no community installed, or the ledger of this installation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from groundswell.archives.discourse import DiscourseArchive, open_archive
from groundswell.archives.records import Problem, ProblemKind, UnreadableArchiveError
from groundswell.archives.tally import Kind
from groundswell.people.models import Member
from groundswell.power.engine.entries import Entries, Facts
from groundswell.power.engine.readings.reading import Target
from groundswell.power.engine.spans import Window
from groundswell.power.queries.targets import registered
from groundswell.power.sources import ledger
from groundswell.power.sources.archive import ArchiveColumns
from groundswell.spaces.models import Space
from groundswell.topics.models import Topic

Step = Callable[[str, int, int | None], None]
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """`name` is what the forum is called; of its `lines`, `broken` could not be read; some are `problems`.

    Before these stand files that break off: of them nobody knows how much is lost.

    `known_until` is when it was last known what happens (microseconds): of a community that is here, now; of
    an archive, its last post. `targets` are what stewards aim for, of which an archive knows nothing.
    `people`, `spaces` and `topics` are names and titles by number; `address_of` tells where a topic stands,
    or "".
    """

    name: str
    entries: Entries
    facts: Facts
    known_until: int
    targets: tuple[Target, ...] = ()
    people: Mapping[int, str] = field(default_factory=dict)
    spaces: Mapping[int, str] = field(default_factory=dict)
    topics: Mapping[int, str] = field(default_factory=dict)
    address_of: Callable[[int], str] = lambda _topic: ""
    lines: int = 0
    broken: int = 0
    problems: tuple[Problem, ...] = ()


def from_archive(path: Path, now: datetime, step: Step, *, names: bool) -> Source:
    """Read a Discourse archive. Raises UnreadableArchiveError, with a sentence, where there is nothing.

    Titles, too, come with `names` only: a closed category's are among them, and a title may name somebody.
    """
    with open_archive(path, until=now, on_entry=lambda seen: step("Reading", seen, None)) as archive:
        columns = ArchiveColumns(archive)
        lines = archive.tally()[Kind.ENTRIES]
        problems = (*_some(archive, ProblemKind.FILE), *_some(archive, ProblemKind.BROKEN))
        if not len(columns.entries):
            said = "".join(f" {each.where}: {each.sentence}" for each in problems[:1])
            raise UnreadableArchiveError(f"There are no posts of a Discourse forum in {path}.{said}")
        people, topics = _names(archive, columns) if names else ({}, {})
        base, keys = next(iter(archive.bases), ""), columns.topics
        return Source(
            name=base or path.name,
            entries=columns.entries,
            facts=columns.facts,
            known_until=int(columns.entries.at.max()) + 1,
            people=people,
            topics=topics,
            address_of=lambda topic: f"https://{base}/t/{keys[topic]}" if base else "",
            lines=lines.read,
            broken=lines.skipped.total(),
            problems=problems,
        )


def from_ledger(name: str, now: int, *, names: bool) -> Source:
    """This installation, up to now. Titles, too, come with `names` only: not all are for everybody."""
    return Source(
        name=name,
        entries=ledger.entries(Window(0, now)),
        facts=ledger.facts(),
        known_until=now,
        targets=registered(),
        people=dict(Member.objects.values_list("pk", "name")) if names else {},
        spaces=dict(Space.objects.values_list("pk", "name")) if names else {},
        topics=dict(Topic.objects.values_list("pk", "title")) if names else {},
        address_of=lambda topic: f"{settings.ORIGIN}{reverse('topics:short', args=[topic])}",
    )


def _some(archive: DiscourseArchive, kind: ProblemKind) -> Iterator[Problem]:
    return islice((each for each in archive.problems() if each.kind is kind), _EXAMPLES)


def _names(archive: DiscourseArchive, columns: ArchiveColumns) -> tuple[dict[int, str], dict[int, str]]:
    handles = {member.key: member.handle for member in archive.members()}
    titles = {topic.key: topic.title for topic in archive.topics()}
    return (
        {number: handles.get(key, "") for number, key in columns.members.items()},
        {number: titles.get(key, "") for number, key in columns.topics.items()},
    )
