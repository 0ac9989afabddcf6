"""What becomes of those who write for the first time."""

from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.results import Exclusion

OF_NEWCOMERS = frozenset({
    Exclusion.BOTS, Exclusion.REMOVED, Exclusion.HEADLESS, Exclusion.NO_ANSWER_WANTED, Exclusion.UNFOLLOWED,
})  # fmt: skip
WELCOMED_IN_A_DAY = Measure(
    name="welcomed_in_a_day",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=ours("newcomers", "welcomed_in_a_day"),
    excludes=OF_NEWCOMERS - {Exclusion.UNFOLLOWED},
    parameters={"days": 1},
    sampled_by=sampled("welcome"),
)
SECOND_POST = Measure(
    name="second_post",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=ours("newcomers", "second_post"),
    excludes=frozenset({Exclusion.BOTS, Exclusion.REMOVED}),
    parameters={"days": 28},
)
RETURNED = Measure(
    name="returned",
    unit=Unit.SHARE,
    minimum=20,
    days=364,
    looks_back=0,  # to the first cohort
    computed_by=ours("newcomers", "returned"),
    excludes=frozenset({Exclusion.BOTS, Exclusion.REMOVED, Exclusion.UNFOLLOWED}),
    parameters={"from": 7, "before": 97},
    within=ours("followed", "whole_beginnings"),
)
RETURN_WHEN_ANSWERED = Measure(
    name="return_when_answered",
    unit=Unit.SHARE,
    minimum=20,
    days=364,
    looks_back=0,  # to the first cohort
    computed_by=ours("newcomers", "return_when_answered"),
    excludes=OF_NEWCOMERS,
    parameters={"answered within": 7, "from": 7, "before": 97},
    within=ours("followed", "whole_groups"),
)
NEWCOMERS_PATH = Measure(
    name="newcomers_path",
    unit=Unit.SHARE,
    minimum=20,
    days=364,
    looks_back=0,  # to the first cohort
    computed_by=ours("newcomers", "newcomers_path"),
    counts_people=True,
    excludes=OF_NEWCOMERS,
    parameters={"answered within": 1, "again within": 28, "from": 7, "before": 97},
    within=ours("followed", "whole_paths"),
)
declare(WELCOMED_IN_A_DAY, SECOND_POST, RETURNED, RETURN_WHEN_ANSWERED, NEWCOMERS_PATH)
