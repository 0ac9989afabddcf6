"""The parts of a whole run. Each is a module with `main`, which measures, and `report`, which tells."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast

from bench.options import Options

NAMES = ("pages", "turns", "writes", "curves", "streams", "faults", "nodes", "readings", "coverage")


class Section(Protocol):
    """What every module of a part offers. `report` is Markdown for its `PAGE`, or docs/performance.md."""

    def main(self, options: Options) -> dict[str, Any]: ...

    def report(self, results: dict[str, Any]) -> str: ...


def section(name: str) -> Section:
    return cast("Section", import_module(f"bench.{name}"))


def present() -> Iterator[str]:
    """Those that there are: a part may not have been written yet."""
    return (name for name in NAMES if find_spec(f"bench.{name}"))


def possible() -> Iterator[str]:
    """Those that this machine can do: one that needs more than others has a say, `is_possible`."""
    for name in present():
        is_possible = getattr(section(name), "is_possible", None)
        if is_possible is None or is_possible():
            yield name
