"""The ledger as columns: one question for what happened, one for people, one for topics.

Times and ids are plain numbers, so the same words ask SQLite, PostgreSQL and, over an export, DuckDB.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from groundswell.kernel.ledger import Level, all_events
from groundswell.people.models import Member, Origin, Role
from groundswell.power.engine.entries import Entries, Facts, Ids, Verb
from groundswell.power.engine.spans import Window
from groundswell.topics import events
from groundswell.topics.kinds import kinds
from groundswell.topics.models import Topic

Ask = Callable[[str], Iterable[Sequence[int]]]

_BY_LEVEL = {Level.CAME: Verb.VISITED, Level.REACTED: Verb.REACTED, Level.DID: Verb.DID}
_BY_EVENT = {
    events.TOPIC_OPENED: Verb.OPENED,
    events.POST_REPLIED: Verb.REPLIED,
    events.POST_THANKED: Verb.THANKED,
    events.HEART_WITHDRAWN: Verb.TOOK_BACK,
    events.THANKS_WITHDRAWN: Verb.TOOK_THANKS_BACK,
    events.TOPIC_CLOSED: Verb.CLOSED,
    events.TOPIC_REOPENED: Verb.REOPENED,
    events.TOPIC_HIDDEN: Verb.HID_TOPIC,
    events.TOPIC_RESTORED: Verb.SHOWED_TOPIC,
    events.POST_HIDDEN: Verb.HID_POST,
    events.POST_RESTORED: Verb.SHOWED_POST,
}
_OF_TOPICS = (Verb.OPENED, Verb.CLOSED, Verb.REOPENED, Verb.HID_TOPIC, Verb.SHOWED_TOPIC)
_COLUMNS = 8
_AT_ONCE = 50_000


def verbs() -> dict[int, Verb]:
    """What each event is to the engine, by its code; events that are not here say nothing to it."""
    by_level = {event.code: _BY_LEVEL[event.level] for event in all_events() if event.level in _BY_LEVEL}
    return by_level | {event.code: verb for event, verb in _BY_EVENT.items()}


def extraction(window: Window) -> str:
    """The question for what happened in a window, by time."""
    codes = ", ".join(str(code) for code in sorted(verbs()))
    return f"""
        SELECT at, event, COALESCE(actor, 0), COALESCE(topic, 0), COALESCE(space, 0), COALESCE(toward, 0),
            subject, CASE WHEN imported THEN 1 ELSE 0 END
        FROM kernel_entry WHERE event IN ({codes}) AND at >= {window.start} AND at < {window.end}
        ORDER BY at, id
    """  # noqa: S608 - our own numbers


def entries(window: Window, ask: Ask | None = None) -> Entries:
    """What happened in the window; `ask` puts the question elsewhere than to this database."""
    answer = chain.from_iterable((ask or _ask)(extraction(window)))
    rows = np.fromiter(answer, dtype=np.int64).reshape(-1, _COLUMNS)
    at, event, person, topic, space, toward, subject, imported = rows.T
    verb = _translated(event)
    post = np.where(np.isin(verb, _OF_TOPICS), 0, subject)
    return Entries(at, verb, person, topic, space, toward, post, imported.astype(bool))


def facts() -> Facts:
    """Who is a program, who is of the team, and which topics want no answer, as things stand."""
    people = Member.objects.values_list("pk", flat=True)
    silent = [kind.name for kind in kinds if not kind.wants_answer]
    return Facts(
        bots=_ids(people.filter(origin=Origin.BOT)),
        staff=_ids(people.exclude(role=Role.MEMBER)),
        announcements=_ids(Topic.objects.filter(kind__in=silent).values_list("pk", flat=True)),
    )


def _translated(event: Ids) -> NDArray[np.int8]:
    table = np.zeros(int(event.max(initial=0)) + 1, dtype=np.int8)
    for code, verb in verbs().items():
        table[code : code + 1] = verb
    return table[event]


def _ask(question: str) -> Iterator[Sequence[int]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(question)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _ids(numbers: Iterable[int]) -> Ids:
    return np.fromiter(numbers, dtype=np.int64)
