"""Tasks for the tests of jobs. What they do is seen in tallies, also from other processes."""

import os
import sys
import time
from pathlib import Path

from django_tasks import TaskContext, task

from groundswell.kernel.ids import new_id
from groundswell.kernel.limits import Tally

_PATIENCE = 120
_FAR = 2**40


@task()
def count(key: str) -> str:
    """Leaves one row a call."""
    Tally.objects.create(key=key, window=new_id(), count=1, expires=_FAR)
    return f"counted {key}"


@task()
def fail(message: str) -> None:
    raise LookupError(message)


@task()
def leave() -> None:
    sys.exit("I am off.")


@task()
def answer_with_an_object() -> object:
    return object()


@task(takes_context=True)
def tell_attempt(context: TaskContext, word: str) -> str:
    return f"{word} {context.attempt}"


@task()
def wait_for(folder: str) -> None:
    """Says that it has begun, waits to be let go on, and does something that bears being done twice."""
    place = Path(folder)
    (place / f"begun-{os.getpid()}").touch()
    deadline = time.monotonic() + _PATIENCE
    while not (place / "go-on").exists():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.01)
    Tally.objects.get_or_create(key="once", window=0, defaults={"count": 1, "expires": _FAR})


def no_task() -> None:
    pass
