"""Twenty at once: one of each is one, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from groundswell.community.actions import Description, make_founding_code
from groundswell.community.make import make_community
from groundswell.community.models import Community
from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people import actions
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import Account, Member, Role
from groundswell.people.queries import live_claim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
VISITOR = Actor(ActorKind.VISITOR)
MANY = 8


def at_once(act: Callable[[int], object]) -> list[object]:
    """What each of many got who did it at the same moment; a refusal counts as its kind."""

    def alone(number: int) -> object:
        epoch.pin(None)
        try:
            return act(number)
        except (Invalid, Denied) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(alone, range(MANY)))


def test_one_founding_code_founds_one_community() -> None:
    code = make_founding_code(SYSTEM)

    def found(number: int) -> Member:
        newcomer = actions.Newcomer(f"Founder {number}", f"founder.{number}", f"f{number}@example.org", "x")
        return actions.found(code, Description("Mine"), newcomer)

    got = at_once(found)

    assert got.count(Invalid) == MANY - 1
    assert (Community.objects.count(), Member.objects.count()) == (1, 1)


def test_one_application_makes_one_member() -> None:
    make_community()
    application = actions.apply(VISITOR, actions.Newcomer("Ines", "ines", "ines@example.org", "x"))

    got = at_once(lambda _number: actions.approve(SYSTEM, application))

    assert Member.objects.filter(name="Ines").count() == 1
    assert len([each for each in got if isinstance(each, Member)]) == 1


def test_one_claim_link_makes_one_account() -> None:
    make_community()
    token = actions.issue_claim(SYSTEM, make_imported_member("Henning"))
    claim = live_claim(token)
    asked = [
        actions.apply(VISITOR, actions.Newcomer("H", "henning", f"h{number}@example.org", "x"), claim=claim)
        for number in range(MANY)
    ]

    at_once(lambda number: actions.approve(SYSTEM, asked[number]))

    assert Account.objects.filter(member__handle="henning").count() == 1


def test_one_handle_in_many_guises_goes_to_one() -> None:
    make_community()
    guises = ["bob", "b0b", "BOB", "ｂｏｂ", "bοb".replace("ο", "o"), "b0B", "boB", "Bob"]

    def come(number: int) -> Member:
        newcomer = actions.Newcomer(f"Bob {number}", guises[number], f"bob{number}@example.org", "x")
        return actions.join(SYSTEM, newcomer)

    at_once(come)

    keys = list(Member.objects.values_list("handle_key", flat=True))
    assert len(keys) == len(set(keys))
    assert keys.count("bob") == 1


def test_the_last_two_stewards_do_not_both_leave() -> None:
    make_community()
    pair = [make_member(f"Steward {number}", role=Role.STEWARD) for number in range(2)]

    at_once(
        lambda number: (
            actions.leave(Actor(ActorKind.PERSON, pair[number % 2].pk), pair[number % 2], keep_posts=True)
            if number < 2
            else None
        )
    )

    assert Member.objects.filter(role=Role.STEWARD).count() >= 1


def test_many_visits_on_one_day_are_one() -> None:
    make_community()
    member = make_member("Cy Young")

    got = at_once(lambda _number: actions.note_visit(Actor(ActorKind.PERSON, member.pk)))

    assert got.count(True) == 1
    assert Entry.objects.filter(event=112).count() == 1
