"""Django's way to PostgreSQL, and one cursor more: for statements that are asked again and again.

Planning a page's statements takes PostgreSQL longer than carrying them out, and our process waits for it. So
a statement of `kernel/sql.py` that has been asked five times on a connection is prepared, and its plan kept.
"""

from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper
from psycopg import Connection

_OFTEN = 5  # PostgreSQL, too, looks at five plans before it trusts one for all values


class DatabaseOperations(operations.DatabaseOperations):
    """Whoever captures statements reads the prepared ones with their values, as all others."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:  # noqa: ANN401 - Django's
        if isinstance(cursor, base.ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Named by DATABASES as this package; nothing of Django's own reads and writes differs."""

    ops_class = DatabaseOperations

    def planning_once(self) -> CursorWrapper:
        """A cursor that prepares what it is often asked, where the session is ours alone."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        if self.connection.prepare_threshold is None:
            return self.cursor()
        with self.wrap_database_errors:
            # Wrapped as Django wraps its own, which the stubs do not know: counted, errors translated.
            return self._prepare_cursor(base.ServerBindingCursor(self.connection))  # type: ignore[attr-defined,call-arg,no-any-return]

    def _configure_connection(self, connection: Connection[Any]) -> bool:
        """Called once for each new connection, be it of the pool or of a thread."""
        connection.prepare_threshold = _OFTEN if _is_straight(connection) else None
        return bool(super()._configure_connection(connection))  # type: ignore[misc]


def _is_straight(connection: Connection[Any]) -> bool:
    """Whether the server that greeted us is the one that answers.

    A pooler on the way, such as PgBouncer, greets in its own name and may hand one session to many in turn.
    Under the name of a statement that we prepared, another's could stand there: another's rows.
    """
    found = connection.execute("SELECT pg_backend_pid()").fetchone()
    return found is not None and found[0] == connection.info.backend_pid
