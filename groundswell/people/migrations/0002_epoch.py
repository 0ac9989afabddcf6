"""The database itself moves the epoch when a person or their account changes: their row is cached under it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# A visit and a sign-in change nothing that anybody is shown or allowed.
WATCHED = {
    "people_member": "id, handle, handle_key, name, about, role, standing, origin, joined_at",
    "people_account": "id, member_id, email, password, is_active, created_at, sealed_at",
}
MOVE = """
INSERT INTO kernel_epoch (id, number) VALUES (1, {lot})
ON CONFLICT (id) DO UPDATE SET number = excluded.number
"""
SQLITE = MOVE.format(lot="abs(random() / 2)")
POSTGRESQL = MOVE.format(lot="(random() * 4611686018427387903)::bigint")
FUNCTION = f"""
CREATE FUNCTION people_moves_epoch() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {POSTGRESQL}; RETURN NULL; END $$
"""


def _name(table: str, act: str) -> str:
    return f"{table}_{act}_moves_epoch"


def _acts(table: str) -> dict[str, str]:
    """With an account somebody joins, and there is one member more to count."""
    joining = {"insert": "INSERT"} if table == "people_account" else {}
    return {"update": f"UPDATE OF {WATCHED[table]}", "delete": "DELETE", **joining}


def watch(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    is_sqlite = editor.connection.vendor == "sqlite"
    if not is_sqlite:
        editor.execute(FUNCTION, None)
    for table in WATCHED:
        for act, when in _acts(table).items():
            then = (
                f"BEGIN {SQLITE}; END"
                if is_sqlite
                else "FOR EACH STATEMENT EXECUTE FUNCTION people_moves_epoch()"
            )
            editor.execute(f"CREATE TRIGGER {_name(table, act)} AFTER {when} ON {table} {then}", None)


def release(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    is_sqlite = editor.connection.vendor == "sqlite"
    for table in WATCHED:
        for act in _acts(table):
            editor.execute(f"DROP TRIGGER {_name(table, act)}" + ("" if is_sqlite else f" ON {table}"), None)
    if not is_sqlite:
        editor.execute("DROP FUNCTION people_moves_epoch()", None)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kernel", "0001_initial")]

    operations = [migrations.RunPython(watch, release)]
