"""Small communities for tests, told in words: who did what on which day."""

from dataclasses import dataclass, field

import numpy as np

from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.entries import NO_ID, SOMEBODY, Entries, Facts, Ids, Verb
from groundswell.power.engine.spans import DAY

# A Monday, so that days count from the beginning of a week: 2024-01-01.
BEGINNING = 19_723 * DAY


@dataclass
class Story:
    """Days are numbers since BEGINNING, in fractions; names become ids as they come."""

    names: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, ...]] = field(default_factory=list)
    bots: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    announcements: tuple[str, ...] = ()

    def id(self, name: str) -> int:
        """The number that stands for a name; "" is nobody, and "?" somebody unknown."""
        if name == "?":
            return SOMEBODY
        return self.names.setdefault(name, len(self.names) + 1) if name else NO_ID

    def tell(  # noqa: PLR0913 - the columns of an entry, all by name
        self,
        verb: Verb,
        who: str,
        day: float,
        *,
        topic: str = "",
        toward: str = "",
        post: str = "",
        space: str = "",
        imported: bool = False,
    ) -> None:
        ids = (self.id(each) for each in (who, topic, space, toward, post))
        self.rows.append((BEGINNING + round(day * DAY), verb, *ids, imported))

    def opens(self, who: str, topic: str, day: float, *, imported: bool = False) -> None:
        self.tell(Verb.OPENED, who, day, topic=topic, post=f"{topic}/1", imported=imported)

    def replies(self, who: str, topic: str, day: float, *, toward: str = "", post: str = "") -> None:
        said = post or f"{topic}/{len(self.rows) + 1}"
        self.tell(Verb.REPLIED, who, day, topic=topic, toward=toward, post=said)

    def entries(self) -> Entries:
        table = np.array(self.rows, dtype=np.int64).reshape(-1, 8)
        when, verb, who, topic, space, toward, post, imported = table.T
        return Entries(when, verb.astype(np.int8), who, topic, space, toward, post, imported.astype(bool))

    def facts(self) -> Facts:
        return Facts(self._ids(self.bots), self._ids(self.staff), self._ids(self.announcements))

    def _ids(self, names: tuple[str, ...]) -> Ids:
        return np.array([self.id(name) for name in names], dtype=np.int64)

    def columns(self, day: float) -> Columns:
        """Everything as it stood at the beginning of `day`."""
        return assemble(self.entries(), self.facts(), at(day))


def at(day: float) -> int:
    """The moment in microseconds."""
    return BEGINNING + round(day * DAY)


def alive(story: Story, tag: str = "") -> Story:
    """Sixty weeks in which people come, some stay, and a few answer more than others."""
    chance = np.random.default_rng(2)
    for number in range(1200):
        newest = 20 + number // 3
        who, old = (f"p{int(most * chance.random() ** 2)}{tag}" for most in (newest, 20))
        asker = f"p{newest}{tag}" if number % 3 else who
        day, topic = number * 0.35, f"t{number}{tag}"
        story.opens(asker, topic, day)
        if number % 4:
            story.replies(old, topic, day + float(chance.exponential(1.5)))
            story.replies(who, topic, day + 3 + float(chance.exponential(9)), toward=old)
        if not number % 9:
            story.tell(Verb.DID, who, day)
        story.tell(Verb.REACTED, f"r{number % 37}{tag}", day + 0.2, topic=topic, post=f"{topic}/1")
        story.tell(Verb.VISITED, f"v{number % 31}{tag}", day)
    return story
