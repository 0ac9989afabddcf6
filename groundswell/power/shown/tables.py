"""All that a measure ever said, as lines for a spreadsheet: plain numbers under English heads."""

from collections.abc import Iterable, Iterator

from groundswell.kernel import clock
from groundswell.power.queries.weeks import Said

HEAD = (
    "week_end", "measure", "state", "value", "low", "high", "method", "n", "excluded",
    "revision", "reason", "cut_off", "computed_at", "code_version",
)  # fmt: skip


def lines(history: Iterable[Said]) -> Iterator[tuple[object, ...]]:
    """A line a week, and one more for each time that a late import changed it."""
    for said in history:
        row, taking = said.row, said.row.taking
        yield (
            _moment(row.week_end),
            row.measure,
            row.state,
            *(_number(each) for each in (row.value, row.low, row.high)),
            row.method,
            row.n,
            "; ".join(f"{why}: {count}" for why, count in sorted(row.excluded.items())),
            said.revision,
            said.reason,
            _moment(taking.cut_off),
            _moment(taking.computed_at),
            taking.code_version,
        )


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _moment(at: int) -> str:
    return clock.from_micros(at).strftime("%Y-%m-%dT%H:%M:%SZ")
