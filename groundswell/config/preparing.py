"""Everything that must be in place before pages are served: tables and static files."""

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from groundswell.community.models import Community
from groundswell.kernel import clock
from groundswell.ui import alone

_MANIFEST = "staticfiles.json"
_PACKED = ("", ".gz", ".br")
_STAYS = 86_400.0


def prepare(tell: Callable[[str], None]) -> None:
    """Bring the tables and the static files to this version; safe to repeat, also while pages are served."""
    settings.HOME.mkdir(parents=True, exist_ok=True)
    tell("Preparing the tables …")
    call_command("migrate", verbosity=0, interactive=False)
    tell("Preparing the pages …")
    _prepare_pages(Path(settings.STATIC_ROOT))
    if not Community.objects.exists():
        tell("No community lives here yet.")


def _prepare_pages(folder: Path) -> None:
    """What the version before named stays for a day: processes and open pages still ask for it."""
    before = _named(folder)
    call_command("collectstatic", verbosity=0, interactive=False)
    named = _named(folder)
    for name in before - named:
        for file in (folder / f"{name}{ending}" for ending in _PACKED):
            if file.exists():
                file.touch()
    long_ago = clock.now().timestamp() - _STAYS
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix().removesuffix(".gz").removesuffix(".br")
        if file.is_file() and name not in named and file.stat().st_mtime < long_ago:
            file.unlink()
    (folder / alone.NAME).write_text(alone.page(), "utf-8")


def _named(folder: Path) -> set[str]:
    """The files that pages of the version name which prepared the folder last."""
    file = folder / _MANIFEST
    said = json.loads(file.read_text("utf-8")) if file.exists() else {"paths": {}}
    return {_MANIFEST, *said["paths"].values()}
