"""What goes on behind the pages: jobs, those who follow the ledger, and mail."""

from datetime import timedelta

from django.conf import settings

from groundswell.community.mail import connection_to
from groundswell.community.models import MailServer
from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.kernel.ledger.models import Follower
from groundswell.upkeep.doctor.findings import Found, broken, check, fine, look

_LATE = timedelta(minutes=10)
_PATIENCE = 5


@check("jobs", needs_database=True)
def worker() -> Found:
    """Whoever works off jobs moves each schedule on at its time: one that is overdue shows the absence."""
    now = clock.now()
    first = Schedule.objects.order_by("next_at").first()
    waiting = Job.objects.filter(state=Job.State.WAITING, run_after__lt=now - _LATE).count()
    if first is None:
        yield look("Nobody has worked off jobs here yet.", "groundswell serve, or groundswell worker")
    elif first.next_at < now - _LATE:
        yield broken(
            f"Nobody has worked off jobs since {first.next_at:%Y-%m-%d %H:%M} UTC.",
            "groundswell serve, or groundswell worker where it runs with --no-jobs",
        )
    elif waiting:
        yield look(f"{waiting} jobs have waited for longer than {_LATE}.", "Look at the worker's log.")
    else:
        yield fine("A worker is at it.")


@check("jobs", needs_database=True)
def dead_jobs() -> Found:
    if dead := Job.objects.filter(state=Job.State.DEAD).count():
        yield look(
            f"{dead} jobs failed too often and were given up.",
            f"{settings.ORIGIN}/settings/jobs/ says why, and tries them again.",
        )


@check("ledger", needs_database=True)
def followers() -> Found:
    resting = list(Follower.objects.filter(failures__gt=0).values_list("name", "failures", "error"))
    for name, failures, error in resting:
        last = error.strip().splitlines()[-1] if error.strip() else "nothing"
        yield broken(
            f"{name} has failed {failures} times to follow the ledger, and rests. It said: {last}",
            "Mend what it says; it tries again by itself.",
        )
    if not resting:
        yield fine("Everything that follows the ledger keeps up with it.")


@check("mail", needs_database=True)
def mail_server() -> Found:
    """Opens a connection as for a letter, and sends nothing."""
    server = MailServer.objects.first()
    if server is None:
        yield look(
            "No mail can leave: newcomers wait for a steward, and passwords are reset by you.",
            f"A steward enters an SMTP server at {settings.ORIGIN}/settings/mail/.",
        )
        return
    smtp = connection_to(server)
    smtp.timeout = _PATIENCE
    try:
        smtp.open()
    except OSError as trouble:
        yield broken(
            f"The mail server {server} does not let us in: {trouble}.",
            f"A steward corrects it at {settings.ORIGIN}/settings/mail/.",
        )
    else:
        yield fine(f"The mail server {server} lets us in.")
    finally:
        smtp.close()
