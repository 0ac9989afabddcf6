"""All that is measured of a source at the end of a week: the same for the page, for JSON and for lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.power.definitions import Definition, definitions
from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.advice.next import advise
from groundswell.power.engine.catalogue import Measure, measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.readings.index import index_of
from groundswell.power.engine.readings.reading import Index, Reading
from groundswell.power.engine.readings.weekly import PAST_WEEKS, history
from groundswell.power.engine.results import Exclusion, Result
from groundswell.power.engine.spans import WEEK, Window, end_of_week
from groundswell.power.report import saying
from groundswell.power.report.source import Source, Step


class NothingToMeasureError(Exception):
    """There is no whole week to report on; the message is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure with its words and what it found."""

    measure: Measure
    definition: Definition
    result: Result

    @property
    def left_out(self) -> Mapping[Exclusion, int]:
        """What it leaves out, where there was any."""
        return {each: count for each, count in self.result.excluded.items() if count}


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """`end` is the Monday midnight when the last whole week ended; only `advice` knows of what came since.

    `tells_writing_only`: nobody is known to have come, reacted or done anything, as in every archive.
    `weeks` are the eight readings week by week, each as it would have been read then; the last are of now.
    `index` is power.v1 of these, where it was asked for.
    """

    source: Source
    end: int
    began: int
    people: int
    topics: int
    acts: int
    tells_writing_only: bool
    measured: tuple[Measured, ...]
    weeks: tuple[tuple[Reading, ...], ...]
    advice: tuple[Advice, ...]
    index: Index | None = None


def make_report(source: Source, at: int, step: Step, *, with_index: bool = False) -> Report:
    """As it stood when the last week before `at` (microseconds) had ended."""
    if not len(source.entries):
        raise NothingToMeasureError(_("Nothing has happened yet that could be measured."))
    end, began = end_of_week(at), int(source.entries.at.min())
    _check(began, at, end)
    columns = assemble(source.entries, source.facts, end)
    weeks = tuple(_weeks(source, began, end, step=step))
    measured = tuple(_measured(columns, began, step))
    last = {each.measure.id: each.result for each in measured}
    return Report(
        source=source,
        end=end,
        began=began,
        people=len(columns.people),
        topics=len(columns.topics),
        acts=len(columns.acts.deliberate()),
        tells_writing_only=len(columns.acts) == len(columns.acts.writing()),
        measured=measured,
        weeks=weeks,
        advice=advise(assemble(source.entries, source.facts, at), last, at),
        index=index_of(columns, weeks[-1]) if with_index else None,
    )


def _measured(columns: Columns, began: int, step: Step) -> Iterator[Measured]:
    """Every measure that has its words, in the order of the catalogue."""
    told = [each for each in measures if each.name in definitions.names()]
    for done, measure in enumerate(told):
        step("Measuring", done, len(told))
        end = columns.cut_off
        window = Window.before(end, days=measure.days) if measure.days else Window(began, end)
        yield Measured(measure, definitions[measure.name], measure.compute(columns, window))
    step("Measuring", len(told), len(told))


def _weeks(source: Source, began: int, end: int, *, step: Step) -> Iterator[tuple[Reading, ...]]:
    """The last week and up to 52 before it, as far as anything had begun."""
    ends = [at for at in range(end - PAST_WEEKS * WEEK, end + 1, WEEK) if at > began]
    told = history(source.entries, source.facts, ends, targets=source.targets)
    for done, readings in enumerate(told, 1):
        step("Weeks", done, len(ends))
        yield readings


def _check(began: int, at: int, end: int) -> None:
    if at <= began:
        raise NothingToMeasureError(
            _("The first thing that is known happened on %(first)s; nothing is known before %(at)s.")
            % {"first": saying.day(began), "at": saying.day(at)}
        )
    if end <= began:
        raise NothingToMeasureError(
            _("Weeks are measured once they are over, and the first has not ended: it began on %(first)s.")
            % {"first": saying.day(began)}
        )
