"""What the readings of one ledger cost, in a process of its own: seconds of each step, and the most memory.

`python -m bench.reckoning TASK END` runs within an installation. A task is `whole` (one week's readings from
everything), `week` (from the late part that they need) or `backfill` (weeks in a row, oldest first).
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
import django

django.setup()

from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.progress import Progress
from groundswell.power.eight import eight_measures
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import assemble
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.reading import Reading
from groundswell.power.engine.readings.weekly import history, readings_of
from groundswell.power.engine.spans import DAY, WEEK, Window
from groundswell.power.models import Taking, WeeklyReading
from groundswell.power.sources import ledger, recent
from groundswell.power.worker.keeping import keep
from groundswell.power.worker.taking import found_in
from groundswell.power.worker.weeks import Due

# Of a ledger of ten million a year of weeks would take too long: a quarter of it says as much.
_WEEKS, _FEWER, _LARGE = 52, 13, 3_000_000


class Watch:
    """Seconds by step, of the clock and of the processor."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, float]] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        print(f"  {name} …", file=sys.stderr, flush=True)
        wall, cpu = time.monotonic(), time.process_time()
        yield
        self.steps[name] = {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}


def whole(end: int, watch: Watch) -> dict[str, Any]:
    """One week's readings from nothing, then every other measure there is."""
    with watch.step("load"):
        entries, facts = ledger.entries(Window(0, end)), ledger.facts()
    told = len(entries)
    with watch.step("assemble"):
        columns = assemble(entries, facts, end)
        del entries
    with watch.step("eight readings"):
        readings = readings_of(columns, end)
    with_readings = _peak()
    with watch.step("every measure"):
        for measure in measures:
            measure.compute(columns, Window.before(end, days=measure.days or end // DAY))
    return {"entries": told, "values": _values(readings), "peak of readings": with_readings}


def week(end: int, watch: Watch) -> dict[str, Any]:
    """One week's readings from what they need, reckoned and kept as the worker does it."""
    with watch.step("load"):
        entries, facts = recent.recent(Window.before(end, days=recent.DAYS)), ledger.facts()
    told = len(entries)
    with watch.step("assemble"):
        columns = assemble(entries, facts, end)
        del entries
    with watch.step("eight readings"):
        keep(Due(end, Taking.Reason.FIRST), [*found_in(columns, eight_measures())], read_at=end)
    kept = dict(WeeklyReading.objects.filter(week_end=end).values_list("reading", "value"))
    return {"entries": told, "values": [kept[kind.name] for kind in EIGHT]}


def backfill(end: int, watch: Watch) -> dict[str, Any]:
    """Weeks in a row, each as it would have been read then, and arrows by each other."""
    count = _FEWER if Entry.objects.count() > _LARGE else _WEEKS
    weeks = range(end - (count - 1) * WEEK, end + 1, WEEK)
    progress = Progress(sys.stderr)
    with watch.step("load"):
        entries, facts = recent.recent(Window(weeks[0] - recent.DAYS * DAY, end)), ledger.facts()
    last: tuple[Reading, ...] = ()
    with watch.step("weeks"):
        for done, last in enumerate(history(entries, facts, weeks), start=1):  # noqa: B007 - the last is told
            progress.step("  weeks", done, count)
    progress.end()
    return {"entries": len(entries), "weeks": count, "values": _values(last)}


def _values(readings: Iterable[Reading]) -> list[float | None]:
    """By which two ways to the same readings are compared."""
    return [each.result.value for each in readings]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


TASKS: dict[str, Callable[[int, Watch], dict[str, Any]]] = {
    "whole": whole,
    "week": week,
    "backfill": backfill,
}


def main(arguments: list[str]) -> None:
    task, end = arguments
    watch = Watch()
    found = TASKS[task](int(end), watch)
    print(json.dumps(found | {"steps": watch.steps, "peak": _peak()}))


if __name__ == "__main__":
    main(sys.argv[1:])
