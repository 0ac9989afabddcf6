"""What the answers at the door give away about an address: nothing, in words, headers or work."""

import re
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.kernel.jobs.worker import run_until_idle
from groundswell.kernel.limits import Tally
from groundswell.people.make import PASSWORD
from groundswell.people.models import Member
from tests.plugins.cast import ClientFor

KNOWN, UNKNOWN = "cyrus@example.org", "nobody@example.org"


def shape(answer: Any) -> tuple[int, str, dict[str, str], list[str]]:
    """All of an answer that differs only if it gives something away."""
    body = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    body = re.sub(r"X-CSRFToken\":\"[A-Za-z0-9]{64}", "", body)
    body = body.replace(KNOWN, "@").replace(UNKNOWN, "@")
    headers = {
        name: value for name, value in answer.headers.items() if name not in {"X-Request-Id", "Expires"}
    }
    return answer.status_code, body, headers | {"Content-Length": ""}, sorted(answer.cookies)


def work(client: Client, path: str, values: dict[str, str]) -> tuple[Any, list[str]]:
    """The answer, and the queries behind it without their values."""
    Client().get("/sign-in/")  # what a process keeps until the epoch moves is read before it counts
    Tally.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, values)
    return answer, [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in queries.captured_queries]


def test_signing_in_gives_nothing_away(cy: Member, hashings: list[str]) -> None:
    known, did = work(Client(), "/sign-in/", {"login": KNOWN, "password": "a wild guess"})
    first = list(hashings)
    unknown, did_not = work(Client(), "/sign-in/", {"login": UNKNOWN, "password": "a wild guess"})

    assert shape(known) == shape(unknown)
    assert did == did_not
    assert first == hashings[len(first) :] == ["hash"]


def test_signing_up_gives_nothing_away(cy: Member, post: None, hashings: list[str]) -> None:
    values = {"name": "Ines", "handle": "", "password": "four loud kettles sing"}

    known, did = work(one := Client(), "/sign-up/", values | {"email": KNOWN})
    first = list(hashings)
    unknown, did_not = work(other := Client(), "/sign-up/", values | {"email": UNKNOWN})

    assert shape(known) == shape(unknown)
    assert known["Location"] == "/sign-up/code/"
    assert did == did_not
    assert first == hashings[len(first) :] == ["hash"]
    assert shape(one.get("/sign-up/code/")) == shape(other.get("/sign-up/code/"))
    wrong, guessed = work(one, "/sign-up/code/", {"code": "BBBB-BBBB"})
    also_wrong, also_guessed = work(other, "/sign-up/code/", {"code": "BBBB-BBBB"})
    assert shape(wrong) == shape(also_wrong)
    assert wrong.status_code == 422
    assert guessed == also_guessed


def test_signing_up_without_mail_gives_nothing_away(cy: Member) -> None:
    values = {"name": "Ines", "handle": "", "password": "four loud kettles sing"}

    known, did = work(Client(), "/sign-up/", values | {"email": KNOWN})
    unknown, did_not = work(Client(), "/sign-up/", values | {"email": UNKNOWN})

    assert shape(known) == shape(unknown)
    assert did == did_not


def test_a_reset_gives_nothing_away(cy: Member, post: None) -> None:
    known, did = work(one := Client(), "/reset/", {"email": KNOWN})
    unknown, did_not = work(other := Client(), "/reset/", {"email": UNKNOWN})

    assert shape(known) == shape(unknown)
    assert known["Location"] == "/reset/code/"
    assert did == did_not
    assert shape(one.get("/reset/code/")) == shape(other.get("/reset/code/"))
    wrong = one.post("/reset/code/", {"code": "BBBB-BBBB"})
    also_wrong = other.post("/reset/code/", {"code": "BBBB-BBBB"})
    assert shape(wrong) == shape(also_wrong)
    assert wrong.status_code == 422
    run_until_idle()
    assert sorted(letter.to[0] for letter in mail.outbox) == [KNOWN, UNKNOWN]


def test_changing_the_address_gives_nothing_away(
    cy: Member, dan: Member, post: None, client_for: ClientFor
) -> None:
    here = client_for(dan)
    here.post("/me/confirm/", {"password": PASSWORD})

    known, did = work(here, "/me/email/", {"email": KNOWN})
    unknown, did_not = work(here, "/me/email/", {"email": UNKNOWN})

    assert shape(known) == shape(unknown)
    assert known["Location"] == "/me/email/code/"
    assert did == did_not
