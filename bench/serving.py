"""The real server on a free port, as an operator runs it, and what its processes cost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bench import processes
from bench.places import Place
from tools.serving import served

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Server:
    """A running `groundswell serve`."""

    port: int

    def cpu(self) -> dict[int, float]:
        """Seconds of CPU so far, by process, less the jobs'."""
        return {each.number: each.cpu for each in processes.below(os.getpid()).values() if not each.is_worker}

    def spent_since(self, before: dict[int, float]) -> float:
        """Seconds of CPU of the processes that were there before and still are."""
        return sum(cpu - before[number] for number, cpu in self.cpu().items() if number in before)

    def memory(self) -> dict[str, Any]:
        """Megabytes of the page processes, the parent and the worker."""
        found = [each for each in processes.below(os.getpid()).values() if "python" in each.command]
        rows = [
            {"command": _short(each.command), "pss": each.memory >> 20, "rss": each.resident >> 20}
            for each in sorted(found, key=lambda each: each.number)
        ]
        return {"processes": rows, "pss": sum(each.memory for each in found) >> 20}


@contextmanager
def server(place: Place, *words: str) -> Iterator[Server]:
    """Serve the place with two page processes and a worker."""
    with served(place.home, "--processes", str(PROCESSES), *words, more=place.more) as origin:
        yield Server(urlsplit(origin).port or 0)


def _short(command: str) -> str:
    return " ".join(word for word in command.split()[1:] if not word.startswith("-"))[:60]
