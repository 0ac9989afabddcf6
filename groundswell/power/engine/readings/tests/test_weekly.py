"""A reading says what was known at the end of its week, and nothing of chance."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.tests.make import UNTIL
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.eight import EIGHT, Kind
from groundswell.power.engine.readings.reading import Arrow, Reading, Says, Target
from groundswell.power.engine.readings.tests.make import DAYS, community
from groundswell.power.engine.readings.weekly import history, readings_of
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import WEEK, Window, end_of_week
from groundswell.power.sources.archive import ArchiveColumns

pytestmark = pytest.mark.once

NAMES = ["reach", "holding", "welcome", "answering", "shared_load", "togetherness", "belonging", "doing"]
# Of a community and its double these are the same; the others count people.
SCALE_FREE = ["holding", "welcome", "answering", "togetherness", "doing"]


def read(story: Story, day: int = DAYS, targets: tuple[Target, ...] = ()) -> dict[str, Reading]:
    return {each.name: each for each in readings_of(story.columns(day), at(day), targets=targets)}


def one(name: str, story: Story, day: int = DAYS) -> Reading:
    return read(story, day)[name]


def nothing() -> Story:
    return Story()


def one_member() -> Story:
    story = Story()
    story.opens("ada", "lamp", DAYS - 3)
    return story


def all_imported() -> Story:
    story = community()
    story.rows = [(*row[:-1], True) for row in story.rows]
    return story


def a_week_of_nothing() -> Story:
    return community(days=DAYS - 7)


def clocks_backwards() -> Story:
    story = community()
    story.rows = [(at(DAYS) - (row[0] - at(0)), *row[1:]) for row in story.rows]
    return story


def the_future() -> Story:
    return community(days=DAYS + 300)


def answers_before_questions() -> Story:
    story = community()
    story.rows = [(row[0] - 5 * WEEK, *row[1:]) if row[1] == Verb.REPLIED else row for row in story.rows]
    return story


def replies_to_oneself() -> Story:
    story = Story()
    for number in range(40):
        story.opens(f"p{number}", f"t{number}", DAYS - 50 + number)
        story.replies(f"p{number}", f"t{number}", DAYS - 49.9 + number, toward=f"p{number}")
    return story


def nobody_known() -> Story:
    story = community()
    story.rows = [(*row[:2], 0, *row[3:5], 0, *row[6:]) for row in story.rows]
    return story


ODD = [
    nothing, one_member, all_imported, a_week_of_nothing, clocks_backwards, the_future,
    answers_before_questions, replies_to_oneself, nobody_known,
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_whatever_happened_there_are_eight_readings_and_no_false_number(odd: Callable[[], Story]) -> None:
    found = readings_of(odd().columns(DAYS), at(DAYS))

    plain = json.loads(json.dumps([asdict(each) for each in found], allow_nan=False))
    assert [each["name"] for each in plain] == NAMES
    for each in found:
        has_value = each.result.value is not None
        assert (each.says in {Says.NO_COMPARISON, Says.NO_CHANGE, Says.ROSE, Says.FELL}) == has_value


@pytest.mark.parametrize("odd", [nothing, one_member], ids=lambda odd: odd.__name__)
def test_of_nothing_and_of_one_member_nothing_has_a_value(odd: Callable[[], Story]) -> None:
    found = read(odd())

    assert [each.result.value for each in found.values()] == [None] * 8
    assert {each.change.arrow for each in found.values()} == {Arrow.NONE}


def test_what_was_moved_in_reaches_nobody() -> None:
    assert one("reach", all_imported()).says is Says.NOTHING_HAPPENED
    assert one("reach", community()).result.value is not None


def test_what_nobody_can_know_yet_stays_a_hole() -> None:
    story = community()
    story.rows = [row for row in story.rows if row[1] != Verb.DID]

    found = read(story)

    for name in ("belonging", "doing"):
        assert (found[name].says, found[name].result.state) == (Says.NOTHING_KNOWN, State.UNSEEN)


def test_the_windows_of_a_week_end_with_it() -> None:
    found = read(community())

    assert {each.result.window.end for each in found.values()} == {at(DAYS)}
    for each in found.values():
        assert each.change.before is None or each.change.before.end == each.result.window.start


def test_readings_are_of_a_whole_week_and_of_what_was_known_then() -> None:
    columns = community().columns(DAYS)

    with pytest.raises(ValueError, match="Monday"):
        readings_of(replace(columns, cut_off=at(DAYS + 1)), at(DAYS + 1))
    with pytest.raises(ValueError, match="known then"):
        readings_of(columns, at(DAYS - 7))


def weeks(number: int) -> list[int]:
    return [at(DAYS - 7 * back) for back in range(number)]


@pytest.mark.slow
def test_a_history_is_what_was_read_week_by_week() -> None:
    story = community()
    targets = (Target("answering", at(DAYS - 30), 0.2, 0.9),)
    past: list[Reading] = []

    found = list(history(story.entries(), story.facts(), weeks(15), targets=targets))

    for week_end, of_week in zip(sorted(weeks(15)), found, strict=True):
        columns = assemble(story.entries(), story.facts(), week_end)
        assert of_week == readings_of(columns, week_end, targets=targets, past=past)
        past.extend(of_week)
    assert [each.place is None for each in found[11]] == [True] * 8
    assert any(each.place is not None for each in found[12])


def test_a_reading_has_its_place_among_a_year_of_its_own_version() -> None:
    """Twelve weeks lie above it; a year and a week ago, and by another definition, it was less."""
    columns = community().columns(DAYS)
    reach = readings_of(columns, at(DAYS))[0]

    def past(week: int, by: float, measure: str = reach.result.measure) -> Reading:
        value = (reach.result.value or 0) + by
        return replace(
            reach, week=at(DAYS - 7 * week), result=replace(reach.result, measure=measure, value=value)
        )

    above = [past(week, 1) for week in range(1, 13)]

    def place(*others: Reading) -> float | None:
        return readings_of(columns, at(DAYS), past=[*above, *others])[0].place

    assert place() == 0
    assert place(past(52, -1)) == pytest.approx(1 / 13)
    assert place(past(53, -1)) == 0
    assert place(past(20, -1, "active_people.v0")) == 0


def test_what_comes_later_changes_no_past_week() -> None:
    story = community()
    before = list(history(story.entries(), story.facts(), weeks(3)))
    for topic in range(DAYS):
        story.tell(Verb.HID_POST, "p0/0", DAYS + 1, topic=f"t{topic}/0", post=f"t{topic}/0/1")
        story.replies("p1/0", f"t{topic}/0", DAYS + 1)

    assert list(history(story.entries(), story.facts(), weeks(3))) == before


def test_neither_the_order_of_entries_nor_a_second_time_changes_a_bit() -> None:
    story = community()
    before = read(story)
    rng = np.random.default_rng(4)

    entries = story.entries()
    shuffled = entries.take(rng.permutation(len(entries)))

    columns = assemble(shuffled, story.facts(), at(DAYS))
    assert list(readings_of(columns, at(DAYS))) == list(before.values())


def without_exclusions(result: Result) -> Result:
    parts = {name: without_exclusions(part) for name, part in result.parts.items()}
    return replace(result, excluded={}, parts=parts)


def plain(found: dict[str, Reading]) -> dict[str, Reading]:
    return {name: replace(each, result=without_exclusions(each.result)) for name, each in found.items()}


def test_a_thousand_bots_change_nothing() -> None:
    assert plain(read(community(bots=1000))) == plain(read(community()))


def test_two_such_communities_read_as_one_does() -> None:
    single, double = read(community()), read(community(copies=2))

    for name in SCALE_FREE:
        known = [each[name].result.value for each in (single, double)]
        assert known[0] == (None if known[1] is None else pytest.approx(known[1])), name
    assert double["reach"].result.value == 2 * (single["reach"].result.value or 0)


@pytest.mark.parametrize("kind", [each for each in EIGHT if each.known], ids=lambda kind: kind.name)
def test_a_sample_of_everybody_once_has_the_value_of_the_measure(kind: Kind) -> None:
    columns, measure, sampled = community().columns(DAYS), kind.known, kind.sampled()
    assert measure is not None
    assert sampled is not None
    window = Window.before(at(DAYS), days=measure.days)

    sample = sampled(columns, window)

    found = sample.value(sample.rows, np.ones((1, len(sample.rows))))
    assert float(found[0]) == pytest.approx(measure.compute(columns, window).value)


@pytest.mark.slow
def test_a_year_of_the_shared_archive_has_no_false_number(shared_data: Path) -> None:
    with open_archive(shared_data / "discourse-archive" / "posts.jsonl.gz", until=UNTIL) as opened:
        archive = ArchiveColumns(opened)
    last = end_of_week(int(archive.entries.at.max()))
    year = [last - WEEK * back for back in range(52)]

    found = list(history(archive.entries, archive.facts, year))

    json.dumps([asdict(each) for of_week in found for each in of_week], allow_nan=False)
    known = {each.name: each for each in found[-1]}
    assert known["doing"].says is Says.NOTHING_KNOWN
    for name in ("reach", "holding", "welcome", "answering"):
        of_kind = measures[known[name].result.measure.partition(".")[0]]
        columns = assemble(archive.entries, archive.facts, last)
        assert known[name].result == of_kind.compute(columns, known[name].result.window)
        assert known[name].place is not None
