"""What the operator reads, and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from groundswell.config.command import main
from groundswell.config.commands.upkeep import in_lines
from groundswell.kernel import presence
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions
from groundswell.people.models import Member
from groundswell.upkeep.doctor.findings import Finding, Severity
from groundswell.upkeep.tests.conftest import NewPlace
from groundswell.upkeep.tests.places import Place

pytestmark = pytest.mark.slow


def say(*words: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, words)), input=typed)


def test_a_backup_says_what_is_in_it_and_that_it_is_a_secret(world: Place, tmp_path: Path) -> None:
    said = say("backup", tmp_path / "all.zip")

    assert said.exit_code == 0
    assert said.stdout == f"{tmp_path}/all.zip: 6 members, 4 topics, 6 posts, 28 entries; 2 files.\n"
    assert "whoever reads it can act as anybody" in said.stderr


def test_a_mistake_is_one_sentence(world: Place, tmp_path: Path) -> None:
    said = say("backup", tmp_path / "nowhere" / "all.zip")

    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == f"Error: There is no folder {tmp_path}/nowhere. Make it first.\n"


def test_a_restore_says_who_came_back_and_who_did_not(world: Place, place: NewPlace, tmp_path: Path) -> None:
    say("backup", tmp_path / "all.zip")
    actions.leave(SYSTEM, Member.objects.get(handle="cyrus"), keep_posts=True)
    (tmp_path / "list").write_text(say("erased").stdout)
    place()

    said = say("restore", tmp_path / "all.zip", "--erased", tmp_path / "list")

    assert said.exit_code == 0
    assert "6 members, 4 topics, 6 posts, 28 entries." in said.stdout
    assert "1 people had left after the backup was made; they have been erased again." in said.stdout
    assert any((settings.HOME / "static").iterdir())


def test_another_key_is_told(
    world: Place, place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("backup", tmp_path / "all.zip")
    place()
    monkeypatch.setattr(settings, "SECRET_KEY", "a key of another installation, long enough to be one")

    assert "The secret key is not the one of the backup" in say("restore", tmp_path / "all.zip").stderr


def test_the_doctor_answers_people_and_programs(world: Place) -> None:
    for_people, for_programs = say("doctor"), say("doctor", "--json")

    findings = json.loads(for_programs.stdout)
    assert for_people.exit_code == for_programs.exit_code == 1
    assert "broken  folders     The style sheets and scripts are not in place." in for_people.stdout
    assert "→ groundswell init" in for_people.stdout
    assert {"part", "severity", "sentence", "mend"} == findings[0].keys()
    assert for_people.stdout.count("\nbroken") == sum(one["severity"] == "broken" for one in findings)


@pytest.mark.parametrize("columns", [80, 40, 10])
def test_a_finding_is_as_wide_as_the_terminal_and_breaks_no_address(columns: int) -> None:
    mend = "Enter a server at https://riverbend.example/settings/mail/, or ask whoever runs the machine."
    finding = Finding("mail", Severity.LOOK, "No mail can leave: passwords are reset by you, each one.", mend)

    lines = in_lines(finding, columns)

    assert lines[0].startswith("look    mail        No mail")
    assert {line[:20] for line in lines[1:]} == {" " * 20}
    assert max(map(len, lines)) <= max(columns, 20 + len("→ https://riverbend.example/settings/mail/,"))
    assert " ".join(line[20:].strip() for line in lines) == f"{finding.sentence} → {mend}"


def test_no_command_is_cut_short_in_the_list_of_commands() -> None:
    listed = say("--help").stdout.partition("Commands:")[2].splitlines()

    assert [line for line in listed if line.endswith("...")] == []


def test_an_upgrade_under_a_running_server_is_refused(world: Place) -> None:
    with presence.hold():
        said = say("upgrade")

    assert said.exit_code == 1
    assert said.stderr == (
        "Error: Groundswell is running. Stop it first (for instance: systemctl stop groundswell).\n"
    )


def test_an_upgrade_with_nothing_to_do_says_so(world: Place) -> None:
    said = say("upgrade")

    lines = said.stdout.splitlines()
    assert (said.exit_code, lines[0], lines[-1]) == (
        0,
        "The tables are of this version.",
        "Done; start it again.",
    )
    assert (settings.HOME / "static" / "no-node.html").exists()


def test_nobody_serves_while_somebody_is_alone(world: Place) -> None:
    with presence.alone():
        said = say("worker")

    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == "Error: A restore or an upgrade is going on here. Start again when it has ended.\n"


def test_the_address_of_the_other_database_may_be_typed_unseen(world: Place) -> None:
    said = say("move-to", "-", typed="mysql://me:secret@host/name\n")

    assert said.exit_code == 1
    assert "secret" not in said.output
    assert "The address is sqlite:////folder/file or postgresql://" in said.stderr


def test_it_moves_and_says_what_is_next(world: Place, place: NewPlace) -> None:
    target = place(has_tables=False)
    with world.entered():
        said = say("move-to", target.address())

    assert said.exit_code == 0
    assert "are the same on both sides." in said.stdout
    assert "Now set GROUNDSWELL_DATABASE_URL to that address, and start it." in said.stdout
