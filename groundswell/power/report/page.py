"""A report as one HTML file: its style and its letters within, no script, nothing asked of any network."""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import get_template
from markupsafe import Markup

from groundswell import __version__
from groundswell.power.charts.chart import Chart
from groundswell.power.definitions import EXCLUDED
from groundswell.power.engine.results import Curve, Result
from groundswell.power.report import saying
from groundswell.power.report.drawing import chart_of
from groundswell.power.report.measured import Measured, Report
from groundswell.ui import stylesheet

_OURS = Path(__file__).parent
_UI = Path(stylesheet.__file__).parent / "static"
_STYLES = ("_layers", "reset", "tokens", "base", "layout", "heading", "card", "badge", "wave", "utilities")
_FONTS = ("fraunces", "figtree")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it is read: the figure, below it how sure that is, or why there is none."""

    name: str
    figure: str
    sureness: str
    reason: str


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
    left_out: tuple[str, ...]
    window: str
    measured: Measured


def page_of(report: Report, *, names: bool = False) -> str:
    """The whole file. Names of people stand in it only with `names`."""
    del names
    week, days = saying.week(report.end)
    context = {
        "style": Markup(style()),  # noqa: S704 - our own files
        "report": report,
        "week": week,
        "days": days,
        "began": saying.day(report.began),
        "sections": sections(report),
        "version": __version__,
        "count": saying.count,
    }
    return get_template("power/report.html").render(context)


def style() -> str:
    """What the page is dressed in: the product's own files, the letters among them as they are."""
    files = [_UI / "ui" / f"{name}.css" for name in _STYLES]
    charts = _OURS.parent / "static" / "power" / "chart.css"
    told = "\n".join(stylesheet.text_of(path) for path in (*files, charts, _OURS / "report.css"))
    for name in _FONTS:
        letters = b64encode((_UI / "vendor" / f"{name}.woff2").read_bytes()).decode()
        told = told.replace(f'url("vendor/{name}.woff2")', f"url(data:font/woff2;base64,{letters})")
    return told


def sections(report: Report) -> tuple[Section, ...]:
    """A section a measure, in the order of the catalogue."""
    drawn: dict[Curve, Section] = {}
    return tuple(_section(each, drawn) for each in report.measured)


def _section(each: Measured, drawn: dict[Curve, Section]) -> Section:
    result, definition = each.result, each.definition
    say = saying.say_of(each.measure, definition)
    shape = result.shape if isinstance(result.shape, Curve) else None
    earlier = None if shape is None else drawn.get(shape)
    section = Section(
        id=each.measure.name,
        title=str(definition.title),
        sentence=str(definition.sentence),
        figure=_figure(each, result),
        parts=tuple(
            _figure(each, part, name=str(definition.names.get(name, name)))
            for name, part in result.parts.items()
        ),
        chart=None if earlier else chart_of(result, definition, say=say),
        drawn_at=earlier,
        left_out=tuple(f"{saying.count(count)} {EXCLUDED[what]}" for what, count in each.left_out.items()),
        window=saying.window(result.window),
        measured=each,
    )
    if shape is not None and section.chart:
        drawn[shape] = section
    return section


def _figure(each: Measured, result: Result, *, name: str = "") -> Figure:
    """Of the result as a whole, or of one within it, which may be a share where the whole is a difference."""
    say = saying.BY_UNIT[each.measure.unit] if name else saying.say_of(each.measure, each.definition)
    is_known = result.value is not None
    return Figure(
        name=name,
        figure=saying.figure(result, say),
        sureness=saying.sureness(result, each.definition, say) if is_known else "",
        reason="" if is_known else saying.reason(result, each.measure, each.definition),
    )
