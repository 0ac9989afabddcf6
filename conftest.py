"""The root of all tests: what they live under, and who is in them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_CROSSING = Path(__file__).parent / "tests"

# The same examples each time, and none that fails because the machine is slow.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.cast",
    "tests.plugins.network",
    "tests.plugins.oracles",
    "tests.plugins.results",
    "tests.plugins.served",
    "tests.plugins.sweeping",
    "tests.plugins.whole",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands under tests/ crosses features."""
    for item in items:
        if item.path.is_relative_to(_CROSSING):
            item.add_marker("wide")
