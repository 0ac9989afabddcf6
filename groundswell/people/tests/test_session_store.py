"""A session that cannot be written says why."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection

from groundswell.kernel.trouble import Trouble, trouble_of
from groundswell.people.sessions import SessionStore

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session() -> SessionStore:
    store = SessionStore()
    store["seen"] = 1
    store.save()
    return store


@pytest.mark.sqlite
def test_a_file_that_may_only_be_read_is_that(session: SessionStore) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=1")
        session["seen"] = 2
        try:
            with pytest.raises(OperationalError) as raised:
                session.save()
        finally:
            cursor.execute("PRAGMA query_only=0")

    assert trouble_of(raised.value) == Trouble.READ_ONLY


@pytest.mark.postgres
def test_a_connection_that_was_ended_is_that(session: SessionStore) -> None:
    number = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    other.close()
    session["seen"] = 2

    with pytest.raises(OperationalError) as raised:
        session.save()

    connection.close()
    assert trouble_of(raised.value) == Trouble.AWAY


def test_a_session_that_was_ended_meanwhile_is_that(session: SessionStore) -> None:
    Session.objects.all().delete()
    session["seen"] = 2

    with pytest.raises(UpdateError):
        session.save()
