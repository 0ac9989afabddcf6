"""How every command begins: with Django ready, and with one sentence where something will not do."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import click

P = ParamSpec("P")


def with_django(command: Callable[P, None]) -> Callable[P, None]:
    """Start Django first; turn a database or file that will not do into one sentence and an exit code."""

    @wraps(command)
    def started(*args: P.args, **kwargs: P.kwargs) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
        import django
        from django.db import DatabaseError

        try:
            django.setup()
            command(*args, **kwargs)
        except (DatabaseError, OSError) as trouble:
            raise click.ClickException(f"That did not work: {trouble}") from trouble

    return started


@contextmanager
def at_work() -> Iterator[None]:
    """Serve or work for the length of the block, and be seen to: nobody restores or upgrades meanwhile."""
    from groundswell.kernel.presence import Busy, hold, is_half_restored

    if is_half_restored():
        raise click.ClickException(
            "A restore was interrupted here. Run it once more: groundswell restore FILE"
        )
    try:
        held = hold()
    except Busy as busy:
        raise click.ClickException(str(busy)) from busy
    with held:
        yield
