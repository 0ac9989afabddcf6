"""Influence is told to whom it is about, and is no part of what is shared."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest

from groundswell.power.definitions import definitions
from groundswell.power.definitions.influence import INFLUENCE
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.measures import influence as module
from groundswell.power.engine.measures.influence import Influence, Standing, influence
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once
WINDOW = Window(at(28), at(112))


def talk(people: int = 40) -> Story:
    """p0 is replied to by all the others, who reply to the one before them."""
    story = Story()
    for number in range(people):
        story.opens(f"p{number}", f"t{number}", 40)
    for number in range(1, people):
        story.replies(f"p{number}", "t0", 60)
        story.replies(f"p{number}", f"t{number - 1}", 61)
    return story


def told(story: Story) -> Influence:
    return influence(story.columns(112), WINDOW)


def of(story: Story, who: str) -> Standing | None:
    return told(story).of(story.id(who))


def test_whom_all_reply_to_stands_highest_and_whom_nobody_does_lowest() -> None:
    story = talk()

    first, last = of(story, "p0"), of(story, "p39")

    assert first == Standing(place=39.5 / 40, change=0, h=1, h_ever=1, repliers=39)
    assert last == Standing(place=0.5 / 40, change=0, h=0, h_ever=0, repliers=0)


def test_places_are_those_of_networkx() -> None:
    story = Story()
    graph: nx.DiGraph = nx.DiGraph()
    for who, whom in np.random.default_rng(4).integers(50, size=(400, 2)).tolist():
        story.replies(f"p{who}", "talk", 60, toward=f"p{whom}")
        if who != whom:
            weight = graph.get_edge_data(f"p{who}", f"p{whom}", {"weight": 0})["weight"]
            graph.add_edge(f"p{who}", f"p{whom}", weight=weight + 1)
    ranks = nx.pagerank(graph, tol=1e-14, max_iter=1000)

    found = told(story)

    ours = {name: found.of(number) for name, number in story.names.items() if name[0] == "p"}
    order = sorted(ranks, key=lambda name: ranks[name])
    assert {name: each.place for name, each in ours.items() if each is not None} == {
        name: pytest.approx((place + 0.5) / 50) for place, name in enumerate(order)
    }


def test_who_was_not_there_four_weeks_ago_has_no_change() -> None:
    story = talk()
    story.replies("late", "t0", 90)

    late = of(story, "late")

    assert late is not None
    assert late.change is None


def test_the_change_is_against_four_weeks_before() -> None:
    story = talk()
    for number in range(1, 40):
        story.replies(f"p{number}", "t39", 90, toward="p39")
        story.replies(f"p{number}", "t39", 91, toward="p39")

    before = influence(story.columns(112), Window(at(0), at(84)))
    now = of(story, "p39")
    was = before.of(story.id("p39"))

    assert now is not None
    assert was is not None
    assert now.change == pytest.approx(now.place - was.place)
    assert now.change is not None
    assert now.change > 0.9


def test_h_of_the_year_forgets_what_is_older() -> None:
    story = talk()
    story.rows = [(each[0] - 400 * (at(1) - at(0)), *each[1:]) for each in story.rows]
    story.rows += talk().rows[:40]

    standing = of(story, "p0")

    assert standing is not None
    assert (standing.h, standing.h_ever) == (0, 1)


def test_who_took_no_part_has_no_standing_and_neither_have_a_few() -> None:
    story = talk()

    assert of(story, "nobody") is None
    assert of(talk(29), "p0") is None
    assert len(told(Story())) == 0


def test_a_shuffled_community_and_a_thousand_bots_change_no_bit() -> None:
    story = talk()
    plain = told(story)
    story.bots = tuple(f"robot{number}" for number in range(1000))
    for robot in story.bots:
        story.replies(robot, "t39", 62, toward="p39")
    np.random.default_rng(7).shuffle(story.rows)
    crowded = told(story)

    for column in dataclasses.fields(Influence):
        assert getattr(crowded, column.name).tolist() == getattr(plain, column.name).tolist()


# ------------------------------------------------------------------------------------------- privacy
def numbers(found: Any) -> Iterator[float]:
    """Everything that stands in a result, however deep; words as the numbers they may hold."""
    if dataclasses.is_dataclass(found):
        found = [getattr(found, each.name) for each in dataclasses.fields(found)]
    elif isinstance(found, Mapping):
        found = [*found.keys(), *found.values()]
    elif isinstance(found, np.ndarray | np.generic):
        found = found.tolist()
    if isinstance(found, list | tuple):
        yield from (number for each in found for number in numbers(each))
    else:
        yield from map(float, re.findall(r"\d+(?:\.\d+)?", str(found)))


def strangely_numbered(story: Story) -> Story:
    """Ids of people that nothing else can be by chance."""
    people = {row[2] for row in story.rows} | {row[5] for row in story.rows} - {0}
    odd = {person: 7_000_000_001 + 13 * person if person else 0 for person in (*people, 0)}
    story.rows = [(*row[:2], odd[row[2]], *row[3:5], odd[row[5]], *row[6:]) for row in story.rows]
    return story


@pytest.mark.parametrize("name", measures.names())
def test_no_shared_result_names_anybody(name: str) -> None:
    columns = strangely_numbered(talk()).columns(112)
    ids = set(columns.people.id.tolist())

    found = measures[name].compute(columns, WINDOW)

    assert isinstance(found, Result)
    assert not ids & set(numbers(found))
    assert ids & set(numbers(influence(columns, WINDOW)))  # so that the search is one that finds


def test_influence_is_no_shared_measure_and_its_words_are_not_among_theirs() -> None:
    assert [each.name for each in measures if each.computed_by.startswith(module.__name__)] == []
    assert INFLUENCE.measure not in measures.names()
    assert INFLUENCE.measure not in definitions.names()
    assert not issubclass(Influence, Result)
    assert not issubclass(Standing, Result)


def test_one_person_is_told_of_nobody_else() -> None:
    columns = strangely_numbered(talk()).columns(112)
    table = influence(columns, WINDOW)
    ids = set(columns.people.id.tolist())

    assert not ids & set(numbers([table.of(person) for person in ids]))
