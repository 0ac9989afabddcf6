"""Other people's statistics, by which ours are checked.

They take more than a second to come in: only tests that ask for them pay it, and none of the inner loop.
"""

from typing import Any

import pytest

ORACLES = {"lifelines", "scipy"}


@pytest.fixture(scope="session")
def lifelines() -> Any:
    import lifelines.statistics
    import lifelines.utils

    return lifelines


@pytest.fixture(scope="session")
def scipy() -> Any:
    import scipy.optimize
    import scipy.stats

    return scipy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if ORACLES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
