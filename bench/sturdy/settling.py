"""What must be true once the dust has settled: every job done, every mail gone out, every entry followed."""

import time
from collections import Counter
from typing import Any

from bench.sturdy import logs
from bench.sturdy.grounds import Ground
from bench.sturdy.witness import TABLE
from bench.sturdy.writers import SIGN_UP
from tests.browser.letters import Letterbox

_PATIENCE = 420  # a killed worker's lease runs two minutes, and what failed three times rests for over one
_UNDONE = "SELECT COUNT(*) FROM kernel_job WHERE state IN ('waiting', 'running')"
_DEAD = "SELECT COUNT(*) FROM kernel_job WHERE state = 'dead'"
_UNSENT = "SELECT COUNT(*) FROM community_letter"


def settled(ground: Ground, box: Letterbox) -> dict[str, Any]:
    """Wait until the worker has nothing left to do, then count."""
    began = time.monotonic()
    while _is_at_work(ground) and time.monotonic() - began < _PATIENCE:
        time.sleep(1)
    return {
        "settled": round(time.monotonic() - began),
        "undone": _count(ground, _UNDONE),
        "dead": _count(ground, _DEAD),
        **_letters(ground, box),
        **_followed(ground),
    }


def _is_at_work(ground: Ground) -> bool:
    entries = _count(ground, "SELECT COUNT(*) FROM kernel_entry")
    return bool(_count(ground, _UNDONE)) or _count(ground, f"SELECT COUNT(*) FROM {TABLE}") < entries  # noqa: S608


def _letters(ground: Ground, box: Letterbox) -> dict[str, int]:
    """Whoever was told that a code is on its way has it; a copy carries its original's Message-ID."""
    deeds = [deed for deed in logs.read(ground.logs) if deed.kind == SIGN_UP]
    wanted = {f"{deed.word}@example.org" for deed in deeds if deed.is_confirmed}
    arrived = [(str(letter["To"]), str(letter["Message-ID"])) for letter in list(box.letters)]
    return {
        "wanted": len(wanted),
        "missing": len(wanted - {to for to, _name in arrived}),
        "copies": len(arrived) - len(set(arrived)),
        "unsent": _count(ground, _UNSENT),
    }


def _followed(ground: Ground) -> dict[str, int]:
    entries = {row[0] for row in ground.rows("SELECT id FROM kernel_entry")}
    handed = Counter(row[0] for row in ground.rows(f"SELECT entry FROM {TABLE}"))  # noqa: S608 - our own
    twice = sum(count > 1 for count in handed.values())
    return {"entries": len(entries), "passed_over": len(entries - handed.keys()), "handed_twice": twice}


def _count(ground: Ground, query: str) -> int:
    return int(ground.rows(query)[0][0])
