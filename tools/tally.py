"""What `make test` says at its end: counts for each database, and by name what ran on one of them alone."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TITLES = {"sqlite": "SQLite", "postgres": "PostgreSQL", "browser": "Browser"}


@dataclass(frozen=True, slots=True)
class Tally:
    """How the tests of one run ended; `once` are those that touch no database."""

    title: str
    outcomes: dict[str, str]
    once: frozenset[str]

    def having(self, outcome: str) -> set[str]:
        return {test for test, found in self.outcomes.items() if found == outcome}

    def count(self, outcome: str) -> int:
        return len(self.having(outcome))


def read(results: list[Path], run: str) -> Tally | None:
    """What the plugin tests/plugins/results.py wrote of each part; None for a run that did not come about."""
    if not results:
        return None
    outcomes: dict[str, str] = {}
    once: set[str] = set()
    for file in results:
        found = json.loads(file.read_text())
        outcomes |= found["outcomes"]
        once |= {*found["once"]}
    return Tally(TITLES[run], outcomes, frozenset(once))


def closing_lines(tallies: list[Tally], *, failed_steps: int) -> Iterator[str]:
    """The last of the lines is the plain sum; a failed step that is no test counts as one failure."""
    by_title = {tally.title: tally for tally in tallies}
    if "SQLite" in by_title and "PostgreSQL" in by_title:
        yield from difference(by_title["SQLite"], by_title["PostgreSQL"])
    # The plugin tests/plugins/whole.py lets tests be skipped for such reasons alone.
    yield from listed(
        "Not run, what they need is absent", set().union(*(tally.having("skipped") for tally in tallies))
    )
    for tally in tallies:
        yield from listed(f"Failed ({tally.title})", tally.having("failed"))
    for tally in tallies:
        yield f"{tally.title}: {tally.count('passed')} passed, {tally.count('failed')} failed"
    passed = sum(tally.count("passed") for tally in tallies)
    failed = sum(tally.count("failed") for tally in tallies)
    yield f"{passed} passed, {max(failed, failed_steps)} failed"


def difference(sqlite: Tally, postgres: Tally) -> Iterator[str]:
    """Tests that ran on one of the two; those without a database are many, and told by their files."""
    once = sqlite.once - postgres.outcomes.keys()
    yield from listed("Run once, on neither database", (test.partition("::")[0] for test in once))
    yield from listed("Run on SQLite only", sqlite.outcomes.keys() - postgres.outcomes.keys() - once)
    yield from listed("Run on PostgreSQL only", postgres.outcomes.keys() - sqlite.outcomes.keys())


def listed(title: str, tests: Iterable[str]) -> Iterator[str]:
    """A titled list; where a name stands for several, how many."""
    cases = Counter(re.sub(r"\[.*", "", test, flags=re.DOTALL) for test in tests)
    if cases:
        yield f"{title}: {cases.total()}"
        yield from (
            f"  {name}{f' ({number})' if number > 1 else ''}" for name, number in sorted(cases.items())
        )
        yield ""
