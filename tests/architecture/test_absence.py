"""A feature is a folder: without the folder and its line of registration, the house stands."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.environment import PYTHON, ROOT

pytestmark = [pytest.mark.once, pytest.mark.slow]

LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "node_modules"
)
MARKS = "not browser and not postgres and not slow and not once"


# A kind of topic, and a feature that takes part in many pages.
ABSENT = ("announcements", "discovery")


@pytest.fixture
def smaller_house(tmp_path: Path) -> Path:
    """A copy of this house in which nobody announces anything, and nobody is told of it from outside."""
    for name in ("groundswell", "tests", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_BEHIND)
    for name in ("conftest.py", "manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ABSENT:
        shutil.rmtree(tmp_path / "groundswell" / name)
    settings = tmp_path / "groundswell" / "config" / "settings.py"
    lines = rf"^.*\"groundswell\.({'|'.join(ABSENT)})\".*\n"
    kept = re.sub(lines, "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(kept, "utf-8")
    return tmp_path


def test_without_their_folders_the_suite_passes(smaller_house: Path) -> None:
    command = [
        str(PYTHON),
        "-m",
        "pytest",
        "--quiet",
        "--numprocesses=2",
        "--dist=worksteal",
        "-p",
        "no:cacheprovider",
        "-m",
        MARKS,
    ]
    place = {**os.environ, "GROUNDSWELL_SHARED": str(ROOT.parent / "shared")}

    told = subprocess.run(command, cwd=smaller_house, env=place, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout[-8000:] + told.stderr[-2000:]
