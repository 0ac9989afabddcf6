"""Every measure there is: its id, unit, least n, window, exclusions, and the function that computes it.

A module a family; later features declare their own. No numpy here: pages link to definitions without
computing anything.
"""

from groundswell.power.engine.catalogue import (
    answering,
    cohesion,
    doing,
    growth,
    load,
    newcomers,
    reach,
    staying,
    writing,
)
from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, measures, ours

__all__ = [
    "Measure",
    "Unit",
    "answering",
    "cohesion",
    "declare",
    "doing",
    "growth",
    "load",
    "measures",
    "newcomers",
    "ours",
    "reach",
    "staying",
    "writing",
]
