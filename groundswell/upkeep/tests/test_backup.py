"""A backup is of one moment, whole or not there at all, and nobody waits for it."""

import os
import resource
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.tests.parallel import together
from groundswell.people.models import Member
from groundswell.topics.actions import reopen_topic
from groundswell.topics.make import make_reply
from groundswell.topics.models import Post, Topic
from groundswell.upkeep.archive import Manifest, open_archive
from groundswell.upkeep.backing_up import back_up
from groundswell.upkeep.databases import sqlite
from groundswell.upkeep.refusals import Refused
from groundswell.upkeep.restoring import Wish, restore
from groundswell.upkeep.tests.conftest import NewPlace
from groundswell.upkeep.tests.places import Place
from groundswell.upkeep.tests.world import kettle

pytestmark = pytest.mark.slow


def silent(label: str, done: int, total: int | None) -> None:
    """Nobody watches."""


def backed_up(file: Path) -> Manifest:
    return back_up(file, silent)


def test_it_holds_the_database_the_key_the_files_and_a_list_of_them(world: Place, tmp_path: Path) -> None:
    (world.home / "secret-key").write_text(settings.SECRET_KEY)
    (world.home / "media" / "2026").mkdir(parents=True)
    (world.home / "media" / "2026" / "kettle.webp").write_bytes(b"a picture")
    (world.home / "media" / "away").symlink_to("/etc/hostname")

    manifest = backed_up(tmp_path / "all.zip")

    with zipfile.ZipFile(tmp_path / "all.zip") as file:
        names = sorted(file.namelist())
        assert file.read("media/2026/kettle.webp") == b"a picture"
    database = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[connection.vendor]
    left = ["erased.log", "manifest.json", "media/2026/kettle.webp", "secret-key"]
    assert names == [database, *left]
    assert manifest.facts.counts["members"] == Member.objects.count()
    assert manifest.facts.counts["posts"] == Post.objects.count()


def test_only_its_owner_can_read_it(world: Place, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        backed_up(tmp_path / "all.zip")
    finally:
        os.umask(before)

    assert (tmp_path / "all.zip").stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_never_replaced(world: Place, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_text("mine")

    with pytest.raises(Refused, match=r"There is a .*/all\.zip already"):
        backed_up(tmp_path / "all.zip")

    assert (tmp_path / "all.zip").read_text() == "mine"


@pytest.mark.parametrize(
    ("file", "sentence"), [("nowhere/all.zip", "There is no folder"), ("", "is a folder")]
)
def test_a_place_that_will_not_do_is_a_sentence(
    world: Place, tmp_path: Path, file: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        backed_up(tmp_path / file)


def test_where_nothing_is_there_is_nothing_to_back_up(place: NewPlace, tmp_path: Path) -> None:
    place(has_tables=False)

    with pytest.raises(Refused, match="nothing to back up"):
        backed_up(tmp_path / "all.zip")


def test_what_a_killed_one_left_is_in_nobodys_way(world: Place, tmp_path: Path) -> None:
    (tmp_path / "all.zip.part").write_bytes(b"half" * 1_000_000)
    if connection.vendor == "sqlite":
        (tmp_path / "all.zip.part.sqlite3").write_bytes(b"half")

    backed_up(tmp_path / "all.zip")

    with open_archive(tmp_path / "all.zip") as archive:
        archive.verify(lambda *_: None)
    assert [file.name for file in tmp_path.glob("all*")] == ["all.zip"]


def test_two_do_not_write_to_one_file(world: Place, tmp_path: Path) -> None:
    def meanwhile(label: str, done: int, total: int | None) -> None:
        with pytest.raises(Refused, match="Another backup"):
            backed_up(tmp_path / "all.zip")

    back_up(tmp_path / "all.zip", meanwhile)

    assert (tmp_path / "all.zip").exists()


@pytest.mark.sqlite
def test_a_damaged_database_is_not_passed_off_as_a_backup(world: Place, tmp_path: Path) -> None:
    Member.objects.filter(handle="ada").update(about="x")
    connection.close()
    with Path(world.database).open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(20 * 4096))

    with pytest.raises(Refused, match=r"damaged|malformed|could not be copied"):
        backed_up(tmp_path / "all.zip")

    assert list(tmp_path.glob("all*")) == []


def test_a_full_disk_is_a_sentence_and_leaves_nothing(world: Place, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no room left|I/O error"), files_of_at_most(20_000):
        backed_up(tmp_path / "all.zip")

    assert list(tmp_path.glob("all*")) == []
    assert Topic.objects.filter(pk=kettle().pk).exists()


def test_the_copy_is_of_one_moment_while_eight_write(
    world: Place, place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each writer adds a reply and counts it in one transaction: no copy may hold one without the other."""
    monkeypatch.setattr(sqlite, "_PAGES_AT_ONCE", 20)
    topic, authors = kettle_open(), list(Member.objects.filter(handle__in=["ada", "bea", "cyrus"]))
    before, ended = Post.objects.count(), threading.Event()
    kept: list[Mapping[str, int]] = []

    def act(number: int) -> int:
        if number == 0:
            kept.extend(backed_up(tmp_path / f"{each}.zip").facts.counts for each in range(3))
            ended.set()
            return 0
        written = 0
        while not ended.is_set():
            with transaction.atomic():
                make_reply(authors[number % 3], topic, f"Reply {written} of {number}.")
            written += 1
        return written

    written = sum(together(9, act))
    all_written = Post.objects.count()
    place(has_tables=False)
    restore(Wish(tmp_path / "2.zip"), silent)

    assert all_written == before + written
    assert before <= kept[0]["posts"] <= kept[1]["posts"] <= kept[2]["posts"] <= all_written
    assert kept[2]["posts"] > before
    assert Post.objects.count() == kept[2]["posts"]
    replies = Post.objects.filter(topic=topic).count() - 1
    assert Topic.objects.get(pk=topic.pk).reply_count == replies


def kettle_open() -> Topic:
    reopen_topic(SYSTEM, kettle())
    return kettle()


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a full disk: a file that grows beyond this is refused by the system."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
