"""What the worker does: takes the readings after each week's end, learns what came late, and looks ahead."""

from collections.abc import Sequence

import structlog
from django_tasks import task

from groundswell.kernel.jobs import schedule
from groundswell.kernel.ledger import follower
from groundswell.kernel.ledger.models import Entry
from groundswell.power.worker.weeks import note_late

_log = structlog.get_logger("groundswell.power")
_SECONDS_A_RUN = 30.0


@schedule("5 * * * *")
@task()
def take_readings() -> int:
    """Take the readings that are due; returns how many weeks were read.

    A week ends on Monday at 00:00 UTC; five minutes later whatever was being written is written. The other
    hours find nothing to do, unless weeks were missed, or an import has touched some.
    """
    from groundswell.power.worker.taking import take_due  # noqa: PLC0415 - numpy is for the worker alone

    read, left = take_due(seconds=_SECONDS_A_RUN)
    if read:
        _log.info("readings taken", weeks=read, left=left)
    if left:
        take_readings.enqueue()
    return read


@schedule("20 * * * *")
@task()
def look_ahead() -> bool:
    """See what to do next, after the readings, which are its evidence; returns whether it had to look."""
    from groundswell.power.worker import advising  # noqa: PLC0415 - numpy is for the worker alone

    return advising.look_ahead()


@follower("power", imported=True)
def learn_what_came_late(entries: Sequence[Entry]) -> None:
    """Weeks that an import has touched are read again. Nothing else is done about imported entries."""
    note_late(entries)
