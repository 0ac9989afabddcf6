"""Members' pages: who sees what, which queries it takes, and what stewards press."""

import re

import pytest
from django.test import Client
from markupsafe import Markup
from pytest_django import DjangoAssertNumQueries

from groundswell.community import actions as community_actions
from groundswell.community.models import Stage
from groundswell.kernel.actor import SYSTEM, Actor, ActorKind
from groundswell.people import actions
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import Account, Application, Member, Role
from groundswell.people.profile import Section, profile_sections
from tests.plugins.cast import ClientFor

VISITOR = Actor(ActorKind.VISITOR)
OWN = ["/me/", "/me/password/", "/me/email/", "/me/sessions/", "/me/leave/", "/people/waiting/"]


@pytest.mark.parametrize("path", OWN)
def test_visitors_are_led_to_sign_in(path: str, nobody: None) -> None:
    assert Client().get(path)["Location"] == f"/sign-in/?next={path}"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_takes_as_many_queries_for_three_as_for_one(
    count: int, ada: Member, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count - 1):
        make_member(f"Member {number}")
    steward = client_for(ada)
    steward.get("/people/")

    with django_assert_num_queries(3):  # epoch, session, people
        answer = steward.get("/people/")

    assert answer.content.decode().count('class="line"') == count


def test_a_members_page_takes_four_queries(
    ada: Member, cy: Member, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = client_for(cy)
    reader.get("/m/ada/")

    with django_assert_num_queries(4):  # epoch, session, member, what they said
        reader.get("/m/ada/")


def test_in_a_private_community_visitors_see_nobody(ada: Member, cy: Member, client_for: ClientFor) -> None:
    assert Client().get("/m/cyrus/").status_code == 200
    community_actions.change_stage(SYSTEM, Stage.PRIVATE)

    assert Client().get("/m/cyrus/").status_code == 404
    assert "Cyrus" not in Client().get("/people/").content.decode()
    assert client_for(ada).get("/m/cyrus/").status_code == 200


def test_hidden_and_absent_members_answer_alike(ada: Member, cy: Member) -> None:
    community_actions.change_stage(SYSTEM, Stage.PRIVATE)

    hidden, absent = Client().get("/m/cyrus/"), Client().get("/m/nobody-here/")

    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)


@pytest.mark.parametrize("handle", ["nobody-here", "CYRUS", "%00", "a" * 300, "☃", "..%2f"])
def test_a_handle_that_is_nobodys_is_404(handle: str, cy: Member) -> None:
    assert Client().get(f"/m/{handle}/").status_code == 404


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "1e9", "%00", "9223372036854775807"])
def test_a_strange_key_is_no_error(before: str, ada: Member) -> None:
    assert Client().get(f"/people/?before={before}").status_code == 200


def test_a_profile_shows_words_as_text(cy: Member, client_for: ClientFor) -> None:
    client_for(cy).post("/me/", {"name": "Cy", "about": "<script>alert(1)</script>\nLamps."})

    page = Client().get("/m/cyrus/").content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nLamps." in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "call you"),
        ("name", "x" * 61, "60"),
        ("name", "visit evil.com", "web or e-mail"),
        ("about", "y" * 601, "600"),
        ("about", "zero\u200bwidth", "cannot be seen"),
        ("about", "over\u202eride", "cannot be seen"),
    ],
)
def test_a_profile_that_cannot_be_taken_is_said_and_kept(
    field: str, typed: str, sentence: str, cy: Member, client_for: ClientFor
) -> None:
    answer = client_for(cy).post("/me/", {"name": "Cyrus", "about": "Lamps.", field: typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert typed in answer.content.decode()
    assert Member.objects.get(pk=cy.pk).about == ""


def test_fields_that_are_not_asked_for_change_nothing(cy: Member, client_for: ClientFor) -> None:
    client_for(cy).post("/me/", {"name": "Cy", "role": "steward", "standing": "active", "handle": "ada2"})

    cy.refresh_from_db()
    assert (cy.name, cy.role, cy.handle) == ("Cy", Role.MEMBER, "cyrus")


def test_other_features_add_their_part_to_a_profile(cy: Member) -> None:
    profile_sections.add(
        "test", lambda _request, member: Section("Repairs", Markup("<p>{}</p>").format(member.name))
    )
    try:
        page = Client().get("/m/cyrus/").content.decode()
    finally:
        profile_sections._entries.pop("test")

    assert "<h2>Repairs</h2>" in page
    assert "<p>Cyrus</p>" in page


def test_a_steward_gives_a_role(ada: Member, cy: Member, client_for: ClientFor) -> None:
    steward = client_for(ada)

    assert steward.post("/m/cyrus/role/", {"role": "moderator"})["Location"] == "/m/cyrus/"
    assert steward.post("/m/cyrus/role/", {"role": "emperor"}).status_code == 422
    cy.refresh_from_db()
    assert cy.role == Role.MODERATOR


ACTS = ["role/", "suspension/", "suspension/end/", "claim/"]


@pytest.mark.parametrize("act", ACTS)
def test_members_press_nothing_of_a_stewards(
    act: str, bea: Member, cy: Member, client_for: ClientFor
) -> None:
    answer = client_for(cy).post(f"/m/bea/{act}", {"role": "steward", "reason": "No."})

    assert answer.status_code == 403
    bea.refresh_from_db()
    assert (bea.role, bea.is_active) == (Role.MODERATOR, True)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_happens_by_a_link(act: str, ada: Member, cy: Member, client_for: ClientFor) -> None:
    assert client_for(ada).get(f"/m/cyrus/{act}").status_code == (200 if act == "suspension/" else 405)


def test_a_moderator_suspends_with_a_reason_and_ends_it(
    bea: Member, cy: Member, client_for: ClientFor
) -> None:
    moderator = client_for(bea)

    assert moderator.get("/m/cyrus/suspension/").status_code == 200
    assert moderator.post("/m/cyrus/suspension/", {"reason": " "}).status_code == 422
    assert moderator.post("/m/cyrus/suspension/", {"reason": "Glue."})["Location"] == "/m/cyrus/"
    assert "End the suspension" in moderator.get("/m/cyrus/").content.decode()
    assert moderator.post("/m/cyrus/suspension/end/").status_code == 302
    cy.refresh_from_db()
    assert cy.is_active


def test_a_claim_link_is_shown_once_and_followed(ada: Member, client_for: ClientFor) -> None:
    make_imported_member("Henning")
    page = client_for(ada).post("/m/henning/claim/")
    (path,) = re.findall(r"http://localhost:8000(/claim/[\w-]+/)", page.content.decode())
    assert "no-store" in page["Cache-Control"]
    values = {"name": "Henning", "email": "henning@example.org", "password": "four loud kettles sing"}

    visitor = Client()
    assert "Is this you?" in visitor.get(path).content.decode()
    assert visitor.post(path, values | {"password": "short"}).status_code == 422
    assert visitor.post(path, values)["Location"] == "/sign-up/asked/"
    actions.approve(SYSTEM, Application.objects.get())

    assert Account.objects.get(email="henning@example.org").member.handle == "henning"
    assert Client().get(path).status_code == 404
    assert Client().post(path, values).status_code == 404


@pytest.mark.parametrize("path", ["/claim/no-such-token/", "/door/no-such-token/"])
def test_links_that_do_not_work_say_so(path: str, ada: Member, client_for: ClientFor) -> None:
    assert Client().get(path).status_code == 404
    assert "works no more" in client_for(ada).get(path).content.decode()


def test_stewards_alone_see_who_waits(ada: Member, cy: Member, client_for: ClientFor) -> None:
    actions.apply(VISITOR, actions.Newcomer("Ines", "ines", "ines@example.org", "x"))
    number = Application.objects.get().pk

    assert client_for(cy).get("/people/waiting/").status_code == 403
    assert client_for(cy).post(f"/people/waiting/{number}/approval/").status_code == 403
    assert client_for(ada).post("/people/waiting/12345/refusal/").status_code == 404
    assert client_for(ada).post(f"/people/waiting/{number}/refusal/").status_code == 302
    assert "Nobody waits" in client_for(ada).get("/people/waiting/").content.decode()


def test_a_page_tells_once_a_day_that_its_member_came_by(cy: Member, client_for: ClientFor) -> None:
    here = client_for(cy)

    assert "data-quiet" in here.get("/people/").content.decode()
    assert here.post("/me/visit/").status_code == 204
    assert "data-quiet" not in here.get("/people/").content.decode()
    assert "data-quiet" not in Client().get("/people/").content.decode()


def test_before_a_community_is_founded_every_page_leads_to_its_founding(db: None) -> None:
    visitor = Client()

    for path in ("/", "/people/", "/sign-in/", "/no-such-page/"):
        assert visitor.get(path)["Location"] == "/found/"
    assert visitor.get("/healthz").status_code == 200
    assert "Here a community begins" in visitor.get("/found/").content.decode()


def test_a_founder_founds_and_is_signed_in(db: None) -> None:
    code = community_actions.make_founding_code(SYSTEM)
    values = {"code": code, "community": "Riverbend", "name": "Ada", "email": "ada@example.org"}
    values |= {"password": "three quiet kettles", "purpose": "Nothing worth fixing goes in the bin."}
    founder = Client()

    wrong = founder.post("/found/", values | {"code": "WRONG"})
    assert wrong.status_code == 422
    assert "not the code" in wrong.content.decode()
    assert 'value="Riverbend"' in wrong.content.decode()
    assert founder.post("/found/", values)["Location"] == "/"

    assert founder.get("/settings/").status_code == 200
    assert Member.objects.get().role == Role.STEWARD
    assert Client().get("/found/")["Location"] == "/"


def test_guessing_the_founding_code_is_slowed(db: None) -> None:
    statuses = [Client().post("/found/", {"code": "GUESS"}).status_code for _try in range(11)]

    assert statuses == [422] * 10 + [429]
