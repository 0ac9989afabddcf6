"""Everything goes over to another database, or nothing."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from groundswell.config.environment import database_at
from groundswell.kernel import presence
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.ledger import follow
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.tests.processes import wait_until
from groundswell.people import events
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.make import make_topic
from groundswell.upkeep.moving import move_to
from groundswell.upkeep.refusals import Refused
from groundswell.upkeep.tests.conftest import NewPlace
from groundswell.upkeep.tests.contents import contents
from groundswell.upkeep.tests.places import Place
from groundswell.upkeep.tests.world import make_world
from tools.environment import ROOT

pytestmark = pytest.mark.slow


def silent(label: str, done: int, total: int | None) -> None:
    """Nobody watches."""


def moved(place: Place) -> Any:
    return move_to(database_at(place.address()), silent)


def test_every_row_goes_over_and_the_source_stays(place: NewPlace) -> None:
    target, _source = place(has_tables=False), place()
    make_world()
    before, kept = contents(exact=True), contents()

    done = moved(target)

    assert contents(exact=True) == before
    with target.entered():
        assert contents() == kept
    assert done.rows == sum(len(rows) for table, rows in before.items() if table != "kernel_epoch")
    assert done.unknown == []


def test_life_goes_on_there(place: NewPlace) -> None:
    """New numbers do not collide, and followers see what is new after what came over."""
    target = place(has_tables=False)
    place()
    make_world()
    moved(target)

    with target.entered():
        came_over = list(Entry.objects.order_by("position").values_list("position", flat=True))
        seen: list[int] = []

        def follow_to(count: int) -> None:
            def handle(entries: Sequence[Entry]) -> None:
                seen.extend(one.position for one in entries)

            wait_until(lambda: follow("reader", handle, imported=True) >= 0 and len(seen) >= count)

        follow_to(len(came_over))
        with transaction.atomic():
            events.VISITED.record(SYSTEM, Member.objects.earliest("pk"))
        follow_to(len(came_over) + 1)
        make_topic(Member.objects.get(handle="ada"), "Here we are", space=Space.objects.earliest("pk"))

        assert seen == [*came_over, came_over[-1] + 1]


def test_it_refuses_where_somebody_lives(place: NewPlace) -> None:
    target = place()
    make_world()
    there = contents(exact=True)
    place()
    make_world()

    with pytest.raises(Refused, match="A community lives in the other database already"):
        moved(target)

    with target.entered():
        assert contents(exact=True) == there


def test_it_refuses_its_own_database(world: Place) -> None:
    with pytest.raises(Refused, match="in use already"):
        moved(world)


def test_it_refuses_while_the_server_runs(world: Place, place: NewPlace) -> None:
    with presence.hold(), pytest.raises(presence.Busy, match="Stop it first"):
        moved(world)


def test_a_database_that_does_not_answer_is_a_sentence(world: Place, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not answer"):
        move_to(database_at("postgresql://nobody@127.0.0.1:1/nothing"), silent)


def test_a_killed_one_leaves_the_other_side_empty_and_may_be_repeated(place: NewPlace) -> None:
    target, source = place(has_tables=False), place()
    make_world()
    before = contents(exact=True)
    for seconds in (0.5, 0.9, 1.3):
        child = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "groundswell", "move-to", target.address()],
            cwd=ROOT, env=source.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        if child.returncode == 0:
            break
    else:
        with suppress(Refused):  # the last one may have been killed just after it was done: then all is there
            moved(target)

    assert contents(exact=True) == before
    with target.entered():
        assert Entry.objects.count() == len(before["kernel_entry"])


@pytest.mark.postgres
def test_from_sqlite_to_postgresql(place: NewPlace, tmp_path: Path) -> None:
    """The way that most take: a process on SQLite moves its community to this server."""
    target = place(has_tables=False)
    home = tmp_path / "sqlite-home"
    environment = target.environment() | {"GROUNDSWELL_HOME": str(home), "GROUNDSWELL_DATABASE_URL": ""}
    run = [sys.executable, "-c", MAKE_WORLD]
    subprocess.run(run, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 - our own command

    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "groundswell", "move-to", target.address()],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert "are the same on both sides" in done.stdout
    assert connection.vendor == "postgresql"
    assert Member.objects.filter(handle="cyrus").exists()
    positions = list(Entry.objects.order_by("transaction", "position").values_list("position", flat=True))
    assert positions == sorted(positions)
    make_topic(Member.objects.get(handle="ada"), "Here we are", space=Space.objects.earliest("pk"))


MAKE_WORLD = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from groundswell.upkeep.tests.world import make_world
make_world()
"""
