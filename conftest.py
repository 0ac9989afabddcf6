"""The root of all tests: what they live under, and who is in them."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_ROOT = Path(__file__).parent
_WIDE = (_ROOT / "tests", _ROOT / "bench")

# The same examples each time, and none that fails because the machine is slow.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("inner loop", settings.get_profile("house"), max_examples=20)
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
    """Whatever stands under tests/ crosses features, and what stands under bench/ measures."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in _WIDE):
            item.add_marker("wide")


def pytest_collection_finish() -> None:
    """What has been taken in by now stays to the end: nobody need look through it for rubbish."""
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_unconfigure() -> None:
    gc.unfreeze()
