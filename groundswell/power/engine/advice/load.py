"""The rule for work that rests on too few."""

from collections.abc import Mapping

import numpy as np

from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.advice.rules import Rule
from groundswell.power.engine.catalogue.load import EFFECTIVE_ANSWERERS
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.measures.load import answers
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, HOUR, Window
from groundswell.power.engine.statistics.inequality import absence_factor


def share_load(rule: Rule, columns: Columns, last: Mapping[str, Result]) -> Advice | None:
    """One or two people give half of the first answers; whom to invite of the others who answer already."""
    measure = EFFECTIVE_ANSWERERS
    window = Window.before(columns.cut_off, days=measure.days)
    work = answers(columns, window)
    made = np.bincount(work.person, minlength=len(columns.people))
    few = absence_factor(made)
    if few is None or few > rule.parameters["people"] or len(work) < rule.parameters["answers"]:
        return None
    # Most first; of two who gave as many, whoever has been here longer.
    by_work = np.lexsort((columns.people.id, columns.people.acted, -made))
    others = [place for place in by_work[few:] if made[place]][: rule.parameters["invited"]]
    return Advice(
        rule=rule.name,
        moves=rule.moves,
        people=few,
        hours=measure.days * DAY / HOUR,
        reason={"people": few, "share": float(made[by_work[:few]].sum() / len(work)), "answers": len(work)},
        place=Place(people=tuple(int(columns.people.id[place]) for place in others)),
        evidence=_of_sharing(rule, last.get(measure.id)),
    )


def _of_sharing(rule: Rule, found: Result | None) -> Evidence:
    if found is None or found.value is None:
        return Evidence(rule.source)
    return Evidence(rule.source, found.measure, found.n, {"effective": found.value})
