"""What is installed, beside what was locked."""

import platform
import re
import sqlite3
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import groundswell
from groundswell import __version__
from groundswell.upkeep.doctor.findings import Found, check, fine, look

_PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)(?P<rule> ;.+)? \\$", re.MULTILINE)
LOCK = Path(groundswell.__file__).resolve().parents[1] / "requirements" / "base.txt"


@check("versions")
def software() -> Found:
    python = platform.python_version()
    yield fine(f"Groundswell {__version__} on Python {python}, SQLite's library {sqlite3.sqlite_version}.")


@check("versions")
def packages() -> Found:
    """Each locked package is there in the locked version; one for another platform may be absent."""
    if not LOCK.is_file():
        return
    pins: dict[str, dict[str, bool]] = {}
    for name, wanted, rule in _PIN.findall(LOCK.read_text("utf-8")):
        pins.setdefault(name, {})[wanted] = bool(rule)
    other = [said for name, locked in pins.items() if (said := _difference(name, locked))]
    if other:
        yield look(
            f"{len(other)} packages are not as locked: {', '.join(other[:5])}.",
            f"python -m pip install --require-hashes -r {LOCK}",
        )
    else:
        yield fine(f"All {len(pins)} packages are as locked.")


def _difference(name: str, locked: Mapping[str, bool]) -> str:
    """`locked` are the versions that may be there, by whether each is for some platforms or Pythons only."""
    try:
        found = version(name)
    except PackageNotFoundError:
        return "" if all(locked.values()) else f"{name} is missing"
    return "" if found in locked else f"{name} {found} instead of {' or '.join(locked)}"
