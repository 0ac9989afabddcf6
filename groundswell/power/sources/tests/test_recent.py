"""A late part of the ledger says of its windows what the whole ledger says, on both databases."""

from collections.abc import Mapping

import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import NOBODY, Columns, assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import BEGINNING, at
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.sources import ledger
from groundswell.power.sources.make import write_entries, write_entry
from groundswell.power.sources.recent import DAYS, recent

pytestmark = pytest.mark.django_db

_LENGTH = 400


def results(columns: Columns) -> Mapping[str, Result]:
    """Of every measure with a window, now and earlier."""
    end = columns.cut_off
    windowed = [measure for measure in measures if measure.days and measure.name != "visiting_people"]
    return {
        f"{measure.id} to {day}": measure.compute(columns, Window.before(day, days=28))
        for measure in windowed
        for day in (end, end - 28 * DAY)
    }


def acts(columns: Columns, span: Window) -> list[tuple[int, ...]]:
    """Acts of the span by ids, each with when its person first acted and wrote."""
    people, inside = columns.people, columns.acts.within(span).by_somebody().deliberate()
    topics = [int(columns.topics.id[place]) if place != NOBODY else 0 for place in inside.topic]
    return [
        (
            int(when),
            int(verb),
            int(people.id[who]),
            int(people.acted[who]),
            int(people.wrote[who]),
            topic,
            int(post),
        )
        for when, verb, who, topic, post in zip(
            inside.at, inside.verb, inside.person, topics, inside.post, strict=True
        )
    ]


@pytest.mark.parametrize("seed", range(6))
def test_readings_of_half_a_year_are_those_of_everything(*, seed: int) -> None:
    write_entries(900, days=_LENGTH, seed=seed)
    end = at(_LENGTH)
    span = Window.before(end, days=DAYS)
    facts = ledger.facts()

    part = recent(span)
    whole = ledger.entries(Window(0, end))

    assert 0 < len(part) < len(whole)
    for cut_off in (end, end - 28 * DAY):
        some, everything = assemble(part, facts, cut_off), assemble(whole, facts, cut_off)
        assert acts(some, span) == acts(everything, span)
        assert some.topics.id.tolist() == everything.topics.id.tolist()
        assert results(some) == results(everything)


def test_whoever_began_with_a_hidden_post_began_with_the_next(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    write_entry(Verb.REPLIED, 1, post=100)
    write_entry(Verb.HID_POST, 2, post=100)
    write_entry(Verb.REPLIED, 3, post=101)
    write_entry(Verb.REPLIED, 300, post=102)

    with django_assert_num_queries(4):
        part = recent(Window(at(200), at(301)))

    people = assemble(part, ledger.facts(), at(301)).people
    assert people.wrote.tolist() == [at(3)]


@pytest.mark.parametrize("replies", [2, 5])
def test_it_asks_as_often_for_many_as_for_few(
    django_assert_num_queries: DjangoAssertNumQueries, *, replies: int
) -> None:
    for number in range(replies):
        write_entry(Verb.REPLIED, number * 100, post=100 + number)

    with django_assert_num_queries(3):
        part = recent(Window(at(replies * 100 - 150), at(replies * 100)))

    assert sorted(part.at.tolist()) == [at(0), *((at(replies * 100 - 100),))]


def test_nothing_is_nothing() -> None:
    assert len(recent(Window(BEGINNING, at(1)))) == 0
