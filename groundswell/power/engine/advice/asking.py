"""The rule for what nobody has asked. It waits until there is a way to ask: the measure of belonging."""

from collections.abc import Mapping

from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.advice.rules import Rule
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import HOUR

_UNASKED = {State.UNDEFINED, State.TOO_FEW}


def ask_how_they_feel(rule: Rule, _columns: Columns, last: Mapping[str, Result]) -> Advice | None:
    """Belonging could be read, and was not: nobody, or too few, have been asked."""
    found = next(last.get(kind.id) for kind in EIGHT if kind.name == rule.moves)
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
