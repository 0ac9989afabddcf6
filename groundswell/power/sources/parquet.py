"""An exported ledger as columns, by the very questions that are put to the database."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from groundswell.people.models import Origin, Role
from groundswell.power.engine.entries import Entries, Facts, Ids
from groundswell.power.engine.spans import Window
from groundswell.power.sources import ledger
from groundswell.power.sources.lake import ENTRIES, LEDGER, MEMBERS, TOPICS, Lake, Unreadable
from groundswell.power.sources.recent import recent


class Exported:
    """What `groundswell ledger export` wrote into a folder."""

    def __init__(self, folder: Path) -> None:
        months = sorted((folder / ENTRIES).glob("*.parquet"))
        if not months:
            raise Unreadable(f"{folder} holds no export of a ledger: groundswell ledger export makes one.")
        self._lake = Lake()
        self._lake.look_at(LEDGER, *months)
        for name in (MEMBERS, TOPICS):
            self._lake.look_at(name, folder / f"{name}.parquet")

    def entries(self, window: Window) -> Entries:
        return ledger.entries(window, self.ask)

    def recent(self, span: Window) -> Entries:
        return recent(span, self.ask)

    def facts(self) -> Facts:
        """As things stood when they were exported."""
        silent = ", ".join(f"'{kind}'" for kind in ("", *ledger.silent_kinds()))
        return Facts(
            bots=self._ids(f"SELECT id FROM members WHERE origin = '{Origin.BOT}'"),  # noqa: S608 - our own words
            staff=self._ids(f"SELECT id FROM members WHERE role <> '{Role.MEMBER}'"),  # noqa: S608
            announcements=self._ids(f"SELECT id FROM topics WHERE kind IN ({silent})"),  # noqa: S608
        )

    def ask(self, question: str) -> Iterator[Ids]:
        """Put a question for entries to the files."""
        return map(ledger.as_numbers, self._lake.some_rows(question, ledger.AT_ONCE))

    def _ids(self, question: str) -> Ids:
        return np.array([number for (number,) in self._lake.rows(f"{question} ORDER BY id")], dtype=np.int64)
