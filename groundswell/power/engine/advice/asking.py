"""The rule for what nobody has asked. It waits until there is a way to ask: the measure of belonging."""

from collections.abc import Sequence

from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.advice.rules import Rule
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.readings.reading import Reading
from groundswell.power.engine.results import State
from groundswell.power.engine.spans import HOUR

_UNASKED = {State.UNDEFINED, State.TOO_FEW}


def ask_how_they_feel(rule: Rule, _columns: Columns, readings: Sequence[Reading]) -> Advice | None:
    """Belonging could be read, and was not: nobody, or too few, have been asked."""
    found = next((each.result for each in readings if each.name == rule.moves), None)
    if found is None or found.state not in _UNASKED:
        return None
    hours = (found.window.end - found.window.start) / HOUR
    return Advice(
        rule=rule.name,
        moves=rule.moves,
        people=0,
        hours=hours,
        reason={"answers": found.n, "days": found.window.days},
        place=Place(),
        evidence=Evidence(rule.source),
    )
