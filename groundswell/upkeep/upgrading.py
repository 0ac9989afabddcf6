"""Brings a database to this version of the code, and puts the old one back where that does not work."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from groundswell.kernel import clock, presence
from groundswell.upkeep import databases, places
from groundswell.upkeep.archive import open_archive
from groundswell.upkeep.backing_up import back_up
from groundswell.upkeep.doctor import Severity, examine
from groundswell.upkeep.refusals import Refused
from groundswell.upkeep.trying import troubles
from groundswell.upkeep.versions import applied, of_this_version

_LOOKED_AT = {"database", "folders"}
_BEGUN = "upgrade-begun.json"
Say = Callable[[str], None]


class PutBack(Exception):
    """The upgrade failed and the database is as it was; the message says why."""


class Lost(Exception):
    """The upgrade failed, and so did putting the database back; the message says where the backup is."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """`prepare` brings tables and pages to this version; the rest of it is told through `say` and `tell`."""

    prepare: Callable[[], None]
    say: Say
    tell: databases.Tell

    def run(self) -> Path | None:
        """The backup that was made, or None where there was nothing to do but the pages."""
        with presence.alone():
            if not self._waiting():
                self.prepare()
                return None
            file = self._backed_up()
            try:
                self.say("Bringing the tables to this version …")
                self.prepare()
                self.say("Trying pages …")
                _try()
            except Exception as trouble:  # noqa: BLE001 - whatever it is, what was comes back
                self._put_back(file, trouble)
            _begun_file().unlink(missing_ok=True)
            return file

    def _waiting(self) -> int:
        had, known = applied(), of_this_version()
        if had - known:
            raise Refused(
                "This database is of a newer version than the code. Fetch that version, or a newer one."
            )
        if not had:
            raise Refused("There is no database of Groundswell here yet. `groundswell init` makes one.")
        waiting = len(known - had)
        self.say(
            f"{waiting} changes to the tables are waiting." if waiting else "The tables are of this version."
        )
        return waiting

    def _backed_up(self) -> Path:
        """One that was killed midway goes on with the backup that it made before it touched anything."""
        if (earlier := _begun()) is not None:
            self.say(f"An earlier upgrade was interrupted. Its backup is kept: {earlier}")
            return earlier
        folder = settings.BACKUPS.folder if settings.BACKUPS else places.home() / "backups"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file: Path = folder / f"before-upgrade-{clock.now():%Y%m%dT%H%M%SZ}.zip"
        self.say(f"Backing up to {file} …")
        back_up(file, self.tell)
        _begun_file().write_text(json.dumps({"backup": str(file)}))
        return file

    def _put_back(self, file: Path, trouble: Exception) -> None:
        self.say("That did not work. Putting the database back …")
        try:
            with open_archive(file) as archive, databases.own().putting_back(archive, self.tell):
                pass
        except Exception as worse:  # noqa: BLE001 - the operator must learn where the backup is
            raise Lost(
                f"The upgrade failed: {_line(trouble)} The database cannot be put back: {_line(worse)} "
                f"The backup is whole: {file}. Restore it into an empty place: groundswell restore {file}"
            ) from trouble
        _begun_file().unlink(missing_ok=True)
        raise PutBack(
            f"The upgrade did not work: {_line(trouble)} The database is as it was before. "
            f"Go back to the version you had and start that. The backup stays: {file}"
        ) from trouble


def _try() -> None:
    """The new version looks itself over, and opens a few pages."""
    broken = [one for one in examine() if one.severity is Severity.BROKEN and one.part in _LOOKED_AT]
    if found := [one.sentence for one in broken] + troubles():
        raise Refused(" ".join(found))


def _begun_file() -> Path:
    return places.home() / _BEGUN


def _begun() -> Path | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        file = Path(json.loads(_begun_file().read_text())["backup"])
        return file if file.is_file() else None
    return None


def _line(trouble: Exception) -> str:
    """The first line of what went wrong, as a sentence."""
    first = (str(trouble).strip() or type(trouble).__name__).splitlines()[0]
    return first if first.endswith((".", "!", "?")) else f"{first}."
