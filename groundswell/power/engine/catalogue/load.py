"""On how many people the work rests."""

from groundswell.power.engine.catalogue.answering import OF_ANSWERS
from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.catalogue.newcomers import OF_NEWCOMERS
from groundswell.power.engine.results import Exclusion

# An interval that ends at more than so many times its beginning tells too little to show a figure in it.
_WIDEST = {"widest": 4.0}

OF_WELCOMES = OF_NEWCOMERS - {Exclusion.UNFOLLOWED} | {Exclusion.UNKNOWN_AUTHOR}
EFFECTIVE_ANSWERERS = Measure(
    name="effective_answerers", unit=Unit.PEOPLE, minimum=30, days=84,
    computed_by=ours("load", "effective_answerers"), parameters=_WIDEST, excludes=OF_ANSWERS,
)  # fmt: skip
EFFECTIVE_WELCOMERS = Measure(
    name="effective_welcomers", unit=Unit.PEOPLE, minimum=30, days=84,
    computed_by=ours("load", "effective_welcomers"), parameters=_WIDEST, excludes=OF_WELCOMES,
)  # fmt: skip
SHARED_LOAD = Measure(
    name="shared_load", unit=Unit.PEOPLE, minimum=10, days=84,
    computed_by=ours("load", "shared_load"), excludes=OF_ANSWERS | OF_WELCOMES,
    sampled_by=sampled("shared_load"), parameters=_WIDEST,
)  # fmt: skip
ABSENCE_FACTOR = Measure(
    name="absence_factor", unit=Unit.PEOPLE, minimum=20, days=84,
    computed_by=ours("load", "absence_factor"), excludes=OF_ANSWERS | OF_WELCOMES,
)  # fmt: skip
declare(EFFECTIVE_ANSWERERS, EFFECTIVE_WELCOMERS, SHARED_LOAD, ABSENCE_FACTOR)
