"""How soon topics are answered, and by whom."""

from groundswell.power.engine.catalogue.measure import Measure, Unit, declare, ours, sampled
from groundswell.power.engine.results import Exclusion

OF_ANSWERS = frozenset({
    Exclusion.BOTS, Exclusion.REMOVED, Exclusion.TO_ONESELF, Exclusion.NO_ANSWER_WANTED,
    Exclusion.UNKNOWN_AUTHOR, Exclusion.OUT_OF_ORDER,
})  # fmt: skip
ANSWERED_IN_A_DAY = Measure(
    name="answered_in_a_day",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=ours("answering", "answered_in_a_day"),
    excludes=OF_ANSWERS,
    parameters={"days": 1},
    sampled_by=sampled("answering"),
)
UNANSWERED_AFTER_A_WEEK = Measure(
    name="unanswered_after_a_week",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=ours("answering", "unanswered_after_a_week"),
    excludes=OF_ANSWERS,
    parameters={"days": 7},
)
TIME_TO_ANSWER = Measure(
    name="time_to_answer",
    unit=Unit.DAYS,
    minimum=20,
    days=84,
    computed_by=ours("answering", "time_to_answer"),
    excludes=OF_ANSWERS,
)
ANSWERED_BEFORE_CLOSING = Measure(
    name="answered_before_closing",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=ours("answering", "answered_before_closing"),
    excludes=OF_ANSWERS,
    parameters={"days": 7},
)
WHO_ANSWERS_FIRST = Measure(
    name="who_answers_first",
    unit=Unit.SHARE,
    minimum=20,
    days=84,
    computed_by=ours("answering", "who_answers_first"),
    excludes=OF_ANSWERS,
    parameters={"core": 5},
)
declare(
    ANSWERED_IN_A_DAY,
    UNANSWERED_AFTER_A_WEEK,
    TIME_TO_ANSWER,
    ANSWERED_BEFORE_CLOSING,
    WHO_ANSWERS_FIRST,
)
