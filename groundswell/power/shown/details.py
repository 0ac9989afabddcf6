"""One measure put together for its page: the figure, its year, its chart, its definition, its past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from groundswell.kernel import clock
from groundswell.power.aiming import stands
from groundswell.power.charts.chart import Chart, Say
from groundswell.power.definitions import EXCLUDED, Definition
from groundswell.power.definitions.definition import Words
from groundswell.power.definitions.methods import METHODS
from groundswell.power.eight import reading_fed_by
from groundswell.power.engine.catalogue import Measure, Unit
from groundswell.power.engine.spans import WEEK
from groundswell.power.models import Taking, WeeklyReading
from groundswell.power.queries.pages import aims_in_force
from groundswell.power.queries.targets import Aimed
from groundswell.power.queries.weeks import SHOWN_WEEKS, Said, history_of, latest_of
from groundswell.power.recalling import drawn, recalled
from groundswell.power.report import saying
from groundswell.power.report.drawing import chart_of, is_kept_back, year_of
from groundswell.power.report.figures import Figure, figure_of, parts_of


@dataclass(frozen=True, slots=True)
class Past:
    """What was said of one week. `note` tells why it was read again."""

    week: str
    figure: str
    between: str
    n: str
    note: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything on a measure's page. Without `said` it has never been read."""

    measure: Measure
    definition: Definition
    said: Figure | None = None
    week: tuple[str, str] = ("", "")
    window: str = ""
    method: Words = ""
    read_at: datetime | None = None
    aimed: Sequence[str] = ()
    year: Chart | None = None
    has_band: bool = False
    first_week: str = ""
    chart: Chart | None = None
    is_kept_back: bool = False
    parts: Sequence[Figure] = ()
    excluded: Sequence[str] = ()
    past: Sequence[Past] = ()


def detail_of(measure: Measure, definition: Definition, *, with_earlier: bool) -> Detail:
    """Two questions, and a third for what is aimed for in one of the eight."""
    row = latest_of(measure.id)
    if row is None:
        return Detail(measure, definition)
    result, say = recalled(row), saying.say_of(measure, definition)
    told = history_of(measure.name, with_earlier=with_earlier)
    past, reading = told[: 2 * SHOWN_WEEKS], reading_fed_by(measure)
    aim = aims_in_force().get(reading) if reading else None
    year = _year(measure, definition, [each.row for each in past], aim=aim)
    return Detail(
        measure=measure,
        definition=definition,
        said=figure_of(result, measure, definition),
        week=saying.week(row.week_end),
        window=saying.window(result.window),
        method=METHODS.get(result.interval.method, result.interval.method) if result.interval else "",
        read_at=clock.from_micros(row.taking.computed_at),
        aimed=stands(aim, row.value, measure.unit),
        year=year,
        has_band=any(each.row.low is not None for each in past),
        first_week=saying.day(past[-1].row.week_end - 1),
        chart=chart_of(result, definition, say=say),
        is_kept_back=is_kept_back(measure, result),
        parts=[*parts_of(result, measure, definition)],
        excluded=[f"{saying.count(count)} {EXCLUDED[why]}" for why, count in result.excluded.items()],
        past=[_past(each, measure, say) for each in past],
    )


def _year(
    measure: Measure, definition: Definition, past: Sequence[WeeklyReading], *, aim: Aimed | None
) -> Chart | None:
    """The last weeks as this version of the definition saw them, in a strip."""
    rows = {row.week_end: row for row in past if row.measure == measure.id}
    if not any(row.value is not None for row in rows.values()):
        return None
    last = max(rows)
    ends = range(max(min(rows), last - (SHOWN_WEEKS - 1) * WEEK), last + 1, WEEK)
    say = saying.say_of(measure, definition)
    span = (1.0 if measure.unit is Unit.SHARE else None, aim.target if aim else None)
    return year_of(drawn(ends, rows), str(definition.title), say=say, span=span)


def _past(said: Said, measure: Measure, say: Say) -> Past:
    row, result = said.row, recalled(said.row, with_shape=False)
    again = _("an import touched this week") if said.reason == Taking.Reason.TOUCHED else ""
    other = "" if row.measure == measure.id else row.measure
    return Past(
        week=saying.day(row.week_end - 1),
        figure=saying.figure(result.value, result.state, say),
        between=saying.interval(result.interval, say) if result.interval else "",
        n=saying.count(row.n),
        note=" · ".join(each for each in (again, other) if each),
    )
