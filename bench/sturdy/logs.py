"""The writers' logs, read back: every deed, how often it was sent, and whether it was confirmed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Told:
    """One deed as its log tells it. `answers` are what came back, in order; status 0 is nothing."""

    number: int
    round: int
    kind: str
    member: int
    word: str
    target: int
    sendings: int = 0
    is_confirmed: bool = False
    answers: list[dict[str, Any]] = field(default_factory=list)


def read(folder: Path) -> list[Told]:
    """All deeds of all logs, by their numbers. A line that was cut off by a process's end is left out."""
    found: dict[int, Told] = {}
    for file in sorted(folder.glob("*.log")):
        for line in file.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                _take(found, json.loads(line))
    return sorted(found.values(), key=lambda deed: deed.number)


def _take(found: dict[int, Told], line: dict[str, Any]) -> None:
    if "deed" in line:
        number = line.pop("deed")
        found[number] = Told(number=number, **line)
    elif "sends" in line:
        found[line["sends"]].sendings += 1
    else:
        deed = found[line.pop("answers")]
        deed.is_confirmed = deed.is_confirmed or line["is_confirmed"]
        deed.answers.append(line)


def answers(deeds: Iterable[Told]) -> list[dict[str, Any]]:
    return [{**answer, "kind": deed.kind} for deed in deeds for answer in deed.answers]
