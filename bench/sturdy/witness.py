"""A follower of the ledger that writes down which entries it was handed: none may be lost or come twice."""

from collections.abc import Sequence
from typing import Any

import django

TABLE = "bench_witness"


def appear() -> None:
    """Follow the ledger in this process, as soon as Django is ready for it."""
    begin = django.setup

    def beginning(*args: Any, **kwargs: Any) -> None:
        begin(*args, **kwargs)
        _register()

    django.setup = beginning


def _register() -> None:
    from django.db import connection  # noqa: PLC0415 - only once Django is ready

    from groundswell.kernel.ledger import follower  # noqa: PLC0415
    from groundswell.kernel.ledger.models import Entry  # noqa: PLC0415

    @follower("bench.witness", imported=True)
    def write_down(entries: Sequence[Entry]) -> None:
        with connection.cursor() as cursor:
            values = [(entry.id,) for entry in entries]
            cursor.executemany(f"INSERT INTO {TABLE} (entry) VALUES (%s)", values)  # noqa: S608 - our own
