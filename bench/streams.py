"""Many open streams: their memory, how soon a reply reaches them, and what pages cost beside them.

What is measured, and how, is said in audience.py; here turns are put together, and with and without compared.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from subprocess import PIPE, run
from typing import Any

from bench.audience import part
from bench.options import Options
from bench.tables import number, table

TURNS = 3
A_CROWD, MEANINGFUL = 100, 5  # fewer streams, or a crowd in the room of another, tell nothing of memory
CASES = {"spread": "over the topics", "one": "all in one topic"}
Turn = dict[str, Any]


def main(options: Options) -> dict[str, Any]:
    """On each database. In a process of its own, since a Django is at home in one community."""
    sizes = ["200"] if options.is_quick else ["1", "2000", "10000"]
    turns = "1" if options.is_quick else str(TURNS)
    found = {}
    for database in options.databases:
        command = [sys.executable, "-m", "bench.audience", database, turns, *sizes]
        told = run(command, stdout=PIPE, check=True, text=True)
        lines = [line for line in told.stdout.splitlines() if line.startswith("{")]
        found[database] = summed(map(json.loads, lines))
    return found


def summed(turns: Iterable[Turn]) -> list[Turn]:
    """One row for each crowd and case: of all its turns together, and how far they lie apart."""
    crowds: dict[int, list[Turn]] = defaultdict(list)
    for each in turns:
        crowds[each["streams"]].append(each)
    return [
        {
            "streams": streams,
            "case": case,
            "refused": sum(each["refused"] for each in some),
            "kB": max(each["kB"] for each in some),
            **_case([each[case] for each in some]),
        }
        for streams, some in crowds.items()
        for case in CASES
    ]


def _case(turns: list[Turn]) -> Turn:
    return {
        "turns": len(turns),
        "told": sum(each["told"] for each in turns),
        "missing": sum(each["missing"] for each in turns),
        "took": {share: _took(turns, share) for share in ("p50", "p99")},
        "cpu": [round(median(each["cpu"][server] for each in turns), 2) for server in (0, 1)],
        "page": {name: _pages(turns, share) for name, share in (("p50", 0.5), ("p99", 0.99))},
    }


def _took(turns: list[Turn], share: str) -> float | None:
    """The turn in the middle; nothing where nobody was there to be told."""
    times = [each["took"][share] for each in turns if each["took"]]
    return median(times) if times else None


def _pages(turns: list[Turn], share: float) -> dict[str, float]:
    """Milliseconds with and without streams, of all turns together; the ratios of single turns."""
    there, here = (
        part([time for each in turns for time in each[which]], share) for which in ("with", "without")
    )
    each_ = [part(each["with"], share) / part(each["without"], share) for each in turns]
    ratios = {"ratio": median(each_), "least": min(each_), "most": max(each_)}
    return {"without": here, "with": there, **{name: round(value, 2) for name, value in ratios.items()}}


def report(results: dict[str, Any]) -> str:
    """One line for each crowd and case."""
    heads = ["streams, replies", "kB each", "told", "not told", "commit to received, ms: p50 / p99"]
    heads += [
        "page without: p50 / p99",
        "page with: p50 / p99",
        "p50, ratio",
        "p99, ratio",
        "CPU s: with / without",
    ]
    return "\n\n".join(
        f"### {database}\n\n{table(heads, map(_row, rows))}" for database, rows in results.items()
    )


def _row(each: Turn) -> list[str]:
    half, most = each["page"]["p50"], each["page"]["p99"]
    return [
        f"{each['streams']:,}, {CASES[each['case']]}",
        number(each["kB"]) if each["streams"] > A_CROWD and each["kB"] > MEANINGFUL else "·",
        f"{each['told']:,}",
        str(each["missing"]),
        f"{number(each['took']['p50'])} / {number(each['took']['p99'])}",
        f"{number(half['without'])} / {number(most['without'])}",
        f"{number(half['with'])} / {number(most['with'])}",
        *(f"{one['ratio']:.2f} ({one['least']:.2f}–{one['most']:.2f})" for one in (half, most)),
        f"{each['cpu'][0]:.2f} / {each['cpu'][1]:.2f}",
    ]
