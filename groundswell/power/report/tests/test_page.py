"""The report is one file that says everything, to everybody, and nothing to a network."""

import json
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

from groundswell.archives.records import Problem, ProblemKind
from groundswell.archives.tests.make import UNTIL, make_post, write_lines
from groundswell.power.definitions.eight import READINGS
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Curve, Result
from groundswell.power.report import saying
from groundswell.power.report.drawing import chart_of
from groundswell.power.report.lines import lines_of
from groundswell.power.report.make import DAYS, make_source, make_story
from groundswell.power.report.measured import NothingToMeasureError, Report, make_report
from groundswell.power.report.page import page_of
from groundswell.power.report.records import record_of
from groundswell.power.report.source import Source, from_archive

pytestmark = pytest.mark.once
MOST_BYTES = 250_000


def quietly(_label: str, _done: int, _total: int | None) -> None:
    """Progress that nobody watches."""


def made(source: Source | None = None, day: float = DAYS) -> Report:
    return make_report(source or make_source(), at(day), quietly)


def counted(result: Result) -> Result:
    """Without what was left out."""
    parts = {name: counted(part) for name, part in result.parts.items()}
    return replace(result, excluded={}, parts=parts)


@pytest.fixture(scope="module")
def report() -> Report:
    return made()


def test_it_needs_nothing_beside_itself(report: Report) -> None:
    page = page_of(report)

    asked = re.findall(r"<script|<link|<img|<iframe|@import|\bsrc=|url\((?!data:font/woff2;base64,)", page)
    assert asked == []
    assert page.count("url(data:font/woff2;base64,") == 2
    assert {*re.findall(r"https?://\S+", page)} == set()
    assert len(page.encode()) < MOST_BYTES


def test_it_brings_the_style_of_all_that_it_shows(report: Report) -> None:
    style, body = page_of(report).split("</style>")

    shown = {name for names in re.findall(r'class="([^"]+)"', body) for name in names.split()}
    bare = {name for name in shown if not re.search(rf"\.{name}\b", style)}
    # Kinds of chart that look as all charts do.
    plain = {"chart-tick", "chart-curve", "chart-lines", "chart-path", "chart-shares", "chart-ties"}
    assert bare <= plain


def test_it_is_html_as_it_should_be(report: Report) -> None:
    page = page_of(report)
    parser = html5lib.HTMLParser()
    parser.parse(page)

    ids = re.findall(r'\bid="([^"]+)"', page)
    assert parser.errors == []
    assert len(ids) == len(set(ids))
    assert {*re.findall(r'href="#([^"]+)"', page)} <= {*ids}


def test_every_measure_has_its_section_with_what_it_cannot_see(report: Report) -> None:
    page = page_of(report)

    for measure in measures:
        assert f'<section class="measure" id="{measure.name}"' in page
        assert f"<code>{measure.id}</code>" in page
    assert page.count("What we cannot see:") == len(measures)


def test_nobody_is_named_unless_that_was_asked(report: Report) -> None:
    source = replace(report.source, people=dict.fromkeys(report.source.people, "Wilhelmina"))

    assert "Wilhelmina" not in page_of(replace(report, source=source))
    assert "Wilhelmina" not in json.dumps(record_of(replace(report, source=source)))
    assert "Wilhelmina" not in "\n".join(lines_of(replace(report, source=source)))


def test_a_name_of_a_forum_cannot_become_markup(report: Report) -> None:
    page = page_of(replace(report, source=replace(report.source, name="<script>alert(1)</script>")))

    assert "<script" not in page


def test_what_could_not_be_read_is_said(report: Report) -> None:
    trouble = Problem(ProblemKind.BROKEN, "posts.jsonl:7", "This is no JSON.")
    torn = replace(report, source=replace(report.source, lines=1200, broken=3, problems=(trouble,)))

    for told in (page_of(torn), "\n".join(lines_of(torn))):
        assert "3 of 1,200 lines could not be read" in told
        assert "posts.jsonl:7" in told
    assert "could not be read" not in page_of(report)


def test_an_archive_that_breaks_off_says_so(tmp_path: Path) -> None:
    """Else it is measured as if that were all."""
    path = write_lines(tmp_path / "posts.jsonl.gz", [make_post(n, number=n) for n in range(1, 40)])
    path.write_bytes(path.read_bytes()[:-9])

    source = from_archive(path, UNTIL, quietly, names=False)

    report = make_report(source, at(365), quietly)
    assert source.broken == 0
    assert "ends too early or is damaged" in record_of(report)["source"]["problems"][0]
    for told in (page_of(report), "\n".join(lines_of(report))):
        assert "ends too early or is damaged" in told
        assert "lines could not be read" not in told


@pytest.mark.slow
def test_what_an_archive_cannot_tell_is_said_once_and_is_no_nought(report: Report) -> None:
    story = make_story()
    story.tell(Verb.REACTED, "p2", 3, topic="t1", post="t1/1")
    told = page_of(made(make_source(story)))

    assert "Nothing is known here but what people wrote" in page_of(report)
    assert "Nothing is known here but what people wrote" in "\n".join(lines_of(report))
    assert "Nothing is known here but what people wrote" not in told
    assert "Reacted or thanked" not in page_of(report)


@pytest.mark.slow
def test_a_picture_that_is_kept_back_is_missed(report: Report) -> None:
    """One of thirty did more than write: who that is, others may know."""
    story = make_story()
    story.tell(Verb.DID, "p2", DAYS - 3)

    sentence = "Its picture is kept back: it would tell of fewer than five people."
    assert sentence in page_of(made(make_source(story)))
    assert page_of(report).count(sentence) == sum(
        each.measure.counts_people and each.result.value is not None and each.result.shape is None
        for each in report.measured
    )


@pytest.mark.slow
def test_programs_change_nothing_but_the_count_of_what_is_left_out(report: Report) -> None:
    story = make_story()
    for number in range(50):
        story.replies("robot", f"t{number * 3}", number * 5 + 0.01)

    fewer, more = (
        [counted(each.result) for each in one.measured] for one in (report, made(make_source(story)))
    )
    assert fewer == more


def test_json_is_json_without_holes_in_its_numbers(report: Report) -> None:
    told = json.dumps(record_of(report), allow_nan=False)

    assert [each["name"] for each in json.loads(told)["measures"]] == measures.names()


@pytest.mark.slow
def test_the_same_source_makes_the_same_bytes(report: Report) -> None:
    assert page_of(made()) == page_of(report)


def test_lines_say_the_eight_with_how_sure_they_are(report: Report) -> None:
    told = "\n".join(lines_of(report)).replace("\N{NO-BREAK SPACE}", " ")

    assert told.startswith("talk.example · Week 52 of 2024, 23 December to 29 December 2024\n")
    titles = [str(words.title) for words in READINGS.values()]
    assert [title for title in titles if f"\n  {title} " not in told] == []
    assert re.search(r"\n  Answering +[↑↓]? \d+ % +of topics.*\n +\d+–\d+ % · n \d+\n", told)
    assert "Nobody has been asked how they feel." in told


def test_the_eight_are_shown_with_their_weeks_and_their_holes(report: Report) -> None:
    page = page_of(report)

    assert page.count('<li class="reading">') == 8
    assert re.findall(r'reading-hole"><span>([^<]+)<', page) == [
        "Too few to tell: 15 people active in the 28 days before, and it takes 30.",
        "Too little to tell, with 30 active people, who might share it.",
        *["Nothing known yet."] * 2,
    ]
    assert page.count('class="chart chart-strip"') == 4


@pytest.mark.parametrize("day", [-3, 0])
def test_before_everything_there_is_a_sentence(day: float) -> None:
    with pytest.raises(NothingToMeasureError, match="nothing is known before"):
        made(day=day)


def test_a_week_that_is_not_over_is_not_measured() -> None:
    with pytest.raises(NothingToMeasureError, match="the first has not ended"):
        made(day=6.5)


def test_where_nothing_happened_there_is_a_sentence() -> None:
    with pytest.raises(NothingToMeasureError, match="Nothing has happened"):
        make_report(replace(make_source(), entries=Story().entries()), at(14), quietly)


def test_a_curve_says_what_it_is_of_and_reaches_the_day_that_is_told(report: Report) -> None:
    """Who answered is no 'share that remains', and what four weeks say is not seen in one."""
    curves = [each for each in report.measured if isinstance(each.result.shape, Curve)]

    assert len(curves) > 5
    for each in curves:
        words = each.definition
        chart = chart_of(each.result, words, say=saying.share)
        assert words.drawn
        assert words.watched
        assert chart
        assert float(chart.table.rows[-1][0]) >= each.measure.parameters.get("days", 0)


@pytest.mark.slow
def test_who_waits_since_monday_waits_already() -> None:
    """Measures are of whole weeks; what to do is of now."""
    story = make_story()
    story.opens("newcomer", "hello", DAYS + 1)

    found = made(make_source(story, day=DAYS + 2), DAYS + 2)

    assert ("answer_newcomer", 24) in [(each.rule, each.hours) for each in found.advice]
    assert found.end == at(DAYS)


@pytest.mark.slow
def test_clocks_that_go_wrong_break_nothing() -> None:
    """An answer from 1970, and one from the year after next."""
    story = make_story()
    story.replies("p3", "t5", -19_000)
    story.replies("p3", "t6", DAYS * 3)

    page = page_of(made(make_source(story)))

    assert page.count('<section class="measure"') == len(measures)


@pytest.mark.parametrize("day", [7, 14])
def test_a_young_community_is_told_that_it_is_too_early(day: float) -> None:
    story = Story()
    story.opens("ada", "hello", 1)

    page = page_of(made(make_source(story, day=day), day))

    assert page.count("Too few to tell") + page.count("Nothing to tell") >= 5


def test_a_community_of_nothing_but_programs_is_measured_too() -> None:
    story = Story(bots=("robot",))
    story.opens("robot", "hello", 1)

    assert "Nothing to tell" in page_of(made(make_source(story, day=14), 14))


@pytest.mark.slow
def test_a_real_forum_fits_into_one_file_that_names_nobody(shared_data: Path) -> None:
    archive = shared_data / "discourse-archive" / "posts.jsonl.gz"
    source = from_archive(archive, UNTIL, quietly, names=True)
    handles = {name for name in source.people.values() if len(name) >= 8}

    page = page_of(make_report(source, source.known_until, quietly))

    assert len(page.encode()) < MOST_BYTES
    assert len(handles) > 200
    assert [name for name in handles if re.search(rf"\b{re.escape(name)}\b", page)] == []
    assert [title for title in source.topics.values() if len(title) >= 20 and title in page] == []
