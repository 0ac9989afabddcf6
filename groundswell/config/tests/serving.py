"""`groundswell …` as processes of their own, in a home of their own."""

import os
import re
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


def said_until(server: "subprocess.Popen[str]", pattern: str) -> str:
    said = ""
    for line in server.stdout or ():
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"It ended without saying {pattern!r}: {said}")


def children(server: "subprocess.Popen[str]", word: str) -> list[int]:
    """The numbers of its living children whose command has this word."""
    asked = ["ps", "-o", "pid=,stat=,args=", "--ppid", str(server.pid)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603 - our own
    rows = [line.split(maxsplit=2) for line in told.splitlines()]
    return [int(pid) for pid, state, command in rows if word in command and not state.startswith("Z")]
