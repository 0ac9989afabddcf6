"""A chart says what its numbers say, the same bytes each time, to those who see it and those who do not."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from markupsafe import Markup

from groundswell.power.charts.chart import Chart, Named
from groundswell.power.charts.curve import CurveWords, curve
from groundswell.power.charts.frame import Frame, day_marks, round_steps
from groundswell.power.charts.grid import GridWords, grid
from groundswell.power.charts.lorenz import LorenzWords, lorenz
from groundswell.power.charts.parts import PartsWords, path, shares
from groundswell.power.charts.series import StripWords, lines, strip
from groundswell.power.charts.svg import area, element, line, number, stairs
from groundswell.power.charts.ties import TiesWords, ties
from groundswell.power.engine.results import ROUND_DAYS, Curve, Grid, Lorenz, Parts, Series, Ties

pytestmark = pytest.mark.once
NAMED = Named("Who <waits>", "Half & half.")
SHARES = PartsWords({"team": "The team", "rest": "Others"}, "Who", "How many", "Share")
STRIP = StripWords("Week", "Value", "Band", "not known")
STEPS = Curve((0.0, 1.0, 7.0), (1.0, 0.5, 0.5), (1.0, 0.3, 0.3), (1.0, 0.7, 0.7), (10, 10, 4))


def percent(value: float) -> str:
    return f"{value:.0%}"


def week(at: float) -> str:
    return f"week {at:.0f}"


def drawn_curve(shape: Curve = STEPS) -> Chart:
    return curve(shape, NAMED, CurveWords("Days", "Waiting", "Band", "Still watched", "half"), say=percent)


def drawn_strip(*values: float | None, target: float | None = None) -> Chart:
    low, high = ([None if each is None else each + by for each in values] for by in (-1, 1))
    shape = Series(tuple(range(len(values))), {"value": values, "low": tuple(low), "high": tuple(high)})
    return strip(shape, NAMED, STRIP, say=(week, str), span=(None, target))


def drawn_lines(*values: float | None) -> Chart:
    shape = Series(tuple(range(len(values))), {"new": values})
    return lines(shape, NAMED, {"new": "New"}, say=(week, str), week="Week")


def drawn_grid(*sizes: int) -> Chart:
    cells = tuple((1.0, 0.25, None) for _ in sizes)
    words = GridWords("Joined", "People", "month", "not over")
    return grid(Grid(tuple(range(len(sizes))), sizes, cells), NAMED, words, say=(week, percent))


def drawn_lorenz(*points: tuple[float, float]) -> Chart:
    people, made = zip(*points, strict=True) if points else ((), ())
    return lorenz(Lorenz(people, made), NAMED, LorenzWords("People", "Made", "all alike"), say=percent)


def drawn_ties(*cells: tuple[int | None, ...]) -> Chart:
    names = tuple(f"g{place}" for place in range(len(cells)))
    words = TiesWords(names, "Who answers", "Whom", "fewer than five")
    return ties(Ties(names, (5,) * len(cells), cells), NAMED, words)


def every_chart() -> Iterator[Chart]:
    yield from (
        drawn_curve(),
        drawn_strip(1, None, 3, target=2),
        drawn_lines(1, None, 3),
        drawn_grid(9, 4, 5),
    )
    yield from (drawn_lorenz((0, 0), (0.5, 0.1), (1, 1)), drawn_ties((1, None), (4, 0)))
    yield path(Parts(10, {"team": 10, "rest": 4}), NAMED, SHARES, say=percent)
    yield shares(Parts(10, {"team": 6, "rest": 4}), NAMED, SHARES, say=percent)


def of_nothing() -> Iterator[Chart]:
    yield from (
        drawn_curve(Curve((), (), (), (), ())),
        drawn_curve(Curve((0.0,), (1.0,), (0.0,), (1.0,), (0,))),
    )
    yield from (drawn_strip(), drawn_strip(None, None), drawn_strip(0), drawn_lines(), drawn_lines(None))
    yield from (
        drawn_grid(),
        drawn_grid(4),
        drawn_lorenz(),
        drawn_ties(),
        drawn_ties((None,)),
        drawn_ties((0,)),
    )
    yield path(Parts(0, {"team": 0}), NAMED, SHARES, say=percent)
    yield shares(Parts(0, {}), NAMED, SHARES, say=percent)


@pytest.mark.parametrize("chart", [*every_chart(), *of_nothing()])
def test_a_picture_is_an_image_with_a_name_and_numbers_that_are_numbers(chart: Chart) -> None:
    root = ET.fromstring(chart.picture)  # noqa: S314 - our own

    assert root.attrib["role"] == "img"
    assert [root[0].text, root[1].text] == ["Who <waits>", "Half & half."]
    assert not re.search(r"nan|inf|e[-+]\d", re.sub(r"<(title|desc|text)[^>]*>[^<]*", "", chart.picture))


@pytest.mark.parametrize("chart", [*every_chart()])
def test_everything_stands_within_the_picture(chart: Chart) -> None:
    root = ET.fromstring(chart.picture)  # noqa: S314 - our own
    _, _, width, height = map(float, root.attrib["viewBox"].split())

    for each in root.iter("rect"):
        box = {name: float(each.attrib[name]) for name in ("x", "y", "width", "height")}
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
    for each in root.iter("text"):
        assert 0 <= float(each.attrib["x"]) <= width
        assert 0 <= float(each.attrib["y"]) <= height


def test_a_survival_curve_goes_down_in_steps_and_tells_how_many_are_watched() -> None:
    chart = drawn_curve()

    assert '<path class="chart-line" d="M64 40H144.3V145H626"/>' in chart.picture
    assert '<circle class="chart-dot" cx="144.3" cy="145" r="5"/>' in chart.picture
    assert chart.table.head == ("Days", "Waiting", "Band", "Still watched")
    assert chart.table.rows[1] == ("1", "50%", "30% – 70%", "10")
    assert chart.table.rows[2] == ("2", "50%", "30% – 70%", "")
    assert chart.table.rows[-1] == ("7", "50%", "30% – 70%", "4")


def test_a_strip_keeps_its_holes() -> None:
    chart = drawn_strip(1, 2, None, 4, target=3)

    lines = re.findall(r'class="chart-(\w+)" d="([^"]+)"', chart.picture)
    assert [name for name, _d in lines] == ["hole", "target", "band", "line", "line", "now"]
    assert [d for name, d in lines if name == "line"] == ["M2 43.1L172.7 34.2h0", "M514 16.4h0"]
    assert chart.table.rows[2] == ("week 2", "not known", "")
    assert chart.table.rows[3] == ("week 3", "4", "3 – 5")


def test_the_whole_of_a_strip_is_seen_also_where_the_target_lies_far_above() -> None:
    assert 'class="chart-target" d="M2 7.6H514"' in drawn_strip(1, 1, target=10).picture


def test_a_cohort_of_four_is_left_out() -> None:
    assert [row[0] for row in drawn_grid(9, 4, 5).table.rows] == ["week 0", "week 2"]
    assert "week 1" not in drawn_grid(9, 4, 5).picture


def test_a_period_that_is_not_over_is_no_nought() -> None:
    narrow, wide = (1.0, None), (1.0, 0.0)
    shape = Grid((0, 1), (5, 5), (narrow, wide))

    table = grid(shape, NAMED, GridWords("", "", "", "not over"), say=(week, percent)).table

    assert table.rows == (("week 0", "5", "100%", "not over"), ("week 1", "5", "100%", "0%"))


def test_periods_are_counted_from_the_first_and_say_what_they_are() -> None:
    assert drawn_grid(9).table.head == ("Joined", "People", "month 1", "month 2")


def test_a_fifth_line_stands_in_the_table_alone() -> None:
    names = {name: name for name in ("one", "two", "three", "four", "five")}
    shape = Series((0, 1), dict.fromkeys(names, (1.0, 2.0)))

    chart = lines(shape, NAMED, names, say=(week, str), week="Week")

    assert chart.table.head == ("Week", *names)
    assert "four" in chart.picture
    assert "five" not in chart.picture


def test_the_table_beside_a_lorenz_curve_reads_between_its_points() -> None:
    chart = drawn_lorenz((0, 0), (0.5, 0.1), (1, 1))

    assert chart.table.rows[:2] == (("50%", "10%"), ("80%", "64%"))


def test_what_few_stand_behind_is_left_out_and_said() -> None:
    chart = drawn_ties((4, None), (0, 1))

    assert chart.table.rows == (("g0", "4", "fewer than five"), ("g1", "0", "1"))
    assert chart.picture.count("chart-hole") == 1


def test_parts_come_in_the_order_of_their_words() -> None:
    chart = shares(Parts(4, {"rest": 1, "new": 1, "team": 2}), NAMED, SHARES, say=percent)

    assert chart.table.rows == (("The team", "2", "50%"), ("Others", "1", "25%"), ("new", "1", "25%"))


def test_a_table_names_its_columns_and_rows_and_escapes_what_it_is_given() -> None:
    table = drawn_strip(1).table.__html__()

    assert '<caption>Who &lt;waits&gt;</caption><thead><tr><th scope="col">Week</th>' in table
    assert '<tr><th scope="row">week 0</th><td>1</td><td>0 – 2</td></tr>' in table


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no place"):
        number(value)


@pytest.mark.parametrize(
    ("value", "said"), [(1, "1"), (1.25, "1.2"), (-0.01, "0"), (10.0, "10"), (-2.06, "-2.1")]
)
def test_a_number_is_short(value: float, said: str) -> None:
    assert number(value) == said


def test_elements_escape() -> None:
    assert (
        element("text", "<b>", Markup("<i/>"), x=1, class_='"')
        == '<text x="1" class="&#34;">&lt;b&gt;<i/></text>'
    )


def test_paths() -> None:
    assert line([(0, 1), (2, 3)]) == "M0 1L2 3"
    assert stairs([(0, 1), (2, 3)]) == [(0, 1), (2, 1), (2, 3)]
    assert area([(0, 1), (2, 1)], [(0, 5), (2, 5)]) == "M0 1H2V5H0Z"


def test_a_frame_draws_nothing_outside_of_it() -> None:
    frame = Frame(0, 0, 100, 10, across=(0, 10), up=(5, 5))

    assert [frame.x(-3), frame.x(5), frame.x(99), frame.y(7)] == [0, 50, 100, 5]


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (48, (0, 20, 40, 60)),
        (0.4, (0, 0.1, 0.2, 0.3, 0.4)),
        (7, (0, 2, 4, 6, 8)),
    ],
)
def test_marks_are_round_and_reach_the_top(top: float, marks: tuple[float, ...]) -> None:
    assert round_steps(top) == marks


def test_days_are_marked_in_weeks() -> None:
    assert day_marks(5) == (0, 1, 2, 3, 4, 5, 6, 7)
    assert day_marks(28) == (0, 7, 14, 21, 28)
    assert day_marks(500) == (0, 168, 336, 504, 672)
    assert len(day_marks(99_999)) < 7


def test_every_marked_day_is_known_to_every_curve() -> None:
    assert {day for until in ROUND_DAYS[1:] for day in day_marks(until)} == {*ROUND_DAYS}
