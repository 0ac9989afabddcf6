"""`--results FILE` writes how each test ended, for the comparison that closes `make test`."""

import json
from pathlib import Path

import pytest

RANK = {"passed": 0, "skipped": 1, "failed": 2}


class Results:
    """The worst outcome of each test's setup, call and teardown, and which tests are marked `once`."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.outcomes: dict[str, str] = {}
        self.once: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        before = self.outcomes.get(report.nodeid, "passed")
        self.outcomes[report.nodeid] = max(before, report.outcome, key=RANK.__getitem__)
        if "once" in report.keywords:
            self.once.add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.outcomes[report.nodeid or "collection"] = "failed"

    def pytest_sessionfinish(self) -> None:
        self.file.write_text(json.dumps({"outcomes": self.outcomes, "once": sorted(self.once)}))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--results", metavar="FILE", type=Path, help="Write how each test ended, as JSON.")


def pytest_configure(config: pytest.Config) -> None:
    file = config.getoption("--results")
    if file and not hasattr(config, "workerinput"):  # under xdist only the one that hands out the tests
        config.pluginmanager.register(Results(file))
