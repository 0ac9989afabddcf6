"""What we promised ourselves, and whether the latest figures keep it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.places import POSTGRESQL, SQLITE
from bench.tables import number

Figures = dict[str, dict[str, Any]]
_MOST_SLOWER_ON_POSTGRESQL = 1.5


@dataclass(frozen=True, slots=True)
class Target:
    """`find` answers the figure, and may raise KeyError where it has not been measured."""

    name: str
    limit: float
    unit: str
    find: Callable[[Figures], float]
    is_least: bool = False

    def judged(self, figures: Figures) -> tuple[str, str, str, str]:
        sign = "≥" if self.is_least else "≤"
        promise = f"{sign} {self.limit:g} {self.unit}".strip()
        try:
            found = self.find(figures)
        except KeyError:
            return (self.name, promise, "not measured", "")
        is_met = found >= self.limit if self.is_least else found <= self.limit
        return (
            self.name,
            promise,
            f"{number(found)} {self.unit}".strip(),
            "met" if is_met else self._by(found),
        )

    def _by(self, found: float) -> str:
        """How far it is missed."""
        if not self.limit:
            return "**missed**"
        times = self.limit / found if self.is_least else found / self.limit
        return f"**missed**, {times:.1f} ×"


def judged(figures: Figures) -> Iterator[tuple[str, str, str, str]]:
    return (target.judged(figures) for target in TARGETS)


def _pages(figures: Figures, database: str = SQLITE) -> dict[str, Any]:
    pages: dict[str, Any] = figures["pages"]["figures"][database]["pages"]
    return pages


def _cpu(page: str) -> Callable[[Figures], float]:
    return lambda figures: float(_pages(figures)[page]["cpu"]["median"])


def _last_by_short(figures: Figures) -> float:
    pages = _pages(figures)
    return float(pages["member/last"]["cpu"]["median"] / pages["member/topic"]["cpu"]["median"])


def _repeat(figures: Figures) -> float:
    return float(_pages(figures)["visitor/topic"]["repeat"]["cpu"]["median"])


def _largest_web_process(figures: Figures) -> float:
    rows = figures["pages"]["figures"][SQLITE]["memory"]["processes"]
    return float(max(row["pss"] for row in rows))


def _largest_ratio(figures: Figures) -> float:
    pages = figures["turns"]["figures"]["pages"]
    return float(max(found[POSTGRESQL]["ratio"] for found in pages.values()))


def _reply(path: str, writers: str) -> Callable[[Figures], float]:
    def find(figures: Figures) -> float:
        return float(figures["writes"]["figures"][SQLITE][writers]["writer"][path])

    return find


def _beside_streams(case: str) -> Callable[[Figures], float]:
    """A page's p99 in the process that has the largest crowd, by one that has none."""

    def find(figures: Figures) -> float:
        rows = figures["streams"]["figures"][SQLITE]
        most = max(row["streams"] for row in rows)
        return float(
            next(row for row in rows if (row["streams"], row["case"]) == (most, case))["page"]["p99"]["ratio"]
        )

    return find


def _largest_ledger(figures: Figures) -> dict[str, Any]:
    found: dict[str, Any] = figures["readings"]["figures"][SQLITE]["10000000"]
    return found


def _of_readings(task: str) -> Callable[[Figures], float]:
    """Seconds of the processor: the clock tells more of who else is at work."""

    def find(figures: Figures) -> float:
        steps = _largest_ledger(figures)[task]["steps"]
        return float(sum(steps[name]["cpu"] for name in ("load", "assemble", "eight readings")))

    return find


def _peak_of_readings(figures: Figures) -> float:
    return float(_largest_ledger(figures)["whole"]["peak"] / 1_000_000)


TARGETS = (
    Target("member's topic page of 20 posts, CPU", 2, "ms", _cpu("member/topic")),
    Target("member's topic list, CPU", 2, "ms", _cpu("member/list")),
    Target("member's home, CPU", 2, "ms", _cpu("member/home")),
    Target("last page of the longest topic ÷ a short one", 1.2, "×", _last_by_short),
    Target("visitor's repeat, CPU in front of Django", 0.05, "ms", _repeat),
    Target("reply, median, one writer", 8, "ms", _reply("p50", "1")),
    Target("replies, one writer", 150, "/s", _reply("per_second", "1"), is_least=True),
    Target("failed replies, eight writers", 0, "", _reply("failures", "8")),
    Target(
        "page p99 with 10,000 streams ÷ without, replies over the topics", 2, "×", _beside_streams("spread")
    ),
    Target("page p99 with 10,000 streams ÷ without, all in one topic", 2, "×", _beside_streams("one")),
    Target("largest process (PSS)", 120, "MB", _largest_web_process),
    Target("PostgreSQL ÷ SQLite, dearest page", _MOST_SLOWER_ON_POSTGRESQL, "×", _largest_ratio),
    Target("ten million entries: the eight readings from nothing, CPU", 300, "s", _of_readings("whole")),
    Target("ten million entries: most memory of it", 3_000, "MB", _peak_of_readings),
    Target("ten million entries: the eight readings a week later, CPU", 10, "s", _of_readings("week")),
)
