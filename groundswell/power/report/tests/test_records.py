"""The page that describes the JSON says what the code writes."""

import json
import re

import pytest

from groundswell.power.engine.make import at
from groundswell.power.report.make import DAYS, make_source
from groundswell.power.report.measured import make_report
from groundswell.power.report.records import record_of
from tools.environment import ROOT

pytestmark = pytest.mark.once
PAGE = ROOT / "docs/reference/power-report.md"
REPORT = make_report(make_source(), at(DAYS), lambda *_told: None, with_index=True)
TOLD = json.loads(json.dumps(record_of(REPORT)))
OF_A_MEASURE = {"name", "title", "unit", "minimum", "parameters"}


def described(title: str) -> set[str]:
    """The keys that stand in the table under a heading."""
    part = PAGE.read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE))


def test_every_key_is_described_and_none_that_is_gone() -> None:
    assert described("The report") == TOLD.keys()
    assert described("A reading") == TOLD["readings"][0].keys()
    assert described("The index") == TOLD["index"].keys()
    assert described("A week") == TOLD["weeks"][0].keys()
    assert described("A result") == TOLD["readings"][0]["result"].keys()
    assert described("A result") | OF_A_MEASURE == TOLD["measures"][0].keys()


def test_a_measure_tells_its_parameters() -> None:
    told = {each["name"]: each["parameters"] for each in TOLD["measures"]}

    assert told["answered_in_a_day"] == {"days": 1}
    assert told["active_people"] == {}


def test_a_piece_of_advice_is_described_too() -> None:
    assert TOLD["advice"]
    assert described("A piece of advice") == TOLD["advice"][0].keys()


def test_there_is_a_year_of_weeks_and_the_last_is_what_is_read_now() -> None:
    last = {each["name"]: each["result"]["value"] for each in TOLD["readings"]}

    assert len(TOLD["weeks"]) == 52
    assert {name: each["value"] for name, each in TOLD["weeks"][-1]["readings"].items()} == last


@pytest.mark.slow
def test_reports_of_two_days_of_one_week_differ_in_their_advice_alone() -> None:
    """Two files side by side, made on a Tuesday and a Wednesday, tell no more of the day between."""
    days = [
        record_of(make_report(make_source(day=DAYS + 3), at(DAYS + day), lambda *_: None)) for day in (1, 2)
    ]

    one, other = (told | {"advice": []} for told in days)

    assert one == other
