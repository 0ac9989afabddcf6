"""A reading says what was known at the end of its week, and nothing of chance."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np
import pytest

from groundswell.power.engine.columns import assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.eight import EIGHT, Kind
from groundswell.power.engine.readings.reading import Arrow, Reading, Says, Target
from groundswell.power.engine.readings.tests.make import DAYS, community
from groundswell.power.engine.readings.weekly import history, readings_of
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import WEEK, Window

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


@pytest.mark.parametrize("kind", [each for each in EIGHT if each.sampled_by], ids=lambda kind: kind.name)
def test_a_sample_of_everybody_once_has_the_value_of_the_measure(kind: Kind) -> None:
    columns, measure, sampled = community().columns(DAYS), kind.known, kind.sampled()
    assert measure is not None
    assert sampled is not None
    window = Window.before(at(DAYS), days=measure.days)

    sample = sampled(columns, window)

    found = sample.value(sample.rows, np.ones((1, len(sample.rows))))
    assert float(found[0]) == pytest.approx(measure.compute(columns, window).value)


def test_targets_count_from_their_day_and_past_weeks_keep_theirs() -> None:
    story = community()
    first = Target("answering", at(DAYS - 21), 0.0, 0.5)
    later = Target("answering", at(DAYS - 7) + 1, 0.0, 1.0)
    ended = Target("answering", at(DAYS))

    found = [
        one_week[3].target
        for one_week in history(story.entries(), story.facts(), weeks(5), targets=(later, first))
    ]

    assert found == [None, first, first, first, later]
    assert read(story, targets=(first, later, ended))["answering"].attainment is None


def test_attainment_is_the_way_from_floor_to_target() -> None:
    target = Target("reach", 0, 20, 40)

    assert [target.attained(value) for value in (10, 20, 25, 40, 70)] == [0, 0, 0.25, 1, 1]


@pytest.mark.parametrize("bad", [(1, 1), (2, 1), (float("nan"), 1), (0, float("inf"))])
def test_a_target_lies_above_its_floor(bad: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="floor"):
        Target("reach", 0, *bad)


def past_answering(values: list[float], measure: str, last: int = DAYS - 7) -> list[Reading]:
    known = one("answering", community())
    assert known.result.interval is not None
    return [
        replace(known, week=at(last - 7 * back), result=replace(known.result, value=value, measure=measure))
        for back, value in enumerate(values)
    ]


def place(past: list[Reading]) -> float | None:
    return readings_of(community().columns(DAYS), at(DAYS), past=past)[3].place


def test_the_place_is_among_twelve_or_more_own_past_weeks() -> None:
    known = one("answering", community()).result
    value, measure = known.value or 0, known.measure
    twelve = [0.0] * 5 + [value] * 4 + [1.0] * 3

    assert place(past_answering(twelve, measure)) == pytest.approx(7 / 12)
    assert place(past_answering(twelve[1:], measure)) is None
    assert place(past_answering(twelve, "answered_in_a_day.v0")) is None
    assert place(past_answering(twelve, measure, last=DAYS - 7 * 50)) is None
    assert place(past_answering(twelve, measure, last=DAYS + 7 * 11)) is None


def test_readings_are_read_without_numpy() -> None:
    program = (
        "import sys; from groundswell.power.engine.readings import eight, reading; "
        "sys.exit('numpy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words

    assert done.returncode == 0


def test_a_reading_cannot_be_changed() -> None:
    found = one("reach", community())

    with pytest.raises(AttributeError):
        found.week = 0  # type: ignore[misc]
    assert isinstance(found.result, Result)
