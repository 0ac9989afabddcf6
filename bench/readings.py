"""What readings cost as the ledger grows, on a made-up one of each size: from nothing, and week by week."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.options import Options
from bench.places import POSTGRESQL, SQLITE, BenchFailed, Place, kept_in
from bench.tables import number, table
from tools import postgres
from tools.environment import PYTHON, ROOT

_SIZES = {SQLITE: (10_000, 100_000, 1_000_000, 10_000_000), POSTGRESQL: (1_000_000,)}
_QUICK = 2  # so many of the sizes
_TASKS = ("whole", "week", "backfill")
_YEAR = 52


def main(options: Options) -> dict[str, Any]:
    """A ledger of each size, made, measured and thrown away."""
    found: dict[str, Any] = {}
    for database in (each for each in _SIZES if each in options.databases):
        sizes = _SIZES[database][: _QUICK if options.is_quick else None]
        found[database] = {str(size): _measured(database, size, options) for size in sizes}
    return found


def _measured(database: str, size: int, options: Options) -> dict[str, Any]:
    options.say(f"{database}: a ledger of {size:,} entries …")
    with _empty(database) as place:
        made = _told(place, "bench.filling", str(size))
        tasks = {task: _told(place, "bench.reckoning", task, str(made["end"])) for task in _TASKS}
    if len({tuple(found["values"]) for found in tasks.values()}) > 1:
        raise BenchFailed(f"Three ways to the same readings differ: {tasks}")
    return {**made, **tasks}


@contextmanager
def _empty(database: str) -> Iterator[Place]:
    """An installation without a community."""
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=kept_in()) as room:
        if database == SQLITE:
            yield _prepared(Place(SQLITE, Path(room)))
            return
        with postgres.throwaway(postgres.DURABLE) as address:
            with psycopg.connect(address.rpartition("/")[0] + "/postgres", autocommit=True) as server:
                server.execute("CREATE DATABASE groundswell")
            yield _prepared(Place(POSTGRESQL, Path(room), {"GROUNDSWELL_DATABASE_URL": address}))


def _prepared(place: Place) -> Place:
    place.python("groundswell", "init")
    return place


def _told(place: Place, module: str, *words: str) -> dict[str, Any]:
    """As `Place.told`, but what the process says of its progress is seen while it runs."""
    done = subprocess.run(
        [PYTHON, "-m", module, *words],
        env=place.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=sys.stderr,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchFailed(f"{module} ended with {done.returncode}.")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(results: dict[str, Any]) -> str:
    """A line a size; seconds of the processor, and of the clock in brackets."""
    heads = [
        "entries",
        "people",
        "load",
        "columns",
        "eight readings",
        "together",
        "every measure",
        "peak, MB",
    ]
    whole = table(heads, [_from_nothing(*each) for each in _each(results)])
    heads = [
        "entries",
        "read for a week",
        "load",
        "columns",
        "eight readings",
        "together",
        "peak, MB",
        "a year",
    ]
    week = table(heads, [_a_week(*each) for each in _each(results)])
    return f"### From nothing\n\n{whole}\n\n### A week later\n\n{week}"


def _each(results: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for database, sizes in results.items():
        for found in sizes.values():
            yield f"{database}, {found['entries']:,}", found


def _from_nothing(name: str, found: dict[str, Any]) -> list[str]:
    whole = found["whole"]
    cells = [_seconds(whole, step) for step in ("load", "assemble", "eight readings")]
    together = _seconds(whole, "load", "assemble", "eight readings")
    more = _seconds(whole, "every measure")
    return [name, f"{found['people']:,}", *cells, f"**{together}**", more, _megabytes(whole["peak"])]


def _a_week(name: str, found: dict[str, Any]) -> list[str]:
    week = found["week"]
    cells = [_seconds(week, step) for step in ("load", "assemble", "eight readings")]
    together = _seconds(week, "load", "assemble", "eight readings")
    return [name, f"{week['entries']:,}", *cells, f"**{together}**", _megabytes(week["peak"]), _year(found)]


def _year(found: dict[str, Any]) -> str:
    """Of 52 weeks; where fewer were read, so many times as long, and said to be about that."""
    weeks = found["backfill"]["weeks"]
    steps = found["backfill"]["steps"]
    cpu, wall = (steps["load"][of] + steps["weeks"][of] * _YEAR / weeks for of in ("cpu", "wall"))
    about = "" if weeks == _YEAR else f", of {weeks} weeks"
    return f"{number(cpu)} ({number(wall)}){about}"


def _seconds(task: dict[str, Any], *steps: str) -> str:
    cpu, wall = (sum(task["steps"][step][of] for step in steps) for of in ("cpu", "wall"))
    return f"{number(cpu)} ({number(wall)})"


def _megabytes(count: int) -> str:
    return f"{count // 1_000_000:,}"
