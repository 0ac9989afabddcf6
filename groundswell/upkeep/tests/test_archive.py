"""What an archive must be before anything of it is believed."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.upkeep.archive import open_archive
from groundswell.upkeep.refusals import Refused

pytestmark = pytest.mark.once
Change = Callable[[dict[str, Any]], None]


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    pieces = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    ]
    return {
        "format": 1, "version": "0.1.0", "made_at": "2026-03-01T18:00:00+00:00", "origin": "http://localhost",
        "key": "x", "vendor": "sqlite", "migrations": [["kernel", "0001_initial"]], "counts": {"members": 1},
        "files": pieces,
    }  # fmt: skip


def make(path: Path, files: dict[str, bytes], said: object = None) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
        file.writestr("manifest.json", json.dumps(manifest(files) if said is None else said))
    return path


def silent(done: int, total: int) -> None:
    """Nobody watches."""


def read(path: Path) -> None:
    with open_archive(path) as archive:
        archive.verify(silent)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return make(tmp_path / "sound.zip", {"database.sqlite3": b"all" * 9999, "media/a/b.webp": b"a picture"})


def test_a_sound_one_is_read(sound: Path) -> None:
    read(sound)


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/x", "/etc/passwd", "media/../../x", "media//x", "media/./x", "media/", "media",
     "media\\..\\x", "C:\\x", "etc/passwd", "secret-key/../x", "manifest.json/x"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / "evil.zip", {"database.sqlite3": b"all", name: b"evil"})

    with pytest.raises(Refused, match="has no place in a backup"):
        read(path)


@pytest.mark.parametrize("kind", [0o120777, 0o020666, 0o060666, 0o010666, 0o040777])
def test_links_devices_pipes_and_folders_are_refused(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("media/x")
    entry.external_attr = kind << 16
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as file:
        file.writestr("database.sqlite3", b"all")
        file.writestr(entry, b"/etc/shadow")
        file.writestr(
            "manifest.json", json.dumps(manifest({"database.sqlite3": b"all", "media/x": b"/etc/shadow"}))
        )

    with pytest.raises(Refused, match="has no place in a backup"):
        read(tmp_path / "evil.zip")


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    files = {"database.sqlite3": b"all"}
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as file:
        file.writestr("database.sqlite3", b"all")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("database.sqlite3", b"other")
        file.writestr("manifest.json", json.dumps(manifest(files)))

    with pytest.raises(Refused, match="names a file twice"):
        read(tmp_path / "evil.zip")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_half_an_archive_is_refused(sound: Path, share: float) -> None:
    whole = sound.read_bytes()
    sound.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(Refused, match="only half of one"):
        read(sound)


def test_no_bit_may_change_without_being_noticed(sound: Path) -> None:
    whole = sound.read_bytes()
    for place in range(40, 30_000, 997):
        sound.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

        with pytest.raises(Refused, match="damaged"):
            read(sound)


def test_a_digest_that_is_not_that_of_the_file_is_refused(tmp_path: Path) -> None:
    said = manifest({"database.sqlite3": b"old"})

    with pytest.raises(Refused, match="not what was written into it"):
        read(make(tmp_path / "evil.zip", {"database.sqlite3": b"new"}, said))


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("format", 2, "This archive has format 2, and this version reads 1 at most"),
        ("vendor", "oracle", "cannot be read"),
        ("files", [], "not those of its manifest"),
        ("files", [{"name": "../x", "size": 1, "sha256": "0" * 64}], "cannot be read"),
        ("files", "x", "cannot be read"),
        ("migrations", [["kernel"]], "cannot be read"),
        ("counts", None, "cannot be read"),
        ("more", 1, "cannot be read"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused(
    tmp_path: Path, key: str, value: Any, sentence: str
) -> None:
    files = {"database.sqlite3": b"all"}

    with pytest.raises(Refused, match=sentence):
        read(make(tmp_path / "evil.zip", files, manifest(files) | {key: value}))


@pytest.mark.parametrize("said", [[], "x", 1, {}])
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, said: object) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read(make(tmp_path / "evil.zip", {"database.sqlite3": b"all"}, said))


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("database.sqlite3", b"all")

    with pytest.raises(Refused, match="no manifest"):
        read(tmp_path / "other.zip")


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no file"):
        read(tmp_path / "nowhere.zip")
