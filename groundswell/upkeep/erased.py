"""Who has left, kept outside the database: a backup older than their leaving must not bring them back.

The file holds nothing but ids, by which nobody is known any more, and whether their posts stay.
"""

import json
import os
from functools import partial
from pathlib import Path

import structlog
from django.db import transaction
from django_tasks import task

from groundswell.people.erasure import Erasure
from groundswell.upkeep import places

_log = structlog.get_logger("groundswell.upkeep")


def remember(erasure: Erasure) -> None:
    """Note who leaves, once that is true."""
    transaction.on_commit(partial(_note, erasure.member.pk, keeps_posts=erasure.keeps_posts))


def known(*files: Path) -> dict[int, bool]:
    """Whom the files name, and whether their posts stay."""
    found: dict[int, bool] = {}
    for file in files:
        if file.is_file():
            found.update(read(file.read_bytes()))
    return found


def read(content: bytes) -> dict[int, bool]:
    """Ids and choices in the content of such a file; half a line is of somebody killed at writing it."""
    found: dict[int, bool] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        try:
            values = json.loads(line)
            found[int(values["member"])] = bool(values["keeps_posts"])
        except (ValueError, TypeError, KeyError):
            continue
    return found


def write(member: int, *, keeps_posts: bool) -> None:
    """Add a line, and have it on the disk."""
    line = json.dumps({"member": member, "keeps_posts": keeps_posts}) + "\n"
    handle = os.open(places.erased_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"\n{line}".encode() if _ends_in_half_a_line() else line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


@task()
def write_later(member: int, keeps_posts: bool) -> None:  # noqa: FBT001 - a job's arguments are primitives
    """What could not be written at once: tried again until it can be."""
    write(member, keeps_posts=keeps_posts)


def _note(member: int, *, keeps_posts: bool) -> None:
    """They have left already, so that a full disk fails nobody here: a job tries again."""
    try:
        write(member, keeps_posts=keeps_posts)
    except OSError:
        _log.exception("who left could not be noted; a job tries again")
        write_later.enqueue(member, keeps_posts)


def _ends_in_half_a_line() -> bool:
    content = places.erased_file().read_bytes()
    return bool(content) and not content.endswith(b"\n")
