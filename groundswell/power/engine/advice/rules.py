"""Every rule there is: when it speaks, what it moves, and how urgent that is. No numpy here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING

from groundswell.kernel.registry import Registry
from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.results import Result

if TYPE_CHECKING:
    from groundswell.power.engine.columns import Columns  # needs numpy

_OURS = "groundswell.power.engine.advice"


class Urgency(IntEnum):
    """Whoever is new and waits comes first; among equals, more people for longer do."""

    A_NEWCOMER_WAITS = 1
    SOMEBODY_WAITS = 2
    PEOPLE_STOP = 3
    IT_RESTS_ON_FEW = 4
    NOBODY_ASKED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`moves` is a reading. `applies` is "module:function", taking the rule, columns and `last`.

    `columns` hold the last half year at least (see `sources/recent.py`); what takes longer to know is in
    `last`: by its id, what each measure said in the last week that ended.
    """

    name: str
    moves: str
    applies: str
    urgency: Urgency
    source: str
    parameters: Mapping[str, int] = field(default_factory=dict)

    def says(self, columns: "Columns", last: Mapping[str, Result]) -> Advice | None:
        """The most pressing case, or None where there is none; imports numpy."""
        module, _, function = self.applies.partition(":")
        found: Advice | None = getattr(import_module(module), function)(self, columns, last)
        return found


rules: Registry[Rule] = Registry("rules of advice")


def declare(*declared: Rule) -> None:
    for each in declared:
        rules.add(each.name, each)


def delays() -> frozenset[int]:
    """After how many hours of waiting some rule speaks that was silent before."""
    return frozenset(hours for rule in rules if (hours := rule.parameters.get("after hours")))


ANSWER_NEWCOMER = Rule(
    name="answer_newcomer",
    moves="welcome",
    applies=f"{_OURS}.waiting:answer_newcomer",
    urgency=Urgency.A_NEWCOMER_WAITS,
    source="joyce_kraut_2006",
    parameters={"after hours": 6, "before days": 7},
)
ANSWER_TOPICS = Rule(
    name="answer_topics",
    moves="answering",
    applies=f"{_OURS}.waiting:answer_topics",
    urgency=Urgency.SOMEBODY_WAITS,
    source="ours",
    parameters={"after hours": 72, "before days": 84, "topics": 3},
)
ASK_COHORT = Rule(
    name="ask_cohort",
    moves="holding",
    applies=f"{_OURS}.leaving:ask_cohort",
    urgency=Urgency.PEOPLE_STOP,
    source="ours",
    parameters={"days": 28, "periods before": 3, "people": 20},
)
WAKE_SPACE = Rule(
    name="wake_space",
    moves="reach",
    applies=f"{_OURS}.leaving:wake_space",
    urgency=Urgency.PEOPLE_STOP,
    source="ours",
    parameters={"weeks": 4, "weeks before": 12, "visits": 20, "errors in a thousand": 50},
)
SHARE_LOAD = Rule(
    name="share_load",
    moves="shared_load",
    applies=f"{_OURS}.load:share_load",
    urgency=Urgency.IT_RESTS_ON_FEW,
    source="chaoss_absence_factor",
    parameters={"people": 2, "answers": 20, "invited": 4},
)
ASK_HOW_THEY_FEEL = Rule(
    name="ask_how_they_feel",
    moves="belonging",
    applies=f"{_OURS}.asking:ask_how_they_feel",
    urgency=Urgency.NOBODY_ASKED,
    source="peterson_2008",
)
declare(ANSWER_NEWCOMER, ANSWER_TOPICS, ASK_COHORT, WAKE_SPACE, SHARE_LOAD, ASK_HOW_THEY_FEEL)
