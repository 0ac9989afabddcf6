"""Signing in and out: sessions, where one is led, and what slows a guesser down."""

import pytest
from django.http import HttpResponse
from django.test import Client

from groundswell.people.make import PASSWORD
from groundswell.people.models import Member
from tests.plugins.cast import ClientFor

pytestmark = pytest.mark.wide

KNOWN, UNKNOWN = "cyrus@example.org", "nobody@example.org"
EVIL = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "%2F%2Fevil.example",
    "https://evil.example/",
]
EVIL += [
    "///evil.example",
    "http:///evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
]
EVIL += ["@evil.example", "https://localhost:8000@evil.example", "\\\\evil.example", "/%5cevil.example/.."]


def sign_in(client: Client, email: str = KNOWN, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/sign-in/", {"login": email, "password": password, **more})  # type: ignore[return-value]


def test_a_member_signs_in_and_out(cy: Member) -> None:
    client = Client()

    answer = sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/me/").status_code == 200
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/me/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/me/").status_code == 302


def test_the_session_gets_another_id_when_somebody_signs_in(cy: Member) -> None:
    client = Client()
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key or ""

    sign_in(client)

    assert client.session.session_key != before
    assert not client.session.__class__().exists(before)


def test_signing_out_ends_the_session_on_the_server(cy: Member) -> None:
    client = Client()
    sign_in(client)
    kept = client.cookies["session"].value

    client.post("/sign-out/")

    thief = Client()
    thief.cookies["session"] = kept
    assert thief.get("/me/").status_code == 302


@pytest.mark.parametrize("target", EVIL)
@pytest.mark.parametrize("way", ["query", "form"])
def test_after_signing_in_one_stays_here(target: str, way: str, cy: Member) -> None:
    client = Client()
    values = {"login": KNOWN, "password": PASSWORD}

    if way == "form":
        answer = client.post("/sign-in/", values | {"next": target})
    else:
        answer = client.post("/sign-in/", values, query_params={"next": target})

    assert answer.status_code == 302
    assert answer["Location"] == "/" or answer["Location"].startswith("/%")


def test_after_signing_in_one_goes_where_one_wanted(cy: Member) -> None:
    client = Client()
    led = client.get("/me/sessions/")

    assert led["Location"] == "/sign-in/?next=/me/sessions/"
    assert 'name="next" value="/me/sessions/"' in client.get(led["Location"]).content.decode()
    assert sign_in(client, next="/me/sessions/")["Location"] == "/me/sessions/"


def test_signing_out_does_not_lead_elsewhere(cy: Member, client_for: ClientFor) -> None:
    for target in EVIL:
        assert client_for(cy).post("/sign-out/", {"next": target})["Location"] in {"/", "/%5cevil.example/.."}


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_a_wrong_password_is_one_sentence(email: str, cy: Member) -> None:
    answer = sign_in(Client(), email, "a wild guess")

    assert answer.status_code == 422
    assert "do not belong together" in answer.content.decode()
    assert f'value="{email}"' in answer.content.decode()
    assert "a wild guess" not in answer.content.decode()


def test_a_long_password_is_refused_before_it_is_hashed(cy: Member, hashings: list[str]) -> None:
    assert sign_in(Client(), password="x" * 5000).status_code == 422
    assert hashings == []


def test_too_many_tries_from_one_network_are_slowed(cy: Member) -> None:
    statuses = [sign_in(Client(), KNOWN, "guess").status_code for _try in range(9)]

    assert statuses == [422] * 8 + [429]


def test_strangers_do_not_lock_the_owner_out(cy: Member) -> None:
    owner = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(owner).status_code == 302
    for number in range(61):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        last = sign_in(client, KNOWN, "guess").status_code
    assert last == 429

    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_neighbours_in_one_ipv6_network_count_together(cy: Member) -> None:
    statuses = [
        sign_in(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), KNOWN, "guess").status_code
        for number in range(9)
    ]

    assert statuses[-1] == 429


def test_a_forged_forwarding_header_changes_nothing(cy: Member) -> None:
    statuses = [
        sign_in(Client(headers={"x-forwarded-for": f"203.0.113.{number}"}), KNOWN, "guess").status_code
        for number in range(9)
    ]

    assert statuses[-1] == 429


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-up/", "/reset/", "/found/", "/sign-out/", "/me/visit/"])
def test_nothing_is_taken_without_its_token(path: str, cy: Member) -> None:
    assert Client(enforce_csrf_checks=True).post(path, {}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/login/",
        "/signup/",
        "/sign-in/code/",
        "/me/password/set/",
        "/reset/key/x-y/",
        "/inactive/",
    ],
)
def test_what_we_do_not_want_of_allauth_does_not_exist(path: str, ada: Member) -> None:
    assert Client().get(path).status_code == 404


def test_pages_at_the_door_are_kept_by_nobody(ada: Member) -> None:
    for path in ("/sign-in/", "/sign-up/", "/reset/"):
        assert "no-store" in Client().get(path)["Cache-Control"]


def test_a_suspended_member_signs_in_as_a_visitor_who_is_told(eve: Member) -> None:
    client = Client()

    assert sign_in(client, "eve@example.org").status_code == 302

    page = client.get("/me/").content.decode()
    assert "You cannot take part for now." in page
    assert "miracle glue" in page
    assert client.post("/me/", {"name": "Evelyn"}).status_code == 403
