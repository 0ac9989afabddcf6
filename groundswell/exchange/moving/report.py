"""The loss report: read = written + skipped + not carried, for each kind of thing."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from groundswell.archives.records import Problem
from groundswell.archives.tally import Kind, Row, Tally

_MOST_SHOWN = 20
_HEADS = ("", "read", "written", "here before", "skipped", "not carried")


@dataclass(frozen=True, slots=True)
class Report:
    """How a move went. `longest` is the longest transaction, in seconds."""

    source: str
    tally: Tally
    problems: Sequence[Problem]
    unclaimed: int
    unnamed_spaces: Sequence[str]
    seconds: float
    longest: float

    @property
    def is_news(self) -> bool:
        """Whether this run wrote anything that was not here before."""
        return any(row.written > row.already for kind, row in self.tally if kind is not Kind.ENTRIES)

    def lines(self) -> Iterator[str]:
        """What the operator reads at the end."""
        yield ""
        yield from _table(self.tally)
        yield from _reasons("Skipped, because …", self.tally, lambda row: row.skipped)
        yield from _reasons("Not carried over, because …", self.tally, lambda row: row.not_carried)
        yield from _problems(self.problems)
        yield ""
        yield self._sum()
        yield from self._next_steps()

    def save(self, file: Path) -> None:
        """Write everything, with all problems, as JSON."""
        file.write_text(json.dumps(self.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "adds_up": self.tally.adds_up,
            "seconds": round(self.seconds, 1),
            "longest_transaction_ms": round(self.longest * 1000),
            "kinds": {kind.value: _as_json(row) for kind, row in self.tally},
            "problems": [asdict(problem) for problem in self.problems],
            "members_to_be_claimed": self.unclaimed,
            "spaces_to_be_renamed": list(self.unnamed_spaces),
        }

    def _sum(self) -> str:
        if not self.tally.adds_up:
            return "This does not add up: please tell us, and send us the report."
        end = "and it adds up: read = written + skipped + not carried."
        if not self.is_news:
            return f"Everything was here already. That is all of {self.source}, {end}"
        return f"That is all of {self.source}, in {self.seconds:.0f} s, {end}"

    def _next_steps(self) -> Iterator[str]:
        if self.unnamed_spaces:
            count = len(self.unnamed_spaces)
            yield f"Next: a steward gives {_of(count, 'space')} a name, at /s/names/ on one page."
        if self.unclaimed:
            yield f"{_of(self.unclaimed, 'member')} can be claimed: a steward makes the link on their page."


def _as_json(row: Row) -> dict[str, Any]:
    return {
        "read": row.read,
        "written": row.written,
        "here_before": row.already,
        "skipped": dict(row.skipped),
        "not_carried": dict(row.not_carried),
    }


def _table(tally: Tally) -> Iterator[str]:
    rows = [_HEADS, *((kind.value, *_cells(row)) for kind, row in tally if row.read)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    for name, *cells in rows:
        numbers = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield f"{name.ljust(widths[0])}  {numbers}"


def _cells(row: Row) -> tuple[str, ...]:
    counts = (row.read, row.written, row.already, row.skipped.total(), row.not_carried.total())
    return tuple(f"{count:,}" if count else "·" for count in counts)


def _reasons(title: str, tally: Tally, of: Callable[[Row], Counter[str]]) -> Iterator[str]:
    found = [(kind, reason, count) for kind, row in tally for reason, count in sorted(of(row).items())]
    if found:
        yield ""
        yield title
    for kind, reason, count in found:
        yield f"{count:>7,} {kind.value}: {reason}"


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    if not problems:
        return
    kinds = Counter(problem.kind.value for problem in problems)
    yield ""
    yield f"To be looked at ({', '.join(f'{count:,} {kind}' for kind, count in sorted(kinds.items()))}):"
    for problem in problems[:_MOST_SHOWN]:
        yield f"  {problem.where}: {problem.sentence}"
    if len(problems) > _MOST_SHOWN:
        yield f"  and {len(problems) - _MOST_SHOWN:,} more, all of them in the file that --report writes."


def _of(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count:,} {thing}s"
