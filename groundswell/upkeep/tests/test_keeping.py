"""Backups that come by themselves, and those that go."""

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from groundswell.config.environment import Backups
from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.jobs.schedules import recurring
from groundswell.kernel.jobs.worker import Worker
from groundswell.upkeep import erased, jobs, keeping
from groundswell.upkeep.archive import open_archive
from groundswell.upkeep.tests.places import Place

NOW = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def wish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backups:
    found = Backups(tmp_path / "kept", time(3, 30), 7, 4, 6)
    monkeypatch.setattr(settings, "BACKUPS", found)
    return found


def make_days(folder: Path, days: int) -> None:
    folder.mkdir()
    for day in range(days):
        (folder / keeping.name_at(NOW - timedelta(days=day))).write_bytes(b"")


def days_ago(folder: Path) -> list[int]:
    return [(NOW - kept.at).days for kept in keeping.in_folder(folder)]


@pytest.mark.once
def test_of_a_year_the_days_weeks_and_months_asked_for_stay(tmp_path: Path) -> None:
    make_days(tmp_path / "kept", 365)

    with clock.moved_to(NOW):
        gone = keeping.thin_out(tmp_path / "kept", days=7, weeks=4, months=6)

    # 22 November 2026 is a Sunday, and the first day of a week that is counted from Sundays.
    assert days_ago(tmp_path / "kept") == [0, 1, 2, 3, 4, 5, 6, 8, 15, 22, 53, 83, 114, 145]
    assert len(gone) == 365 - 14


@pytest.mark.once
def test_the_newest_always_stays(tmp_path: Path) -> None:
    make_days(tmp_path / "kept", 3)

    with clock.moved_to(NOW + timedelta(days=900)):
        keeping.thin_out(tmp_path / "kept", days=1, weeks=0, months=0)

    assert days_ago(tmp_path / "kept") == [0]


@pytest.mark.once
def test_nothing_of_anybody_else_is_ever_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    make_days(folder, 30)
    others = [
        "notes.txt",
        "other.example-20200101T033000Z.groundswell.zip",
        "localhost-20200101T033000Z.groundswell.zip.bak",
        "localhost-20209901T033000Z.groundswell.zip",
        "before-upgrade-20200101T033000Z.zip",
        "other.example-20200101T033000Z.groundswell.zip.part",
        "erased.log",
    ]
    for name in others:
        (folder / name).write_text("mine")
        os.utime(folder / name, (0, 0))
    (folder / "localhost-20200102T033000Z.groundswell.zip").symlink_to(folder / "notes.txt")
    (folder / "localhost-20200103T033000Z.groundswell.zip").mkdir()

    keeping.thin_out(folder, days=1, weeks=0, months=0)

    assert {file.name for file in folder.iterdir()} == {
        *others,
        keeping.name_at(NOW),
        "localhost-20200102T033000Z.groundswell.zip",
        "localhost-20200103T033000Z.groundswell.zip",
    }


@pytest.mark.once
def test_what_a_killed_backup_left_goes_after_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    make_days(folder, 1)
    old, new = (folder / f"localhost-2020010{day}T033000Z.groundswell.zip.part" for day in (1, 2))
    old.write_text("half")
    new.write_text("still being written")
    os.utime(old, (0, 0))

    keeping.thin_out(folder, days=1, weeks=0, months=0)

    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.slow
def test_a_list_that_another_community_keeps_there_too_stays(world: Place, wish: Backups) -> None:
    wish.folder.mkdir()
    theirs = '{"left": "theirs", "keeps_posts": true}\n{"le'
    (wish.folder / "erased.log").write_text(theirs)

    erased.write_down()
    erased.write_down()

    content = (wish.folder / "erased.log").read_text()
    assert content == f"{theirs}\n{erased.text_of(erased.known())}"


@pytest.mark.slow
def test_the_worker_makes_one_and_thins_out(world: Place, wish: Backups) -> None:
    make_days(wish.folder, 40)
    jobs.back_up_now.enqueue()
    Worker().turn()

    newest = keeping.in_folder(wish.folder)[0]

    assert Job.objects.get(task="groundswell.upkeep.jobs.back_up_now").result == newest.file.name
    assert erased.in_files(wish.folder / "erased.log") == erased.known() != {}
    assert len(keeping.in_folder(wish.folder)) < 20
    with open_archive(newest.file) as archive:
        archive.verify(lambda *_: None)


@pytest.mark.slow
def test_one_that_fails_is_tried_again_and_deletes_nothing(world: Place, wish: Backups) -> None:
    make_days(wish.folder, 40)
    blocked = wish.folder.rename(wish.folder.with_name("elsewhere"))
    wish.folder.write_text("a file where the folder was")
    jobs.back_up_now.enqueue()
    Worker().turn()

    job = Job.objects.get(task="groundswell.upkeep.jobs.back_up_now")

    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    assert "Refused" in job.error
    assert len(list(blocked.iterdir())) == 40


@pytest.mark.once
def test_it_is_scheduled_where_a_folder_is_named(wish: Backups) -> None:
    jobs.schedule_backups()
    try:
        assert recurring["groundswell.upkeep.jobs.back_up_now"].cron == "30 3 * * *"
    finally:
        recurring._entries.pop("groundswell.upkeep.jobs.back_up_now")


@pytest.mark.once
def test_it_is_not_where_none_is() -> None:
    jobs.schedule_backups()

    assert "groundswell.upkeep.jobs.back_up_now" not in recurring.names()
