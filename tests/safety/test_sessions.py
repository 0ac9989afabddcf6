"""A living session: its key is ours to choose, and it carries no right that has been taken or given since."""

import pytest
from django.conf import settings

from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions
from groundswell.people.make import PASSWORD
from groundswell.people.models import Role as MemberRole
from tests.leaks.browsing import Browser
from tests.leaks.fixtures import BrowserFor
from tests.leaks.world import Role, World


def test_a_key_that_somebody_else_has_chosen_is_not_taken(world: World) -> None:
    browser = Browser(world, Role.VISITOR)
    browser.cookies = {settings.SESSION_COOKIE_NAME: "a" * 32}

    answer = browser.post(
        "/sign-in/", {"login": world.people[Role.MEMBER].account.email, "password": PASSWORD}
    )

    assert answer.status == 302
    assert answer.cookies[settings.SESSION_COOKIE_NAME] != "a" * 32


@pytest.mark.parametrize("path", ["/settings/", "/people/waiting/", "/s/new/"])
def test_a_role_counts_from_the_next_request_on_and_is_gone_with_the_next(
    world: World, browser: BrowserFor, path: str
) -> None:
    member = world.people[Role.MEMBER]
    assert browser(Role.MEMBER).get(path).status == 403

    actions.give_role(SYSTEM, member, MemberRole.STEWARD)
    given = browser(Role.MEMBER).get(path)
    actions.give_role(SYSTEM, member, MemberRole.MEMBER)
    taken = browser(Role.MEMBER).get(path)

    assert (given.status, taken.status) == (200, 403)


def test_a_page_about_signing_out_does_not_sign_out(world: World, browser: BrowserFor) -> None:
    answer = browser(Role.MEMBER).get("/sign-out/")

    assert answer.wrote == ()
    assert browser(Role.MEMBER).get("/me/").status == 200
