"""Find the Chromium that the browser tests drive, or get one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.environment import PYTHON

VARIABLE = "GROUNDSWELL_CHROMIUM"
MENDING = (
    "No Chromium: install one (Debian: apt-get install chromium; macOS: brew install --cask chromium) "
    f"or name yours in {VARIABLE}."
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoChromium(Exception):
    """There is no Chromium to be had; the message says what mends it."""

    def __init__(self) -> None:
        super().__init__(MENDING)


def chromium() -> str:
    """The path of a Chromium that runs: the one named, the machine's, or one fetched now."""
    named = os.environ.get(VARIABLE)
    found = named if named and runs(named) else next(filter(runs, candidates()), None)
    if found is None and not named:
        found = fetched()
    if found is None:
        raise NoChromium
    return found


def candidates() -> Iterator[str]:
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from PLACES
    if own := playwrights_own():
        yield own


def runs(path: str) -> bool:
    """Whether it answers with its version; Ubuntu's stand-in for a snap, for one, does not."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0


def playwrights_own() -> str | None:
    """Where Playwright would keep its own Chromium, if it has fetched one."""
    told = subprocess.run([PYTHON, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    path = told.stdout.strip()
    return path if path and Path(path).exists() else None


def fetched() -> str | None:
    """By apt where we are root, else by Playwright."""
    print("No Chromium on this machine: fetching one …", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=quiet, check=False)
    else:
        subprocess.run([PYTHON, "-m", "playwright", "install", "chromium"], check=False)
    return next(filter(runs, candidates()), None)
