"""How unevenly people write, against published networks and what one reckons by hand."""

import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.tests.make import UNTIL
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.entries import Entries, Facts, Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Exclusion, Lorenz, Parts, Result, State
from groundswell.power.engine.spans import SECOND, Window
from groundswell.power.engine.statistics.inequality import gini
from groundswell.power.sources.archive import ArchiveColumns

pytestmark = pytest.mark.once

WINDOW = Window(at(0), at(364))


def wrote(*times: int, day: float = 1) -> Story:
    story = Story()
    for number, count in enumerate(times):
        for _ in range(count):
            story.replies(f"p{number}", "lamp", day)
    return story


def found(story: Story, measure: str) -> Result:
    return measures[measure].compute(story.columns(364), WINDOW)


def test_all_who_write_equally_often_are_equal() -> None:
    result = found(wrote(*[3] * 20), "writing_gini")

    assert (result.state, result.n, result.interval) == (State.COUNTED, 20, None)
    assert result.value == pytest.approx(0)


def test_those_who_only_react_are_beside_it_and_not_in_it() -> None:
    story = wrote(*[2] * 20)
    for number in range(20):
        story.tell(Verb.REACTED, f"reader{number}", 2, topic="lamp", post="lamp/1")

    result = found(story, "writing_gini")

    assert result.value == pytest.approx(0)
    assert result.parts["with the silent"].n == 40
    assert result.parts["with the silent"].value == pytest.approx(gini(np.repeat([0, 2], 20)))


def test_no_step_of_the_curve_is_of_fewer_than_five_people() -> None:
    for people in (20, 27, 33, 99, 521, 2000):
        shape = found(wrote(*range(1, people + 1)), "writing_gini").shape if people < 100 else None
        if people >= 100:
            shape = found(wrote(*[1] * people), "writing_gini").shape

        assert isinstance(shape, Lorenz)
        assert len(shape.people) <= 100
        assert np.diff(shape.people).min() * people >= 5 - 1e-9


def test_the_busiest_tenth_are_whole_people_and_a_hundredth_of_few_is_not_told() -> None:
    result = found(wrote(*[1] * 45, *[11] * 5), "writing_shares")

    assert (result.n, result.value) == (50, 0.55)
    assert result.shape == Parts(100, {"top 10 %": 55, "others": 45})
    assert result.parts["top 1 %"].state is State.TOO_FEW


def test_from_401_people_on_a_hundredth_is_five() -> None:
    result = found(wrote(*[1] * 396, *[20] * 5), "writing_shares")

    assert result.shape == Parts(496, {"top 1 %": 100, "next 9 %": 36, "others": 360})
    assert result.parts["top 1 %"].value == 100 / 496
    assert found(wrote(*[1] * 395, *[20] * 5), "writing_shares").parts["top 1 %"].value is None


def test_fewer_than_fifty_and_nobody_have_no_shares() -> None:
    assert found(wrote(*[1] * 49), "writing_shares").state is State.TOO_FEW
    assert found(Story(), "writing_shares").state is State.UNDEFINED


def test_who_is_unknown_or_wrote_before_is_left_out() -> None:
    story = wrote(*[1] * 50)
    story.replies("", "lamp", 3)
    story.replies("p1", "lamp", -3)

    result = found(story, "writing_shares")

    assert result.shape == Parts(50, {"top 10 %": 5, "others": 45})
    assert result.excluded[Exclusion.UNKNOWN_AUTHOR] == 1


def college(shared_data: Path) -> Columns:
    """Messages between students: a row is who wrote to whom, and when in seconds."""
    rows = np.loadtxt(shared_data / "temporal-networks" / "CollegeMsg.camicop.txt", dtype=np.int64)
    sender, receiver, second = np.random.default_rng(1).permutation(rows).T
    nothing, none = np.zeros(len(rows), dtype=np.int64), np.zeros(0, dtype=np.int64)
    verb = np.full(len(rows), Verb.REPLIED, dtype=np.int8)
    entries = Entries(
        second * SECOND, verb, sender, nothing, nothing, receiver, 1 + np.arange(len(rows)), nothing > 0
    )
    return assemble(entries, Facts(none, none, none), int(second.max() + 1) * SECOND)


@pytest.mark.slow
def test_students_who_wrote_each_other_are_as_unequal_as_published(shared_data: Path) -> None:
    """The published Gini is not corrected for n, which is 1,350 who wrote of 1,899."""
    columns = college(shared_data)
    whole = Window(0, columns.cut_off)

    uneven = measures["writing_gini"].compute(columns, whole)
    absent = measures["absence_factor"].compute(columns, whole)

    assert (uneven.n, len(columns.people)) == (1350, 1899)
    assert uneven.value == pytest.approx(0.7147 * 1350 / 1349, abs=0.00005)
    assert absent.parts["writing"].value == 106


@pytest.mark.slow
def test_the_shared_archive_is_written_by_as_few_as_it_is(shared_data: Path) -> None:
    """64 posts stand in the archive twice. Whoever takes both has the published .214 and .621."""
    archive_file = shared_data / "discourse-archive" / "posts.jsonl.gz"
    with open_archive(archive_file, until=UNTIL) as archive:
        source = ArchiveColumns(archive)
    columns = assemble(source.entries, source.facts, int(source.entries.at.max()) + 1)
    with gzip.open(archive_file, "rt", encoding="utf-8") as lines:
        twice = Counter(post["user_id"] for line in lines if (post := json.loads(line))["user_id"] > 0)
    published = sorted(twice.values(), reverse=True)

    result = measures["writing_shares"].compute(columns, Window(0, columns.cut_off))

    assert (result.n, len(published)) == (459, 459)
    assert [sum(published[:few]) / sum(published) for few in (5, 46)] == pytest.approx(
        [0.214, 0.621], abs=0.0005
    )
    assert result.parts["top 1 %"].value == pytest.approx(0.2134, abs=0.00005)
    assert result.value == pytest.approx(0.6222, abs=0.00005)
