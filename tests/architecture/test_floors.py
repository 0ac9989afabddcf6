"""The floors of the house hold, and would be seen to break."""

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tools import source
from tools.environment import PROGRAMS, ROOT

pytestmark = pytest.mark.once


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAMS / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def floors() -> list[str]:
    """The names of the floors as pyproject.toml has them, high to low."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = next(
        one["layers"] for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"
    )
    return [name.strip(" ()") for layer in layers for name in layer.split("|")]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with the floors of ours, and a single empty room on each."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    kinds = ("source_modules", "protected_modules", "allowed_importers")
    named = [name for contract in contracts for kind in kinds for name in contract.get(kind, [])]
    for name in {*floors(), *named}:
        folder = tmp_path
        for part in name.split("."):
            folder /= part
            folder.mkdir(exist_ok=True)
            (folder / "__init__.py").touch()
    return tmp_path


def test_every_feature_stands_on_a_floor() -> None:
    there = {f"groundswell.{folder.name}" for folder in source.features()}

    assert there - set(floors()) == set()


def test_a_house_in_order_passes(house: Path) -> None:
    (house / "groundswell/topics/__init__.py").write_text("import groundswell.people\n")

    assert lint_imports(house).returncode == 0


@pytest.mark.parametrize(
    ("room", "statement"),
    [
        ("people", "import groundswell.topics"),
        ("kernel", "from groundswell import community"),
        ("topics", "import groundswell.announcements"),
        ("archives", "import django.db"),
        ("archives", "import groundswell.kernel"),
        ("kernel", "import groundswell.archives"),
        ("topics/rendering", "from django.db import models"),
        ("demo", "import groundswell.site"),
        ("site", "import groundswell.power.engine.measures.influence"),
    ],
)
def test_a_broken_floor_fails(house: Path, room: str, statement: str) -> None:
    (house / "groundswell" / room / "__init__.py").write_text(f"{statement}\n")

    told = lint_imports(house)

    assert told.returncode == 1
    assert "BROKEN" in told.stdout


def test_a_test_may_look_upstairs(house: Path) -> None:
    tests = house / "groundswell/people/tests"
    tests.mkdir()
    (tests / "__init__.py").touch()
    (tests / "test_pages.py").write_text("import groundswell.topics\n")

    assert lint_imports(house).returncode == 0
