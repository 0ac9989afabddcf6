"""The ledger as columns: one question for what happened, one for people, one for topics.

Times and ids are plain numbers, so the same words ask SQLite, PostgreSQL and, over an export, DuckDB.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from django.db import connection
from django.utils.module_loading import autodiscover_modules
from numpy.typing import NDArray

from groundswell.kernel.ledger import Level, all_events
from groundswell.people.models import Member, Origin, Role
from groundswell.power.engine.entries import Entries, Facts, Ids, Verb
from groundswell.power.engine.spans import Window
from groundswell.topics import events
from groundswell.topics.kinds import kinds
from groundswell.topics.models import Topic

# Puts a question to a database and yields its answer in pieces, a row an entry.
Ask = Callable[[str], Iterable[Ids]]

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
COLUMNS = """
    SELECT e.at, e.event, COALESCE(e.actor, 0), COALESCE(e.topic, 0), COALESCE(e.space, 0),
        COALESCE(e.toward, 0), e.subject, CASE WHEN e.imported THEN 1 ELSE 0 END
"""
_OF_TOPICS = (Verb.OPENED, Verb.CLOSED, Verb.REOPENED, Verb.HID_TOPIC, Verb.SHOWED_TOPIC)
_WIDTH = 8
AT_ONCE = 50_000


def verbs() -> dict[int, Verb]:
    """What each event is to the engine, by its code; events that are not here say nothing to it."""
    autodiscover_modules("events")  # a command may not have met every feature's
    by_level = {event.code: _BY_LEVEL[event.level] for event in all_events() if event.level in _BY_LEVEL}
    return by_level | {event.code: verb for event, verb in _BY_EVENT.items()}


def codes(of: Collection[Verb] = tuple(Verb)) -> str:
    """The codes of what the engine knows by these verbs, for a question."""
    return ", ".join(str(code) for code, verb in sorted(verbs().items()) if verb in of)


def extraction(window: Window, of: Collection[Verb] = tuple(Verb)) -> str:
    """The question for what happened in a window, in any order."""
    return f"{COLUMNS} FROM kernel_entry e WHERE {happened(window, of)}"


def happened(window: Window, of: Collection[Verb] = tuple(Verb), entry: str = "e") -> str:
    """The condition of an extraction, for questions that are built on it."""
    return f"{entry}.event IN ({codes(of)}) AND {entry}.at >= {window.start} AND {entry}.at < {window.end}"


def entries(window: Window, put: Ask | None = None) -> Entries:
    """What happened in the window; `put` puts the question elsewhere than to this database."""
    return answered(extraction(window), put)


def answered(question: str, put: Ask | None = None) -> Entries:
    """What an extraction found, piece by piece: there is never more of it in Python than one of them."""
    return Entries.joined(chain([_nothing()], map(_read, (put or ask)(question))))


def ask(question: str) -> Iterator[Ids]:
    """Put a question for whole numbers to this database."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(question)
        while rows := cursor.fetchmany(AT_ONCE):
            yield as_numbers(rows)


def as_numbers(rows: Sequence[Sequence[int]]) -> Ids:
    """Rows, at least one, as the columns are made of."""
    width = len(rows[0])
    values = chain.from_iterable(rows)
    return np.fromiter(values, dtype=np.int64, count=len(rows) * width).reshape(-1, width)


def facts() -> Facts:
    """Who is a program, who is of the team, and which topics want no answer, as things stand."""
    people = Member.objects.values_list("pk", flat=True)
    return Facts(
        bots=_ids(people.filter(origin=Origin.BOT)),
        staff=_ids(people.exclude(role=Role.MEMBER)),
        announcements=_ids(Topic.objects.filter(kind__in=silent_kinds()).values_list("pk", flat=True)),
    )


def silent_kinds() -> list[str]:
    """The kinds of topic that want no answer."""
    return [kind.name for kind in kinds if not kind.wants_answer]


def _read(rows: Ids) -> Entries:
    at, event, person, topic, space, toward, subject, imported = np.ascontiguousarray(rows.T)
    verb = _translated(event)
    post = np.where(np.isin(verb, _OF_TOPICS), 0, subject)
    # Copies, so that the piece they were read from can go.
    kept = (each.copy() for each in (at, person, topic, space, toward))
    at, person, topic, space, toward = kept
    return Entries(at, verb, person, topic, space, toward, post, imported.astype(bool))


def _nothing() -> Entries:
    return _read(np.zeros((0, _WIDTH), dtype=np.int64))


def _translated(event: Ids) -> NDArray[np.int8]:
    table = np.zeros(int(event.max(initial=0)) + 1, dtype=np.int8)
    for code, verb in verbs().items():
        table[code : code + 1] = verb
    return table[event]


def _ids(numbers: Iterable[int]) -> Ids:
    return np.fromiter(numbers, dtype=np.int64)
