"""The processes of several machines: web nodes and workers with a folder each, one database, and nginx."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

import psycopg

from bench import processes
from bench.machines.browser import ORIGIN, Door
from bench.machines.grounds import DATABASE, NETWORK, Apart, Ground
from bench.places import BenchFailed
from tools import postgres
from tools.environment import PYTHON, ROOT

WEB = ("a", "b")
_PATIENCE = 90
_SERVE = ("serve", "--no-jobs", "--processes", "2")


@dataclass(slots=True)
class Cluster:
    """`address` is the database's, as the machines know it."""

    ground: Ground
    room: Path
    address: str
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def door(self, machine: str) -> Door:
        return Door(*self.ground.place(machine))

    @property
    def front(self) -> Door:
        """nginx, where there is one."""
        return Door(self.ground.place("front")[0], 443, self.room / "fullchain.pem")

    def environment(self, machine: str) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
        return {
            **own,
            "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
            "GROUNDSWELL_HOME": str(self.home(machine)),
            "GROUNDSWELL_DATABASE_URL": self.address,
            "GROUNDSWELL_SECRET_KEY": self.key,
            "GROUNDSWELL_ORIGIN": ORIGIN,
            "GROUNDSWELL_TRUSTED_PROXIES": "1",
        }

    def home(self, machine: str) -> Path:
        return self.room / machine

    def settle(self, *words: str) -> None:
        """Make the community from the first node, and give the others its files."""
        self._call(WEB[0], str(PYTHON), "-m", "bench.machines.settlement", *words)
        for other in (*WEB[1:], "front"):
            shutil.copytree(self.home(WEB[0]) / "static", self.home(other) / "static")

    def start(self, machine: str) -> None:
        """Start what a machine is for, and wait until a web node can serve."""
        host, port = self.ground.place(machine) if machine in WEB else ("", 0)
        words = [*_SERVE, "--host", host, "--port", str(port)] if machine in WEB else ["worker"]
        self.running[machine] = self._begin(machine, [str(PYTHON), "-m", "groundswell", *words])
        if machine in WEB:
            wait_until(lambda: self.is_ready(machine), f"{machine} does not come up: {self.log(machine)}")

    def is_ready(self, machine: str) -> bool:
        host, port = self.ground.place(machine)
        with suppress(OSError), urlopen(f"http://{host}:{port}/readyz", timeout=10):
            return True
        return False

    def kill(self, machine: str) -> None:
        """All its processes at once, as when the power fails."""
        parent = self.running.pop(machine)
        for number in [parent.pid, *processes.below(parent.pid)]:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        parent.wait()

    def stop(self, machine: str) -> None:
        """As `systemctl stop` does."""
        parent = self.running.pop(machine)
        parent.terminate()
        parent.wait(_PATIENCE)

    def log(self, machine: str) -> str:
        return (self.room / f"{machine}.log").read_text("utf-8", "replace")[-2000:]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in the tables, past the application."""
        with psycopg.connect(self.address) as server:
            return server.execute(query.encode()).fetchall()

    def start_nginx(self) -> None:
        """The configuration as delivered, with our folders in place of an operator's."""
        _make_certificate(self.room)
        words = (ROOT / "deploy/nginx.conf").read_text("utf-8")
        for theirs, ours in self._folders().items():
            words = words.replace(theirs, str(ours))
        (self.room / "groundswell.conf").write_text(words)
        (self.room / "nginx.conf").write_text(_WRAPPER.format(room=self.room))
        self.running["front"] = self._begin("front", ["nginx", "-c", str(self.room / "nginx.conf")])

    def _folders(self) -> dict[str, Path]:
        return {
            "/etc/ssl/community.example.org": self.room,
            "/var/log/nginx": self.room,
            "/var/cache/nginx": self.room,
            "/srv/groundswell/var": self.home("front"),
        }

    def _begin(self, machine: str, words: list[str]) -> "subprocess.Popen[bytes]":
        self.home(machine).mkdir(mode=0o700, exist_ok=True)
        with (self.room / f"{machine}.log").open("ab") as log:
            return subprocess.Popen(
                self.ground.command(machine, words),
                env=self.environment(machine), cwd=ROOT, stdout=log, stderr=log,
            )  # fmt: skip

    def _call(self, machine: str, *words: str) -> None:
        if self._begin(machine, [*words]).wait(_PATIENCE):
            raise BenchFailed(self.log(machine))


_WRAPPER = """
user root;
daemon off;
pid {room}/nginx.pid;
error_log {room}/nginx-error.log;
events {{ worker_connections 2048; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    include {room}/groundswell.conf;
}}
"""


@contextmanager
def cluster(ground: Ground, room: Path) -> Iterator[Cluster]:
    """The machines with a database of their own, which ends with them."""
    is_apart = isinstance(ground, Apart)
    more = {"listen_addresses": DATABASE, "max_connections": "100"} if is_apart else {}
    with postgres.throwaway({**postgres.DURABLE, **more}) as address:
        with psycopg.connect(address.rpartition("/")[0] + "/postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE groundswell")
        found = Cluster(ground, room, _opened(address) if is_apart else address)
        try:
            yield found
        finally:
            for machine in list(found.running):
                found.kill(machine)


def wait_until(is_so: Any, otherwise: str, patience: float = _PATIENCE) -> None:  # noqa: ANN401 - a question
    deadline = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > deadline:
            raise BenchFailed(otherwise)
        time.sleep(0.1)


def _opened(address: str) -> str:
    """Let the machines' network in, and tell how they reach the server."""
    rules = Path(unquote(urlsplit(address).netloc.rpartition("@")[2])) / "data" / "pg_hba.conf"
    with rules.open("a") as file:
        file.write(f"host all all {NETWORK} trust\n")
    with psycopg.connect(address) as server:
        server.execute("SELECT pg_reload_conf()")
    return f"postgresql://groundswell@{DATABASE}/groundswell"


def _make_certificate(room: Path) -> None:
    name = urlsplit(ORIGIN).hostname
    files = ["-keyout", str(room / "privkey.pem"), "-out", str(room / "fullchain.pem")]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names, *files]
    subprocess.run(words, check=True, capture_output=True)
