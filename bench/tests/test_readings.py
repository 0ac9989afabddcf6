"""The made-up ledger is one that people could have left, always the same, and its costs are told."""

from typing import Any

import numpy as np
import pytest

from bench import readings, targets
from bench.filling import COLUMNS, rows, settle
from bench.ledger import DAY, PROGRAMS, YEARS, Entries, Story
from groundswell.kernel.ledger.models import Entry
from groundswell.power.engine.columns import assemble
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.results import State
from groundswell.power.engine.spans import Window, end_of_week
from groundswell.power.sources import ledger, recent
from groundswell.topics.events import POST_REPLIED, TOPIC_OPENED

END = end_of_week(1_795_000_000_000_000)


@pytest.fixture(scope="module")
def told() -> Entries:
    return Story(20_000, END).entries()


@pytest.mark.once
def test_it_is_as_long_as_was_asked_and_drawn_from_one_seed(told: Entries) -> None:
    again = Story(20_000, END).entries()

    assert 19_000 < len(told) < 21_000
    assert (np.array_equal(again.at, told.at), np.array_equal(again.actor, told.actor)) == (True, True)
    assert (told.at[1:] >= told.at[:-1]).all()
    assert END - YEARS * 365 * DAY <= told.at[0] <= told.at[-1] < END


@pytest.mark.once
def test_few_do_most_and_replies_go_to_somebody_of_the_topic(told: Entries) -> None:
    replies = told.take(told.event == POST_REPLIED.code)
    openings = told.take(told.event == TOPIC_OPENED.code)
    _, acts = np.unique(replies.actor, return_counts=True)
    opened_at = dict(zip(openings.topic.tolist(), openings.at.tolist(), strict=True))
    authors = {*zip(replies.topic.tolist(), replies.actor.tolist(), strict=True)}
    authors |= {*zip(openings.topic.tolist(), openings.actor.tolist(), strict=True)}

    tenth = np.sort(acts)[-len(acts) // 10 :]
    assert 0.4 < tenth.sum() / acts.sum() < 0.95
    pairs = [*zip(replies.topic.tolist(), replies.toward.tolist(), replies.at.tolist(), strict=True)]
    assert all((topic, toward) in authors and at >= opened_at[topic] for topic, toward, at in pairs)


@pytest.mark.wide
@pytest.mark.django_db
def test_both_ways_to_a_weeks_readings_agree_on_it() -> None:
    story = Story(20_000, END)
    settle(story)
    write_slowly(story.entries())
    facts = ledger.facts()

    whole = readings_of(assemble(ledger.entries(Window(0, END)), facts, END), END)
    part = recent.recent(Window.before(END, days=recent.DAYS))
    week = readings_of(assemble(part, facts, END), END)

    assert len(facts.bots) == PROGRAMS
    assert [(each.name, each.result.value, each.result.interval, each.change) for each in week] == [
        (each.name, each.result.value, each.result.interval, each.change) for each in whole
    ]
    assert {each.name for each in whole if each.result.state in {State.ESTIMATED, State.COUNTED}} >= {
        "reach", "holding", "answering", "togetherness",
    }  # fmt: skip


def write_slowly(told: Entries) -> None:
    """By the application, as tables in a test are not to be made anew."""
    names = [field.name for field in Entry._meta.concrete_fields if field.name in COLUMNS]
    values = {name: place for place, name in enumerate(COLUMNS)}
    for some in rows(told):
        Entry.objects.bulk_create(
            Entry(**{name: row[values[name]] for name in names if name != "data"}) for row in some
        )


def figures(seconds: float, *, weeks: int = 52) -> dict[str, Any]:
    step = {"cpu": seconds, "wall": 2 * seconds}
    steps = dict.fromkeys(("load", "assemble", "eight readings", "every measure", "weeks"), step)
    task = {"entries": 900, "steps": steps, "peak": 1_500_000_000, "weeks": weeks}
    return {"entries": 10_000_000, "people": 250, "whole": task, "week": task, "backfill": task}


@pytest.mark.once
def test_seconds_of_processor_and_clock_are_told_and_judged() -> None:
    found = {"SQLite": {"10000000": figures(4.0, weeks=13)}}

    said = readings.report(found)
    judged = {name: verdict for name, *_, verdict in targets.judged({"readings": {"figures": found}})}

    assert "| SQLite, 10,000,000 | 250 | 4.00 (8.00) | 4.00 (8.00) | 4.00 (8.00) | **12.0 (24.0)** |" in said
    assert "| 20.0 (40.0), of 13 weeks |" in said
    assert judged["ten million entries: the eight readings from nothing, CPU"] == "met"
    assert judged["ten million entries: the eight readings a week later, CPU"] == "**missed**, 1.2 ×"
