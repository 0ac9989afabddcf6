"""What this machine is and how fast, so that figures of two machines can be compared."""

import hashlib
import json
import os
import platform
import sqlite3
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

_REPEATS = 5


def machine() -> dict[str, Any]:
    """Cores, versions, how busy it is, and three fixed pieces of work in milliseconds of CPU."""
    return {
        "at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "django": version("Django"),
        "sqlite": sqlite3.sqlite_version,
        "load": [round(load, 2) for load in os.getloadavg()],
        "calibration": {name: _timed(work) for name, work in CALIBRATION.items()},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
    return names[0] if names else platform.processor()


def _timed(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_REPEATS):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return round(median(times), 1)


def _python() -> int:
    """Calls, numbers, dictionaries and text, as pages are made of."""
    words: dict[str, int] = {}
    for number in range(60_000):
        word = f"word{number * 7919 % 5_003}"
        words[word] = words.get(word, 0) + len(word)
    return sum(sorted(words.values()))


def _bytes() -> str:
    """What is done in C: digests and JSON."""
    text = json.dumps(list(range(40_000)))
    for _ in range(20):
        text = hashlib.sha256(text.encode()).hexdigest() + text
    return text[:64]


def _sqlite() -> int:
    """Rows written, indexed and read in memory."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, topic INTEGER, text TEXT)")
    rows = ((number, number * 7919 % 997, "words " * 10) for number in range(20_000))
    database.executemany("INSERT INTO posts VALUES (?, ?, ?)", rows)
    database.execute("CREATE INDEX of_topic ON posts (topic, id)")
    found = 0
    for topic in range(0, 997, 3):
        query = "SELECT id, text FROM posts WHERE topic = ? ORDER BY id LIMIT 20"
        found += len(database.execute(query, (topic,)).fetchall())
    database.close()
    return found


CALIBRATION: dict[str, Callable[[], object]] = {"python": _python, "bytes": _bytes, "sqlite": _sqlite}
