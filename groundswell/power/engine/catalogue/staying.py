"""How long people stay, cohort by cohort and one by one."""

from groundswell.power.engine.catalogue.growth import OF_ACTS
from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours

COHORT_RETENTION = Measure(
    name="cohort_retention", unit=Unit.SHARE, minimum=30, days=364, looks_back=0,  # to the first cohort
    computed_by=ours("retention", "cohort_retention"), excludes=OF_ACTS, parameters={"period": 28},
)  # fmt: skip
STAYING = Measure(
    name="staying", unit=Unit.DAYS, minimum=30, days=0,
    computed_by=ours("staying", "staying"), counts_people=True, excludes=OF_ACTS,
    parameters={"gap": 84, "shorter gap": 56, "longer gap": 112},
)  # fmt: skip
WRITERS_HALF_LIFE = Measure(
    name="writers_half_life", unit=Unit.DAYS, minimum=30, days=0,
    computed_by=ours("staying", "writers_half_life"), counts_people=True, excludes=STAYING.excludes,
    parameters=STAYING.parameters,
)  # fmt: skip
declare(COHORT_RETENTION, STAYING, WRITERS_HALF_LIFE)
