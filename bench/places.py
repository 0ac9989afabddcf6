"""Where we measure: a copy of the loaded community, on SQLite or PostgreSQL, that is gone afterwards.

What was loaded once is kept under var/bench (or GROUNDSWELL_BENCH), named by everything that it depends on:
the shape, the week, and the code that writes it. A second run begins with a copy of it.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg

from bench.plan import Shape, monday_before
from groundswell.kernel import clock
from tools import postgres
from tools.environment import PYTHON, ROOT

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DATABASES = (SQLITE, POSTGRESQL)
_WRITERS = (
    "bench/words.py",
    "bench/plan.py",
    "bench/corpus.py",
    "bench/loading.py",
    "groundswell/*/migrations/*.py",
    "groundswell/archives/records.py",
    "groundswell/exchange/moving/*.py",
    "groundswell/topics/rendering/*.py",
    "groundswell/topics/actions/*.py",
    "groundswell/people/actions/*.py",
)
_DUMP = "database.dump"


class BenchFailed(Exception):
    """Something that was started did not end well; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Place:
    """One installation to measure. `more` is what its processes find in their environment besides."""

    database: str
    home: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.home / "facts.json").read_text())
        return found

    @property
    def environment(self) -> dict[str, str]:
        """Ours, with nothing in it that would lead to another community."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
        settings = {
            "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
            "GROUNDSWELL_HOME": str(self.home),
        }
        return {**own, **settings, **self.more}

    def python(self, module: str, *words: str) -> str:
        """Run a module of ours in a process of its own, within this installation; what it printed."""
        done = subprocess.run(
            [PYTHON, "-m", module, *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchFailed(f"{done.stdout}\n{done.stderr}"[-4000:])
        return done.stdout

    def count(self, query: str) -> int:
        """What one query counts, past the application."""
        if address := self.more.get("GROUNDSWELL_DATABASE_URL"):
            with psycopg.connect(address) as server:
                found = server.execute(query.encode()).fetchone()
        else:
            with closing(sqlite3.connect(self.home / "groundswell.sqlite3")) as file:
                found = file.execute(query).fetchone()
        return int(found[0]) if found else 0

    def told(self, module: str, *words: str) -> Any:  # noqa: ANN401 - whatever JSON the module ends with
        return json.loads(self.python(module, *words).splitlines()[-1])


@contextmanager
def place(database: str, shape: Shape) -> Iterator[Place]:
    """A fresh copy of the loaded community; loaded first where it is not kept yet."""
    if database == SQLITE:
        with _sqlite(shape) as found:
            yield found
    else:
        with _postgresql(shape) as found:
            yield found


def kept_in() -> Path:
    folder = Path(os.environ.get("GROUNDSWELL_BENCH") or ROOT / "var" / "bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _sqlite(shape: Shape) -> Iterator[Place]:
    kept = kept_in() / f"sqlite-{_fingerprint(shape)}"
    with _room(kept) as home:
        found = Place(SQLITE, home)
        if not kept.exists():
            _load(found, shape)
            _keep(home, kept)
        yield found


@contextmanager
def _postgresql(shape: Shape) -> Iterator[Place]:
    kept = kept_in() / f"postgresql-{_fingerprint(shape)}"
    with _room(kept) as home, postgres.throwaway(postgres.DURABLE) as address:
        found = Place(POSTGRESQL, home, {"GROUNDSWELL_DATABASE_URL": address})
        with psycopg.connect(address.rpartition("/")[0] + "/postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE groundswell")
        if kept.exists():
            _pg("pg_restore", "--jobs=2", "--no-owner", f"--dbname={address}", str(home / _DUMP))
            with psycopg.connect(address, autocommit=True) as server:
                server.execute("VACUUM ANALYZE")
        else:
            _load(found, shape)
            _pg("pg_dump", "--format=custom", "--compress=1", f"--file={home / _DUMP}", address)
            _keep(home, kept)
        yield found


@contextmanager
def _room(kept: Path) -> Iterator[Path]:
    """A folder of its own, with a copy of what is kept."""
    room = Path(tempfile.mkdtemp(prefix="run-", dir=kept_in()))
    home = room / "home"
    try:
        if kept.exists():
            shutil.copytree(kept, home)
        else:
            home.mkdir(mode=0o700)
        yield home
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _load(found: Place, shape: Shape) -> None:
    print(f"Loading the corpus into {found.database} …", flush=True)
    wishes = {"shape": asdict(shape), "until": monday_before(clock.now()).isoformat()}
    # A server that is copied only once all is in need not wait for the disk at every step; SQLite's does.
    calm = replace(found, more={**found.more, "PGOPTIONS": "-c synchronous_commit=off"})
    calm.python("bench.loading", str(found.home / "facts.json"), json.dumps(wishes))


def _keep(home: Path, kept: Path) -> None:
    """Put a copy in place whole, and let go of those that no run would take any more."""
    name = kept.name.partition("-")[0]
    for old in sorted(kept_in().glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)[:-3]:
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(home, kept.with_suffix(".part"), dirs_exist_ok=True)
    kept.with_suffix(".part").rename(kept)


def _fingerprint(shape: Shape) -> str:
    digest = hashlib.sha256(repr((shape, monday_before(clock.now()))).encode())
    for pattern in _WRITERS:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _pg(program: str, *words: str) -> None:
    """PostgreSQL's own tool, of the server's version where there are several."""
    beside = [folder / program for _, folder in sorted(postgres.machine_programs(), reverse=True)]
    tool = next((path for path in beside if path.exists()), Path(shutil.which(program) or program))
    _call([str(tool), *words])


def _call(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchFailed(done.stdout + done.stderr)
