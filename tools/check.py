"""`make test`: every check there is, each to its end even where an earlier one failed.

`--fast` keeps to what answers within half a minute; `--lint` to what needs no test. What keeps one core alone
busy goes beside something else that does; each step's output stays together.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from tools import chromium, postgres, sizes, tally
from tools.environment import PROGRAMS, ROOT

# What one process compiles serves the hundred after it, whatever the machine says of keeping it.
KEPT = {"PYTHONDONTWRITEBYTECODE": ""}
CORES = str(max(2, os.cpu_count() or 2))


class Failure(Exception):
    """A step went wrong; what there is to say has been said, or is the message."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the checks: where its files are, how its steps ended, and where it says so."""

    home: Path
    failed: list[str] = field(default_factory=list)
    told: IO[str] | None = None

    def say(self, *lines: str) -> None:
        print(*lines, sep="\n", file=self.told, flush=True)

    def step(self, name: str, work: Callable[[], None]) -> None:
        self.say(f"── {name}")
        began = time.monotonic()
        try:
            work()
        except (Failure, chromium.NoChromium, postgres.NoPostgres) as matter:
            self.failed.append(name)
            self.say(*filter(None, [str(matter)]), f"   FAILED after {time.monotonic() - began:.1f} s")
        else:
            self.say(f"   ok, {time.monotonic() - began:.1f} s")

    def beside(self, work: "Plan", other: "Plan") -> None:
        """Do two things at once; what the other has to say is said when both are through."""
        with tempfile.TemporaryFile("w+") as told:
            with ThreadPoolExecutor(1) as lane:
                quiet = lane.submit(other, replace(self, told=told))
                work(self)
            told.seek(0)
            shutil.copyfileobj(told, sys.stdout)
            quiet.result()

    def tool(self, module: str, *arguments: str, more: Mapping[str, str] | None = None) -> None:
        """Run a Python module, its output as it comes."""
        self.program("python", "-m", module, *arguments, more=more)

    def program(self, name: str, *arguments: str, more: Mapping[str, str] | None = None) -> None:
        """Run a program of the virtual environment, away from the community in var/."""
        settings = {**os.environ, **KEPT, "GROUNDSWELL_HOME": str(self.home), **(more or {})}
        done = subprocess.run(
            [PROGRAMS / name, *arguments],
            cwd=ROOT,
            env=settings,
            stdout=self.told,
            stderr=subprocess.STDOUT if self.told else None,
            check=False,
        )
        if done.returncode:
            raise Failure

    def pytest(self, name: str, marks: str, *only: str, more: Mapping[str, str]) -> None:
        results = f"--results={self.home / f'results-{name}.json'}"
        # Each worker has a half and helps the other at the end: what a module shares is seldom made twice.
        workers = () if name.endswith("-alone") else (f"--numprocesses={CORES}", "--dist=worksteal")
        self.tool("pytest", "--quiet", *workers, results, "-m", marks, *only, more=more)

    def results(self, name: str) -> list[Path]:
        """Those of a run and of its later parts: postgres, postgres-alone."""
        return sorted(self.home.glob(f"results-{name}*.json"))


Plan = Callable[[Run], None]


def style(run: Run) -> None:
    run.step(
        "Format (ruff format)",
        lambda: run.tool("ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
    )
    run.step(
        "Style (ruff check)", lambda: run.tool("ruff", "check", "--quiet", "--output-format=concise", ".")
    )


def shape(run: Run) -> None:
    run.step("Types (mypy)", lambda: run.tool("mypy", "--no-error-summary"))
    run.step("Floors (import-linter)", lambda: run.program("lint-imports", "--no-logo"))
    run.step("Third-party files (vendor.toml)", lambda: run.tool("groundswell.ui.vendoring.manifest"))
    run.step("Migrations (none missing)", lambda: check_django(run))


def check_django(run: Run) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "groundswell.config.settings"}
    run.tool("django", "check", "--fail-level=WARNING", more=settings)
    run.tool("django", "makemigrations", "--check", "--dry-run", more=settings)


def on_sqlite(run: Run) -> None:
    run.pytest("sqlite", "not browser and not postgres", more={postgres.VARIABLE: ""})


def on_postgres(run: Run, *, name: str = "postgres", which: str = "not alone") -> None:
    marks = f"not browser and not sqlite and not once and {which}"
    if named := os.environ.get(postgres.VARIABLE):
        run.pytest(name, marks, more={postgres.VARIABLE: named})
        return
    with postgres.throwaway() as address:
        run.pytest(name, marks, more={postgres.VARIABLE: address})


def in_browser(run: Run) -> None:
    more = {postgres.VARIABLE: "", chromium.VARIABLE: chromium.chromium()}
    run.pytest("browser", "browser", more=more)


def alone_on_postgres(run: Run) -> None:
    run.step("Tests alone on PostgreSQL", lambda: on_postgres(run, name="postgres-alone", which="alone"))


def everything(run: Run) -> None:
    style(run)
    run.beside(shape, alone_on_postgres)
    run.step("Tests on SQLite", lambda: on_sqlite(run))
    run.step("Tests on PostgreSQL", lambda: on_postgres(run))
    run.step("Tests in the browser", lambda: in_browser(run))
    run.say("", sizes.summary())


def in_the_inner_loop(run: Run) -> None:
    """Without tests/ and bench/, which are wide, and with fewer examples of what holds of any."""
    marks = "not browser and not postgres and not slow and not wide"
    only = ("--hypothesis-profile=inner loop", "groundswell")
    run.pytest("sqlite", marks, *only, more={postgres.VARIABLE: ""})


def fast(run: Run) -> None:
    style(run)
    run.step("Tests on SQLite", lambda: in_the_inner_loop(run))
    run.say(
        "",
        "FAST=1 left out types, floors, migrations, PostgreSQL, the browser, wide and slow tests.",
    )


def lint(run: Run) -> None:
    style(run)
    shape(run)


def main(arguments: list[str]) -> int:
    began = time.monotonic()
    plan = {"--fast": fast, "--lint": lint}.get("".join(arguments), everything)
    with tempfile.TemporaryDirectory(prefix="groundswell-check-") as home:
        run = Run(Path(home))
        try:
            plan(run)
        except KeyboardInterrupt:
            run.say("", "Stopped.")
            return 130
        tallies = [found for name in tally.TITLES if (found := tally.read(run.results(name), name))]
    run.say(f"{time.monotonic() - began:.0f} seconds in all.", "")
    if run.failed:
        run.say(f"FAILED: {', '.join(run.failed)}.", "")
    run.say(*tally.closing_lines(tallies, failed_steps=len(run.failed)))
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
