"""The disk and the database under a community that is to be harmed.

The disk is a file with a file system of its own, so that it can be filled to the last byte: that takes Linux
and root. PostgreSQL is a cluster on it, started and stopped by `pg_ctl` as an operator does.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from bench.places import POSTGRESQL, SQLITE, BenchFailed, Place, kept_in
from tools import postgres

_MEGABYTE = 2**20
_SIZES = {SQLITE: 96, POSTGRESQL: 400}
_PATIENCE = 30


@dataclass(slots=True)
class Disk:
    """A folder with an end. Where no such thing can be had it has none, and cannot be filled."""

    path: Path
    is_own: bool

    @property
    def ballast(self) -> Path:
        return self.path / "ballast"

    def fill(self) -> None:
        """Leave no byte free."""
        with suppress(OSError), self.ballast.open("ab", buffering=0) as file:
            for size in (_MEGABYTE, 4096, 512):
                with suppress(OSError):
                    while file.write(b"\0" * size) == size:
                        pass
            os.fsync(file.fileno())

    def free(self) -> None:
        self.ballast.unlink(missing_ok=True)


@contextmanager
def immutable(folder: Path) -> Iterator[None]:
    """A folder in which nothing can be written, by whatever file it is open already."""
    _called("chattr", "-R", "+i", folder)
    try:
        yield
    finally:
        _called("chattr", "-R", "-i", folder)


@contextmanager
def disk(room: Path, megabytes: int) -> Iterator[Disk]:
    image, path = room / "disk.image", room / "disk"
    path.mkdir()
    with image.open("wb") as file:
        file.truncate(megabytes * _MEGABYTE)
    is_own = _called("mkfs.ext4", "-q", "-m", "0", str(image)) and _called("mount", "-o", "loop", image, path)
    try:
        yield Disk(path, is_own)
    finally:
        if is_own and not _called("umount", path):
            _called("umount", "-l", path)


@dataclass(slots=True)
class Ground:
    """Where a community stands: its disk, its installation, and the cluster if it is on PostgreSQL."""

    room: Path
    place: Place
    disk: Disk
    cluster: "Cluster | None" = None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds, past the application."""
        if self.cluster:
            with psycopg.connect(self.cluster.address) as server:
                return list(server.execute(query.encode()).fetchall())
        with closing(sqlite3.connect(self.file, timeout=_PATIENCE)) as file:
            return list(file.execute(query).fetchall())

    @property
    def logs(self) -> Path:
        """Where writers keep theirs: on no disk that is harmed."""
        return self.room / "logs"

    @property
    def file(self) -> Path:
        return self.place.home / "groundswell.sqlite3"


@contextmanager
def ground(database: str) -> Iterator[Ground]:
    """A fresh disk, with a cluster on it where one is wanted; gone afterwards."""
    room = kept_in() / f"faults-{os.getpid()}"
    (room / "logs").mkdir(mode=0o755, parents=True)
    try:
        with disk(room, _SIZES[database]) as found:
            home = found.path / "home"
            if database == SQLITE:
                home.mkdir(mode=0o700)
                yield Ground(room, Place(SQLITE, home), found)
            else:
                (room / "home").mkdir(mode=0o700)
                with _cluster(found.path / "cluster") as cluster:
                    more = {"GROUNDSWELL_DATABASE_URL": cluster.address}
                    yield Ground(room, Place(POSTGRESQL, room / "home", more), found, cluster)
    finally:
        shutil.rmtree(room, ignore_errors=True)


@dataclass(slots=True)
class Cluster:
    """A PostgreSQL server of our own, run as `pg_ctl` runs it. Its socket stands off the disk."""

    binaries: Path
    folder: Path
    socket: Path
    servant: postgres.Servant = field(default_factory=postgres.Servant.of_this_process)

    @property
    def address(self) -> str:
        return f"postgresql://groundswell@{quote(str(self.socket), safe='')}/postgres"

    @property
    def number(self) -> int:
        """The process of the postmaster; 0 where none runs."""
        try:
            number = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            os.kill(number, 0)
        except (OSError, IndexError, ValueError):
            return 0
        return number

    def start(self) -> None:
        """Start it, as soon as what is left of the last one lets go."""
        deadline = time.monotonic() + _PATIENCE
        while not self._pg_ctl("start", "-o", self._options(), "-l", str(self.socket / "log")):
            if time.monotonic() > deadline:
                raise BenchFailed((self.socket / "log").read_text()[-2000:])
            time.sleep(0.3)

    def stop(self, mode: str = "fast") -> None:
        self._pg_ctl("stop", "-m", mode)

    def restart(self) -> None:
        self._pg_ctl("restart", "-m", "fast", "-o", self._options(), "-l", str(self.socket / "log"))

    def kill(self) -> None:
        os.kill(self.number, signal.SIGKILL)

    def backends(self) -> list[int]:
        """The processes that serve others' connections."""
        clients = b"SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
        with psycopg.connect(self.address) as server:
            return [row[0] for row in server.execute(clients).fetchall() if row[0] != server.info.backend_pid]

    def _pg_ctl(self, *words: str) -> bool:
        command = [str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-w", *words]
        done = self.servant.start(command, self.socket)
        done.communicate()
        return done.returncode == 0

    def _options(self) -> str:
        settings = {
            **postgres.DURABLE,
            "max_wal_size": "64MB",
            "min_wal_size": "32MB",
            "shared_buffers": "32MB",
        }
        return " ".join([f"-k {self.socket}", *(f"-c {name}='{value}'" for name, value in settings.items())])


@contextmanager
def _cluster(folder: Path) -> Iterator[Cluster]:
    folder.mkdir()
    socket = Path(f"/tmp/groundswell-faults-{os.getpid()}")  # noqa: S108 - a socket's path is short
    socket.mkdir(mode=0o700)
    found = Cluster(postgres.programs(folder), folder, socket)
    for each in (folder, socket):
        found.servant.owns(each)
    try:
        postgres.make_cluster(found.servant, found.binaries, folder)
        found.start()
        yield found
    finally:
        found.stop("immediate")
        shutil.rmtree(socket, ignore_errors=True)


def _called(*words: str | Path) -> bool:
    try:
        done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
