"""Looks ahead: what to do next. Only the worker and commands import this: it needs numpy."""

from groundswell.kernel import clock
from groundswell.kernel.ledger.models import Entry
from groundswell.power.engine.advice.next import advise
from groundswell.power.engine.advice.rules import delays
from groundswell.power.engine.columns import assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, HOUR, Window
from groundswell.power.models import NextSteps
from groundswell.power.queries import weeks
from groundswell.power.recalling import recalled
from groundswell.power.sources import ledger
from groundswell.power.sources.recent import DAYS, recent
from groundswell.power.worker.weeks import LONGEST_TRANSACTION

_ONLY = 1
# Windows of days and weeks move on also where nothing happens.
_LONGEST_REST = DAY


def look_ahead() -> bool:
    """Ask the rules what to do next, if they may say otherwise than last time; whether that was so."""
    now = clock.micros(clock.now())
    before = NextSteps.objects.first()
    if before is not None and not _may_differ(before.at, now):
        return False
    columns = assemble(recent(Window.before(now, days=DAYS)), ledger.facts(), now)
    found = [advice.plain() for advice in advise(columns, _said_last(), now)]
    NextSteps(pk=_ONLY, at=now, advice=found).save()
    return True


def _may_differ(since: int, now: int) -> bool:
    """Whether something has happened since then, or has now waited as long as a rule waits."""
    if now - since >= _LONGEST_REST:
        return True
    waits = (0, *(hours * HOUR for hours in delays()))
    return any(_has_happened(Window(since - LONGEST_TRANSACTION - wait, now - wait)) for wait in waits)


def _has_happened(window: Window) -> bool:
    """Anything but visits."""
    codes = [code for code, verb in ledger.verbs().items() if verb != Verb.VISITED]
    return Entry.objects.filter(event__in=codes, at__gte=window.start, at__lt=window.end).exists()


def _said_last() -> dict[str, Result]:
    """By measure: what it said of the last week that was read."""
    last = weeks.last_week()
    rows = weeks.all_of(last.week_end) if last else {}
    return {measure: recalled(row, with_shape=False) for measure, row in rows.items()}
