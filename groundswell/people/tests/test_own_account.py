"""One's own account: a new password, a new address, devices; codes that work once."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from groundswell.kernel import clock
from groundswell.kernel.actor import Actor, ActorKind
from groundswell.kernel.jobs.worker import run_until_idle
from groundswell.kernel.ledger.models import Entry
from groundswell.people import actions
from groundswell.people.jobs import clear_away
from groundswell.people.make import PASSWORD
from groundswell.people.models import Account, Application, Claim, Member
from tests.plugins.cast import ClientFor

NEW = "four loud kettles sing"


def sign_in(email: str = "cyrus@example.org", password: str = PASSWORD, **more: str) -> tuple[Client, int]:
    client = Client(headers=more)
    return client, client.post("/sign-in/", {"login": email, "password": password}).status_code


def mailed_code() -> str:
    run_until_idle()
    codes = re.findall(r"^[A-Z0-9]{3,}-[A-Z0-9]{3,}$", str(mail.outbox[-1].body), re.MULTILINE)
    return str(codes[0])


def asked_for_reset(email: str = "cyrus@example.org") -> tuple[Client, str]:
    client = Client()
    client.post("/reset/", {"email": email})
    return client, mailed_code()


def test_a_forgotten_password_is_replaced_with_a_code(cy: Member, post: None) -> None:
    there, _ = sign_in()
    client, code = asked_for_reset()

    assert client.get("/reset/password/")["Location"] == "/reset/code/"
    assert client.post("/reset/code/", {"code": code})["Location"] == "/reset/password/"
    assert client.get("/reset/password/").status_code == 200
    assert client.post("/reset/password/", {"password1": "password1"}).status_code == 422
    assert client.post("/reset/password/", {"password1": NEW})["Location"] == "/sign-in/"

    assert client.get("/me/").status_code == 302
    assert there.get("/me/").status_code == 302
    assert sign_in(password=PASSWORD)[1] == 422
    assert sign_in(password=NEW)[1] == 302
    assert Entry.objects.filter(event=115, actor=cy.pk).count() == 1
    run_until_idle()
    assert "Your password was changed" in mail.outbox[-1].subject


def test_a_reset_code_works_once(cy: Member, post: None) -> None:
    client, code = asked_for_reset()
    client.post("/reset/code/", {"code": code})
    client.post("/reset/password/", {"password1": NEW})

    assert client.post("/reset/code/", {"code": code})["Location"] == "/sign-in/"
    assert client.post("/reset/password/", {"password1": "five quiet spoons rest"})["Location"].startswith(
        "/reset/"
    )
    assert sign_in(password=NEW)[1] == 302


def test_a_reset_code_is_for_one_browser_and_three_tries(cy: Member, post: None) -> None:
    client, code = asked_for_reset()

    assert Client().post("/reset/code/", {"code": code})["Location"] == "/sign-in/"
    assert [client.post("/reset/code/", {"code": "XXXX"}).status_code for _try in range(3)] == [422, 422, 302]
    assert client.post("/reset/code/", {"code": code})["Location"] == "/sign-in/"


def test_a_reset_dies_when_the_password_changes_meanwhile(cy: Member, post: None) -> None:
    client, code = asked_for_reset()
    late, late_code = asked_for_reset()
    late.post("/reset/code/", {"code": late_code})

    actions.change_password(Actor(ActorKind.PERSON, cy.pk), Account.objects.get(member=cy), NEW)

    assert client.post("/reset/code/", {"code": code})["Location"] == "/sign-in/"
    assert late.post("/reset/password/", {"password1": "five quiet spoons rest"})["Location"].startswith(
        "/reset/"
    )
    assert sign_in(password=NEW)[1] == 302


def test_a_reset_dies_when_the_address_goes(cy: Member, post: None) -> None:
    client, code = asked_for_reset()
    Account.objects.filter(member=cy).update(email="other@example.org")
    EmailAddress.objects.filter(user__member=cy).update(email="other@example.org")

    assert client.post("/reset/code/", {"code": code})["Location"] == "/sign-in/"


def test_without_mail_the_reset_page_says_who_can_help(cy: Member) -> None:
    client = Client()

    assert "Ask the operator" in client.get("/reset/").content.decode()
    assert client.post("/reset/", {"email": "cyrus@example.org"}).status_code == 302


def test_resets_are_counted_for_known_and_unknown_addresses_alike(cy: Member, post: None) -> None:
    for email in ("cyrus@example.org", "nobody@example.org"):
        statuses = [Client().post("/reset/", {"email": email}).status_code for _try in range(6)]
        assert statuses == [302] * 5 + [429]


def test_the_host_of_the_request_never_reaches_a_mail(cy: Member, post: None) -> None:
    answer = Client(headers={"host": "evil.example"}).post("/reset/", {"email": "cyrus@example.org"})

    assert answer.status_code == 400
    asked_for_reset()
    assert "http://localhost:8000" in mail.outbox[-1].body
    assert "testserver" not in mail.outbox[-1].body


def test_a_new_password_signs_out_every_other_device(cy: Member) -> None:
    here, _ = sign_in()
    there, _ = sign_in()
    before = here.session.session_key

    answer = here.post("/me/password/", {"oldpassword": PASSWORD, "password1": NEW})

    assert answer["Location"] == "/me/"
    assert here.get("/me/").status_code == 200
    assert here.session.session_key != before
    assert there.get("/me/").status_code == 302
    assert sign_in(password=NEW)[1] == 302


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("a wild guess", NEW, "not your present password"),
        (PASSWORD, "short", "Eight characters"),
        (PASSWORD, "cyrus@example.org", "guessed"),
        (PASSWORD, "", "choose a password"),
        ("", NEW, "type your password"),
    ],
)
def test_a_password_that_cannot_be_taken_changes_nothing(
    old: str, new: str, sentence: str, cy: Member
) -> None:
    here, _ = sign_in()

    answer = here.post("/me/password/", {"oldpassword": old, "password1": new})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert sign_in()[1] == 302


def test_another_address_needs_the_password_and_a_code(cy: Member, post: None) -> None:
    here, _ = sign_in()
    there, _ = sign_in()

    asked = here.post("/me/email/", {"email": "new@example.org"})
    assert asked["Location"].startswith("/me/confirm/")
    assert here.post("/me/confirm/", {"password": "a guess"}).status_code == 422
    here.post(asked["Location"], {"password": PASSWORD})
    assert here.post("/me/email/", {"email": "new@example.org"})["Location"] == "/me/email/code/"
    code = mailed_code()
    assert mail.outbox[-1].to == ["new@example.org"]
    assert here.post("/me/email/code/", {"code": "XXXX"}).status_code == 422
    assert here.post("/me/email/code/", {"code": code})["Location"] == "/me/email/"

    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert Account.objects.get(member=cy).email == "new@example.org"
    assert list(EmailAddress.objects.filter(user__member=cy).values_list("email", "verified", "primary")) == [
        ("new@example.org", True, True)
    ]
    assert sign_in("cyrus@example.org")[1] == 422
    assert sign_in("new@example.org")[1] == 302
    run_until_idle()
    assert mail.outbox[-1].to == ["cyrus@example.org"]
    assert "Your address was changed" in mail.outbox[-1].subject


def test_somebody_elses_address_is_not_taken_even_with_its_code(cy: Member, dan: Member, post: None) -> None:
    here, _ = sign_in()
    here.post("/me/confirm/", {"password": PASSWORD})
    here.post("/me/email/", {"email": "dan@example.org"})
    code = mailed_code()

    assert here.post("/me/email/code/", {"code": code}).status_code == 422
    assert Account.objects.get(member=cy).email == "cyrus@example.org"


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "give your"), ("no", "name@example.org"), ("cyrus@example.org", "already")]
)
def test_an_address_that_cannot_be_taken_is_said(typed: str, sentence: str, cy: Member, post: None) -> None:
    here, _ = sign_in()
    here.post("/me/confirm/", {"password": PASSWORD})

    answer = here.post("/me/email/", {"email": typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nothing_of_allauths_address_book_can_be_pressed(cy: Member, post: None) -> None:
    here, _ = sign_in()
    here.post("/me/confirm/", {"password": PASSWORD})

    for act in ("action_remove", "action_primary", "action_send"):
        here.post("/me/email/", {"email": "cyrus@example.org", act: ""})

    assert EmailAddress.objects.get(user__member=cy).primary


def test_devices_are_listed_and_signed_out_one_by_one_or_all(cy: Member) -> None:
    here, _ = sign_in(**{"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0"})
    there, _ = sign_in(**{"user-agent": "Mozilla/5.0 (Linux; Android 16) Chrome/150 Mobile Safari"})
    third, _ = sign_in()

    page = here.get("/me/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Chrome on Android" in page
    assert page.count("this one") == 1
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/me/sessions/{other.pk}/end/").status_code == 302
    assert there.get("/me/").status_code == 302
    assert third.get("/me/").status_code == 200
    here.post("/me/sessions/end/")
    assert third.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_ending_the_session_one_is_in_signs_out(cy: Member) -> None:
    here, _ = sign_in()
    mine = UserSession.objects.get(session_key=here.session.session_key)

    answer = here.post(f"/me/sessions/{mine.pk}/end/")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert here.get("/me/").status_code == 302


def test_nobody_signs_out_somebody_else(cy: Member, dan: Member) -> None:
    here, _ = sign_in()
    sign_in("dan@example.org")
    theirs = UserSession.objects.get(user__member=dan)

    here.post(f"/me/sessions/{theirs.pk}/end/")

    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_reading_pages_of_ones_own_changes_nothing(cy: Member, client_for: ClientFor) -> None:
    here, _ = sign_in()
    before = UserSession.objects.values_list().get(user__member=cy)

    for path in ("/me/", "/me/sessions/", "/me/password/", "/me/email/", "/me/leave/"):
        assert here.get(path).status_code == 200

    assert UserSession.objects.values_list().get(user__member=cy) == before


def test_what_has_expired_is_cleared_away(cy: Member, ada: Member) -> None:
    client, _ = sign_in()
    visitor = Actor(ActorKind.VISITOR)
    actions.apply(visitor, actions.Newcomer("Ines", "ines", "ines@example.org", "x"))

    with clock.moved_to(clock.now() + timedelta(days=100)):
        clear_away.call()

    assert client.get("/me/").status_code == 302
    assert not Application.objects.exists()
    assert not Claim.objects.exists()
