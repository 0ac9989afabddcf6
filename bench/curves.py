"""What pages cost as a community grows: longer topics, more topics, more members."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench import drawing
from bench.options import Options
from bench.places import DATABASES, SQLITE, Place, place
from bench.plan import Shape
from bench.tables import number, table
from tools.environment import ROOT

_BASE = Shape().scaled(20)
_SIZES = {
    "length": (20, 200, 2_000, 20_000),
    "topics": (1_000, 10_000, 100_000, 1_000_000),
    "members": (200, 1_000, 10_000, 100_000),
}
_PAGES = {"length": (), "topics": ("home", "list", "space", "topic"), "members": ("home", "list", "profile")}
_QUICK = 2  # so many of the sizes
_TITLES = {
    "length": "A topic grows: posts in it",
    "topics": "The community talks: topics in all",
    "members": "People join: members in all",
}
_PICTURES = ROOT / "docs" / "pictures"


def main(options: Options) -> dict[str, Any]:
    """Each measure grown step by step in a community of its own, on each database."""
    found: dict[str, Any] = {}
    for database in (each for each in DATABASES if each in options.databases):
        found[database] = {what: _grown(database, what, options) for what in _SIZES}
    if not options.is_quick and SQLITE in found:
        for what, curve in found[SQLITE].items():
            (_PICTURES / f"growth-{what}.svg").write_text(drawn(what, curve), "utf-8")
    return found


def _grown(database: str, what: str, options: Options) -> dict[str, Any]:
    sizes = _SIZES[what][:_QUICK] if options.is_quick else _SIZES[what]
    steps: list[dict[str, Any]] = []
    with place(database, _BASE) as found:
        for size in sizes:
            options.say(f"{database}: {what} {size:,} …")
            addresses = found.told("bench.heaping", what, str(size))
            steps.append(_measured(found, _paths(found, what, addresses), options))
    return {"sizes": list(sizes), "pages": {name: [step[name] for step in steps] for name in steps[0]}}


def _paths(found: Place, what: str, addresses: Mapping[str, str]) -> dict[str, str]:
    """The pages that this growth may touch, those of the base and those that were made for it."""
    pages = found.facts["pages"]
    return {name: pages[name] for name in _PAGES[what]} | dict(addresses)


def _measured(found: Place, paths: Mapping[str, str], options: Options) -> dict[str, Any]:
    """CPU and queries of each page, as the member sees it."""
    cookie = f"session={found.facts['reader']['session']}"
    pages = {name: {"path": path, "cookie": cookie} for name, path in paths.items()}
    plan = options.as_json({"pages": pages, "seconds": options.batch / 2})
    measured = found.told("bench.inside", plan)
    return {
        name: {"cpu": page["cpu"], "queries": page["queries"], "bytes": page["bytes"]}
        for name, page in measured.items()
    }


def drawn(what: str, curve: Mapping[str, Any]) -> str:
    lines = {name: [step["cpu"]["median"] for step in steps] for name, steps in curve["pages"].items()}
    return drawing.curves(_TITLES[what], curve["sizes"], lines)


def report(results: dict[str, Any]) -> str:
    """A table and a picture for each measure; the picture is of SQLite."""
    said: list[str] = []
    for what in _SIZES:
        said += [f"### {_TITLES[what]}", f"![{_TITLES[what]}](pictures/growth-{what}.svg)"]
        curves = {database: found[what] for database, found in results.items()}
        said.append(_table(next(iter(curves.values()))["sizes"], curves))
    return "\n\n".join(said)


def _table(sizes: Sequence[int], curves: Mapping[str, Any]) -> str:
    heads = ["CPU ms (queries)", *(f"{size:,}" for size in sizes), "last ÷ first"]
    return table(heads, _rows(curves))


def _rows(curves: Mapping[str, Any]) -> Iterator[list[str]]:
    for database, curve in curves.items():
        for name, steps in curve["pages"].items():
            times = [step["cpu"]["median"] for step in steps]
            cells = [f"{number(step['cpu']['median'])} ({step['queries']})" for step in steps]
            yield [f"{database}, {name}", *cells, f"{times[-1] / times[0]:.2f}"]
