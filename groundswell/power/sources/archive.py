"""An archive as columns: nothing but who wrote what, when, where and to whom."""

from collections.abc import Iterable, Iterator

import numpy as np

from groundswell.archives.records import ArchivedAct, MeasurableArchive
from groundswell.kernel import clock
from groundswell.power.engine.entries import NO_ID, SOMEBODY, Entries, Facts, Ids, Verb

_COLUMNS = 8


class _Numbers:
    """A number for each key of the other system, in the order in which they come."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}

    def of(self, key: str | None) -> int:
        return NO_ID if key is None else self.keys.setdefault(key, len(self.keys) + 1)

    def known(self, keys: Iterable[str]) -> Ids:
        return np.array(sorted(self.keys[key] for key in keys if key in self.keys), dtype=np.int64)


class ArchiveColumns:
    """Reads an archive once. `members` tells which key of the archive stands behind a number of ours.

    Who is of the team is what the archive says at the latest post of theirs.
    """

    def __init__(self, archive: MeasurableArchive) -> None:
        self._people = _Numbers()
        self._others = _Numbers()
        self._staff: dict[str, bool] = {}
        self.entries = self._read(archive.acts())
        bots = [member.key for member in archive.members() if member.is_bot]
        staff = [key for key, is_staff in self._staff.items() if is_staff]
        nothing = np.zeros(0, dtype=np.int64)
        self.facts = Facts(self._people.known(bots), self._people.known(staff), nothing)

    @property
    def members(self) -> dict[int, str]:
        return {number: key for key, number in self._people.keys.items()}

    @property
    def topics(self) -> dict[int, str]:
        return {number: key[1:] for key, number in self._others.keys.items() if key[0] == "t"}

    def _read(self, acts: Iterable[ArchivedAct]) -> Entries:
        rows = np.fromiter(self._rows(acts), dtype=np.dtype((np.int64, _COLUMNS)))
        at, verb, person, topic, space, toward, post, imported = rows.T
        return Entries(at, verb.astype(np.int8), person, topic, space, toward, post, imported.astype(bool))

    def _rows(self, acts: Iterable[ArchivedAct]) -> Iterator[tuple[int, ...]]:
        for act in acts:
            if act.author is not None:
                self._staff[act.author] = act.is_by_staff
            yield (
                clock.micros(act.written_at),
                Verb.OPENED if act.is_opening else Verb.REPLIED,
                self._people.of(act.author),
                self._others.of(f"t{act.topic}"),
                self._others.of(None if act.space is None else f"s{act.space}"),
                SOMEBODY if act.is_to_somebody_gone else self._people.of(act.toward),
                self._others.of(f"p{act.post}"),
                False,
            )
