"""The database itself refuses to change a ledger entry, but for whom erasure replaces and where it stands."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEPT = "position, id, at, recorded_at, event, version, subject_type, space, topic, imported, data"
SENTENCE = "A ledger entry is never changed."
BEFORE = f"CREATE TRIGGER kernel_entry_is_kept BEFORE UPDATE OF {KEPT} ON kernel_entry"
REFUSE = f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'"
TRIGGER = {
    "sqlite": [f"{BEFORE} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"],
    "postgresql": [
        f"CREATE FUNCTION kernel_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {REFUSE}; END $$",
        f"{BEFORE} FOR EACH ROW EXECUTE FUNCTION kernel_entry_is_kept()",
    ],
}
RELEASE = {
    "sqlite": ["DROP TRIGGER kernel_entry_is_kept"],
    "postgresql": [
        "DROP TRIGGER kernel_entry_is_kept ON kernel_entry",
        "DROP FUNCTION kernel_entry_is_kept()",
    ],
}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for statement in TRIGGER[editor.connection.vendor]:
        editor.execute(statement)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for statement in RELEASE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(keep, release)]
