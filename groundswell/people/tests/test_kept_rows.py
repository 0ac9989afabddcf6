"""The row of who is signed in is kept while the epoch stands: tries to be shown one that is stale.

What another process or another tool does is played by plain SQL: nothing in this process hears of it.
"""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import connection

from groundswell.kernel import epoch
from groundswell.people.make import make_member, make_suspended_member
from groundswell.people.models import Account, Member
from groundswell.people.queries import account_with_member, member_count
from tests.plugins.cast import ClientFor

WATCHED: dict[str, str] = import_module("groundswell.people.migrations.0002_epoch").WATCHED
pytestmark = pytest.mark.django_db


def elsewhere(statement: str, *values: str | int) -> None:
    """What another process does to the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("column", ["handle", "handle_key", "name", "about", "role", "standing", "origin"])
def test_a_change_of_any_column_of_a_member_is_seen(cy: Member, column: str) -> None:
    account = account_with_member(cy.account.pk)
    assert account is not None

    elsewhere(f"UPDATE people_member SET {column} = 'other' WHERE id = %s", cy.pk)  # noqa: S608 - a column

    after = account_with_member(cy.account.pk)
    assert after is not None
    assert getattr(after.member, column) == "other"


@pytest.mark.parametrize(
    ("column", "value"),
    [("email", "new@example.org"), ("password", "other"), ("is_active", False)],
)
def test_a_change_of_any_column_of_an_account_is_seen(cy: Member, column: str, value: str | int) -> None:
    account_with_member(cy.account.pk)

    elsewhere(f"UPDATE people_account SET {column} = %s WHERE id = %s", value, cy.account.pk)  # noqa: S608

    after = account_with_member(cy.account.pk)
    assert after is not None
    assert getattr(after, column) == value


def test_an_account_that_is_gone_signs_nobody_in(cy: Member, client_for: ClientFor) -> None:
    client = client_for(cy)
    assert client.get("/me/").status_code == 200

    Account.objects.filter(pk=cy.account.pk).delete()

    assert client.get("/me/").status_code == 302


def test_every_column_is_watched_but_those_that_change_nothing() -> None:
    unwatched = {"visited_on", "last_login"}
    columns = {field.column for model in (Member, Account) for field in model._meta.concrete_fields}

    assert {each for names in WATCHED.values() for each in names.split(", ")} == columns - unwatched


def test_a_visit_moves_nothing(cy: Member) -> None:
    before = epoch.stored()

    elsewhere("UPDATE people_member SET visited_on = '2026-01-01' WHERE id = %s", cy.pk)

    assert epoch.stored() == before


@pytest.mark.parametrize(
    ("act", "shown"),
    [
        ("UPDATE people_member SET standing = 'suspended' WHERE id = %s", "Your membership is suspended."),
        ("UPDATE people_member SET name = 'Renamed Elsewhere' WHERE id = %s", "Renamed Elsewhere"),
    ],
)
def test_what_happens_elsewhere_shows_on_the_next_page(
    cy: Member, client_for: ClientFor, act: str, shown: str
) -> None:
    client = client_for(cy)
    assert shown not in client.get("/").content.decode()

    elsewhere(act, cy.pk)

    assert shown in client.get("/").content.decode()


def test_a_new_password_elsewhere_ends_the_session_here(cy: Member, client_for: ClientFor) -> None:
    client = client_for(cy)
    assert client.get("/me/").status_code == 200

    elsewhere("UPDATE people_account SET password = 'other' WHERE id = %s", cy.account.pk)

    assert client.get("/me/").status_code == 302


def test_nobody_is_given_the_object_that_others_hold(cy: Member) -> None:
    first, second = account_with_member(cy.account.pk), account_with_member(cy.account.pk)
    assert first is not None
    assert second is not None

    first.member.name = "Changed here, and not saved"

    assert second.member.name == cy.name


@pytest.mark.parametrize(
    ("act", "counted"),
    [
        (lambda: make_member("Finn"), 3),
        (lambda: make_suspended_member("Eve"), 2),
        (lambda: elsewhere("UPDATE people_member SET standing = 'suspended' WHERE name = 'Cyrus'"), 1),
    ],
)
def test_the_number_of_members_is_never_an_old_one(
    ada: Member, cy: Member, act: Callable[[], object], counted: int
) -> None:
    assert member_count() == 2

    act()

    assert member_count() == counted
