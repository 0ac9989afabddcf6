"""The page is made from the figures, and says so where a promise is broken."""

from pathlib import Path
from typing import Any

import pytest

from bench import report, sections, targets, turns
from bench.keeping import keep, kept
from bench.machine import CALIBRATION, machine
from bench.places import DATABASES, POSTGRESQL, SQLITE
from bench.targets import Target

pytestmark = pytest.mark.once


def page(cpu: float) -> dict[str, Any]:
    spread = {"median": cpu, "least": cpu, "most": cpu, "requests": 10}
    alone = {"per_second": 100.0, "p50": 9.0, "p99": 20.0, "requests": 10, "failures": 0}
    sizes = {"bytes": 51_000, "gzip": 12_000, "brotli": 11_000, "queries": 7}
    repeat = {"cpu": spread}
    return {
        "repeat": repeat,
        "cpu": spread,
        "cpu_gzip": spread,
        **sizes,
        "http": {"1": alone, "8": alone | {"cpu": 1.0}},
    }


def figures(cpu: float = 1.5) -> dict[str, dict[str, Any]]:
    names = [*(f"member/{name}" for name in report.NAMES if name != "sign-in")]
    names += [f"visitor/{name}" for name in report.NAMES]
    memory = {"processes": [{"command": "pages", "pss": 90, "rss": 120}], "pss": 90}
    one = {"pages": {name: page(cpu) for name in names}, "memory": memory, "loading": {"importer": 60.0}}
    run = dict.fromkeys(DATABASES, one | {"posts": 98_000})
    return {"pages": {"machine": machine(), "figures": run}}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    return figures()


def test_every_part_has_its_place_in_the_page(found: dict[str, dict[str, Any]]) -> None:
    text = report.PAGE.read_text("utf-8")

    for name in ("machine", "targets", "peers", *sections.present()):
        where = report.page_of(name) if name in sections.NAMES else report.PAGE
        told = where.read_text("utf-8")
        assert told.count(f"<!-- bench:{name} -->") == told.count(f"<!-- /bench:{name} -->") == 1
    assert "| topic of 20 posts, member | 1.50 / 9.00 / 100 | 18.2 / 57 |" in report.filled(text, found)


def test_what_people_wrote_stays_and_what_was_made_is_made_anew(found: dict[str, dict[str, Any]]) -> None:
    text = "A\n" + "".join(
        f"<!-- bench:{name} -->\nold\n<!-- /bench:{name} -->\nB\n"
        for name in ("machine", "targets", "peers", "pages")
    )

    once = report.filled(text, found)

    assert (once.count("old"), once.count("B\n")) == (0, 4)
    assert report.filled(once, found) == once


def test_a_part_without_a_place_is_refused(found: dict[str, dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="no place for machine"):
        report.filled("nothing", found)


def test_without_figures_nothing_is_changed() -> None:
    assert report.filled("as it was", {}) == "as it was"


def test_a_broken_promise_says_by_how_much() -> None:
    target = next(each for each in targets.TARGETS if each.name.startswith("member's topic page"))

    assert target.judged(figures(1.5))[2:] == ("1.50 ms", "met")
    assert target.judged(figures(6.0))[2:] == ("6.00 ms", "**missed**, 3.0 ×")
    assert target.judged({})[2] == "not measured"


def test_a_promise_of_at_least_is_judged_the_other_way_round() -> None:
    target = Target("replies", 150, "/s", lambda _: 100.0, is_least=True)

    assert target.judged({})[1:] == ("≥ 150 /s", "100 /s", "**missed**, 1.5 ×")


def test_figures_are_kept_with_the_machine_that_they_are_from(tmp_path: Path) -> None:
    keep("pages", {"a": 1}, folder=tmp_path)

    (name, run), *others = kept(tmp_path).items()

    assert (name, run["figures"], others) == ("pages", {"a": 1}, [])
    assert set(run["machine"]["calibration"]) == set(CALIBRATION)


def test_a_run_on_one_database_leaves_the_other_its_figures(tmp_path: Path) -> None:
    keep("pages", {"SQLite": 1, "PostgreSQL": 2}, folder=tmp_path)
    both = kept(tmp_path)["pages"]["machine"]
    keep("pages", {"SQLite": 3}, folder=tmp_path)
    keep("pages", {"SQLite": 4}, folder=tmp_path)

    run = kept(tmp_path)["pages"]

    assert list(run["figures"].items()) == [("SQLite", 4), ("PostgreSQL", 2)]
    assert run["earlier"] == {"PostgreSQL": both}
    assert report.machines({"pages": run}).count("\n| pages") == 2


def test_a_run_on_both_leaves_nothing_of_the_last_one(tmp_path: Path) -> None:
    keep("pages", {"PostgreSQL": 1}, folder=tmp_path)
    keep("pages", {"PostgreSQL": 2, "SQLite": 3}, folder=tmp_path)
    keep("nodes", {"trials": 1}, folder=tmp_path)
    keep("nodes", {"found": 2}, folder=tmp_path)

    runs = kept(tmp_path)

    assert runs["pages"]["figures"] == {"SQLite": 3, "PostgreSQL": 2}
    assert runs["nodes"]["figures"] == {"found": 2}
    assert not any("earlier" in run for run in runs.values())


def turn(ratio: float) -> dict[str, float]:
    return {"cpu": 2.0 * ratio, "ratio": ratio, "least": ratio, "most": ratio}


def test_postgresql_is_judged_by_the_page_whose_turns_were_dearest() -> None:
    lanes = [
        {SQLITE: turn(1.0), POSTGRESQL: turn(ratio), turns.PAUSED: turn(1.1)} for ratio in (1.2, 1.6, 1.3)
    ]
    pages = dict(zip(("member/home", "member/list", "member/topic"), lanes, strict=True))
    promised = next(target for target in targets.TARGETS if target.name.startswith("PostgreSQL"))

    assert promised.judged({"turns": {"figures": {"pages": pages}}})[2:] == ("1.60 ×", "**missed**, 1.1 ×")
    assert "| member/list | 2.00 | 3.20 | 1.60 | 1.60–1.60 | 1.10 |" in turns.report({"pages": pages})
