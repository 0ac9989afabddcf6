"""The latest figures, as JSON beside the code: small, and the source of every generated table."""

import json
from pathlib import Path
from typing import Any

from bench.machine import machine
from bench.places import DATABASES
from tools.environment import ROOT

_FOLDER = ROOT / "bench" / "results"
_Run = dict[str, Any]


def keep(name: str, figures: dict[str, Any], *, folder: Path = _FOLDER) -> None:
    """Write a section's figures with their machine; of a database that was left out those stay that were."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.json"
    run = _merged(_read(file) if file.exists() else {}, figures)
    file.write_text(f"{json.dumps(run, indent=1, ensure_ascii=False)}\n", "utf-8")


def kept(folder: Path = _FOLDER) -> dict[str, _Run]:
    """All figures that there are, by section. Those of an `earlier` run name the machine of that run."""
    return {file.stem: _read(file) for file in sorted(folder.glob("*.json"))}


def _merged(before: _Run, figures: dict[str, Any]) -> _Run:
    """A run on one database alone says nothing of the other: its figures stay, as those of an earlier run."""
    had, asked = before.get("figures", {}), {*figures} & {*DATABASES}
    others = {name: had[name] for name in DATABASES if asked and name in had and name not in figures}
    run: _Run = {"machine": machine()}
    if others:
        run["earlier"] = {name: before.get("earlier", {}).get(name, before["machine"]) for name in others}
    both = figures | others
    return run | {"figures": {name: both[name] for name in [*DATABASES, *both] if name in both}}


def _read(file: Path) -> _Run:
    run: _Run = json.loads(file.read_text("utf-8"))
    return run
