"""What members and stewards do to members: rights, records, and what ends at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people import actions
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import DoorKey, Member, Role, Standing, Suspension
from groundswell.people.policies import MemberPolicy
from groundswell.people.queries import find_member, live_door_key, people_page
from tests.plugins.cast import ClientFor

VISITOR = Actor(ActorKind.VISITOR)


def person(member: Member) -> Actor:
    return Actor(ActorKind.PERSON, member.pk)


def steward(member: Member) -> Actor:
    return Actor(ActorKind.PERSON, member.pk, everywhere=frozenset({"manage", "moderate"}))


def moderator(member: Member) -> Actor:
    return Actor(ActorKind.PERSON, member.pk, everywhere=frozenset({"moderate"}))


def test_a_profile_is_changed_by_its_owner_alone(ada: Member, cy: Member) -> None:
    actions.change_profile(person(cy), cy, name="Cy the Mender", about="Lamps.")

    cy.refresh_from_db()
    assert (cy.name, cy.about) == ("Cy the Mender", "Lamps.")
    assert Entry.objects.filter(event=105, actor=cy.pk).count() == 1
    for other in (VISITOR, person(ada), steward(ada)):
        with pytest.raises(Denied):
            actions.change_profile(other, cy, name="Fool", about="")


def test_a_profile_that_stays_the_same_leaves_no_trace(cy: Member) -> None:
    actions.change_profile(person(cy), cy, name=cy.name, about=cy.about)

    assert not Entry.objects.filter(event=105).exists()


def test_roles_are_given_by_stewards_and_counted_at_once(ada: Member, cy: Member) -> None:
    before = epoch.stored()

    actions.give_role(steward(ada), cy, Role.MODERATOR)

    cy.refresh_from_db()
    assert cy.role == Role.MODERATOR
    assert epoch.stored() != before
    assert Entry.objects.get(event=106).data == {"from": "member", "to": "moderator"}
    for other in (VISITOR, person(cy), moderator(cy)):
        with pytest.raises(Denied, match="Only stewards"):
            actions.give_role(other, cy, Role.STEWARD)


def test_the_last_steward_stays_one(ada: Member, cy: Member) -> None:
    with pytest.raises(Denied, match="another steward"):
        actions.give_role(steward(ada), ada, Role.MEMBER)
    with pytest.raises(Denied, match="another steward"):
        actions.leave(person(ada), ada, keep_posts=True)
    with pytest.raises(Denied, match="another steward"):
        actions.suspend(SYSTEM, ada, "Enough.")

    actions.give_role(steward(ada), cy, Role.STEWARD)
    assert actions.give_role(steward(ada), ada, Role.MEMBER).role == Role.MEMBER


def test_who_has_no_account_gets_no_role(ada: Member) -> None:
    with pytest.raises(Denied, match="no account"):
        actions.give_role(steward(ada), make_imported_member("Henning"), Role.STEWARD)


def test_a_suspension_has_a_reason_and_ends_every_session(
    ada: Member, cy: Member, client_for: ClientFor
) -> None:
    there = client_for(cy)
    assert there.get("/me/").status_code == 200

    actions.suspend(moderator(ada), cy, " Miracle glue. ")

    assert there.get("/me/").status_code == 302
    cy.refresh_from_db()
    assert (cy.standing, cy.is_active) == (Standing.SUSPENDED, False)
    assert Suspension.objects.get().reason == "Miracle glue."
    assert Entry.objects.filter(event=107, actor=ada.pk, toward=cy.pk).count() == 1
    with pytest.raises(Denied, match="already"):
        actions.suspend(moderator(ada), cy, "Again.")


def test_nobody_is_suspended_without_a_reason(ada: Member, cy: Member) -> None:
    with pytest.raises(Invalid, match="say why"):
        actions.suspend(steward(ada), cy, "  ")


def test_moderators_do_not_reach_stewards_nor_themselves(ada: Member, bea: Member, cy: Member) -> None:
    second = make_member("Second", role="steward")

    with pytest.raises(Denied, match="yourself"):
        actions.suspend(moderator(bea), bea, "Me.")
    with pytest.raises(Denied, match="Only stewards decide"):
        actions.suspend(moderator(bea), second, "You.")
    for other in (VISITOR, person(cy)):
        with pytest.raises(Denied, match="Only moderators"):
            actions.suspend(other, bea, "No.")


def test_a_suspension_ends(ada: Member, eve: Member, cy: Member) -> None:
    with pytest.raises(Denied):
        actions.restore(person(cy), eve)

    assert actions.restore(moderator(ada), eve).is_active

    assert not Suspension.objects.exists()
    with pytest.raises(Denied, match="not suspended"):
        actions.restore(moderator(ada), eve)


def test_a_visit_is_noted_once_a_day(cy: Member) -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    with clock.moved_to(at):
        assert actions.note_visit(person(cy))
        assert not actions.note_visit(person(cy))
    with clock.moved_to(at + timedelta(days=1)):
        assert actions.note_visit(person(cy))
    assert not actions.note_visit(VISITOR)

    assert Entry.objects.filter(event=112, actor=cy.pk).count() == 2


def test_the_operators_key_is_made_on_the_console_alone(ada: Member, cy: Member) -> None:
    with pytest.raises(Denied, match="operator"):
        actions.make_door_key(steward(ada), cy)
    with pytest.raises(Invalid, match="no account"):
        actions.make_door_key(SYSTEM, make_imported_member("Henning"))

    token = actions.make_door_key(SYSTEM, cy)

    assert live_door_key(token) is not None
    assert token not in DoorKey.objects.get().digest
    assert Entry.objects.filter(event=113, toward=cy.pk, actor=None).count() == 1


def test_the_operators_key_works_once_and_ends_all_sessions(cy: Member, client_for: ClientFor) -> None:
    there = client_for(cy)
    token = actions.make_door_key(SYSTEM, cy)
    here = Client()

    assert here.get(f"/door/{token}/").status_code == 200
    answer = here.post(f"/door/{token}/", {"password1": "four loud kettles sing"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert Client().get(f"/door/{token}/").status_code == 404
    assert cy.account.__class__.objects.get(member=cy).check_password("four loud kettles sing")


def test_the_operators_key_expires(cy: Member) -> None:
    token = actions.make_door_key(SYSTEM, cy)

    with clock.moved_to(clock.now() + timedelta(hours=2)):
        assert live_door_key(token) is None


def test_the_operator_finds_members_by_what_is_typed(cy: Member) -> None:
    for text in ("cyrus", "@cyrus", "CYRUS", "cyrus@example.org", str(cy.pk)):
        assert find_member(text) == cy
    assert find_member("nobody-here") is None


def test_people_are_listed_newest_first_in_pages(ada: Member) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(32):
        make_imported_member(f"Member {number:02}", joined_at=start + timedelta(days=number))

    first = people_page(person(ada))
    second = people_page(person(ada), first.older)

    assert [len(first.people), len(second.people), second.older] == [30, 3, None]
    names = [each.name for each in first.people + second.people]
    assert names == ["Ada", *(f"Member {number:02}" for number in reversed(range(32)))]


def test_the_suspended_and_the_gone_are_not_listed(ada: Member, eve: Member, cy: Member) -> None:
    actions.leave(person(cy), cy, keep_posts=True)

    assert [each.name for each in people_page(person(ada)).people] == ["Ada"]


@pytest.mark.parametrize("verb", ["change_profile", "leave", "suspend", "restore", "issue_claim"])
def test_a_visitor_may_do_nothing_to_a_member(verb: str, cy: Member) -> None:
    assert not getattr(MemberPolicy(VISITOR, cy), verb)()
