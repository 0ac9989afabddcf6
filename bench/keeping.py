"""The latest figures, as JSON beside the code: small, and the source of every generated table."""

import json
from pathlib import Path
from typing import Any

from bench.machine import machine
from tools.environment import ROOT

_FOLDER = ROOT / "bench" / "results"


def keep(name: str, figures: dict[str, Any], *, folder: Path = _FOLDER) -> None:
    """Write a section's figures with the machine that they are from."""
    folder.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine(), "figures": figures}, indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(f"{text}\n", "utf-8")


def kept(folder: Path = _FOLDER) -> dict[str, dict[str, Any]]:
    """All figures that there are, by section."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))}
