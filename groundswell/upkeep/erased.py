"""Who has left: a backup older than their leaving must not bring them back.

The erasure itself writes a mark into the database, where all machines share it. From there it goes into each
backup, and within minutes into lists outside of the database: one in the home folder, one beside the backups.
A mark is a keyed digest of an id that stands nowhere any more, but in a database that is brought back.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from groundswell.people.erasure import Erasure
from groundswell.upkeep import places
from groundswell.upkeep.models import Leaver

_SALT = "groundswell.upkeep.left"
_log = structlog.get_logger("groundswell.upkeep")
Marks = Mapping[str, bool]


def remember(erasure: Erasure) -> None:
    """Note who leaves in the same transaction, and on this machine once it is true."""
    add({mark_of(erasure.member.pk): erasure.keeps_posts})
    transaction.on_commit(lambda: _try_to_extend(places.erased_file()))


def mark_of(member: int) -> str:
    """By which a member is known again under the present secret key, and from which nobody tells the id."""
    return salted_hmac(_SALT, str(member), algorithm="sha256").hexdigest()


def add(marks: Marks) -> None:
    """Put marks on the list in the database; those that stand there already stay as they are."""
    rows = (Leaver(mark=mark, keeps_posts=keeps) for mark, keeps in marks.items())
    Leaver.objects.bulk_create(rows, ignore_conflicts=True)


def known() -> dict[str, bool]:
    """The list in the database."""
    return dict(Leaver.objects.order_by("mark").values_list("mark", "keeps_posts"))


def in_files(*files: Path) -> dict[str, bool]:
    """Whom the files name, and whether their posts stay."""
    found: dict[str, bool] = {}
    for file in files:
        if file.is_file():
            found.update(read(file.read_bytes()))
    return found


def read(content: bytes) -> dict[str, bool]:
    """The marks in the content of such a file; half a line is of somebody killed at writing it."""
    found: dict[str, bool] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        try:
            values = json.loads(line)
            found[str(values["left"])] = bool(values["keeps_posts"])
        except (ValueError, TypeError, KeyError):
            continue
    return found


def text_of(marks: Marks) -> str:
    """The content of such a file, a line for each."""
    return "".join(f"{json.dumps({'left': mark, 'keeps_posts': keeps})}\n" for mark, keeps in marks.items())


def write_down() -> None:
    """Bring the lists outside of the database up to date: the one at home, and the one beside the backups."""
    _try_to_extend(places.erased_file())
    if settings.BACKUPS is not None and settings.BACKUPS.folder.is_dir():
        _try_to_extend(settings.BACKUPS.folder / places.ERASED)


def _try_to_extend(file: Path) -> None:
    """They have left already, and the database knows it: a full disk fails nobody, and is tried again."""
    try:
        _extend(file, known())
    except OSError:
        _log.exception("who left could not be written down; the worker tries again", file=str(file))


def _extend(file: Path, marks: Marks) -> None:
    """Add the lines that are missing, and have them on the disk. What is there stays: several may write."""
    before = file.read_bytes() if file.is_file() else b""
    there = read(before)
    missing = {mark: keeps for mark, keeps in marks.items() if mark not in there}
    if not missing:
        return
    begin = "" if not before or before.endswith(b"\n") else "\n"
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{begin}{text_of(missing)}".encode())
        os.fsync(handle)
    finally:
        os.close(handle)
