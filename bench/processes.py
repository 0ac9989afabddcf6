"""What the processes below this one cost, as Linux counts it. Elsewhere nothing is told."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """`memory` is what it has for itself and its part of what it shares (PSS), in bytes; `cpu` in seconds."""

    number: int
    command: str
    cpu: float
    memory: int
    resident: int

    @property
    def is_worker(self) -> bool:
        return "worker" in self.command.split()


def below(parent: int) -> dict[int, Process]:
    """Every process that descends from the parent."""
    parents = {number: _parent(number) for number in _numbers()}
    found = {}
    for number in parents:
        line = [number]
        while (above := parents.get(line[-1])) and above not in line:
            line.append(above)
        if parent in line[1:]:
            found[number] = number
    return {number: process for number in found if (process := _process(number)) is not None}


def _numbers() -> Iterator[int]:
    return (int(path.name) for path in _PROC.glob("[0-9]*"))


def _parent(number: int) -> int:
    try:
        return int((_PROC / str(number) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _process(number: int) -> Process | None:
    folder = _PROC / str(number)
    try:
        times = (folder / "stat").read_text().rpartition(")")[2].split()
        command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        sizes = dict(line.split(":", 1) for line in (folder / "smaps_rollup").read_text().splitlines()[1:])
    except OSError:
        return None
    cpu = (int(times[11]) + int(times[12])) / _TICK
    return Process(number, command, cpu, _kilobytes(sizes["Pss"]), _kilobytes(sizes["Rss"]))


def _kilobytes(text: str) -> int:
    return int(text.split(maxsplit=1)[0]) * 1024
