"""An exported ledger says what it says in the database, bit for bit, and what has changed is written anew."""

import fcntl
import sys
from collections.abc import Iterator
from dataclasses import fields
from glob import escape
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from click.testing import CliRunner, Result

from groundswell.config.command import main
from groundswell.kernel import clock
from groundswell.kernel.ledger.models import Entry
from groundswell.people.erasure import Erasure, replace_everywhere
from groundswell.people.models import Member, Origin
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.columns import Columns, assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import at
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.engine.spans import NEVER, Window, end_of_week
from groundswell.power.sources import ledger, recent
from groundswell.power.sources.lake import Unreadable
from groundswell.power.sources.make import write_entries, write_entry
from groundswell.power.sources.parquet import Exported
from groundswell.spaces.models import Space
from groundswell.topics.kinds import Kind, kinds
from groundswell.topics.make import make_topic

pytestmark = pytest.mark.django_db

ALWAYS = Window(0, NEVER)
# From 2024-01-01 on, as `write_entry` counts its days.
JANUARY, FEBRUARY, MARCH = 3, 40, 70
_MAY_LEAVE = ["id", "at", "event", "actor", "topic", "space", "toward", "subject", "imported"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A name in which a quote, a star and brackets mean nothing."""
    return tmp_path / "what's [her] *"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["ledger", "export", *map(str, words)])


def told(*words: object) -> str:
    done = run(*words)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def rows(file: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    with duckdb.connect() as lake:
        question = f"SELECT {columns} FROM read_parquet(?)"  # noqa: S608 - our own columns
        return lake.execute(question, [escape(str(file))]).fetchall()


def columns_in(file: Path) -> list[str]:
    with duckdb.connect() as lake:
        found = lake.execute("DESCRIBE SELECT * FROM read_parquet(?)", [escape(str(file))]).fetchall()
    return [name for name, *_ in found]


def three_months() -> None:
    for number, day in enumerate((JANUARY, FEBRUARY, MARCH)):
        write_entry(Verb.REPLIED, day, post=100 + number, person=1 + number)


def columns_of(found: Columns) -> Iterator[tuple[str, Any]]:
    for part in (found.people, found.topics, found.acts, *found.dropped.values()):
        for each in fields(part):
            yield f"{type(part).__name__}.{each.name}", getattr(part, each.name)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_columns_and_readings_are_equal_bit_for_bit(
    folder: Path, ada: Member, commons: Space, monkeypatch: pytest.MonkeyPatch, *, seed: int
) -> None:
    monkeypatch.setitem(kinds._entries, "news", Kind("news", "News", "Tell it.", wants_answer=False))
    make_topic(ada, "We move", space=commons, kind=kinds["news"])
    Member.objects.create(pk=7, name="Robot", origin=Origin.BOT, joined_at=clock.now())
    write_entries(900, days=400, seed=seed)
    end = end_of_week(at(400))

    run(folder)
    exported = Exported(folder)

    here = assemble(ledger.entries(ALWAYS), ledger.facts(), end)
    there = assemble(exported.entries(ALWAYS), exported.facts(), end)
    for (name, mine), (_, theirs) in zip(columns_of(here), columns_of(there), strict=True):
        assert mine.dtype == theirs.dtype, name
        assert np.array_equal(mine, theirs), name
    assert len(here.acts) > 200
    assert readings_of(here, end) == readings_of(there, end)
    for measure in measures:
        window = Window.before(end, days=measure.days or 84)
        assert measure.compute(here, window) == measure.compute(there, window)


@pytest.mark.slow
def test_half_a_year_is_read_by_the_same_questions(folder: Path) -> None:
    write_entries(900, days=400, seed=3)
    span = Window.before(at(400), days=recent.DAYS)

    run(folder)

    here, there = recent.recent(span).in_order(), Exported(folder).recent(span).in_order()
    assert [getattr(here, each.name).tolist() for each in fields(here)] == [
        getattr(there, each.name).tolist() for each in fields(there)
    ]


def test_a_file_for_each_month_with_ids_and_nothing_else(folder: Path) -> None:
    three_months()
    write_entry(Verb.REPLIED, MARCH, post=9)

    assert told(folder) == "Written: 2024-01, 2024-02, 2024-03, members, topics."

    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert [*map(str, files)] == [
        ".lock",
        *(f"entries/2024-0{month}.parquet" for month in (1, 2, 3)),
        "members.parquet",
        "topics.parquet",
    ]
    for month, count in ((1, 1), (2, 1), (3, 2)):
        assert len(rows(folder / f"entries/2024-0{month}.parquet")) == count
    assert columns_in(folder / "entries/2024-03.parquet") == _MAY_LEAVE
    assert columns_in(folder / "members.parquet") == ["id", "role", "origin"]
    assert columns_in(folder / "topics.parquet") == ["id", "kind"]
    assert {oct(path.stat().st_mode & 0o777) for path in folder.rglob("*") if path.is_file()} == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_what_readings_do_not_read_does_not_leave(folder: Path) -> None:
    write_entry(Verb.REPLIED, JANUARY, post=1)
    Entry.objects.create(at=at(JANUARY), recorded_at=at(JANUARY), event=107, actor=5, toward=6, subject=6)

    run(folder)

    assert rows(folder / "entries/2024-01.parquet", "event, actor, subject") == [(302, 1, 1)]


def test_a_second_time_writes_nothing_and_touches_nothing(folder: Path) -> None:
    three_months()
    run(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}

    assert told(folder) == "Written: nothing."
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")} == before


@pytest.mark.slow
def test_late_imports_rewrite_their_month_alone(folder: Path) -> None:
    three_months()
    run(folder)
    write_entry(Verb.REPLIED, FEBRUARY, post=7)

    checked = run(folder, "--check")

    assert (checked.exit_code, checked.stdout) == (1, "Out of date: 2024-02.\n")
    assert told(folder) == "Written: 2024-02."
    assert run(folder, "--check").exit_code == 0
    assert len(rows(folder / "entries/2024-02.parquet")) == 2


@pytest.mark.slow
@pytest.mark.parametrize("side", ["actor", "toward", "subject"])
def test_whoever_leaves_leaves_the_files_too(folder: Path, dan: Member, *, side: str) -> None:
    three_months()
    who = {"actor": None, "toward": None, "subject": 9} | {side: dan.pk}
    when = at(FEBRUARY)
    Entry.objects.create(at=when, recorded_at=when, event=112, subject_type="people.member", **who)
    run(folder)
    tombstone = Member.objects.create(origin=Origin.ERASED, joined_at=clock.now())

    replace_everywhere(Erasure(dan, tombstone, keeps_posts=True))
    Member.objects.filter(pk=dan.pk).update(origin=Origin.ERASED)

    assert told(folder) == "Written: 2024-02, members."
    ids = {value for file in (folder / "entries").iterdir() for row in rows(file) for value in row}
    assert dan.pk not in ids
    assert tombstone.pk in ids


def test_since_a_month_leaves_those_before_it_alone(folder: Path) -> None:
    three_months()

    assert told(folder, "--since", "2024-02") == "Written: 2024-02, 2024-03, members, topics."
    assert told(folder) == "Written: 2024-01."


def test_a_new_role_is_written(folder: Path, dan: Member) -> None:
    three_months()
    run(folder)
    Member.objects.filter(pk=dan.pk).update(role="moderator")

    assert told(folder) == "Written: members."


def test_a_broken_file_is_written_again(folder: Path) -> None:
    three_months()
    run(folder)
    file = folder / "entries/2024-02.parquet"
    file.write_bytes(file.read_bytes()[:100])

    with pytest.raises(Unreadable):
        Exported(folder).entries(ALWAYS)

    assert told(folder) == "Written: 2024-02."
    assert len(Exported(folder).entries(ALWAYS)) == 3


def test_a_month_that_the_ledger_does_not_know_goes(folder: Path) -> None:
    three_months()
    run(folder)
    Entry.objects.filter(at__lt=at(FEBRUARY - 10)).delete()

    assert told(folder) == "Written: 2024-01."
    assert sorted(file.stem for file in (folder / "entries").iterdir()) == ["2024-02", "2024-03"]


def test_what_a_killed_export_left_goes_and_another_that_runs_is_left_alone(folder: Path) -> None:
    three_months()
    (folder / ".partial").mkdir(parents=True)
    (folder / ".partial/2024-01.parquet").write_bytes(b"half")

    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = run(folder)
    run(folder)

    assert refused.exit_code == 1
    assert "Another export into" in refused.stderr
    assert not (folder / ".partial").exists()


def test_many_rows_come_a_few_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_entries(300, days=20, seed=1)
    monkeypatch.setattr(ledger, "AT_ONCE", 7)
    most = 0
    as_numbers = ledger.as_numbers

    def counted(some: Any) -> Any:
        nonlocal most
        most = max(most, len(some))
        return as_numbers(some)

    monkeypatch.setattr(ledger, "as_numbers", counted)
    run(folder)

    assert most == 7
    assert len(Exported(folder).entries(ALWAYS)) == 300


def test_an_empty_ledger_is_exported_and_says_that_it_is_none(folder: Path) -> None:
    assert told(folder) == "Written: members, topics."

    with pytest.raises(Unreadable, match="holds no export of a ledger"):
        Exported(folder)


def test_without_duckdb_it_says_how_to_get_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)

    done = run(folder)

    assert done.exit_code == 1
    assert done.stderr == (
        "Error: Parquet is written and read by DuckDB, which is not installed here. "
        "It comes with: pip install 'groundswell[parquet]'\n"
    )


def test_what_is_no_folder_or_no_month_is_refused(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")

    assert f"{file} is a file; the export needs a folder." in run(file).stderr
    assert "2024-13 is no month; one is written like 2026-03." in run(folder, "--since", "2024-13").stderr
    assert file.read_text() == "mine"
    assert not folder.exists()
