"""PostgreSQL wakes whoever listens when entries are committed, by whatever way they were written."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHANNEL = "kernel_entry"
TELL = f"""
CREATE FUNCTION kernel_entry_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$
"""
TRIGGER = """
CREATE TRIGGER kernel_entry_is_told AFTER INSERT ON kernel_entry
FOR EACH STATEMENT EXECUTE FUNCTION kernel_entry_is_told()
"""


def tell(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute(TELL)
        editor.execute(TRIGGER)


def be_silent(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER kernel_entry_is_told ON kernel_entry")
        editor.execute("DROP FUNCTION kernel_entry_is_told()")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_entries_are_kept")]

    operations = [migrations.RunPython(tell, be_silent)]
