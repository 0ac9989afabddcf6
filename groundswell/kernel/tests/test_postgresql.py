"""PostgreSQL plans a page's statement once, where the session is ours alone; behind a pooler, each time."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

from groundswell.kernel.sql import rows

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

OFTEN = 6
GREETING = re.compile(rb"K\x00\x00\x00\x0c.{4}", re.DOTALL)
KEPT = "SELECT count(*) FROM pg_prepared_statements"


def asked(statement: str, *values: object) -> list[tuple[object, ...]]:
    for _each in range(OFTEN):
        rows(statement, values)
    return rows(statement, values)


def kept(of: BaseDatabaseWrapper = connection) -> int:
    with of.cursor() as cursor:
        cursor.execute(KEPT)
        return int(cursor.fetchone()[0])


def test_what_is_asked_often_is_planned_once() -> None:
    before = kept()

    rows("SELECT 1 + %s", (1,))
    once = kept()

    assert asked("SELECT 1 + %s", 2) == [(3,)]
    assert (once, kept()) == (before, before + 1)


def test_a_plan_is_kept_for_all_values() -> None:
    before = kept()

    found = [rows("SELECT %s || 'é 100%%'", (word,))[0][0] for word in "abcdefghi"]

    assert found == [f"{word}é 100%" for word in "abcdefghi"]
    assert kept() == before + 1


def test_each_statement_is_counted_and_its_mistake_is_djangos() -> None:
    with CaptureQueriesContext(connection) as found:
        asked("SELECT 2 + %s", 2)

    assert [each["sql"] for each in found] == ["SELECT 2 + 2"] * (OFTEN + 1)
    with pytest.raises(ProgrammingError):
        rows("SELECT nothing_of_the_kind")


@contextmanager
def pooler(folder: Path) -> Iterator[None]:
    """Stands between, and greets in its own name as PgBouncer does; it serves one."""
    own = socket.socket(socket.AF_UNIX)
    own.bind(str(folder / ".s.PGSQL.5432"))
    own.listen()
    thread = threading.Thread(target=serve, args=(own,))
    thread.start()
    yield
    own.close()
    thread.join()


def serve(own: socket.socket) -> None:
    client, _ = own.accept()
    server = reached()
    back = threading.Thread(target=passed_on, args=(client, server))
    back.start()
    passed_on(server, client)
    back.join()
    client.close()
    server.close()


def reached() -> socket.socket:
    known = connection.settings_dict
    host, port = str(known["HOST"]), int(known["PORT"] or 5432)
    if not host.startswith("/"):
        return socket.create_connection((host, port))
    found = socket.socket(socket.AF_UNIX)
    found.connect(f"{host}/.s.PGSQL.{port}")
    return found


def passed_on(source: socket.socket, target: socket.socket) -> None:
    while data := source.recv(1 << 16):
        target.sendall(GREETING.sub(b"K\x00\x00\x00\x0c\x00\x00\x00\x07", data))
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def behind_pooler(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    with pooler(tmp_path):
        other = connection.copy()
        other.settings_dict.update(HOST=str(tmp_path), PORT="")
        yield other
        other.close()


@pytest.mark.parametrize("is_between", [True, False])
def test_behind_a_pooler_nothing_is_left_in_a_session(
    behind_pooler: BaseDatabaseWrapper, *, is_between: bool
) -> None:
    """Another's statement could stand there under our statement's name, and its rows be taken for ours."""
    straight = connection.copy()
    other = behind_pooler if is_between else straight
    behind_pooler.ensure_connection()
    for _each in range(OFTEN + 1):
        with other.planning_once() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT 3 + %s", [4])
            assert cursor.fetchall() == [(7,)]

    assert kept(other) == (0 if is_between else 1)
    straight.close()
