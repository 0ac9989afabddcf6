"""Whose words others take up: reckoned like the others, and declared nowhere, so that it is never shared."""

from groundswell.power.engine.catalogue.cohesion import OF_REPLIES
from groundswell.power.engine.catalogue.measure import Measure, Unit, ours

INFLUENCE = Measure(
    name="influence",
    unit=Unit.SHARE,
    minimum=30,
    days=84,
    looks_back=0,
    computed_by=ours("influence", "influence"),
    excludes=OF_REPLIES,
    parameters={"days between places": 28, "days of h": 365},
)
