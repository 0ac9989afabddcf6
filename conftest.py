"""The root of all tests: what they live under, and who is in them."""

from hypothesis import HealthCheck, settings

# The same examples each time, and none that fails because the machine is slow.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.cast",
    "tests.plugins.network",
    "tests.plugins.results",
    "tests.plugins.served",
    "tests.plugins.whole",
]
