"""Whether power.v1 is wanted, and what it said: asked for on one page, and then remembered as rights are."""

from collections.abc import Sequence

from groundswell.kernel import clock
from groundswell.kernel.epoch import per_epoch
from groundswell.power.engine.readings.reading import Index, Lacks
from groundswell.power.models import IndexChoice, WeeklyIndex


@per_epoch
def is_index_on() -> bool:
    """Whether stewards want it now."""
    latest = IndexChoice.objects.order_by("-pk").first()
    return latest is not None and latest.is_on


def was_index_on(at: int) -> bool:
    """Whether they wanted it at that moment (microseconds)."""
    earlier = IndexChoice.objects.filter(at__lte=clock.from_micros(at))
    latest = earlier.order_by("-pk").first()
    return latest is not None and latest.is_on


def index_of_week(week_end: int) -> Index | None:
    """What was said of it last; None where it was not wanted then."""
    row = WeeklyIndex.objects.filter(week_end=week_end).order_by("-pk").first()
    return _recalled(row) if row else None


def index_history() -> Sequence[Index]:
    """What was said last of each week, latest first."""
    rows = {row.week_end: row for row in WeeklyIndex.objects.order_by("pk")}
    return [_recalled(rows[week]) for week in sorted(rows, reverse=True)]


def _recalled(row: WeeklyIndex) -> Index:
    missing = {name: Lacks(why) for name, why in row.missing.items()}
    return Index(row.week_end, missing, row.value, row.low, row.high, row.least, row.most)
