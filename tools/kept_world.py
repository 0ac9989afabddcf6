"""`python -m tools.kept_world v0.1`: keep a small community as this version leaves it, on both databases.

It is made once, when a version is released, and never again: tests/upgrade/ brings it to the present version.
A folder that is named `…-before` is of a state on the way to that version, from which somebody may come, too.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tools import postgres
from tools.environment import PYTHON, ROOT

KEPT = ROOT / "tests" / "upgrade"
KEY = "of a made-up community, kept in the open for the upgrade tests"
MAKE_WORLD = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from groundswell.upkeep.tests.world import make_world
make_world()
"""


def keep(target: Path, database: str) -> None:
    """Make the world in a folder of its own, and back it up."""
    with tempfile.TemporaryDirectory(prefix="groundswell-kept-") as home:
        settings = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
            "GROUNDSWELL_HOME": home,
            "GROUNDSWELL_SECRET_KEY": KEY,
            "GROUNDSWELL_DATABASE_URL": database,
        }
        for words in (["-c", MAKE_WORLD], ["-m", "groundswell", "backup", str(target)]):
            subprocess.run([PYTHON, *words], cwd=ROOT, env=settings, check=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Say which version this is, such as v0.1.", file=sys.stderr)
        return 2
    folder = KEPT / arguments[0]
    folder.mkdir(parents=True, exist_ok=True)
    keep(folder / "sqlite.zip", "")
    with postgres.throwaway() as address:
        with psycopg.connect(address, dbname="postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE groundswell")
        keep(folder / "postgresql.zip", address)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
