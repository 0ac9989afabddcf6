"""The doctor finds each trouble that is really there, and says what mends it."""

import importlib.metadata
import logging
import resource
import socket
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from groundswell.community import actions as community
from groundswell.community.models import MailServer, Security
from groundswell.config.environment import Backups
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.kernel.ledger.models import Follower
from groundswell.people import events
from groundswell.people.models import Member
from groundswell.upkeep import keeping
from groundswell.upkeep.doctor import Finding, Severity, checks, examine, machine, versions
from groundswell.upkeep.doctor.findings import PARTS
from groundswell.upkeep.tests.looking import broken, looks
from groundswell.upkeep.tests.places import Place

pytestmark = pytest.mark.slow


def test_of_a_healthy_one_everything_is_fine(healthy: Place) -> None:
    assert [one for one in examine() if one.severity is not Severity.FINE] == []


def test_every_part_is_looked_at_and_named_in_its_order(healthy: Place) -> None:
    parts = [one.part for one in examine()]

    assert list(dict.fromkeys(parts)) == list(PARTS)
    assert {check.part for check in checks} == set(PARTS)


def test_people_who_come_without_https_are_in_danger(healthy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ORIGIN", "http://riverbend.example")
    monkeypatch.setattr(settings, "DEBUG", True)

    assert [sentence.split()[0] for sentence in broken("settings")] == ["Passwords", "Error"]
    assert looks("settings") == [
        "No proxy is trusted, so that all visitors seem to come from one address and share its limits."
    ]


def test_a_key_that_others_can_read(healthy: Place) -> None:
    (healthy.home / "secret-key").chmod(0o644)

    assert broken("settings") == [f"Other users of this machine can read {healthy.home}/secret-key."]


def test_a_home_that_is_gone(healthy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", healthy.home / "gone")

    assert "cannot be written to" in broken("folders")[0]
    assert "could not be looked at" in broken("disk")[0]


def test_style_sheets_that_are_missing(healthy: Place) -> None:
    (healthy.home / "static" / "style.css").unlink()

    assert broken("folders") == ["The style sheets and scripts are not in place."]


def test_a_disk_that_fills(healthy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too little is moved above what this disk has free."""
    monkeypatch.setattr(machine, "_ROOM_FOR_A_BACKUP", 10**12)
    small = looks("disk")
    monkeypatch.setattr(machine, "_LEAST_FREE", 10**18)
    monkeypatch.setattr(machine, "_LEAST_INODES", 10**18)

    assert "a backup may not fit" in small[0]
    assert f"are left in {healthy.home}" in broken("disk")[0]
    assert "more files fit on this disk" in looks("disk")[0]


def test_a_clock_that_was_set_back(healthy: Place) -> None:
    with transaction.atomic(), clock.moved_to(clock.now() + timedelta(hours=2)):
        events.VISITED.record(SYSTEM, Member.objects.earliest("pk"))

    assert "The clock has been set back" in broken("clock")[0]


def test_few_open_files(healthy: Place) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, before[1]))
    try:
        assert "1,024 files may be open at once" in looks("open files")[0]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_packages_that_are_not_as_locked(
    healthy: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = "django==1.0 \\\n    --hash=x\nnot-there==1.0 \\\n    --hash=x\n"
    lock += "elsewhere==1 ; sys_platform == 'os2' \\\n"
    (tmp_path / "base.txt").write_text(lock)
    monkeypatch.setattr(versions, "LOCK", tmp_path / "base.txt")

    (sentence,) = looks("versions")

    assert sentence.startswith("2 packages are not as locked: django 5.")
    assert "not-there is missing" in sentence


def test_a_package_may_be_locked_in_a_version_for_each_python(
    healthy: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = importlib.metadata.version("django")
    (tmp_path / "base.txt").write_text(
        f"django==1.0 ; python_full_version < '3' \\\ndjango=={here} ; python_full_version >= '3' \\\n"
    )
    monkeypatch.setattr(versions, "LOCK", tmp_path / "base.txt")

    assert looks("versions") == []


def test_nobody_works_off_jobs(healthy: Place) -> None:
    Schedule.objects.update(next_at=clock.now() - timedelta(hours=1))

    assert "Nobody has worked off jobs since" in broken("jobs")[0]


def test_jobs_that_wait_and_jobs_that_died(healthy: Place) -> None:
    long_ago = clock.now() - timedelta(hours=1)
    Job.objects.create(task="x", enqueued_at=long_ago, run_after=long_ago)
    Job.objects.create(task="x", enqueued_at=long_ago, run_after=long_ago, state=Job.State.DEAD)

    assert [sentence.split()[:2] for sentence in looks("jobs")] == [["1", "jobs"], ["1", "jobs"]]


def test_a_follower_that_rests_with_an_error(healthy: Place) -> None:
    Follower.objects.create(name="notices", failures=3, error="Traceback\n  …\nValueError: no such space")

    assert broken("ledger") == [
        "notices has failed 3 times to follow the ledger, and rests. It said: ValueError: no such space"
    ]


def test_a_mail_server_that_lets_nobody_in(healthy: Place) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
    community.set_mail_server(
        SYSTEM, community.Post("127.0.0.1", port, "", "", Security.NONE, "hello@riverbend.example")
    )

    assert "does not let us in" in broken("mail")[0]


def test_no_mail_server(healthy: Place) -> None:
    MailServer.objects.all().delete()

    assert "No mail can leave" in looks("mail")[0]


def test_backups_that_stopped(healthy: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(settings, "BACKUPS", Backups(folder, time(3, 30), 7, 4, 6))
    none = looks("backups")
    (folder / keeping.name_at(clock.now() - timedelta(days=4))).write_bytes(b"")
    old = broken("backups")
    (folder / keeping.name_at(clock.now() - timedelta(hours=30))).write_bytes(b"")
    late = looks("backups")

    assert "There is no backup in" in none[0]
    assert "The last backup is from" in old[0]
    assert "The last backup is from" in late[0]
    assert "is on the disk of the database" in late[1]


def test_nothing_was_ever_backed_up(healthy: Place) -> None:
    (healthy.home / "last-backup.json").unlink()

    assert looks("backups") == ["Nothing was ever backed up."]


def test_a_check_never_writes_to_the_log(healthy: Place, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        findings: list[Finding] = examine()

    assert findings
    assert caplog.records == []
