"""With whom people talk, and what holds them together."""

from collections.abc import Mapping
from dataclasses import replace

from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.results import Exclusion

OF_REPLIES = frozenset({
    Exclusion.BOTS, Exclusion.REMOVED, Exclusion.TO_ONESELF, Exclusion.UNKNOWN_AUTHOR,
})  # fmt: skip


def _of_replies(
    name: str, unit: Unit, parameters: Mapping[str, float] | None = None, *, module: str = "cohesion"
) -> Measure:
    return Measure(
        name=name,
        unit=unit,
        minimum=30,
        days=84,
        computed_by=ours(module, name),
        excludes=OF_REPLIES,
        parameters=parameters or {},
    )


PARTNERS = replace(_of_replies("partners", Unit.PEOPLE), sampled_by=sampled("togetherness"))
RECIPROCITY = _of_replies("reciprocity", Unit.SHARE, {"rewired": 50})
COMPONENTS = _of_replies("components", Unit.SHARE)
ISOLATES = _of_replies("isolates", Unit.SHARE)
CORE = _of_replies("core", Unit.NUMBER, {"ties": 3})
BRIDGES = _of_replies("bridges", Unit.PEOPLE)
TRANSITIVITY = _of_replies("transitivity", Unit.SHARE)
GROUPS = _of_replies(
    "groups",
    Unit.NUMBER,
    {"seeds": 10, "agreement": 0.75, "people behind a cell": 5, "groups shown": 12},
    module="groups",
)
declare(PARTNERS, RECIPROCITY, COMPONENTS, ISOLATES, CORE, BRIDGES, TRANSITIVITY, GROUPS)
