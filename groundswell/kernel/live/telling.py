"""From entries to news: made once an epoch, however many streams ask for them."""

from collections.abc import Iterable, Mapping, Sequence

from groundswell.kernel import epoch
from groundswell.kernel.live.audience import Happened, News, Place, tellers

_MOST_KEPT = 4096

Made = Mapping[Place, Sequence[News]]


class Telling:
    """Asks the upper floors, and keeps what they said until the epoch moves."""

    def __init__(self) -> None:
        self._of_epoch: tuple[int | None, Made] = (None, {})

    def of(self, entries: Iterable[Happened], number: int) -> list[News]:
        """The news of these entries, in their order; the epoch has been read after they were."""
        entries = list(entries)
        known, made = self._of_epoch  # read and replaced as one: threads may be in two epochs
        if known != number or len(made) > _MOST_KEPT:
            made = {}
        missing = [entry for entry in entries if entry.place not in made]
        if missing:
            made = {**made, **_told(missing, number)}
            self._of_epoch = (number, made)
        return [news for entry in entries for news in made[entry.place]]


def _told(entries: Sequence[Happened], number: int) -> Made:
    found: dict[Place, list[News]] = {entry.place: [] for entry in entries}
    epoch.pin(number)
    try:
        for tell in tellers:
            for news in tell(entries):
                found[news.happened.place].append(news)
    finally:
        epoch.pin(None)
    return found
