"""Every way in which we harm a community: each does its harm, and takes its cause away again."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from random import Random

import psycopg

from bench.places import POSTGRESQL, SQLITE
from bench.sturdy import striking
from bench.sturdy.besieged import Besieged
from bench.sturdy.grounds import Cluster, Ground, immutable

_SHORT, _LONG, _AWAY = 3.0, 8.0, 4.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to be harmed, and the lot that decides where."""

    ground: Ground
    server: Besieged
    lot: Random

    @property
    def cluster(self) -> Cluster:
        if self.ground.cluster is None:
            raise RuntimeError("There is no PostgreSQL here.")
        return self.ground.cluster


Harm = Callable[[Scene], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """`rounds` by database; none where it makes no sense."""

    name: str
    harm: Harm
    rounds: dict[str, int]
    is_quick: bool = False
    needs_disk: bool = False


def _page(scene: Scene) -> None:
    scene.server.kill(scene.lot.choice(scene.server.pages()))


def _both_pages(scene: Scene) -> None:
    scene.server.kill(*scene.server.pages())


def _worker(scene: Scene) -> None:
    scene.server.kill(*scene.server.workers())


def _struck(role: str, *points: str) -> Harm:
    return lambda scene: scene.server.strike(role, scene.lot.choice(points))


def _locked(seconds: float) -> Harm:
    """Another process holds the file: a backup gone wrong, somebody at the console."""

    def harm(scene: Scene) -> None:
        with closing(sqlite3.connect(scene.ground.file, timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")

    return harm


def _full(scene: Scene) -> None:
    """The last byte is gone, and nothing that was set aside is left to write into."""
    if scene.ground.cluster is None:
        with closing(sqlite3.connect(scene.ground.file, timeout=30)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    scene.ground.disk.fill()
    time.sleep(_AWAY)
    scene.ground.disk.free()
    if scene.ground.cluster and not scene.cluster.number:
        scene.cluster.start()


def _read_only(scene: Scene) -> None:
    """The files may be read and not written: what a file system does that has found itself damaged."""
    with immutable(scene.ground.place.home):
        time.sleep(_AWAY)


def _backend(scene: Scene) -> None:
    """PostgreSQL then throws everybody out and recovers."""
    found = scene.cluster.backends()
    scene.server.kill(scene.lot.choice(found))


def _postmaster(scene: Scene) -> None:
    scene.cluster.kill()
    time.sleep(scene.lot.uniform(0.2, 1.5))
    scene.cluster.start()


def _restarted(scene: Scene) -> None:
    scene.cluster.restart()


def _stopped(scene: Scene) -> None:
    scene.cluster.stop()
    time.sleep(_AWAY)
    scene.cluster.start()


def _cut_off(scene: Scene) -> None:
    """Every connection is ended from the other side, as by a firewall that forgets."""
    for _ in range(3):
        with psycopg.connect(scene.cluster.address) as other:
            other.execute(_END_OTHERS)
        time.sleep(0.2)


def _crowded(scene: Scene) -> None:
    """Others take every connection there is, and whatever is let go of while they are there."""
    with ExitStack() as crowd:
        first = crowd.enter_context(psycopg.connect(scene.cluster.address, autocommit=True))
        first.execute("SET application_name = 'crowd'")
        over = time.monotonic() + _AWAY
        while time.monotonic() < over:
            first.execute(f"{_END_OTHERS} AND application_name <> 'crowd'")
            with suppress(psycopg.OperationalError):
                while True:
                    more = psycopg.connect(scene.cluster.address, application_name="crowd")
                    crowd.enter_context(closing(more))
            time.sleep(0.3)


_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
_W, _C, _D, _M = striking.WRITE, striking.COMMIT, striking.COMMITTED, striking.MAILED


def _both(number: int) -> dict[str, int]:
    return dict.fromkeys((SQLITE, POSTGRESQL), number)


FAULTS = (
    Fault("a page process killed", _page, _both(3)),
    Fault("both page processes killed", _both_pages, _both(2)),
    Fault("a page process killed inside a transaction",
          _struck(striking.PAGE, _W, _C), _both(5), is_quick=True),
    Fault("a page process killed between commit and answer",
          _struck(striking.PAGE, _D), _both(5), is_quick=True),
    Fault("the worker killed", _worker, _both(2)),
    Fault("the worker killed inside a transaction, after one, after a mail",
          _struck(striking.JOB, _W, _C, _D, _M), _both(3)),
    Fault("`serve` killed, its children left", lambda scene: scene.server.kill_parent(), _both(2)),
    Fault("everything killed at once", lambda scene: scene.server.kill_all(), _both(2)),
    Fault("the database locked for 3 s", _locked(_SHORT), {SQLITE: 2}),
    Fault("the database locked for 8 s", _locked(_LONG), {SQLITE: 2}, is_quick=True),
    Fault("the disk full", _full, {SQLITE: 3, POSTGRESQL: 2}, needs_disk=True),
    Fault("the files read-only", _read_only, {SQLITE: 2}, needs_disk=True),
    Fault("a PostgreSQL backend killed", _backend, {POSTGRESQL: 3}, is_quick=True),
    Fault("the postmaster killed, and started", _postmaster, {POSTGRESQL: 3}),
    Fault("PostgreSQL restarted", _restarted, {POSTGRESQL: 2}),
    Fault("PostgreSQL away for 4 s", _stopped, {POSTGRESQL: 2}),
    Fault("every connection to PostgreSQL ended", _cut_off, {POSTGRESQL: 2}),
    Fault("no connection to PostgreSQL left for us", _crowded, {POSTGRESQL: 2}),
)  # fmt: skip
