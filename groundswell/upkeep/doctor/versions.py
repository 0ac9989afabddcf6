"""What is installed, beside what was locked."""

import platform
import re
import sqlite3
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
    pins = [(name, wanted, bool(rule)) for name, wanted, rule in _PIN.findall(LOCK.read_text("utf-8"))]
    other = [said for pin in pins if (said := _difference(*pin))]
    if other:
        yield look(
            f"{len(other)} packages are not as locked: {', '.join(other[:5])}.",
            f"python -m pip install --require-hashes -r {LOCK}",
        )
    else:
        yield fine(f"All {len(pins)} packages are as locked.")


def _difference(name: str, wanted: str, is_for_some: bool) -> str:  # noqa: FBT001 - the parts of one pin
    try:
        found = version(name)
    except PackageNotFoundError:
        return "" if is_for_some else f"{name} is missing"
    return "" if found == wanted else f"{name} {found} instead of {wanted}"
