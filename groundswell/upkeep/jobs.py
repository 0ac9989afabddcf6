"""The backup that comes by itself, where the operator has named a folder."""

import structlog
from django.conf import settings
from django_tasks import task

from groundswell.kernel.jobs import schedule
from groundswell.upkeep import keeping

_log = structlog.get_logger("groundswell.upkeep")


@task()
def back_up_now() -> str:
    """Make a backup, then thin out the older ones. What fails is tried again, and the doctor sees it."""
    wish = settings.BACKUPS
    if wish is None:
        return ""
    made = keeping.make_one(wish.folder, lambda _label, _done, _total: None)
    gone = keeping.thin_out(wish.folder, days=wish.days, weeks=wish.weeks, months=wish.months)
    _log.info("backed up", file=made.name, thinned_out=len(gone))
    return made.name


def schedule_backups() -> None:
    """Put the operator's time of day in place, once the settings are read."""
    if settings.BACKUPS is not None:
        schedule(f"{settings.BACKUPS.at.minute} {settings.BACKUPS.at.hour} * * *")(back_up_now)
