"""Nobody who left comes back with a backup, whichever it is and through whichever machine they left."""

import json
from contextlib import suppress
from datetime import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from groundswell.config.environment import Backups
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.worker import Worker
from groundswell.people import actions
from groundswell.people.make import make_member
from groundswell.people.models import Account, Member, Origin
from groundswell.topics.models import Topic
from groundswell.upkeep import erased
from groundswell.upkeep.archive import open_archive
from groundswell.upkeep.backing_up import back_up
from groundswell.upkeep.jobs import write_down_who_left
from groundswell.upkeep.tests.conftest import NewPlace
from groundswell.upkeep.tests.looking import restored, silent
from groundswell.upkeep.tests.places import Place
from groundswell.upkeep.tests.world import kettle

pytestmark = pytest.mark.slow


def test_who_left_after_the_backup_does_not_come_back(archive: Path, world: Place, place: NewPlace) -> None:
    """The only steward among them: the rights of that day do not count."""
    ada, cy = (Member.objects.get(handle=handle) for handle in ("ada", "cyrus"))
    make_member("Hal", role="steward")
    actions.leave(SYSTEM, ada, keep_posts=False)
    actions.leave(SYSTEM, cy, keep_posts=True)
    log = (world.home / "erased.log").read_text()
    new = place()
    (new.home / "erased.log").write_text(log)

    done = restored(archive)

    assert done.left_again == 2
    assert not Member.objects.filter(handle__in=["ada", "cyrus"]).exists()
    assert not Account.objects.filter(email__in=["ada@example.org", "cyrus@example.org"]).exists()
    assert kettle().author.origin == Origin.ERASED
    assert not Topic.objects.filter(title="Who holds the keys?").exists()


def test_the_list_of_who_left_holds_marks_and_choices_alone(world: Place) -> None:
    cy = Member.objects.get(handle="cyrus")
    number = cy.pk

    actions.leave(SYSTEM, cy, keep_posts=True)

    content = (world.home / "erased.log").read_text()
    lines = [json.loads(line) for line in content.splitlines()]
    assert {"left": erased.mark_of(number), "keeps_posts": True} in lines
    assert {key for line in lines for key in line} == {"left", "keeps_posts"}
    assert str(number) not in content
    assert (world.home / "erased.log").stat().st_mode & 0o777 == 0o600


def test_the_list_beside_the_archive_counts_too(archive: Path, place: NewPlace) -> None:
    cy = Member.objects.get(handle="cyrus")
    line = erased.text_of({erased.mark_of(cy.pk): True})
    (archive.parent / "erased.log").write_text(f'{line}{{"lef')
    new = place()

    assert restored(archive).left_again == 1
    assert not Member.objects.filter(handle="cyrus").exists()
    assert erased.mark_of(cy.pk) in erased.known()
    assert line in (new.home / "erased.log").read_text()


def test_who_left_through_another_machine_does_not_come_back(
    archive: Path, world: Place, place: NewPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each machine has a home of its own; the worker's backups are what is left when the database is lost."""
    folder = archive.parent / "kept"
    folder.mkdir()
    monkeypatch.setattr(settings, "BACKUPS", Backups(folder, time(3, 30), 7, 4, 6))
    with override_settings(HOME=archive.parent):  # a web node's
        actions.leave(SYSTEM, Member.objects.get(handle="cyrus"), keep_posts=True)
    write_down_who_left.enqueue()
    Worker().turn()
    archive = archive.rename(folder / "all.zip")
    place()

    assert restored(archive).left_again == 1
    assert not Member.objects.filter(handle="cyrus").exists()


def test_who_left_stays_on_the_list_of_a_backup_that_was_brought_back(
    archive: Path, world: Place, place: NewPlace
) -> None:
    """Also where the newer list named somebody whom that backup did not hold: one in between may."""
    make_member("Hal")
    between = archive.with_name("between.zip")
    back_up(between, silent)
    actions.leave(SYSTEM, Member.objects.get(handle="hal"), keep_posts=False)
    newest = archive.with_name("list")
    newest.write_text(erased.text_of(erased.known()))
    place()
    restored(archive, erased=newest)
    back_up(archive.with_name("later.zip"), silent)
    with open_archive(archive.with_name("later.zip")) as later:
        (archive.parent / "erased.log").write_bytes(later.read("erased.log"))
    place()

    assert restored(between).left_again == 1
    assert not Member.objects.filter(handle="hal").exists()


def test_one_whose_leaving_did_not_happen_is_on_no_list(world: Place) -> None:
    cy, before = Member.objects.get(handle="cyrus"), erased.known()

    with suppress(InterruptedError), transaction.atomic():
        actions.leave(SYSTEM, cy, keep_posts=True)
        raise InterruptedError

    assert erased.known() == erased.in_files(world.home / "erased.log") == before
