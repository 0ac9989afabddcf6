"""A report in a few calm lines, for a terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from groundswell.power.definitions.index import INDEX
from groundswell.power.engine.readings.reading import Arrow
from groundswell.power.report import saying
from groundswell.power.report.indexed import sentences
from groundswell.power.report.measured import Report
from groundswell.power.report.steps import steps_of
from groundswell.power.report.strips import Strip, strips_of, years_of

_NAME, _FIGURE = 14, 7
_BELOW = " " * (_NAME + 4)
_ARROWS = {Arrow.UP: "↑", Arrow.DOWN: "↓", Arrow.NONE: " "}


def lines_of(report: Report, *, names: bool = False) -> Iterator[str]:
    name, days = saying.week(report.end)
    yield _("%(source)s · %(week)s, %(days)s") % {"source": report.source.name, "week": name, "days": days}
    yield _("People %(people)s · topics %(topics)s · posts and other acts %(acts)s · since %(first)s") % {
        "people": saying.count(report.people),
        "topics": saying.count(report.topics),
        "acts": saying.count(report.acts),
        "first": saying.day(report.began),
    }
    if report.tells_writing_only:
        yield _(
            "Nothing is known here but what people wrote: no visits, no hearts, no deeds. Whoever is active "
            "has written."
        )
    yield ""
    for each in strips_of(report.weeks[-1], years_of(report.weeks)):
        yield from _lines(each)
    yield from _index(report)
    yield from _next(report, names=names)
    yield from broken(report)


def _index(report: Report) -> Iterator[str]:
    """One number below the eight, if it was asked for."""
    if report.index is not None:
        yield ""
        yield f"  {INDEX.title}"
        for said in sentences(report.index, has_targets=bool(report.source.targets)):
            yield f"{_BELOW}{said}"


def _next(report: Report, *, names: bool) -> Iterator[str]:
    """What to do next, if there is anything."""
    steps = steps_of(report, names=names)
    if steps:
        yield ""
        yield _("What to do next")
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {step.act}"
        yield from (
            f"     {said}" for said in (step.reason, *step.evidence, step.topic, step.address) if said
        )


def broken(report: Report) -> Iterator[str]:
    """What could not be read, if anything."""
    if report.source.problems:
        yield ""
    if report.source.broken:
        yield _("%(broken)s of %(lines)s lines could not be read; they count for nothing here.") % {
            "broken": saying.count(report.source.broken), "lines": saying.count(report.source.lines),
        }  # fmt: skip
    for problem in report.source.problems:
        yield f"  {problem.where}: {problem.sentence}"


def _lines(strip: Strip) -> Iterator[str]:
    """The figure with how sure it is; below it what there is to say."""
    yield f"  {strip.title:<{_NAME}}{_ARROWS[strip.arrow]} {strip.figure:<{_FIGURE}}  {strip.about}"
    if strip.sureness:
        yield f"{_BELOW}{strip.sureness}"
    yield f"{_BELOW}{' '.join(each for each in (strip.hole, *strip.sentences) if each)}"
