"""Nothing is left out: a test that is skipped fails, and so does one that is expected to fail.

Only ../shared may be absent, and programs that a test names; `make test` then tells what could not run.
"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("GROUNDSWELL_SHARED", ROOT.parent / "shared"))
ABSENT = "../shared is absent"
# Where servers stand even if an ordinary person's path leaves them out.
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project, which is not part of it."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip(ABSENT)
    return data


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.needs_shared)


def program(name: str) -> str | None:
    """Where a program of the system is, if it is there."""
    return shutil.which(name, path=_PATH)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if absent := _absent_programs(item):
        pytest.skip(f"{', '.join(absent)} is absent")


def _absent_programs(item: pytest.Item) -> list[str]:
    return [name for mark in item.iter_markers("needs_program") for name in mark.args if not program(name)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    lacks_data = item.get_closest_marker("needs_shared") and not (SHARED / "data").is_dir()
    if report.skipped and not (lacks_data or _absent_programs(item)):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and nothing is skipped here: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and nothing is skipped here: {report.longrepr}"
    return report
