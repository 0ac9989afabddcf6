"""A community served from a folder of its own, as an operator runs it: for tests and pictures."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tools.environment import PYTHON, ROOT

_PATIENCE = 60


def groundswell(home: Path, *words: str, more: Mapping[str, str] | None = None) -> None:
    """Run the command for the community in this folder; what it says is shown if it fails."""
    done = subprocess.run(
        [PYTHON, "-m", "groundswell", *words],
        env=_settings(home, more),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).decode("utf-8", "replace"))


@contextmanager
def served(
    home: Path, *words: str, more: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[str]:
    """Serve the community on a port, a free one unless said, until the block ends; yields its address."""
    origin = f"http://localhost:{port or _free_port()}"
    where = ["--port", origin.rpartition(":")[2]]
    command = [str(PYTHON), "-m", "groundswell", "serve", "--processes", "1", *where, *words]
    settings = _settings(home, {**(more or {}), "GROUNDSWELL_ORIGIN": origin})
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_until_ready(origin, running, home / "log")
            yield origin
        finally:
            running.terminate()
            running.wait(_PATIENCE)


def _wait_until_ready(origin: str, running: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while running.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{origin}/readyz", timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError(log.read_text("utf-8"))


def _settings(home: Path, more: Mapping[str, str] | None) -> dict[str, str]:
    """The environment, with nothing in it that would lead to another community."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
    return {
        **own,
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_HOME": str(home),
        **(more or {}),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
