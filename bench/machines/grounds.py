"""Where machines stand: each in a network namespace with its address, or all on this one with a port each.

The addresses are those of deploy/nginx.conf and of the guide. Namespaces need Linux, `ip` and root.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

_BRIDGE, _HERE = "gs-bridge", "10.77.0.1"
_ADDRESSES = {
    "front": "10.77.0.10",
    "a": "10.77.0.11",
    "b": "10.77.0.12",
    "worker-1": "10.77.0.21",
    "worker-2": "10.77.0.22",
}
DATABASE, NETWORK, PORT = "10.77.0.31", "10.77.0.0/24", 8000


class Ground(Protocol):
    """`here` is the address at which the machines reach us."""

    here: str

    def place(self, machine: str) -> tuple[str, int]:
        """Host and port at which a web node listens."""

    def command(self, machine: str, words: Sequence[str]) -> list[str]:
        """How a command is started on a machine."""


class Together:
    """All on this machine: another port each."""

    here = "127.0.0.1"

    def __init__(self) -> None:
        self._ports: dict[str, int] = {}

    def place(self, machine: str) -> tuple[str, int]:
        return self.here, self._ports.setdefault(machine, _free_port())

    def command(self, machine: str, words: Sequence[str]) -> list[str]:
        del machine
        return [*words]


class Apart:
    """Each in a network namespace of its own, joined by a bridge."""

    here = _HERE

    def place(self, machine: str) -> tuple[str, int]:
        return _ADDRESSES[machine], PORT

    def command(self, machine: str, words: Sequence[str]) -> list[str]:
        return ["ip", "netns", "exec", _name(machine), *words]


def can_be_apart() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("ip") is not None


@contextmanager
def apart() -> Iterator[Apart]:
    """The networks, gone afterwards."""
    _tear_down()
    try:
        _ip("link", "add", _BRIDGE, "type", "bridge")
        for address in (_HERE, DATABASE):
            _ip("address", "add", f"{address}/24", "dev", _BRIDGE)
        _ip("link", "set", _BRIDGE, "up")
        for machine, address in _ADDRESSES.items():
            _join(_name(machine), address)
        yield Apart()
    finally:
        _tear_down()


def _join(name: str, address: str) -> None:
    """A namespace with one end of a cable, whose other end is in the bridge."""
    _ip("netns", "add", name)
    _ip("link", "add", f"{name}-0", "type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("link", "set", f"{name}-0", "master", _BRIDGE, "up")
    _ip("-n", name, "address", "add", f"{address}/24", "dev", "eth0")
    for each in ("lo", "eth0"):
        _ip("-n", name, "link", "set", each, "up")


def _tear_down() -> None:
    """A namespace takes its cable along."""
    for machine in _ADDRESSES:
        _ip("netns", "delete", _name(machine), check=False)
    _ip("link", "delete", _BRIDGE, check=False)


def _name(machine: str) -> str:
    return f"gs-{machine}"


def _ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], capture_output=True, check=check)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
