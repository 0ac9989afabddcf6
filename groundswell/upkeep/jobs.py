"""What the worker does for the operator: backups, where a folder is named, and the lists of who left."""

import structlog
from django.conf import settings
from django_tasks import task

from groundswell.kernel.jobs import schedule
from groundswell.upkeep import erased, keeping

_log = structlog.get_logger("groundswell.upkeep")


@task()
def back_up_now() -> str:
    """Make a backup, then thin out the older ones. What fails is tried again, and the doctor sees it."""
    wish = settings.BACKUPS
    if wish is None:
        return ""
    made = keeping.make_one(wish.folder, lambda _label, _done, _total: None)
    erased.write_down()
    gone = keeping.thin_out(wish.folder, days=wish.days, weeks=wish.weeks, months=wish.months)
    _log.info("backed up", file=made.name, thinned_out=len(gone))
    return made.name


@schedule("*/5 * * * *")
@task()
def write_down_who_left() -> None:
    """Whoever left through whichever machine is on the lists outside of the database a few minutes later."""
    erased.write_down()


def schedule_backups() -> None:
    """Put the operator's time of day in place, once the settings are read."""
    if settings.BACKUPS is not None:
        schedule(f"{settings.BACKUPS.at.minute} {settings.BACKUPS.at.hour} * * *")(back_up_now)
