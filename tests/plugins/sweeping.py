"""After a test that commits, the tables that hold something are emptied, and no others.

Django's own way empties every table and then makes its permissions anew, which nobody here asks for: most of
what such a test took was the sweeping.
"""

from collections.abc import Iterator

import pytest


def sweep(_test: object) -> None:
    """Delete all rows of Django's tables; what refers to what is looked at when all are gone."""
    from django.db import connection, transaction

    quoted = [connection.ops.quote_name(name) for name in connection.introspection.django_table_names()]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in quoted)  # noqa: S608 - the names of our own tables
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - as above


@pytest.fixture(autouse=True, scope="session")
def _few_are_swept() -> Iterator[None]:
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep)
        yield
