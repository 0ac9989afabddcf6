"""Make the virtual environment and install what a lock names, only when the lock has changed.

Called by the Makefile with the machine's own Python, so it uses the standard library alone:
`python3 tools/environment.py base` to run Groundswell, `… dev` to work on it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PROGRAMS = PYTHON.parent
NO_VENV = "This Python cannot make virtual environments; on Debian: apt-get install python3-venv."


def main(lock_name: str) -> None:
    lock = ROOT / "requirements" / f"{lock_name}.txt"
    if not is_usable():
        make_venv()
    wanted = {stamp(name): fingerprint(name) for name in covered_by(lock_name)}
    if all(kept.is_file() and kept.read_text() == mark for kept, mark in wanted.items()):
        return
    if not install(lock):
        sys.exit(f"The packages of {lock.name} could not be installed; see above.")
    for kept, mark in wanted.items():
        kept.write_text(mark)


def covered_by(lock_name: str) -> list[str]:
    """The developers' lock holds all of base, at the same versions."""
    return ["base", "dev"] if lock_name == "dev" else [lock_name]


def stamp(lock_name: str) -> Path:
    return VENV / f"installed-{lock_name}"


def fingerprint(lock_name: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock_name}.txt").read_bytes()).hexdigest()


def is_usable() -> bool:
    """Whether the environment is there, and its Python has not been moved or taken away."""
    try:
        return (
            subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def make_venv() -> None:
    print("Making a virtual environment in .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(f"{made.stdout}{made.stderr}\n{NO_VENV}")


def install(lock: Path, *more: str) -> bool:
    """Run pip over the lock, turning its many lines into one that counts; all of them only if it fails."""
    packages = sum("==" in line for line in lock.read_text().splitlines())
    began = time.monotonic()
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    with subprocess.Popen(
        [PYTHON, "-m", "pip", "install", "--require-hashes", *quiet, *more, "-r", lock],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        lines = show_progress(pip, packages, lock.name)
    if pip.returncode:
        print("".join(lines), file=sys.stderr)
        return False
    print(f"Installed {packages} packages from {lock.name} in {time.monotonic() - began:.0f} s.", flush=True)
    return True


def show_progress(pip: subprocess.Popen[str], packages: int, name: str) -> list[str]:
    lines, seen = [], 0
    for line in pip.stdout or []:
        lines.append(line)
        if not line.startswith(("Collecting ", "Requirement already satisfied")):
            continue
        seen += 1
        if sys.stdout.isatty():
            print(f"\rFetching packages of {name}: {seen} of {packages}", end="", flush=True)
        elif seen % 10 == 0:
            print(f"Fetching packages of {name}: {seen} of {packages}", flush=True)
    if sys.stdout.isatty():
        print("\r\033[K", end="")
    return lines


if __name__ == "__main__":
    main(sys.argv[1])
