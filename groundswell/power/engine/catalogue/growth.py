"""Who comes, stays and goes."""

from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.results import Exclusion

OF_ACTS = frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.UNKNOWN_AUTHOR})
GROWTH = Measure(
    name="growth", unit=Unit.PEOPLE, minimum=20, days=364, looks_back=0,  # to the first act of all
    computed_by=ours("growth", "growth"), counts_people=True, excludes=OF_ACTS, parameters={"period": 28},
)  # fmt: skip
STICKINESS = Measure(
    name="stickiness", unit=Unit.SHARE, minimum=20, days=28,
    computed_by=ours("growth", "stickiness"), excludes=OF_ACTS,
)  # fmt: skip
KEPT = Measure(
    name="kept", unit=Unit.SHARE, minimum=30, days=28, looks_back=56,
    computed_by=ours("growth", "kept"), counts_people=True, excludes=OF_ACTS,
    sampled_by=sampled("holding"),
)  # fmt: skip
declare(GROWTH, STICKINESS, KEPT)
