"""The `groundswell` command: sentences and exit codes, never a traceback for a user's mistake."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from groundswell import __version__
from groundswell.config.command import main
from groundswell.kernel.models import Entry
from groundswell.people.events import DOOR_KEY_MADE
from groundswell.people.models import Member


def _say(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_it_says_its_version() -> None:
    said = _say("--version")

    assert (said.exit_code, said.output) == (0, f"groundswell, version {__version__}\n")


def test_an_unknown_word_is_answered_with_help() -> None:
    said = _say("sevre")

    assert said.exit_code == 2
    assert "No such command 'sevre'" in said.output


@pytest.mark.django_db
def test_a_link_for_a_member_is_made_once_and_noted(ada: Member) -> None:
    said = _say("link", "ada")

    assert said.exit_code == 0
    assert re.match(r"http://localhost:8000/door/[\w-]{20,}/\n", said.stdout)
    assert Entry.objects.filter(event=DOOR_KEY_MADE.code, toward=ada.pk).count() == 1


@pytest.mark.django_db
def test_a_link_for_nobody_is_one_sentence(ada: Member) -> None:
    said = _say("link", "nobody.at.all")

    assert (said.exit_code, said.output) == (1, "Error: Nobody here goes by nobody.at.all.\n")


@pytest.mark.django_db
def test_the_demo_does_not_move_into_a_community_that_stands(ada: Member) -> None:
    refused, quiet = _say("demo"), _say("demo", "--first-time")

    assert (refused.exit_code, quiet.exit_code, quiet.output) == (1, 0, "")
    assert refused.output == "Error: A community stands here already; the demo needs an empty place.\n"


@pytest.mark.django_db
def test_an_archive_that_is_not_there_is_one_sentence(ada: Member, tmp_path: Path) -> None:
    said = _say("import", "discourse", str(tmp_path / "nowhere.jsonl"))

    assert said.exit_code == 1
    assert said.output.startswith("Error: ")
    assert said.output.count("\n") == 1
