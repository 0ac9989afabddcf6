"""Every request has an id and a line in the log, and what goes wrong has a calm answer."""

import json
import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from groundswell.community.models import Community
from groundswell.people.models import Member
from tests.plugins.cast import ClientFor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("groundswell.kernel.tests.addresses")]
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "form#reply-box"}


@pytest.fixture
def browser(community: Community) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """The log lines of requests so far, as their keys and values."""
    caplog.set_level(logging.INFO, "groundswell.requests")
    return lambda: [record.msg for record in caplog.records if record.name == "groundswell.requests"]


def test_every_answer_has_an_id_and_every_id_a_line(browser: Client, lines: Any) -> None:
    first, second = browser.get("/kernel/lasting/"), browser.get("/kernel/lasting/")

    assert [line["request_id"] for line in lines()] == [first["X-Request-Id"], second["X-Request-Id"]]
    assert first["X-Request-Id"] != second["X-Request-Id"]
    line = lines()[0]
    assert (line["event"], line["method"], line["route"], line["status"]) == (
        "request",
        "GET",
        "/kernel/lasting/",
        200,
    )
    assert line["ms"] > 0


def test_a_given_id_is_believed_from_our_proxy_alone(browser: Client, settings: Any) -> None:
    given = {"X-Request-Id": "0123456789-abcdef"}
    assert browser.get("/kernel/lasting/", headers=given)["X-Request-Id"] != given["X-Request-Id"]

    settings.TRUSTED_PROXIES = 1

    assert browser.get("/kernel/lasting/", headers=given)["X-Request-Id"] == given["X-Request-Id"]
    for hostile in ("short", "x" * 65, 'a"b{}:\\12345', "a b c d e f g"):
        answer = browser.get("/kernel/lasting/", headers={"X-Request-Id": hostile})
        assert answer["X-Request-Id"] != hostile


def test_the_log_holds_no_secret_and_no_address(browser: Client, lines: Any) -> None:
    browser.get("/kernel/door/s3cret/7/?code=hush", REMOTE_ADDR="203.0.113.9", HTTP_COOKIE="session=abcdef")
    browser.get("/kernel/door/s3cret/7/and-more?code=hush")

    assert lines()[0]["route"] == "/kernel/door/<str:token>/<int:number>/"
    assert lines()[0]["number"] == 7
    assert lines()[1]["route"] is None
    written = json.dumps(lines())
    assert [word for word in ("s3cret", "hush", "203.0.113.9", "abcdef") if word in written] == []


@pytest.mark.parametrize("headers", [{}, PARTIAL], ids=["person", "htmx"])
@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/kernel/denied/", 403, "Only on &lt;Sundays&gt;."),
        ("/kernel/invalid/", 422, "That is no &lt;colour&gt;."),
        ("/kernel/throttled/", 429, "Wait 2 minutes"),
        ("/kernel/button/", 405, "It belongs to a button on another page."),
        ("/kernel/nowhere/", 404, "There is nothing here."),
        ("/kernel/broken/", 500, "Something broke on our side."),
    ],
)
def test_a_refusal_is_a_page_with_its_status_and_its_sentence(
    browser: Client, headers: dict[str, str], address: str, status: int, sentence: str
) -> None:
    answer = browser.get(address, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == status
    assert page.lstrip().startswith("<!doctype html>")
    assert sentence in page
    assert 'id="wrong"' in page
    assert "a detail for the operator" not in page
    assert answer["Cache-Control"] in {"no-cache", "no-store"}
    assert answer["X-Request-Id"]


def test_a_refusal_says_what_a_machine_must_know(browser: Client) -> None:
    assert browser.get("/kernel/throttled/")["Retry-After"] == "90"
    assert browser.get("/kernel/button/")["Allow"] == "POST"


def test_what_breaks_is_logged_with_its_cause_and_its_id(
    browser: Client, caplog: pytest.LogCaptureFixture, lines: Any
) -> None:
    answer = browser.get("/kernel/broken/")

    assert "a detail for the operator" in caplog.text
    assert (lines()[-1]["status"], lines()[-1]["request_id"]) == (500, answer["X-Request-Id"])


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_answered_calmly(
    browser: Client, monkeypatch: pytest.MonkeyPatch, lines: Any
) -> None:
    connection.close()
    known = connection.settings_dict["NAME"]
    monkeypatch.setitem(connection.settings_dict, "NAME", "no/such/place")

    answer = browser.get("/kernel/lasting/")

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert "Our memory does not answer just now" in answer.content.decode()
    assert lines()[-1]["status"] == 503
    connection.settings_dict["NAME"] = known
    connection.close()
    assert browser.get("/kernel/lasting/").status_code == 200


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_locked_is_answered_calmly(browser: Client, elsewhere: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=20")
    elsewhere.begin()

    answer = browser.get("/kernel/write/")

    assert answer.status_code == 503
    elsewhere.commit()
    assert browser.get("/kernel/write/").status_code == 200


def test_a_visitors_page_is_the_same_for_all_and_asked_for_anew(browser: Client) -> None:
    answer = browser.get("/")

    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Cookie", "HX-Target", "HX-Request-Type"} <= {part.strip() for part in answer["Vary"].split(",")}
    assert not answer.cookies


def test_a_members_page_is_kept_by_nobody(cy: Member, client_for: ClientFor) -> None:
    assert client_for(cy).get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"])
def test_whoever_brings_a_cookie_gets_a_page_of_their_own(browser: Client, settings: Any, name: str) -> None:
    browser.cookies[getattr(settings, name)] = "x" * 32

    assert browser.get("/")["Cache-Control"] == "private, no-store"


def test_a_view_that_says_how_long_its_answer_keeps_is_taken_at_its_word(
    cy: Member, client_for: ClientFor
) -> None:
    assert client_for(cy).get("/kernel/lasting/")["Cache-Control"] == "public, max-age=60"
