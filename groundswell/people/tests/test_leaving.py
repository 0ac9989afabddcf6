"""Leaving: nothing leads back, and nothing that others hold breaks."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import models

from groundswell.community.mail import post
from groundswell.community.make import make_mail_server
from groundswell.community.models import Letter
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people import actions
from groundswell.people.erasure import Erasure, erasers
from groundswell.people.make import PASSWORD, make_imported_member, make_member
from groundswell.people.models import Account, Application, Claim, Member, Origin, Role, Suspension
from tests.plugins.cast import ClientFor


def person(member: Member) -> Actor:
    return Actor(ActorKind.PERSON, member.pk)


def test_the_tombstone_is_fresh_and_nameless(cy: Member) -> None:
    tombstone = actions.leave(person(cy), cy, keep_posts=True)

    assert tombstone.pk != cy.pk
    assert (tombstone.name, tombstone.handle, tombstone.handle_key, tombstone.about) == ("", None, None, "")
    assert (tombstone.origin, tombstone.is_active) == (Origin.ERASED, False)
    assert not Member.objects.filter(pk=cy.pk).exists()
    assert not Account.objects.filter(member_id=cy.pk).exists()
    assert not EmailAddress.objects.filter(email="cyrus@example.org").exists()


def test_the_old_id_stands_nowhere_in_the_database(ada: Member, cy: Member) -> None:
    steward = Actor(ActorKind.PERSON, cy.pk, everywhere=frozenset({"manage", "moderate"}))
    actions.give_role(Actor(ActorKind.PERSON, ada.pk, everywhere=frozenset({"manage"})), cy, Role.STEWARD)
    dan = make_member("Dan")
    actions.suspend(steward, dan, "Miracle glue.")
    actions.issue_claim(steward, make_imported_member("Henning"))
    actions.note_visit(person(cy))

    tombstone = actions.leave(person(cy), cy, keep_posts=True)

    assert not Entry.objects.filter(
        models.Q(actor=cy.pk) | models.Q(toward=cy.pk) | models.Q(subject=cy.pk)
    ).exists()
    assert Suspension.objects.get(member=dan).by_id == tombstone.pk
    assert Claim.objects.get().by_id == tombstone.pk
    assert [pk for model in _all_models() for pk in _holding(model, cy.pk)] == []


def test_distinct_people_still_count(cy: Member, dan: Member) -> None:
    before = Entry.objects.filter(event=101).values("actor").distinct().count()

    actions.leave(person(cy), cy, keep_posts=True)
    actions.leave(person(dan), dan, keep_posts=True)

    assert Entry.objects.filter(event=101).values("actor").distinct().count() == before
    assert Entry.objects.filter(event=111).values("actor").distinct().count() == 2


def test_letters_and_applications_of_the_same_address_go_too(cy: Member) -> None:
    make_mail_server()
    post("cyrus@example.org", "Hello", "Hello")
    newcomer = actions.Newcomer("Cyrus", "cyrus9", "cyrus@example.org", make_password("x"))
    actions.apply(Actor(ActorKind.VISITOR), newcomer)

    actions.leave(person(cy), cy, keep_posts=True)

    assert not Letter.objects.exists()
    assert not Application.objects.exists()


def test_features_are_asked_what_else_is_to_be_erased(cy: Member) -> None:
    asked: list[Erasure] = []
    erasers.add("test", asked.append)
    try:
        tombstone = actions.leave(person(cy), cy, keep_posts=False)
    finally:
        erasers._entries.pop("test")

    (erasure,) = asked
    assert (erasure.tombstone, erasure.keeps_posts, erasure.member.handle) == (tombstone, False, "cyrus")


def test_only_oneself_can_leave(ada: Member, cy: Member) -> None:
    for other in (Actor(ActorKind.VISITOR), person(ada)):
        with pytest.raises(Denied, match="Only they"):
            actions.leave(other, cy, keep_posts=True)


def test_the_handle_and_the_address_are_free_again(cy: Member) -> None:
    actions.leave(person(cy), cy, keep_posts=True)

    assert make_member("Cyrus", handle="cyrus").pk != cy.pk


def test_leaving_needs_the_password_and_ends_all_sessions(cy: Member, client_for: ClientFor) -> None:
    here, there = client_for(cy), client_for(cy)

    refused = here.post("/me/leave/", {"posts": "keep", "password": "a guess"})
    assert refused.status_code == 422
    assert "not your password" in refused.content.decode()
    answer = here.post("/me/leave/", {"posts": "keep", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/left/")
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 302
    assert not Session.objects.filter(session_data__contains="cyrus").exists()


def test_a_suspended_member_can_leave(eve: Member, client_for: ClientFor) -> None:
    answer = client_for(eve).post("/me/leave/", {"posts": "delete", "password": PASSWORD})

    assert answer["Location"] == "/left/"
    assert not Member.objects.filter(pk=eve.pk).exists()


def _all_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed]


def _holding(model: type[models.Model], number: int) -> list[str]:
    """The columns of whole numbers in which an id still stands."""
    fields = [
        f for f in model._meta.concrete_fields if isinstance(f, models.BigIntegerField | models.ForeignKey)
    ]
    return [
        f"{model._meta.label}.{field.name}"
        for field in fields
        if not isinstance(getattr(field, "target_field", field), models.CharField)
        and model._base_manager.filter(**{field.attname: number}).exists()
    ]
