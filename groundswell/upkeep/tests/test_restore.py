"""What was backed up comes back, into an empty place only, and nobody who left comes with it."""

import json
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from groundswell.kernel import presence
from groundswell.kernel.tests.processes import wait_until
from groundswell.people.make import PASSWORD
from groundswell.people.models import Account, Member
from groundswell.topics.make import make_reply
from groundswell.topics.models import Topic
from groundswell.upkeep import databases
from groundswell.upkeep.backing_up import back_up
from groundswell.upkeep.refusals import Refused
from groundswell.upkeep.tests.conftest import NewPlace
from groundswell.upkeep.tests.contents import contents
from groundswell.upkeep.tests.looking import restored, silent
from groundswell.upkeep.tests.places import Place
from groundswell.upkeep.tests.world import TITLE, kettle, newest_post
from tools.environment import ROOT

pytestmark = pytest.mark.slow


def test_the_drill(archive: Path, place: NewPlace) -> None:
    """Everything is there, one can sign in, and the pages open."""
    before = contents()
    new = place(has_tables=False)

    done = restored(archive)

    assert contents() == before
    assert (new.home / "media" / "kettle.webp").read_bytes() == b"a picture"
    assert (done.left_again, done.is_same_key) == (0, True)
    browser = Client()
    browser.post("/sign-in/", {"login": "cyrus@example.org", "password": PASSWORD})
    page = browser.get(f"/t/{kettle().pk}/", follow=True)
    assert (page.status_code, browser.get("/me/").status_code) == (200, 200)
    assert TITLE in page.content.decode()
    make_reply(Member.objects.get(handle="ada"), topic_of_ada(), "We are back.")
    assert newest_post().source == "We are back."


def topic_of_ada() -> Topic:
    return Topic.objects.get(title="Saturday")


def test_a_place_that_was_only_prepared_is_empty_enough(archive: Path, place: NewPlace) -> None:
    before = contents()
    place()

    restored(archive)

    assert contents() == before


def test_a_community_is_never_replaced(archive: Path, place: NewPlace) -> None:
    before = contents(exact=True)

    with pytest.raises(Refused, match="A community lives here already"):
        restored(archive)

    assert contents(exact=True) == before


def test_files_that_are_there_are_never_replaced(archive: Path, place: NewPlace) -> None:
    new = place()
    (new.home / "media").mkdir()
    (new.home / "media" / "mine").write_text("mine")

    with pytest.raises(Refused, match="There are files in"):
        restored(archive)

    assert (new.home / "media" / "mine").read_text() == "mine"


def test_nothing_is_restored_under_a_running_server(archive: Path, place: NewPlace) -> None:
    place()

    with presence.hold(), pytest.raises(presence.Busy, match="Stop it first"):
        restored(archive)

    assert not Member.objects.exists()


def test_a_damaged_archive_touches_nothing(archive: Path, place: NewPlace) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    new = place(has_tables=False)

    with pytest.raises(Refused, match="damaged"):
        restored(archive)

    assert connection.introspection.table_names() == []
    connection.close()
    assert {file.name for file in new.home.iterdir()} <= {"static", "running.lock", "groundswell.sqlite3"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"version": "99.0"}, "newer than this one"),
        ({"migrations": [["kernel", "9999_later"]]}, "newer than this one"),
    ],
)
def test_what_a_newer_version_made_is_refused(
    archive: Path, place: NewPlace, change: dict[str, object], sentence: str
) -> None:
    place()

    with pytest.raises(Refused, match=sentence):
        restored(changed(archive, change))

    assert not Member.objects.exists()


def test_a_backup_of_the_other_database_is_refused_with_the_way_over(archive: Path, place: NewPlace) -> None:
    place()
    names = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
    mine = connection.vendor
    other = next(vendor for vendor in names if vendor != mine)

    with pytest.raises(Refused, match="groundswell move-to"):
        restored(changed(archive, {"vendor": other}, {names[mine]: names[other]}))


def test_a_database_of_something_else_is_left_alone(archive: Path, place: NewPlace) -> None:
    place(has_tables=False)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE shop (id integer)")

    with pytest.raises(Refused, match="tables of something else"):
        restored(archive)

    assert connection.introspection.table_names() == ["shop"]


def test_sessions_end_unless_the_operator_keeps_them(world: Place, tmp_path: Path, place: NewPlace) -> None:
    first, second = Client(), Client()
    first.force_login(Account.objects.get(email="cyrus@example.org"))
    second.cookies["session"] = first.cookies["session"].value
    back_up(tmp_path / "all.zip", silent)

    place()
    restored(tmp_path / "all.zip")
    ended = first.get("/me/").status_code
    place()
    restored(tmp_path / "all.zip", keeps_sessions=True)
    kept = second.get("/me/").status_code

    assert (ended, kept) == (302, 200)


def test_the_key_comes_back_unless_the_environment_names_one(
    world: Place, tmp_path: Path, place: NewPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (world.home / "secret-key").write_text(settings.SECRET_KEY)
    back_up(tmp_path / "all.zip", silent)
    new = place()
    (new.home / "secret-key").write_text("another key, made by the first command in this folder")
    monkeypatch.setattr(settings, "SECRET_KEY", "another key, made by the first command in this folder")
    monkeypatch.delenv("GROUNDSWELL_SECRET_KEY")

    done = restored(tmp_path / "all.zip")

    assert done.is_same_key
    assert (new.home / "secret-key").read_text() == "for the tests alone, and never for a community"


@pytest.mark.parametrize("seconds", [0.0, 0.4, 0.8])
def test_a_killed_restore_is_begun_anew(archive: Path, place: NewPlace, seconds: float) -> None:
    """Wherever it was: either the place is still empty or unfinished, or everything is there."""
    before = contents()
    new = place(has_tables=False)
    child = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "groundswell", "restore", str(archive)],
        cwd=ROOT, env=new.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until(lambda: (new.home / "running.lock").exists() or child.poll() is not None)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()

    try:
        restored(archive)
    except Refused as refusal:
        assert "A community lives here already" in str(refusal)  # noqa: PT017 - either is right, by the moment
    assert contents() == before
    assert not databases.own().is_unfinished()
    assert (new.home / "media" / "kettle.webp").read_bytes() == b"a picture"


def changed(archive: Path, change: dict[str, object], names: dict[str, str] | None = None) -> Path:
    """The archive with another manifest, and perhaps other names in it."""
    target = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "manifest.json":
                said = json.loads(content) | change
                for piece in said["files"]:
                    piece["name"] = (names or {}).get(piece["name"], piece["name"])
                content = json.dumps(said).encode()
            new.writestr((names or {}).get(entry.filename, entry.filename), content)
    return target
