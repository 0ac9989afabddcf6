"""Signing up: the code, approval, and every field that cannot be taken."""

import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from groundswell.community import actions as community_actions
from groundswell.community.models import Stage
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.worker import run_until_idle
from groundswell.kernel.ledger.models import Entry
from groundswell.people.make import PASSWORD
from groundswell.people.models import Account, Application, Member
from tests.plugins.cast import ClientFor


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/sign-in/", {"login": email, "password": password, **more})  # type: ignore[return-value]


def sign_up(client: Client, **changed: str) -> HttpResponse:
    values = {"name": "Ines", "handle": "", "email": "ines@example.org", "password": "four loud kettles sing"}
    return client.post("/sign-up/", values | changed)  # type: ignore[return-value]


def test_a_newcomer_signs_up_with_a_code(post: None) -> None:
    client = Client()

    assert sign_up(client)["Location"] == "/sign-up/code/"
    run_until_idle()
    (code,) = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[0].body), re.MULTILINE)
    answer = client.post("/sign-up/code/", {"code": code})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/me/").status_code == 200
    assert Member.objects.get(handle="ines").name == "Ines"
    assert not Application.objects.exists()
    assert client.get("/sign-up/")["Location"] == "/"


def test_until_the_code_is_brought_there_is_no_session_of_a_member(post: None) -> None:
    client = Client()
    sign_up(client)

    assert client.get("/me/").status_code == 302
    assert sign_in(client, "ines@example.org", "four loud kettles sing").status_code == 422


def test_a_private_community_gives_no_session_before_approval(
    post: None, ada: Member, client_for: ClientFor
) -> None:
    community_actions.change_stage(SYSTEM, Stage.PRIVATE)
    client = Client()
    sign_up(client, words="I mend toasters.")
    run_until_idle()
    (code,) = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[0].body), re.MULTILINE)

    answer = client.post("/sign-up/code/", {"code": code})

    assert answer["Location"] == "/sign-up/asked/"
    assert client.get("/me/").status_code == 302
    assert sign_in(client, "ines@example.org", "four loud kettles sing").status_code == 422
    steward = client_for(ada)
    waiting = steward.get("/people/waiting/").content.decode()
    assert "I mend toasters." in waiting
    assert "ines@example.org" not in waiting
    (application,) = Application.objects.all()
    assert steward.post(f"/people/waiting/{application.pk}/approval/").status_code == 302
    assert sign_in(client, "ines@example.org", "four loud kettles sing")["Location"] == "/"


def test_the_code_can_be_sent_again_but_not_for_ever(post: None) -> None:
    client = Client()
    sign_up(client)

    statuses = [client.post("/sign-up/code/again/").status_code for _again in range(5)]

    assert statuses == [302, 302, 302, 429, 429]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "call you"),
        ("name", "A" * 61, "60"),
        ("name", "https://evil.example", "web or e-mail"),
        ("name", "evil\u202egnp", "cannot be seen"),
        ("name", "nul\x00", "Null characters"),
        ("name", "<script>alert(1)</script>", "web or e-mail"),
        ("handle", "a" * 31, "30"),
        ("handle", "../etc", "letters and digits"),
        ("handle", "admin", "office"),
        ("handle", "ADA", "taken"),
        ("handle", "аdа", "one script"),
        ("email", "", "e-mail address"),
        ("email", "not an address", "name@example.org"),
        ("email", "a" * 250 + "@example.org", "254"),
        ("password", "", "choose a password"),
        ("password", "short", "Eight"),
        ("password", "password1", "guessed"),
        ("password", "riverbend repair", "guessed"),
        ("password", "x" * 129, "128"),
        ("password", "x" * 5000, "4096"),
        ("words", "w" * 301, "300"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    field: str, typed: str, sentence: str, ada: Member
) -> None:
    answer = sign_up(Client(), **{"name": "Ines", field: typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert field == "name" or 'value="Ines"' in page
    assert "four loud kettles sing" not in page
    assert not Application.objects.exists()


def test_what_was_typed_comes_back_escaped(ada: Member) -> None:
    page = sign_up(Client(), name='"><script>alert(1)</script>').content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page


def test_without_a_handle_one_is_made_from_the_name(post: None) -> None:
    sign_up(Client(), name="Rasa Simkutė")

    assert Application.objects.get().handle == "rasa.simkute"


def test_a_taken_handle_is_refused_with_a_free_one(cy: Member) -> None:
    page = sign_up(Client(), handle="cyrus").content.decode()

    assert "@cyrus2 is free" in page


def test_joining_is_written_once(post: None) -> None:
    client = Client()
    sign_up(client)
    run_until_idle()
    (code,) = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[0].body), re.MULTILINE)
    client.post("/sign-up/code/", {"code": code})

    member = Member.objects.get(handle="ines")
    assert Entry.objects.filter(event=101, actor=member.pk).count() == 1
    assert Account.objects.get(member=member).email == "ines@example.org"
