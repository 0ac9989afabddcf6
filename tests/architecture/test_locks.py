"""What `make lock` writes can be installed from anywhere, and only as it was chosen."""

import re
import tomllib
from pathlib import Path

import pytest

from tools.environment import ROOT

pytestmark = pytest.mark.once

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>\S+)( ; .+)? \\$")


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8").splitlines()
    return {match["name"]: match["version"] for line in lines if (match := PIN.match(line))}


def plain(requirement: str) -> str:
    return re.split(r"[\[<>=! ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_pins_hashes_and_comments_alone(lock: Path) -> None:
    allowed = re.compile(rf"{PIN.pattern}|^    --hash=sha256:[0-9a-f]{{64}}( \\)?$|^ *#")

    strange = [line for line in lock.read_text("utf-8").splitlines() if not allowed.match(line)]

    assert strange == []


def test_the_developers_lock_holds_all_of_base_at_the_same_versions() -> None:
    assert pins("base").items() <= pins("dev").items()


def test_every_wanted_package_is_locked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert {plain(name) for name in settings["project"]["dependencies"]} <= pins("base").keys()
    assert {plain(name) for name in settings["dependency-groups"]["dev"]} <= pins("dev").keys()
    assert {plain(name) for name in settings["dependency-groups"]["postgres"]} == pins("postgres").keys()
