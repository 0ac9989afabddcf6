"""What a page costs our process on PostgreSQL beside SQLite: by turns, so that both bear the same company.

Beside them SQLite that pauses before each statement: what it costs to wait at all, whatever for.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.options import Options
from bench.pages import wanted_of
from bench.places import POSTGRESQL, SQLITE, BenchFailed, Place, place
from bench.tables import number, table
from tools.environment import PYTHON, ROOT

PAUSED = "SQLite with pauses"
_PAUSE = 0.0002
_WARM = 20  # more than PostgreSQL takes to trust a plan
_ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Lane:
    """A process within an installation, and the pages as they are asked for there."""

    process: subprocess.Popen[str]
    pages: dict[str, tuple[str, str]]
    pause: float

    def lap(self, page: str, count: int) -> float:
        """Milliseconds of CPU that one request took."""
        if self.process.stdin is None or self.process.stdout is None:
            raise BenchFailed("A process without pipes.")
        self.process.stdin.write(json.dumps([*self.pages[page], count, self.pause]) + "\n")
        self.process.stdin.flush()
        if not (line := self.process.stdout.readline()):
            raise BenchFailed(f"{page} ended its process.")
        return float(json.loads(line))


def main(options: Options) -> dict[str, Any]:
    """Every page, on both databases whatever was asked for: one alone has no turns to take."""
    with ExitStack() as stack:
        places = {name: stack.enter_context(place(name, options.shape)) for name in (SQLITE, POSTGRESQL)}
        lanes = {name: stack.enter_context(_lane(found, 0)) for name, found in places.items()}
        lanes[PAUSED] = stack.enter_context(_lane(places[SQLITE], _PAUSE))
        options.say("Both databases: pages by turns …")
        return {"pages": {page: _taken(lanes, page, options) for page in lanes[SQLITE].pages}}


@contextmanager
def _lane(found: Place, pause: float) -> Iterator[Lane]:
    process = subprocess.Popen(
        [PYTHON, "-m", "bench.lap"],
        cwd=ROOT,
        env=found.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Lane(process, wanted_of(found), pause)
    finally:
        process.communicate()


def _taken(lanes: dict[str, Lane], page: str, options: Options) -> dict[str, Any]:
    """The median of all turns, and of what each turn was to SQLite's beside it."""
    for lane in lanes.values():
        lane.lap(page, _WARM)
    count = max(5, int(options.batch / 2 / (lanes[SQLITE].lap(page, 5) / 1000)))
    turns: dict[str, list[float]] = {name: [] for name in lanes}
    for number_of in range(_ROUNDS):
        order = list(lanes) if number_of % 2 else list(reversed(lanes))
        for name in order:
            turns[name].append(lanes[name].lap(page, count))
    return {name: _compared(found, turns[SQLITE]) for name, found in turns.items()}


def _compared(found: list[float], base: list[float]) -> dict[str, float]:
    ratios = [each / beside for each, beside in zip(found, base, strict=True)]
    figures = {"cpu": median(found), "ratio": median(ratios), "least": min(ratios), "most": max(ratios)}
    return {name: round(value, 3) for name, value in figures.items()}


def report(results: dict[str, Any]) -> str:
    heads = ["page", "SQLite, CPU ms", "PostgreSQL, CPU ms", "ratio", "least–most", f"{PAUSED}, ratio"]
    return table(heads, (_row(page, found) for page, found in results["pages"].items()))


def _row(page: str, found: dict[str, dict[str, float]]) -> list[str]:
    there = found[POSTGRESQL]
    spread = f"{number(there['least'])}–{number(there['most'])}"
    costs = [number(found[name]["cpu"]) for name in (SQLITE, POSTGRESQL)]
    return [page, *costs, number(there["ratio"]), spread, number(found[PAUSED]["ratio"])]
