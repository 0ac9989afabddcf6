"""What the kernel keeps from eyes: the work behind the pages, and what entries of the ledger carry."""

from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger.models import Entry, Follower
from tests.leaks.features import page
from tests.leaks.world import NOBODY, Role, Thing, World

ROUTES = {
    "kernel:alive": page(),
    "kernel:ready": page(),
}

EXEMPT = {
    "kernel.tally.key": "the name of a limit with a number, a network or a veiled address",
    "kernel.entry.subject_type": "the name of a model",
    "kernel.follower.name": "the name of a piece of code",
    "kernel.schedule.name": "the name of a piece of code",
    "kernel.schedule.cron": "the code's own times",
    "kernel.job.error_class": "the name of a piece of code",
    "kernel.job.task": "the name of a piece of code",
    "kernel.job.queue": "one of the code's own names",
    "kernel.job.worker": "the name of a process",
    "contenttypes.contenttype.app_label": "the name of a piece of code",
    "contenttypes.contenttype.model": "the name of a piece of code",
    "auth.permission.name": "Django's own; this house has grants",
    "auth.permission.codename": "Django's own; this house has grants",
    "auth.group.name": "Django's own; this house has grants",
}


def lay(world: World) -> None:
    at = clock.now()
    dead = Job.objects.create(
        task="groundswell.people.jobs.send_joining_letter",
        arguments={"to": world.word("a job's arguments", NOBODY)},
        result={"said": world.word("a job's result", NOBODY)},
        error=f"Traceback\nOSError: {world.word('the error of a dead job', {Role.STEWARD})}",
        state=Job.State.DEAD,
        attempts=5,
        enqueued_at=at,
        run_after=at,
        finished_at=at,
    )
    world.hidden_thing("job", Thing("dead", dead.pk, frozenset({Role.STEWARD})))


def hide(world: World) -> None:
    Entry.objects.create(
        at=0,
        recorded_at=0,
        event=0,
        subject_type="kernel.job",
        subject=0,
        data={"from": world.word("what an entry of the ledger carries", NOBODY)},
    )
    Follower.objects.create(name="gone", error=world.word("what stopped a reader of the ledger", NOBODY))
