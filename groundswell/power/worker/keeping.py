"""From what was found to rows. A row once kept is not touched again; what differs is a new one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from groundswell import __version__
from groundswell.power.engine.readings.reading import Change, Index
from groundswell.power.engine.results import Result
from groundswell.power.models import Taking, WeeklyIndex, WeeklyReading
from groundswell.power.plain import plain_result
from groundswell.power.worker.weeks import Due

_ASIDE = ("measure", "window")
_COLUMNS = ("state", "n", "value", "low", "high", "method", "excluded", "parts", "shape", "change")


@dataclass(frozen=True, slots=True)
class Found:
    """What one measure found; `reading` and `change` where it is one of the eight."""

    result: Result
    reading: str = ""
    change: Change | None = None


@transaction.atomic
def keep(week: Due, found: Sequence[Found], *, read_at: int) -> Taking:
    """Write down what the ledger of that moment told of the week, where it was not said before."""
    taking = _taking(week, read_at)
    before = _known(week.week_end)
    rows = (_row(taking, each) for each in found)
    WeeklyReading.objects.bulk_create(row for row in rows if _says(row) != before.get(row.measure))
    return taking


@transaction.atomic
def keep_index(taking: Taking, index: Index) -> None:
    """Write down power.v1 of the week, where it was not said before."""
    told = asdict(index) | {"missing": {name: why.value for name, why in index.missing.items()}}
    last = WeeklyIndex.objects.filter(week_end=told.pop("week")).order_by("-pk").first()
    if last is None or any(getattr(last, name) != value for name, value in told.items()):
        WeeklyIndex.objects.create(taking=taking, week_end=taking.week_end, **told)


def _taking(week: Due, read_at: int) -> Taking:
    last = Taking.objects.filter(week_end=week.week_end).aggregate(last=Max("revision"))["last"]
    return Taking.objects.create(
        week_end=week.week_end,
        revision=(last or 0) + 1,
        reason=week.reason,
        cut_off=week.week_end,
        computed_at=read_at,
        code_version=__version__,
    )


def _row(taking: Taking, found: Found) -> WeeklyReading:
    values = {name: value for name, value in plain_result(found.result).items() if name not in _ASIDE}
    return WeeklyReading(
        taking=taking,
        week_end=taking.week_end,
        window_start=found.result.window.start,
        measure=found.result.measure,
        reading=found.reading,
        change=_plain_change(found.change),
        **values,
    )


def _plain_change(change: Change | None) -> dict[str, Any] | None:
    """Which way, from what and since when; `low` and `high` hold the difference, where it is known."""
    if change is None or change.was is None or change.before is None:
        return None
    interval = change.interval
    return {
        "arrow": change.arrow.value,
        "before": [change.before.start, change.before.end],
        "was": float(change.was),
        "by": None if change.by is None else float(change.by),
        "low": None if interval is None else float(interval.low),
        "high": None if interval is None or interval.high is None else float(interval.high),
        "method": interval.method if interval else "",
    }


def _known(week_end: int) -> dict[str, tuple[Any, ...]]:
    """What was kept last of each measure of the week."""
    rows = WeeklyReading.objects.filter(week_end=week_end).order_by("pk")
    return {row.measure: _says(row) for row in rows}


def _says(row: WeeklyReading) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _COLUMNS)
