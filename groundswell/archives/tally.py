"""The accounts of a move: whatever was read was written, skipped, or not carried, and the sums meet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What is counted. An entry (a line or a file) is what the archive is made of."""

    ENTRIES = "entries"
    MEMBERS = "members"
    SPACES = "spaces"
    TOPICS = "topics"
    POSTS = "posts"
    REPLIES = "replies"
    QUOTES = "quotes"
    LINKS = "links"
    MENTIONS = "mentions"
    REACTIONS = "reactions"
    EDITS = "edits"
    UPLOADS = "uploads"
    PORTRAITS = "portraits"
    POLLS = "polls"
    FOLDS = "folds"
    SPOILERS = "spoilers"
    DATES = "dates"
    EMOJI = "emoji"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Loss:
    """Some things of a kind that stay behind, and why."""

    kind: Kind
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Cargo:
    """What one post holds besides itself: `carried` is handed to the writer, `left` stays behind."""

    carried: tuple[tuple[Kind, int], ...] = ()
    left: tuple[Loss, ...] = ()

    @classmethod
    def of(cls, carried: Counter[Kind], left: Counter[tuple[Kind, str]]) -> "Cargo":
        """Build from running counts, in an order that depends on nothing but the counts."""
        return cls(
            tuple(sorted((kind, count) for kind, count in carried.items() if count)),
            tuple(Loss(kind, reason, count) for (kind, reason), count in sorted(left.items()) if count),
        )

    def __add__(self, other: "Cargo") -> "Cargo":
        carried: Counter[Kind] = Counter()
        left: Counter[tuple[Kind, str]] = Counter()
        for cargo in (self, other):
            for kind, count in cargo.carried:
                carried[kind] += count
            for loss in cargo.left:
                left[loss.kind, loss.reason] += loss.count
        return Cargo.of(carried, left)


@dataclass(slots=True)
class Row:
    """One kind's account. `already` says how many of the written stood here from an earlier run."""

    read: int = 0
    written: int = 0
    already: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    not_carried: Counter[str] = field(default_factory=Counter)

    @property
    def outstanding(self) -> int:
        """What was read and of which nobody has said yet what became of it."""
        return self.read - self.written - self.skipped.total() - self.not_carried.total()

    def add(self, other: "Row") -> None:
        self.read += other.read
        self.written += other.written
        self.already += other.already
        self.skipped.update(other.skipped)
        self.not_carried.update(other.not_carried)


class Tally:
    """Accounts by kind. A writer keeps one for each batch and adds it to the whole once the batch stands."""

    def __init__(self) -> None:
        self._rows: dict[Kind, Row] = {}

    def __getitem__(self, kind: Kind) -> Row:
        return self._rows.setdefault(kind, Row())

    def __iter__(self) -> Iterator[tuple[Kind, Row]]:
        return ((kind, self._rows[kind]) for kind in Kind if kind in self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def adds_up(self) -> bool:
        """Whether read = written + skipped + not carried, for every kind."""
        return not any(row.outstanding for _, row in self)

    def read(self, kind: Kind, count: int = 1) -> None:
        self[kind].read += count

    def wrote(self, kind: Kind, count: int = 1, *, already: bool = False) -> None:
        """Count what now stands here; `already` when an earlier run had written it."""
        self[kind].written += count
        self[kind].already += count if already else 0

    def skip(self, kind: Kind, reason: str, count: int = 1) -> None:
        if count:
            self[kind].skipped[str(reason)] += count

    def leave(self, kind: Kind, reason: str, count: int = 1) -> None:
        """Count what is known and understood, and has no place here."""
        if count:
            self[kind].not_carried[str(reason)] += count

    def unload(self, cargo: Cargo, *, already: bool = False) -> None:
        """Read a written post's cargo and count all that was carried as written."""
        self._read_cargo(cargo)
        for kind, count in cargo.carried:
            self.wrote(kind, count, already=already)

    def skip_cargo(self, cargo: Cargo, reason: str) -> None:
        """Read the cargo of a post that was not written, and count it as skipped with it."""
        self._read_cargo(cargo)
        for kind, count in cargo.carried:
            self.skip(kind, reason, count)

    def merge(self, other: "Tally") -> None:
        for kind, row in other:
            self[kind].add(row)

    def _read_cargo(self, cargo: Cargo) -> None:
        for kind, count in cargo.carried:
            self.read(kind, count)
        for loss in cargo.left:
            self.read(loss.kind, loss.count)
            self.leave(loss.kind, loss.reason, loss.count)
