"""The doctor finds what is amiss with the database, and says what mends it."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from groundswell.kernel import postgresql
from groundswell.upkeep import databases
from groundswell.upkeep.doctor import Severity, database, examine
from groundswell.upkeep.tests.conftest import NewPlace
from groundswell.upkeep.tests.looking import broken
from groundswell.upkeep.tests.places import Place

pytestmark = pytest.mark.slow


def test_a_place_without_tables(place: NewPlace) -> None:
    place(has_tables=False)

    assert broken("database") == ["There are no tables yet."]


def test_changes_that_wait_and_changes_from_the_future(healthy: Place) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'exchange' AND name = '0001_initial'")
    waiting = broken("database")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_later', '2026-01-01')"
        )

    assert waiting == ["1 changes to the tables are waiting."]
    assert broken("database") == ["The database has had 1 changes that this version does not know."]


def test_a_database_that_does_not_answer_hides_nothing_else(healthy: Place) -> None:
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "/nowhere/at/all"
    try:
        findings = examine()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before

    assert [one.part for one in findings if one.severity is Severity.BROKEN][:1] == ["database"]
    assert "settings" in {one.part for one in findings}
    assert "ledger" not in {one.part for one in findings}


@pytest.mark.sqlite
def test_a_damaged_file(healthy: Place) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = cursor.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'topics_revision'"
        ).fetchone()
    connection.close()
    with Path(healthy.database).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(os.urandom(4096))

    assert "damaged" in "".join(broken("database"))


@pytest.mark.sqlite
def test_a_file_without_a_log(healthy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    options = {**settings.DATABASES["default"]["OPTIONS"], "init_command": "PRAGMA journal_mode=DELETE"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)

    sentences = broken("database")
    connection.close()

    assert "no write-ahead log (delete)" in sentences[0]


@pytest.mark.once
@pytest.mark.parametrize(
    ("file", "kind"),
    [("/srv/share/var/a", "nfs4"), ("/srv/a", "ext4"), ("/srv/my disk/a", "cifs"), ("/srv/shared/a", "ext4")],
)
def test_a_network_file_system_is_known(file: str, kind: str) -> None:
    mounts = (
        "/dev/vda / ext4 rw 0 0\nserver:/x /srv/share nfs4 rw 0 0\n//server/y /srv/my\\040disk cifs rw 0 0\n"
    )

    assert database.kind_of_disk(Path(file), mounts) == kind


@pytest.mark.postgres
def test_transactions_of_another_kind(healthy: Place) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_isolation TO 'serializable'")

    assert broken("database") == ["Transactions are serializable by default."]


@pytest.mark.postgres
def test_a_restore_that_was_interrupted(healthy: Place) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE upkeep_unfinished ()")

    assert broken("database") == ["A restore was interrupted here."]
    assert databases.own().is_unfinished()


@pytest.mark.once
@pytest.mark.parametrize(("shared", "most"), [(8, 22), (3, 12), (0, 18)])
def test_connections_are_reckoned_from_the_settings(shared: int, most: int) -> None:
    assert database.most_connections(postgresql.shared({}, shared)) == most


@pytest.mark.postgres
def test_it_tells_how_many_connections_there_are_and_may_be_needed(healthy: Place) -> None:
    (found,) = database.postgresql_connections()

    assert found[1].endswith("connections are to be had; one machine of ours may need 18.")
