"""How long our functions are: the figure that says first when a house is getting heavy."""

from dataclasses import dataclass
from statistics import median, quantiles

from tools import source


@dataclass(frozen=True, slots=True)
class Distribution:
    """Lines from `def` to the end, over the product's functions: no tests, no migrations."""

    number: int
    median: float
    ninetieth: float
    longest: int


def distribution() -> Distribution:
    modules = [
        module for module in source.modules("groundswell") if not module.is_test and not module.is_migration
    ]
    lines = [function.lines for module in modules for function in module.functions()]
    return Distribution(len(lines), median(lines), quantiles(lines, n=10)[-1], max(lines))


def summary() -> str:
    found = distribution()
    return (
        f"{found.number} functions: half have at most {found.median:.0f} lines, "
        f"nine in ten at most {found.ninetieth:.0f}, the longest {found.longest}."
    )
