"""What was advised last, and what it is about: topics as the reader may see them, and people by id."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from groundswell.kernel.actor import Actor
from groundswell.kernel.ids import first_id_at
from groundswell.kernel.sql import rows
from groundswell.people.models import Member
from groundswell.power.models import NextSteps
from groundswell.topics.gate import topic_gate, within
from groundswell.topics.queries.rows import Person, name_of, person, topic_address


@dataclass(frozen=True, slots=True)
class PlacedTopic:
    """A topic that waited for an answer. Done is one with later words, closed or hidden."""

    id: int
    title: str
    author: Person
    is_done: bool

    @property
    def address(self) -> str:
        return topic_address(self.id, self.title)


def next_steps() -> NextSteps:
    """One question. None before the rules were first asked."""
    return NextSteps.objects.first() or NextSteps(at=0, advice=[])


def topics_by_id(actor: Actor, wanted: Collection[int], *, since: datetime) -> dict[int, PlacedTopic]:
    """Those of the wanted topics that the actor may see: one question, or none.

    They waited at `since`, whatever had been said there: a program's greeting is no answer, nor are words of
    whoever waits. Whether what was said later is one, the next look tells.
    """
    if not wanted:
        return {}
    gate, these = topic_gate(actor, "t"), within("t.id", wanted)
    found = rows(
        f"""
        SELECT t.id, t.title, a.id, a.handle, a.name, t.last_post >= %s OR t.is_closed OR t.is_hidden
        FROM topics_topic t JOIN people_member a ON a.id = t.author_id WHERE {these.sql} AND {gate.sql}
        """,  # noqa: S608 - our own gates
        (first_id_at(since), *these.values, *gate.values),
    )
    return {
        pk: PlacedTopic(pk, title, person((author, handle, name)), bool(is_done))
        for pk, title, author, handle, name, is_done in found
    }


def people_by_id(wanted: Collection[int]) -> dict[int, Person]:
    """By name and handle: one question, or none."""
    if not wanted:
        return {}
    found = Member.objects.filter(pk__in=wanted).values_list("pk", "handle", "name")
    return {pk: Person(pk, handle or "", name_of(name)) for pk, handle, name in found}
