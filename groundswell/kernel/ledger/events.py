"""The closed vocabulary of the ledger. A code, once given, is never given again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.db import connection, models
from django.db.transaction import TransactionManagementError

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.kernel.ids import new_id
from groundswell.kernel.ledger.models import Entry

_by_code: dict[int, "Event"] = {}
_NAME = re.compile(r"[a-z]+\.[a-z_]+")
_LARGEST_CODE = 32_767

Payload = Mapping[str, str | int | bool | None]


class Level(IntEnum):
    """How much of taking part an event is: the four levels at which measures count people as active."""

    CAME = 0
    REACTED = 1
    WROTE = 2
    DID = 3


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of thing that can happen: `Event(201, "topics.opened", "A member opened a topic.")`.

    `level` is for what somebody does as a participant; most events are none of that.
    """

    code: int
    name: str
    sentence: str
    version: int = 1
    level: Level | None = None

    def __post_init__(self) -> None:
        if not (
            0 < self.code <= _LARGEST_CODE and _NAME.fullmatch(self.name) and self.sentence.endswith(".")
        ):
            raise ValueError(f'{self!r} is not an event such as Event(201, "topics.opened", "A sentence.").')
        if any(self.code == other.code or self.name == other.name for other in _by_code.values()):
            raise ValueError(f"The event {self.code} {self.name!r} is taken.")
        _by_code[self.code] = self

    def record(  # noqa: PLR0913 - the columns of an entry, all by name
        self,
        actor: Actor,
        subject: models.Model,
        *,
        space: int | None = None,
        topic: int | None = None,
        toward: int | None = None,
        at: datetime | None = None,
        imported: bool = False,
        data: Payload | None = None,
    ) -> Entry:
        """Write the entry, in the transaction of the change that it tells of."""
        if not connection.in_atomic_block:
            raise TransactionManagementError(
                f"{self.name} is recorded outside the transaction of its change."
            )
        entry = self.entry(
            actor.id, subject, space=space, topic=topic, toward=toward, at=at, imported=imported, data=data
        )
        entry.save(force_insert=True)
        return entry

    def entry(  # noqa: PLR0913 - the columns of an entry, all by name
        self,
        actor: int | None,
        subject: models.Model,
        *,
        space: int | None = None,
        topic: int | None = None,
        toward: int | None = None,
        at: datetime | None = None,
        imported: bool = False,
        data: Payload | None = None,
    ) -> Entry:
        """The entry unsaved: for imports, which write many at once."""
        now = clock.now()
        return Entry(
            id=new_id(at),
            at=clock.micros(at or now),
            recorded_at=clock.micros(now),
            event=self.code,
            version=self.version,
            actor=actor,
            subject_type=subject._meta.label_lower,
            subject=subject.pk,
            space=space,
            topic=topic,
            toward=toward,
            imported=imported,
            data=dict(data or {}),
        )


def all_events() -> list[Event]:
    """Every event there is, by code."""
    return [_by_code[code] for code in sorted(_by_code)]
