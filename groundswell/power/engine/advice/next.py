"""What to do next in this community: the three most pressing of what the rules say."""

from collections.abc import Mapping

from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.advice.rules import rules
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.results import Result

MOST = 3


def advise(columns: Columns, last: Mapping[str, Result], at: int) -> tuple[Advice, ...]:
    """`columns` are what is known at that moment; `last` what measures said of the last week that ended."""
    if columns.cut_off != at:
        raise ValueError(f"Advice at {at} rests on what is known then, not at {columns.cut_off}.")
    said = [advice for rule in rules if (advice := rule.says(columns, last)) is not None]
    return tuple(sorted(said, key=_pressing)[:MOST])


def _pressing(advice: Advice) -> tuple[int, float, str]:
    return rules[advice.rule].urgency, -advice.people * advice.hours, advice.rule
