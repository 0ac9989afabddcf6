"""A new version comes in whole, or leaves everything as it was."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.kernel import presence
from groundswell.kernel.ledger.models import Entry
from groundswell.upkeep import versions
from groundswell.upkeep.refusals import Refused
from groundswell.upkeep.tests.contents import contents
from groundswell.upkeep.tests.places import Place
from groundswell.upkeep.trying import troubles
from groundswell.upkeep.upgrading import Lost, PutBack, Upgrade
from tools.environment import ROOT

pytestmark = pytest.mark.slow
LATER = """
from django.db import migrations

class Migration(migrations.Migration):
    atomic = False  # so that what goes wrong later leaves its traces
    dependencies = [("exchange", "{after}")]
    operations = [{operations}]
"""
FINE = 'migrations.RunSQL("CREATE TABLE later (id integer)", "DROP TABLE later")'
BROKEN = 'migrations.RunSQL("DROP TABLE topics_reaction"), migrations.RunSQL("SELECT nothing FROM nowhere")'
SHUT = 'migrations.RunSQL("DROP TABLE topics_reaction")'
NextVersion = Callable[[str], None]


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NextVersion]:
    """The code of a version with one more migration, which does what the test says."""

    def make(operations: str) -> None:
        folder = tmp_path / "later_migrations"
        shutil.copytree(ROOT / "groundswell/exchange/migrations", folder)
        last = max(file.stem for file in folder.glob("0*.py"))
        (folder / "9000_later.py").write_text(LATER.format(after=last, operations=operations))
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setattr(settings, "MIGRATION_MODULES", {"exchange": "later_migrations"})
        versions.of_this_version.cache_clear()

    yield make
    for name in [name for name in sys.modules if name.startswith("later_migrations")]:
        del sys.modules[name]
    versions.of_this_version.cache_clear()


def upgrade(said: list[str] | None = None) -> Path | None:
    def prepare() -> None:
        call_command("migrate", verbosity=0, interactive=False)
        (settings.HOME / "static" / "style.css").write_text("")

    return Upgrade(prepare, (said if said is not None else []).append, lambda *_: None).run()


def test_it_backs_up_migrates_and_tries_the_pages(world: Place, next_version: NextVersion) -> None:
    next_version(FINE)
    said: list[str] = []

    backup = upgrade(said)

    assert backup is not None
    assert backup.parent == world.home / "backups"
    assert "later" in connection.introspection.table_names()
    assert said[0] == "1 changes to the tables are waiting."
    assert not (world.home / "upgrade-begun.json").exists()


def test_where_nothing_is_to_be_done_no_backup_is_made(world: Place) -> None:
    said: list[str] = []

    assert upgrade(said) is None
    assert said == ["The tables are of this version."]
    assert (world.home / "static" / "style.css").exists()
    assert not (world.home / "backups").exists()


@pytest.mark.parametrize("operations", [BROKEN, SHUT], ids=["it breaks off", "a page breaks"])
def test_one_that_fails_leaves_every_row_as_it_was(
    world: Place, next_version: NextVersion, operations: str
) -> None:
    before, tables = contents(exact=True), sorted(connection.introspection.table_names())
    next_version(operations)

    with pytest.raises(PutBack, match=r"The upgrade did not work: .*The database is as it was before"):
        upgrade()

    assert sorted(connection.introspection.table_names()) == tables
    assert contents(exact=True) == before
    assert Entry.objects.order_by("-position")[0].transaction == before["kernel_entry"][-1][1]


def test_one_that_was_killed_goes_on_with_the_first_backup(world: Place, next_version: NextVersion) -> None:
    before = contents(exact=True)
    next_version(BROKEN)
    first = Upgrade(lambda: None, lambda _: None, lambda *_: None)._backed_up()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE topics_reaction")

    with pytest.raises(PutBack):
        upgrade()

    assert contents(exact=True) == before
    assert list(first.parent.iterdir()) == [first]


def test_where_the_backup_is_gone_too_the_operator_is_told(world: Place, next_version: NextVersion) -> None:
    next_version(BROKEN)
    (world.home / "broken.zip").write_text("no archive")
    (world.home / "upgrade-begun.json").write_text(json.dumps({"backup": str(world.home / "broken.zip")}))

    with pytest.raises(Lost, match=r"The database cannot be put back: .*broken\.zip"):
        upgrade()


def test_nothing_is_upgraded_under_a_running_server(world: Place, next_version: NextVersion) -> None:
    next_version(FINE)

    with presence.hold(), pytest.raises(presence.Busy, match="Stop it first"):
        upgrade()

    assert "later" not in connection.introspection.table_names()


def test_nobody_starts_while_it_goes_on(world: Place) -> None:
    with presence.alone(), pytest.raises(presence.Busy, match="Start again when it has ended"):
        presence.hold()


def test_a_newer_database_is_refused(world: Place, next_version: NextVersion) -> None:
    next_version(FINE)
    upgrade()
    settings.MIGRATION_MODULES = {}
    versions.of_this_version.cache_clear()

    with pytest.raises(Refused, match="newer version than the code"):
        upgrade()


def test_trying_pages_leaves_no_trace(world: Place) -> None:
    before = contents(exact=True)

    with CaptureQueriesContext(connection) as queries:
        assert troubles() == []

    assert contents(exact=True) == before
    assert len(queries) > 20  # pages were made indeed
