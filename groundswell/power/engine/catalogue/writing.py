"""How evenly people write."""

from groundswell.power.engine.catalogue.growth import OF_ACTS
from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours

WRITING_GINI = Measure(
    name="writing_gini", unit=Unit.NUMBER, minimum=20, days=364,
    computed_by=ours("writing", "writing_gini"), excludes=OF_ACTS,
)  # fmt: skip
WRITING_SHARES = Measure(
    name="writing_shares", unit=Unit.SHARE, minimum=50, days=364,
    computed_by=ours("writing", "writing_shares"), excludes=OF_ACTS,
)  # fmt: skip
declare(WRITING_GINI, WRITING_SHARES)
