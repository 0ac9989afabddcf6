"""A report as one HTML file: its style and its letters within, no script, nothing asked of any network."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import get_template

from groundswell import __version__
from groundswell.power.charts.chart import Chart, Table
from groundswell.power.definitions import EXCLUDED
from groundswell.power.definitions.definition import Words
from groundswell.power.definitions.families import by_family
from groundswell.power.definitions.index import INDEX
from groundswell.power.engine.results import Curve
from groundswell.power.report import saying
from groundswell.power.report.drawing import chart_of, is_kept_back
from groundswell.power.report.figures import Figure, figure_of, parts_of
from groundswell.power.report.indexed import sentences
from groundswell.power.report.measured import Measured, Report
from groundswell.power.report.steps import steps_of
from groundswell.power.report.strips import strips_of, years_of
from groundswell.ui import stylesheet

_OURS = Path(__file__).parent
_UI = Path(stylesheet.__file__).parent / "static"
_STYLES = (
    "_layers",
    "reset",
    "tokens",
    "base",
    "layout",
    "heading",
    "card",
    "button",
    "wave",
    "utilities",
)
_FONTS = ("fraunces", "figtree")


@dataclass(frozen=True, slots=True)
class Section:
    """One measure as the page shows it; `drawn_at` is the section that shows the same chart already."""

    id: str
    title: str
    sentence: str
    figure: Figure
    parts: tuple[Figure, ...]
    chart: Chart | None
    drawn_at: "Section | None"
    is_kept_back: bool
    left_out: tuple[str, ...]
    window: str
    weeks: Table | None
    measured: Measured

    @property
    def href(self) -> str:
        return f"#{self.id}"

    @property
    def said(self) -> str:
        return self.figure.figure


def page_of(report: Report, *, names: bool = False) -> str:
    """The whole file. Names of people and titles of topics stand in it only with `names`."""
    week, days = saying.week(report.end)
    strips = strips_of(report.weeks[-1], years_of(report.weeks))
    context = {
        "report": report,
        "week": week,
        "days": days,
        "began": saying.day(report.began),
        "steps": steps_of(report, names=names),
        "strips": strips,
        "index": INDEX,
        "number": tuple(sentences(report.index, has_targets=bool(report.source.targets)))
        if report.index
        else (),
        "families": families(report, {each.measure: each.chart.table for each in strips}),
        "version": __version__,
        "count": saying.count,
    }
    page = stylesheet.within(get_template("power/report.html").render(context), style())
    return "".join(f"{line.strip()}\n" for line in page.splitlines() if line.strip())


def style() -> str:
    """What the page is dressed in: the product's own files, the letters among them as they are."""
    files = [_UI / "ui" / f"{name}.css" for name in _STYLES]
    ours = sorted((_OURS.parent / "static" / "power").glob("*.css"))
    told = "\n".join(stylesheet.text_of(path) for path in (*files, *ours, _OURS / "report.css"))
    for name in _FONTS:
        letters = b64encode((_UI / "vendor" / f"{name}.woff2").read_bytes()).decode()
        told = told.replace(f'url("vendor/{name}.woff2")', f"url(data:font/woff2;base64,{letters})")
    return told


def families(report: Report, weeks: Mapping[str, Table]) -> list[tuple[Words, list[Section]]]:
    """A section a measure, family by family; `weeks` are the tables of the readings among them."""
    drawn: dict[Curve, Section] = {}
    return [
        (title, [_section(each, drawn, weeks.get(each.measure.name)) for each in members])
        for title, members in by_family(report.measured, lambda each: each.measure)
    ]


def _section(each: Measured, drawn: dict[Curve, Section], weeks: Table | None) -> Section:
    result, definition = each.result, each.definition
    say = saying.say_of(each.measure, definition)
    shape = result.shape if isinstance(result.shape, Curve) else None
    earlier = None if shape is None else drawn.get(shape)
    section = Section(
        id=each.measure.name,
        title=str(definition.title),
        sentence=str(definition.sentence),
        figure=figure_of(result, each.measure, definition),
        parts=tuple(parts_of(result, each.measure, definition)),
        chart=None if earlier else chart_of(result, definition, say=say),
        drawn_at=earlier,
        is_kept_back=is_kept_back(each.measure, result),
        left_out=tuple(f"{saying.count(count)} {EXCLUDED[what]}" for what, count in each.left_out.items()),
        window=saying.window(result.window),
        weeks=weeks,
        measured=each,
    )
    if shape is not None and section.chart:
        drawn[shape] = section
    return section
