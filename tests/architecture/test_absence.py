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


@pytest.fixture
def house_without_announcements(tmp_path: Path) -> Path:
    """A copy of this house in which nobody announces anything."""
    for name in ("groundswell", "tests", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_BEHIND)
    for name in ("conftest.py", "manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.rmtree(tmp_path / "groundswell" / "announcements")
    settings = tmp_path / "groundswell" / "config" / "settings.py"
    kept = re.sub(
        r"^.*\"groundswell\.announcements\".*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE
    )
    settings.write_text(kept, "utf-8")
    return tmp_path


def test_without_the_announcements_folder_the_suite_passes(house_without_announcements: Path) -> None:
    command = [
        str(PYTHON),
        "-m",
        "pytest",
        "--quiet",
        "--numprocesses=2",
        "-p",
        "no:cacheprovider",
        "-m",
        MARKS,
    ]
    place = {**os.environ, "GROUNDSWELL_SHARED": str(ROOT.parent / "shared")}

    told = subprocess.run(
        command, cwd=house_without_announcements, env=place, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout[-8000:] + told.stderr[-2000:]
