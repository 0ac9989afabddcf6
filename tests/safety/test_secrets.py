"""A password that somebody types is never said again: on no page, in no row, in no log, in no mail."""

import logging
from collections.abc import Iterator

import pytest
from django.core import mail

from groundswell.kernel.ledger.models import Entry
from tests.leaks.browsing import Browser, undone
from tests.leaks.world import Role, World
from tests.safety.posting import Form, successes, tables

SECRET = "ZqSecretKettles4242"
TYPED_IN_SECRET = {"password", "password1", "oldpassword"}


def secretive(world: World) -> Iterator[tuple[Form, Role, str]]:
    """Every field for something secret, in a form that somebody succeeds with."""
    for form, role in successes(world).values():
        for field in sorted(form.call.sends(world).keys() & TYPED_IN_SECRET):
            yield form, role, field


@pytest.fixture
def logged(whole_world: World, caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is logged, which the rest of these tests leave out."""
    logging.disable(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    yield caplog
    logging.disable()


@pytest.mark.parametrize("also_wrong", [False, True], ids=["with the rest right", "with the rest wrong"])
def test_what_is_typed_in_secret_is_not_said_again(
    world: World, logged: pytest.LogCaptureFixture, *, also_wrong: bool
) -> None:
    """Whether the form is taken or comes back. Only the mail server's own password is kept, in its row."""
    told = []
    for form, role, field in secretive(world):
        rest = dict.fromkeys(form.call.sends(world), "") if also_wrong else {}
        with undone():
            answer = form.kept_by(Browser(world, role), **{**rest, field: SECRET})
            rows = {table for table, found in tables().items() if SECRET in str(found)}
        told += [f"{form.address} {field}: {answer}"] if SECRET in answer.told else []
        told += [f"{form.address} {field}: {table}" for table in rows - {"community_mailserver"}]

    assert told == []
    assert SECRET not in logged.text
    assert SECRET not in str(mail.outbox)


def test_there_are_such_fields(world: World) -> None:
    found = {form.address.route for form, _role, _field in secretive(world)}

    assert {"account_login", "account_change_password", "community:mail", "people:door"} <= found


def test_links_that_open_doors_stand_in_no_log_and_no_row(
    world: World, logged: pytest.LogCaptureFixture
) -> None:
    links = [str(world.things[noun][0].value) for noun in ("claim", "door")]

    for link, path in zip(links, ("/claim/", "/door/"), strict=True):
        Browser(world, Role.VISITOR).get(f"{path}{link}/")

    assert [link for link in links if link in logged.text] == []
    assert [link for link in links if link in str(tables())] == []


def test_the_ledger_holds_no_words(world: World) -> None:
    """But the one that the world has put there itself: entries carry numbers and the code's own names."""
    words = {word for entry in Entry.objects.exclude(event=0) for word in world.found_in(str(entry.data))}

    assert sorted(world.canaries[word].what for word in words if not word.isdigit()) == []
