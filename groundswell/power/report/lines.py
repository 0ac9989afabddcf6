"""A report in a few calm lines, for a terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from groundswell.power.report import saying
from groundswell.power.report.measured import Measured, Report

_NAME = 34


def lines_of(report: Report) -> Iterator[str]:
    name, days = saying.week(report.end)
    yield _("%(source)s · %(week)s, %(days)s") % {"source": report.source.name, "week": name, "days": days}
    yield _("People %(people)s · topics %(topics)s · posts and other acts %(acts)s · since %(first)s") % {
        "people": saying.count(report.people),
        "topics": saying.count(report.topics),
        "acts": saying.count(report.acts),
        "first": saying.day(report.began),
    }
    yield ""
    for each in report.measured:
        yield _line(each)
    yield from broken(report)


def broken(report: Report) -> Iterator[str]:
    """What could not be read, if anything."""
    if report.source.broken:
        yield ""
        yield _("%(broken)s of %(lines)s lines could not be read; they count for nothing here.") % {
            "broken": saying.count(report.source.broken), "lines": saying.count(report.source.lines),
        }  # fmt: skip
        for problem in report.source.problems:
            yield f"  {problem.where}: {problem.sentence}"


def _line(each: Measured) -> str:
    say = saying.say_of(each.measure, each.definition)
    title = f"  {each.definition.title!s:<{_NAME}}  "
    if each.result.value is None:
        return f"{title}{saying.reason(each.result, each.measure, each.definition)}"
    sure = saying.sureness(each.result, each.definition, say)
    return f"{title}{saying.figure(each.result, say)}   {sure}"
