"""Advice is said in calm sentences, with names for those who may see them and without for others."""

import subprocess
import sys

import pytest
from django.utils.translation import override

from groundswell.power.definitions.advice import SOURCES, act, evidence, reason, waited
from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.advice.rules import rules

pytestmark = pytest.mark.once
NAMES = {7: "Ines", 8: "Attic", 1: "Mo", 2: "Jan"}

ALL = {
    "answer_newcomer": Advice(
        rule="answer_newcomer",
        moves="welcome",
        people=2,
        hours=9.9,
        reason={"hours": 9.9, "waiting": 2},
        place=Place(topic=5, person=7),
        evidence=Evidence(
            "joyce_kraut_2006",
            "return_when_answered.v1",
            394,
            {"answered": 0.466, "not answered": 0.277},
            is_association=True,
        ),
    ),
    "answer_topics": Advice(
        rule="answer_topics",
        moves="answering",
        people=1,
        hours=82,
        reason={"hours": 82, "waiting": 3},
        place=Place(topic=5),
        evidence=Evidence("ours", "unanswered_after_a_week.v1", 96, {"unanswered": 0.38}),
    ),
    "ask_cohort": Advice(
        rule="ask_cohort",
        moves="holding",
        people=30,
        hours=672,
        reason={"now": 0.25, "before": 0.5, "joined": 40, "stopped": 30},
        place=Place(),
        evidence=Evidence("ours", n=80, numbers={"now": 0.25, "before": 0.5, "low": -0.4, "high": -0.1}),
    ),
    "wake_space": Advice(
        rule="wake_space",
        moves="reach",
        people=2,
        hours=672,
        reason={"now": 0.75, "before": 3, "weeks": 4},
        place=Place(space=8),
        evidence=Evidence("ours", n=39, numbers={"now": 0.75, "before": 3, "chance": 0.01, "spaces": 1}),
    ),
    "share_load": Advice(
        rule="share_load",
        moves="shared_load",
        people=2,
        hours=2016,
        reason={"people": 2, "share": 0.61, "answers": 41},
        place=Place(people=(1, 2)),
        evidence=Evidence("chaoss_absence_factor", "effective_answerers.v1", 41, {"effective": 4.13}),
    ),
    "ask_how_they_feel": Advice(
        rule="ask_how_they_feel",
        moves="belonging",
        people=0,
        hours=2016,
        reason={"answers": 11, "days": 84},
        place=Place(),
        evidence=Evidence("peterson_2008"),
    ),
}

WITH_NAMES = {
    "answer_newcomer": "Answer Ines. Their first post has waited 9 hours.",
    "answer_topics": "3 topics wait for an answer. The oldest has waited 3 days.",
    "ask_cohort": "Ask the 30 people who came two months ago and stopped what they missed.",
    "wake_space": "Attic has fallen quiet. Ask those who used to come what would bring them back.",
    "share_load": "2 people gave 61 of 100 answers. Invite others who answer already: Mo, Jan.",
    "ask_how_they_feel": "Ask people how they feel here. Too few have said it to tell.",
}
WITHOUT = WITH_NAMES | {
    "answer_newcomer": "Answer a newcomer. Their first post has waited 9 hours.",
    "wake_space": "A space has fallen quiet. Ask those who used to come what would bring them back.",
    "share_load": "2 people gave 61 of 100 answers. Invite others to answer.",
}
REASONS = {
    "answer_newcomer": "2 newcomers wait for an answer to a first post.",
    "answer_topics": "1 person waits.",
    "ask_cohort": "Of 40 people who came then, 25 of 100 were here in their second month; of those who came "
    "before, 50 of 100.",
    "wake_space": "0.8 people a week of late, 3.0 before: a fall that chance hardly explains.",
    "share_load": "Of 41 first answers in twelve weeks.",
    "ask_how_they_feel": "11 people have answered.",
}


def test_every_rule_has_words() -> None:
    assert sorted(ALL) == sorted(rules.names())
    assert {rule.source for rule in rules} <= set(SOURCES)


@pytest.mark.parametrize("rule", ALL)
def test_advice_is_said_with_names_and_without(rule: str) -> None:
    assert (act(ALL[rule], NAMES), act(ALL[rule])) == (WITH_NAMES[rule], WITHOUT[rule])
    assert reason(ALL[rule]) == REASONS[rule]


def test_evidence_is_first_what_is_seen_here_and_what_is_no_cause_says_so() -> None:
    here, elsewhere = evidence(ALL["answer_newcomer"])

    assert here == (
        "Here, 47 of 100 newcomers who were answered within a week came back, and 28 of 100 others (394 "
        "people; an association, which need not be the cause)."
    )
    assert "2,777" in elsewhere
    assert evidence(ALL["answer_topics"])[0] == "Here, 38 of 100 topics still wait after a week (96 topics)."
    assert evidence(ALL["share_load"])[0].startswith(
        "Here, as many people share the answers as 4.1 equal ones"
    )
    assert evidence(ALL["ask_how_they_feel"]) == [str(SOURCES["peterson_2008"])]


def test_a_fraction_has_the_sign_of_the_readers_language() -> None:
    with override("de"):
        assert "4,1" in evidence(ALL["share_load"])[0]
        assert "0,8" in reason(ALL["wake_space"])


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "0 hours"), (1, "1 hour"), (9.9, "9 hours"), (47.9, "47 hours"), (48, "2 days"), (100, "4 days")],
)
def test_a_wait_is_told_in_whole_hours_or_days(hours: float, words: str) -> None:
    assert waited(hours) == words


def test_words_of_advice_need_no_numpy() -> None:
    program = "import sys, groundswell.power.definitions.advice; sys.exit('numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words

    assert done.returncode == 0
