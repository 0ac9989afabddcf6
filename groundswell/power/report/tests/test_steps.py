"""What there is to do comes with the way there, and with names only where that was asked."""

from dataclasses import replace
from json import dumps

import pytest

from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.make import at
from groundswell.power.report.lines import lines_of
from groundswell.power.report.make import DAYS, make_source
from groundswell.power.report.measured import Report, make_report
from groundswell.power.report.page import page_of
from groundswell.power.report.records import record_of
from groundswell.power.report.steps import steps_of

pytestmark = pytest.mark.once
EVIDENCE = Evidence("joyce_kraut_2006")


def made() -> Report:
    """Somebody waits in topic 7, and space 5, which has the number of a person, fell quiet."""
    source = replace(
        make_source(),
        people={5: "Wilhelmina"},
        spaces={5: "The workbench"},
        topics={7: "Which oil?"},
        address_of=lambda topic: f"https://talk.example/t/{topic}",
    )
    waits = Advice(
        rule="answer_newcomer", moves="welcome", people=2, hours=9, reason={"hours": 9, "waiting": 2},
        place=Place(topic=7, person=5), evidence=EVIDENCE,
    )  # fmt: skip
    quiet = Advice(
        rule="wake_space", moves="reach", people=3, hours=99, reason={"now": 1, "before": 4, "weeks": 4},
        place=Place(space=5), evidence=EVIDENCE,
    )  # fmt: skip
    report = make_report(source, at(DAYS), lambda *_told: None)
    return replace(report, advice=(waits, quiet))


@pytest.mark.slow
def test_nobody_is_named_unless_that_was_asked() -> None:
    report = made()

    told = page_of(report) + "\n".join(lines_of(report)) + dumps(record_of(report))
    assert "Wilhelmina" not in told
    assert "Which oil?" not in told  # of a closed space, it may be, or with a name in it
    assert steps_of(report, names=False)[0].act == "Answer a newcomer. Their first post has waited 9 hours."
    assert "Answer Wilhelmina." in page_of(report, names=True)
    assert "Answer Wilhelmina." in "\n".join(lines_of(report, names=True))
    assert "Which oil?" in page_of(report, names=True)
    assert "Which oil?" in "\n".join(lines_of(report, names=True))


@pytest.mark.slow
def test_a_space_is_no_person_of_the_same_number() -> None:
    assert steps_of(made(), names=True)[1].act.startswith("The workbench has fallen quiet.")


@pytest.mark.slow
def test_the_way_there_is_told() -> None:
    report = made()
    first, second = steps_of(report, names=False)

    assert (first.moves, first.topic, first.address) == ("Welcome", "", "https://talk.example/t/7")
    assert (second.topic, second.address) == ("", "")
    assert 'href="https://talk.example/t/7" rel="noreferrer"' in page_of(report)


@pytest.mark.slow
def test_where_nothing_presses_nothing_is_said() -> None:
    report = replace(made(), advice=())

    assert "What to do next" not in page_of(report) + "\n".join(lines_of(report))
