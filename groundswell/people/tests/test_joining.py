"""Ways in: nobody is a member before they are let in, and nothing works twice."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core import mail

from groundswell.community import actions as community_actions
from groundswell.community.actions import Description
from groundswell.community.models import Community, Stage
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.kernel.jobs.worker import run_until_idle
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people import actions
from groundswell.people.codes import code_for
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import Account, Application, Member, Origin, Role
from groundswell.people.queries import live_claim, waiting_applications

VISITOR = Actor(ActorKind.VISITOR)


def newcomer(name: str = "Ines", email: str = "ines@example.org") -> actions.Newcomer:
    return actions.Newcomer(name, name.lower(), email, make_password("three quiet kettles"))


def steward(member: Member) -> Actor:
    return Actor(ActorKind.PERSON, member.pk, everywhere=frozenset({"manage", "moderate"}))


def events_of(member: Member) -> list[int]:
    return list(Entry.objects.filter(actor=member.pk).order_by("position").values_list("event", flat=True))


def test_a_founder_brings_the_code_and_becomes_the_first_steward(db: None) -> None:
    code = community_actions.make_founding_code(SYSTEM)

    founder = actions.found(code, Description("Riverbend Repair"), newcomer("Ada", "ada@example.org"))

    assert founder.role == Role.STEWARD
    assert Community.objects.get().stage == Stage.PRIVATE
    assert events_of(founder) == [101]


def test_the_code_is_typed_with_or_without_dashes_and_works_once(db: None) -> None:
    code = community_actions.make_founding_code(SYSTEM)
    actions.found(code.lower().replace("-", " "), Description("Riverbend Repair"), newcomer())

    with pytest.raises(Invalid, match="has been founded"):
        actions.found(code, Description("Another"), newcomer("Mallory", "m@example.org"))
    assert Member.objects.count() == 1


def test_a_wrong_or_old_code_founds_nothing(db: None) -> None:
    code = community_actions.make_founding_code(SYSTEM)

    with pytest.raises(Invalid, match="not the code"):
        actions.found("AAAAA-AAAAA-AAAAA-AAAAA", Description("Mine"), newcomer())
    with clock.moved_to(clock.now() + timedelta(days=3)), pytest.raises(Invalid, match="not the code"):
        actions.found(code, Description("Mine"), newcomer())
    assert not Community.objects.exists()


def test_a_new_code_replaces_the_old_one(db: None) -> None:
    old = community_actions.make_founding_code(SYSTEM)
    community_actions.make_founding_code(SYSTEM)

    with pytest.raises(Invalid):
        actions.found(old, Description("Mine"), newcomer())


def test_a_founding_that_fails_leaves_the_code_alive(db: None) -> None:
    code = community_actions.make_founding_code(SYSTEM)

    with pytest.raises(Invalid):
        actions.found(code, Description("Mine"), actions.Newcomer("", "ada", "ada@example.org", "x"))

    assert actions.found(code, Description("Mine"), newcomer()).role == Role.STEWARD


def test_with_mail_a_code_proves_the_address_and_lets_in(post: None) -> None:
    application = actions.apply(VISITOR, newcomer())
    run_until_idle()
    code = code_for("joining", application.pk)

    member = actions.prove(VISITOR, application, code.lower().replace("-", ""))

    assert member is not None
    assert code in mail.outbox[0].body
    assert mail.outbox[0].to == ["ines@example.org"]
    assert (member.name, member.handle) == ("Ines", "ines")
    assert EmailAddress.objects.get(user__member=member).verified
    assert not Application.objects.exists()
    assert events_of(member) == [101]


def test_until_then_there_is_no_member_and_no_account(post: None) -> None:
    actions.apply(VISITOR, newcomer())

    assert not Member.objects.filter(handle="ines").exists()
    assert not Account.objects.filter(email="ines@example.org").exists()


def test_a_wrong_code_is_refused_and_five_are_too_many(post: None) -> None:
    application = actions.apply(VISITOR, newcomer())

    for _attempt in range(5):
        with pytest.raises(Invalid, match="not the code"):
            actions.prove(VISITOR, application, "BBBB-BBBB")
    with pytest.raises(Invalid, match="too often"):
        actions.prove(VISITOR, application, code_for("joining", application.pk))


def test_a_code_is_too_old_after_an_hour(post: None) -> None:
    application = actions.apply(VISITOR, newcomer())

    with clock.moved_to(clock.now() + timedelta(minutes=61)), pytest.raises(Invalid, match="too old"):
        actions.prove(VISITOR, application, code_for("joining", application.pk))


def test_a_code_works_once(post: None) -> None:
    application = actions.apply(VISITOR, newcomer())
    code = code_for("joining", application.pk)
    actions.prove(VISITOR, application, code)

    with pytest.raises(Invalid):
        actions.prove(VISITOR, application, code)
    assert Member.objects.filter(name="Ines").count() == 1


def test_a_member_who_asks_again_is_told_so_by_mail_only(post: None) -> None:
    make_member("Rasa", email="rasa@example.org")
    application = actions.apply(VISITOR, newcomer("Mallory", "rasa@example.org"))
    run_until_idle()

    assert "You are a member already" in mail.outbox[0].subject
    assert code_for("joining", application.pk) not in mail.outbox[0].body
    with pytest.raises(Invalid, match="not the code"):
        actions.prove(VISITOR, application, code_for("joining", application.pk))


def test_in_a_private_community_a_steward_lets_in(post: None, ada: Member) -> None:
    community_actions.change_stage(SYSTEM, Stage.PRIVATE)
    application = actions.apply(VISITOR, newcomer(), words="I mend toasters.")
    assert list(waiting_applications()) == []

    assert actions.prove(VISITOR, application, code_for("joining", application.pk)) is None
    assert not Account.objects.filter(email="ines@example.org").exists()
    (waits,) = waiting_applications()
    member = actions.approve(steward(ada), waits)
    run_until_idle()

    assert events_of(member) == [101]
    assert Entry.objects.filter(event=103, actor=ada.pk, toward=member.pk).exists()
    assert "You are in" in mail.outbox[-1].subject


def test_without_mail_a_steward_lets_in(ada: Member) -> None:
    application = actions.apply(VISITOR, newcomer())

    assert list(waiting_applications()) == [application]
    member = actions.approve(steward(ada), application)

    assert EmailAddress.objects.get(user__member=member).verified is False
    with pytest.raises(Invalid, match="settled"):
        actions.approve(steward(ada), application)


def test_stewards_do_not_learn_who_is_a_member_already(ada: Member) -> None:
    make_member("Rasa", email="rasa@example.org")
    actions.apply(VISITOR, newcomer("Mallory", "rasa@example.org"))

    assert list(waiting_applications()) == []


def test_only_stewards_open_the_door(ada: Member) -> None:
    application = actions.apply(VISITOR, newcomer())

    for act in (actions.approve, actions.decline):
        with pytest.raises(Denied, match="Only stewards"):
            act(Actor(ActorKind.PERSON, 1), application)


def test_declining_deletes_what_they_told_us(ada: Member) -> None:
    application = actions.apply(VISITOR, newcomer())

    actions.decline(steward(ada), application)

    assert not Application.objects.exists()
    assert Entry.objects.filter(event=104).count() == 1


def test_a_handle_that_was_taken_meanwhile_becomes_a_near_one(post: None) -> None:
    application = actions.apply(VISITOR, newcomer())
    make_member("Ines", email="other@example.org")

    member = actions.prove(VISITOR, application, code_for("joining", application.pk))

    assert member is not None
    assert member.handle == "ines2"


def test_two_with_one_address_become_one(post: None) -> None:
    first, second = actions.apply(VISITOR, newcomer()), actions.apply(VISITOR, newcomer("Inessa"))
    actions.prove(VISITOR, first, code_for("joining", first.pk))

    with pytest.raises(Invalid):
        actions.prove(VISITOR, second, code_for("joining", second.pk))
    assert Account.objects.filter(email="ines@example.org").count() == 1


def test_a_claim_link_turns_an_imported_member_into_a_person(ada: Member, post: None) -> None:
    henning = make_imported_member("Henning", joined_at=datetime(2022, 3, 1, tzinfo=UTC))
    token = actions.issue_claim(steward(ada), henning)
    claim = live_claim(token)
    taker = actions.Newcomer("Henning H", "henning", "h@example.org", make_password("x"))
    application = actions.apply(VISITOR, taker, claim=claim)

    member = actions.prove(VISITOR, application, code_for("joining", application.pk))

    assert member is not None
    assert (member.pk, member.origin, member.handle, member.name) == (
        henning.pk,
        Origin.LOCAL,
        "henning",
        "Henning H",
    )
    assert live_claim(token) is None
    assert events_of(member) == [110]


def test_a_claim_link_expires_is_replaced_and_is_for_the_unclaimed(ada: Member) -> None:
    henning = make_imported_member("Henning")
    first = actions.issue_claim(steward(ada), henning)
    second = actions.issue_claim(steward(ada), henning)

    assert live_claim(first) is None
    assert live_claim(second) is not None
    with clock.moved_to(clock.now() + timedelta(days=15)):
        assert live_claim(second) is None
    with pytest.raises(Denied, match="has an account"):
        actions.issue_claim(steward(ada), ada)


def test_imported_members_get_handles_that_are_free_and_fit(ada: Member) -> None:
    at = datetime(2022, 5, 1, tzinfo=UTC)
    arrivals = [
        actions.Arrival("Ada", "Ada", at),
        actions.Arrival("evil.com", "admin", at),
        actions.Arrival("Bob", "b0b", at),
        actions.Arrival("Bob", "bob", at),
        actions.Arrival("X", "__", at),
    ]

    members = actions.bring_in(SYSTEM, arrivals)

    assert [m.handle for m in members] == ["ada2", "admin2", "b0b", "bob2", "member2"]
    assert [m.name for m in members] == ["Ada", "admin2", "Bob", "Bob", "X"]
    assert all(m.origin == Origin.IMPORTED and m.joined_at == at for m in members)
    assert list(Entry.objects.filter(event=116).values_list("imported", flat=True)) == [True] * 5


def test_only_an_import_brings_members_in(ada: Member) -> None:
    with pytest.raises(Denied):
        actions.bring_in(steward(ada), [])
