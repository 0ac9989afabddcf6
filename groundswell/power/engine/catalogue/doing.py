"""Who does something in the world."""

from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.results import Exclusion

DID_PER_HUNDRED = Measure(
    name="did_per_hundred",
    unit=Unit.NUMBER,
    minimum=20,
    days=84,
    computed_by=ours("doing", "did_per_hundred"),
    excludes=frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.UNKNOWN_AUTHOR}),
    sampled_by=sampled("doing"),
)
declare(DID_PER_HUNDRED)
