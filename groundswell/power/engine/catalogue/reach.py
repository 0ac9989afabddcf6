"""Who is here."""

from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.results import Exclusion

OF_REACH = frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.IMPORTED, Exclusion.UNKNOWN_AUTHOR})
ACTIVE_PEOPLE = Measure(
    name="active_people", unit=Unit.PEOPLE, minimum=20, days=28,
    computed_by=ours("reach", "active_people"), counts_people=True, excludes=OF_REACH,
    sampled_by=sampled("reach"),
)  # fmt: skip
WEEKLY_ACTIVE_PEOPLE = Measure(
    name="weekly_active_people", unit=Unit.PEOPLE, minimum=20, days=7,
    computed_by=ours("reach", "weekly_active_people"), counts_people=True, excludes=OF_REACH,
)  # fmt: skip
VISITING_PEOPLE = Measure(
    name="visiting_people", unit=Unit.PEOPLE, minimum=20, days=28, looks_back=0,  # for any visit at all
    computed_by=ours("reach", "visiting_people"), counts_people=True, excludes=OF_REACH,
)  # fmt: skip
declare(ACTIVE_PEOPLE, WEEKLY_ACTIVE_PEOPLE, VISITING_PEOPLE)
