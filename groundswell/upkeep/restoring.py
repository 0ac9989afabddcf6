"""Brings an archive back to life in an empty place: everything is looked at before anything is touched."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction

from groundswell import __version__
from groundswell.kernel import clock, epoch, presence
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.ledger import adopt_entries
from groundswell.people.actions import leave_again
from groundswell.people.models import Account, DoorKey, Member
from groundswell.upkeep import databases, erased, places
from groundswell.upkeep.archive import Archive, Manifest, open_archive
from groundswell.upkeep.archive.manifest import mark_of_key
from groundswell.upkeep.databases.counting import MIGRATIONS, facts_of, is_alive
from groundswell.upkeep.refusals import Refused, writing_into
from groundswell.upkeep.versions import numbers_in, of_this_version

_ROOM = 1.2
_ITS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, how many had left since, and what the operator should know of the secret key."""

    manifest: Manifest
    left_again: int
    is_same_key: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asks for."""

    file: Path
    keeps_sessions: bool = False
    erased: Path | None = None


def restore(wish: Wish, tell: databases.Tell) -> Restored:
    """Verify the archive, put it back, and finish; Refused with a sentence, and the place still empty."""
    with open_archive(wish.file) as archive, presence.alone():
        check_fits(archive.manifest)
        _check_place()
        _check_room(archive.size)
        archive.verify(lambda done, total: tell("Verifying", done, total))
        return _put_back(archive, wish, tell)


def check_fits(manifest: Manifest) -> None:
    """Whether this version, on this database, can take what the archive holds."""
    vendor = manifest.facts.vendor
    if vendor != connection.vendor:
        raise Refused(
            f"This is a backup of {_ITS[vendor]}, and this installation stands on {_ITS[connection.vendor]}. "
            f"Restore it where GROUNDSWELL_DATABASE_URL names {_ITS[vendor]}; "
            f"then `groundswell move-to` brings it over."
        )
    unknown = manifest.facts.migrations - of_this_version()
    if numbers_in(manifest.version) > numbers_in(__version__) or unknown:
        raise Refused(
            f"This backup was made by Groundswell {manifest.version}, newer than this one ({__version__}). "
            f"Fetch that version or a newer one, and restore again."
        )


def _check_place() -> None:
    tables = set(connection.introspection.table_names())
    if databases.own().is_unfinished():
        shutil.rmtree(
            places.media_folder(), ignore_errors=True
        )  # it was empty before a restore was killed here
        return
    if tables and MIGRATIONS not in tables:
        raise Refused(
            "This database holds tables of something else. Name an empty one in GROUNDSWELL_DATABASE_URL."
        )
    if is_alive(tables, _ask):
        raise Refused(
            "A community lives here already, and a restore never replaces one. "
            "Choose an empty GROUNDSWELL_HOME and database, or move the old ones away first."
        )
    if _has_files(places.media_folder()):
        raise Refused(f"There are files in {places.media_folder()} already. Move them away first.")


def _check_room(size: int) -> None:
    free = shutil.disk_usage(places.home()).free
    if free < size * _ROOM:
        raise Refused(
            f"There is no room in {places.home()}: {size:,} bytes come back, and {free:,} are free."
        )


def _put_back(archive: Archive, wish: Wish, tell: databases.Tell) -> Restored:
    gone = _who_left(archive, wish)
    with _files_of(archive, tell) as take_places, databases.own().putting_back(archive, tell):
        _compare(archive.manifest)
        call_command("migrate", verbosity=0, interactive=False)
        with _signing_as(archive):
            left_again = _finish(gone, keeps_sessions=wish.keeps_sessions)
            is_same = mark_of_key(settings.SECRET_KEY) == archive.manifest.key
        connection.close()
        take_places()
    erased.write_down()
    return Restored(archive.manifest, left_again, is_same)


def _who_left(archive: Archive, wish: Wish) -> dict[str, bool]:
    """From the archive itself, from this place, from beside the archive, and from where the operator says."""
    if wish.erased is not None and not wish.erased.is_file():
        raise Refused(f"There is no file {wish.erased}.")
    beside = wish.file.absolute().parent / places.ERASED
    gone = erased.read(archive.read(places.ERASED)) if places.ERASED in archive.pieces else {}
    return gone | erased.in_files(places.erased_file(), beside, *filter(None, [wish.erased]))


@contextmanager
def _files_of(archive: Archive, tell: databases.Tell) -> Iterator[Callable[[], None]]:
    """Files and key are unpacked beside their places; what is yielded has them take these."""
    media, key = places.media_folder(), places.secret_key_file()
    with writing_into(media.parent):
        shutil.rmtree(_beside(media), ignore_errors=True)
        for count, piece in enumerate(archive.media, start=1):
            archive.extract(piece.name, _beside(media).joinpath(*piece.name.split("/")[1:]))
            tell("Files", count, len(archive.media))
        if places.SECRET_KEY in archive.pieces:
            archive.extract(places.SECRET_KEY, _beside(key))
    try:
        yield partial(_take_places, {_beside(media): media, _beside(key): key})
    except BaseException:
        shutil.rmtree(media, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(_beside(media), ignore_errors=True)
        _beside(key).unlink(missing_ok=True)


def _beside(place: Path) -> Path:
    return place.with_name(f"{place.name}.restoring")


def _take_places(moves: dict[Path, Path]) -> None:
    for staged, target in moves.items():
        if staged.exists():
            shutil.rmtree(target, ignore_errors=True)  # an empty folder; a file is replaced
            staged.rename(target)


def _compare(manifest: Manifest) -> None:
    found = facts_of(connection.vendor, _ask)
    if found != manifest.facts:
        raise Refused("The database that came back is not the one that was backed up. Nothing was changed.")


@contextmanager
def _signing_as(archive: Archive) -> Iterator[None]:
    """Under the key that comes back, unless the environment names one: marks of who left are made with it."""
    before = settings.SECRET_KEY
    if places.SECRET_KEY in archive.pieces and not os.environ.get("GROUNDSWELL_SECRET_KEY"):
        settings.SECRET_KEY = archive.read(places.SECRET_KEY).decode().strip()
    try:
        yield
    finally:
        settings.SECRET_KEY = before


@transaction.atomic
def _finish(gone: dict[str, bool], *, keeps_sessions: bool) -> int:
    """The ledger goes on here, nobody who left is back, and what was ended since the backup stays ended."""
    adopt_entries()
    back = {member: erased.mark_of(member) for member in Member.objects.values_list("pk", flat=True)}
    left_again = sum(
        leave_again(SYSTEM, member, keep_posts=gone[mark]) for member, mark in back.items() if mark in gone
    )
    erased.add(gone)
    if not keeps_sessions:
        Session.objects.all().delete()
        UserSession.objects.all().delete()
        Account.objects.update(sealed_at=clock.now())
    DoorKey.objects.all().delete()
    epoch.bump()
    return left_again


def _has_files(folder: Path) -> bool:
    return any(names for _here, _folders, names in os.walk(folder))


def _ask(sql: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
