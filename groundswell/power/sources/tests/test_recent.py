"""A late part of the ledger says of its windows what the whole ledger says, on both databases."""

from collections.abc import Mapping

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.power.engine.advice.rules import rules
from groundswell.power.engine.advice.tests.make import END, crowded
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.catalogue.doing import DID_PER_HUNDRED
from groundswell.power.engine.columns import NOBODY, Columns, assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import BEGINNING, Story, alive, at
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.sources import ledger
from groundswell.power.sources.make import write_entries, write_entry, write_story
from groundswell.power.sources.recent import DAYS, recent, tells
from groundswell.topics import events

pytestmark = pytest.mark.django_db

_LENGTH = 400


@pytest.fixture
def deeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as nothing in the product is a deed, edits are."""
    monkeypatch.setitem(ledger._BY_EVENT, events.POST_EDITED, Verb.DID)


def results(columns: Columns, days: int = 0) -> Mapping[str, Result]:
    """Of every measure that half a year is enough for, of so many days or as usual, and of those before."""
    found = {}
    for measure in (each for each in measures if tells(each)):
        now = Window.before(columns.cut_off, days=days or measure.days)
        for window in (now, now.earlier()):
            found[f"{measure.id} to {window.end}"] = measure.compute(columns, window)
    return found


def eventful() -> Story:
    """A living community with programs, and with what is hidden, closed, taken back or was moved in."""
    story = alive(Story(bots=("robot",), staff=("p0", "p1")))
    chance = np.random.default_rng(5)
    for number, day in enumerate(chance.uniform(0, _LENGTH, 400).tolist()):
        topic, who = f"t{int(day / 0.35)}", f"p{number % 50}"
        story.replies("robot", topic, day, toward=who)
        story.tell(Verb.THANKED, who, day, topic=topic, post=f"{topic}/1", toward="p3")
        story.tell(Verb.TOOK_THANKS_BACK, who, day + number % 3 * 90 + 1, topic=topic, post=f"{topic}/1")
        story.replies(who, topic, day, post=f"rude {number}")
        story.tell(Verb.HID_POST, "p0", day + number % 7 * 40, post=f"rude {number}")
        if not number % 5:
            story.tell(Verb.HID_TOPIC if number % 2 else Verb.CLOSED, "p0", day + number % 90, topic=topic)
        story.opens(f"m{number}", f"moved {number}", day, imported=True)
    return story


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


@pytest.mark.slow
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
        assert results(some, days=28) == results(everything, days=28)


@pytest.mark.slow
@pytest.mark.usefixtures("deeds")
def test_of_a_living_community_both_say_the_same() -> None:
    """All its measures, and of the eight what changed."""
    write_story(eventful())
    end = at(_LENGTH - 1)  # a Monday
    facts = ledger.facts()

    some = assemble(recent(Window.before(end, days=DAYS)), facts, end)
    everything = assemble(ledger.entries(Window(0, end)), facts, end)

    found = results(everything)
    assert len([each for each in found.values() if each.value is not None]) > len(found) * 0.8
    assert results(some) == found
    assert readings_of(some, end) == readings_of(everything, end)


def test_what_to_do_next_rests_on_half_a_year() -> None:
    write_story(crowded())
    now, facts = at(END), ledger.facts()

    some = assemble(recent(Window.before(now, days=DAYS)), facts, now)
    everything = assemble(ledger.entries(Window(0, now)), facts, now)

    said = {rule.name: rule.says(some, {}) for rule in rules}
    assert said == {rule.name: rule.says(everything, {}) for rule in rules}
    assert [name for name, advice in said.items() if advice is None] == ["ask_how_they_feel"]


def test_half_a_year_is_enough_for_the_eight_and_the_windows_before_them() -> None:
    eight = [kind.known for kind in EIGHT if kind.known]

    assert [measure.id for measure in eight if not 0 < measure.days + measure.needs <= DAYS] == []


@pytest.mark.usefixtures("deeds")
def test_deeds_of_long_ago_were_deeds() -> None:
    """Where nobody does anything any more that is a nought, and no hole."""
    write_entry(Verb.DID, 1, post=100)
    for person in range(30):
        write_entry(Verb.REPLIED, 300, post=200 + person, person=10 + person)

    columns = assemble(recent(Window.before(at(301), days=DAYS)), ledger.facts(), at(301))

    assert DID_PER_HUNDRED.compute(columns, Window.before(at(301), days=84)).value == 0


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
