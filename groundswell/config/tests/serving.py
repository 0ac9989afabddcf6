"""`groundswell …` as processes of their own, in a home of their own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

LONGEST = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def ours(home: Path) -> dict[str, str]:
    """The environment of somebody who has said nothing but where their home is."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GROUNDSWELL", "DJANGO"))
    }
    return kept | {"GROUNDSWELL_HOME": str(home)}


def groundswell(home: Path, *words: str, inherits: int = 0) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-u", "-m", "groundswell", *words],
        env=ours(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(inherits,) if inherits else (),
        text=True,
    )
