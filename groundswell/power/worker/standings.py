"""Keeps how far each member is heard: of the last week alone, and of those alone who can read it themselves.

Only the worker and commands import this: it needs numpy. It alone imports the measure, says a contract of
import-linter.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from django.db import transaction

from groundswell.kernel import clock
from groundswell.people.models import Member, Origin
from groundswell.power.engine.catalogue.influence import INFLUENCE
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.measures.influence import Influence, influence
from groundswell.power.engine.measures.replies import replies
from groundswell.power.engine.spans import Window, end_of_week
from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.models import Look, Reckoning, Standing

_AT_ONCE = 250
_LEAST, _MOST = 1, 9
_LOOKS_LIVE = timedelta(days=365)


def keep_standings(columns: Columns) -> None:
    """Let everybody's standing of the last week take the place of what was kept; older weeks keep none.

    In small transactions, of which one puts all of it in place: nobody waits, or reads half of it.
    """
    if columns.cut_off != end_of_week(clock.micros(clock.now())):
        return
    window = Window.before(columns.cut_off, days=INFLUENCE.days)
    found = influence(columns, window)
    people = len(found) or len(replies(columns, window).people)
    reckoning = Reckoning.objects.create(week_end=columns.cut_off, people=people, reckoned_at=clock.now())
    for start in range(0, len(found), _AT_ONCE):
        _write(reckoning, found.take(slice(start, start + _AT_ONCE)))
    Reckoning.objects.filter(pk=reckoning.pk).update(is_whole=True)
    _clear_away(reckoning)


@transaction.atomic
def _write(reckoning: Reckoning, found: Influence) -> None:
    """Some hundred of them. Who is here is held meanwhile, so that nobody leaves between look and word."""
    people = Member.objects.select_for_update(no_key=True).filter(
        pk__in=found.person.tolist(), origin=Origin.LOCAL
    )
    here = set(people.values_list("pk", flat=True))
    Standing.objects.bulk_create(row for row in _rows(reckoning, found) if row.member_id in here)


def _rows(reckoning: Reckoning, found: Influence) -> Iterator[Standing]:
    place, before = _in_tenths(found.place), _in_tenths(found.place - found.change)
    columns = (found.person, place, before, found.was_there, found.h, found.h_ever, found.repliers)
    for person, now, then, was_there, h, h_ever, repliers in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield Standing(
            reckoning=reckoning,
            member_id=person,
            place=now,
            place_before=then if was_there else None,
            h=h,
            h_ever=h_ever,
            repliers=repliers,
        )


def _in_tenths(places: Numbers) -> Numbers:
    return np.clip(np.rint(places * 10), _LEAST, _MOST).astype(np.int64)


def _clear_away(last: Reckoning) -> None:
    """What was kept before, what a stopped worker left half done, and who looked more than a year ago."""
    for old in Reckoning.objects.filter(pk__lt=last.pk):
        rows = Standing.objects.filter(reckoning=old).values_list("pk", flat=True)
        while some := list(rows[:_AT_ONCE]):
            Standing.objects.filter(pk__in=some).delete()
        old.delete()
    Look.objects.filter(on__lt=(clock.now() - _LOOKS_LIVE).date()).delete()
