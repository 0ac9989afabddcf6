"""The root of all tests: what they live under, and who is in them."""

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.cast",
    "tests.plugins.network",
    "tests.plugins.results",
    "tests.plugins.served",
    "tests.plugins.whole",
]
