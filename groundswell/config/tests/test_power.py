"""`groundswell power`: what it says of an archive and of this installation; one sentence where it cannot."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from groundswell.archives.tests.make import Json, make_post, write_lines
from groundswell.config.command import main
from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.make import make_topic
from tools.environment import ROOT

SHORTEST_PATH = ("power", "--discourse")


def say(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def posts(days: int = 60) -> Iterator[Json]:
    """A topic a day of another person, answered after two hours by the next."""
    for day in range(days):
        stamp = f"2024-{3 + day // 28:02d}-{1 + day % 28:02d}"
        yield make_post(2 * day + 1, day + 1, user_id=day % 9, created_at=f"{stamp}T08:00:00.000Z")
        answer = {"user_id": (day + 1) % 9, "created_at": f"{stamp}T10:00:00.000Z"}
        yield make_post(2 * day + 2, day + 1, 2, **answer)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "posts.jsonl.gz", posts())


def test_an_archive_is_measured_without_any_database(archive: Path, tmp_path: Path) -> None:
    """pytest-django refuses the database to a test that does not ask for it."""
    said = say(*SHORTEST_PATH, archive, "--html", tmp_path / "report.html")

    assert said.exit_code == 0, said.output
    assert "Answering" in said.stdout
    assert "Measuring" in said.stderr
    assert said.stdout.endswith(f"The whole report: {tmp_path / 'report.html'}\n")
    assert "Answered within a day" in (tmp_path / "report.html").read_text("utf-8")


def test_json_goes_alone_to_where_programs_read(archive: Path) -> None:
    said = say(*SHORTEST_PATH, archive, "--json")

    told = json.loads(said.stdout)
    found = next(each for each in told["measures"] if each["name"] == "answered_in_a_day")
    assert (said.exit_code, found["value"], found["n"]) == (0, 1.0, 56)


def test_a_day_in_the_past_is_measured_with_what_was_known_then(archive: Path) -> None:
    said = say(*SHORTEST_PATH, archive, "--json", "--at", "2024-04-01")

    told = json.loads(said.stdout)
    assert (told["cut_off"], told["topics"]) == ("2024-04-01T00:00:00Z", 28)


def test_titles_of_topics_come_with_names_alone(tmp_path: Path) -> None:
    """A closed category's are in the archive too."""
    waiting = [
        make_post(900 + number, 90 + number, user_id=number, created_at=f"2024-04-2{number}T08:00:00.000Z")
        for number in range(4)
    ]
    file, page = write_lines(tmp_path / "posts.jsonl", [*posts(), *waiting]), tmp_path / "report.html"

    without, with_names = (
        say(*SHORTEST_PATH, file, "--html", page, "--at", "2024-04-29", *more).stdout
        + page.read_text("utf-8")
        for more in ((), ("--names",))
    )

    assert "4 topics wait for an answer." in without
    assert "Topic number" not in without
    assert with_names.count("Topic number 90") == 2


def test_broken_lines_are_counted_and_said(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "posts.jsonl", ["{not json", *posts()])

    said = say(*SHORTEST_PATH, file)

    assert said.exit_code == 0
    assert "1 of 121 lines could not be read" in said.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--at", "yesterday"), "--at is a day such as 2026-11-01, not 'yesterday'."),
        (("--at", "2024-01-01"), "The first thing that is known happened on 1 March 2024"),
        (("--at", "2024-03-03"), "the first has not ended"),
        (("--html", "/no/such/folder/report.html"), "There is no folder /no/such/folder for the report."),
        (("--html", "/tmp"), "/tmp is a folder; name the file for the report: /tmp/report.html"),  # noqa: S108
    ],
)
def test_what_cannot_be_is_one_sentence(archive: Path, words: tuple[str, ...], sentence: str) -> None:
    said = say(*SHORTEST_PATH, archive, *words)

    assert said.exit_code == 1
    assert sentence in said.stderr
    assert said.stderr.count("Error") == 1


def test_a_day_to_come_is_refused(archive: Path) -> None:
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()

    said = say(*SHORTEST_PATH, archive, "--at", tomorrow)

    assert (said.exit_code, said.stdout) == (1, "")
    assert "has not come yet" in said.stderr


@pytest.mark.parametrize("lines", [[], ["{", "not json"], ["{}"]])
def test_an_archive_of_nothing_is_one_sentence(tmp_path: Path, lines: list[str]) -> None:
    said = say(*SHORTEST_PATH, write_lines(tmp_path / "posts.jsonl", lines))

    assert said.exit_code == 1
    assert "There are no" in said.stderr


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    said = say(*SHORTEST_PATH, tmp_path / "nowhere.jsonl")

    assert said.exit_code == 1
    assert said.stderr.startswith("Error: ")
    assert "Traceback" not in said.stderr


@pytest.mark.django_db
def test_without_an_archive_this_installation_is_measured(ada: Member, commons: Space) -> None:
    with clock.moved_to(clock.now() - timedelta(days=15)):
        make_topic(ada, "Hello", space=commons)

    said = say("power")

    assert said.exit_code == 0, said.output
    assert "People 1 · topics 1 ·" in said.stdout


@pytest.mark.django_db
def test_without_either_there_is_one_sentence() -> None:
    said = say("power")

    assert (said.exit_code, said.stdout) == (1, "")
    assert "No community lives here yet." in said.stderr


@pytest.mark.slow
@pytest.mark.once
def test_a_place_that_was_never_prepared_is_one_sentence(tmp_path: Path) -> None:
    place = {**os.environ, "GROUNDSWELL_HOME": str(tmp_path)}

    told = subprocess.run(
        [sys.executable, "-m", "groundswell", "power"],
        cwd=ROOT,
        env=place,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("Error: No community lives here yet.")


@pytest.mark.slow
@pytest.mark.once
def test_page_processes_do_without_the_arithmetic(tmp_path: Path) -> None:
    """Seventy megabytes a process are for the worker and for commands alone."""
    program = (
        "import sys, django; django.setup(); import groundswell.config.urls, groundswell.config.wsgi;"
        "print(sorted({'numpy', 'igraph'} & {*sys.modules}))"
    )
    place = {
        **os.environ,
        "GROUNDSWELL_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
    }

    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], cwd=ROOT, env=place, capture_output=True, text=True, check=True
    )

    assert told.stdout == "[]\n"
