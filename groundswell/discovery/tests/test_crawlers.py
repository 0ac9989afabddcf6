"""robots.txt, the sitemap, security.txt and the way to change a password."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.community.actions import change_stage
from groundswell.community.models import Community, Stage
from groundswell.discovery import queries
from groundswell.discovery.actions import Wish, change_findability
from groundswell.discovery.crawlers import agents
from groundswell.discovery.jobs import survey_sitemap
from groundswell.discovery.models import SitemapPart, Welcome
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import Audiences
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from tests.plugins.cast import ClientFor

ORIGIN = "http://localhost:8000"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def robots() -> Callable[[str, str], bool]:
    """Whether an agent may fetch a path, as Python's own reader of robots.txt sees it."""
    answer = Client().get("/robots.txt")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    parser = RobotFileParser()
    parser.parse(answer.content.decode().splitlines())
    return lambda agent, path: parser.can_fetch(agent, f"{ORIGIN}{path}")


def addresses(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    tree = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    return [str(place.text).removeprefix(ORIGIN) for place in tree.iter(f"{NAMESPACE}loc")]


@pytest.mark.parametrize(
    ("welcome", "come"),
    [
        (Welcome.NOBODY, set()),
        (Welcome.SEARCH, {"Googlebot"}),
        (Welcome.ANSWERS, {"Googlebot", "OAI-SearchBot", "Claude-User"}),
        (Welcome.EVERYBODY, {"Googlebot", "OAI-SearchBot", "Claude-User", "GPTBot", "CCBot"}),
    ],
)
def test_each_welcome_lets_its_own_come(community: Community, welcome: Welcome, come: set[str]) -> None:
    change_findability(SYSTEM, Wish(welcome))
    may = robots()

    known = ["Googlebot", "OAI-SearchBot", "Claude-User", "GPTBot", "CCBot"]
    assert {agent for agent in known if may(agent, "/t/5/the-drill/")} == come
    assert not any(may(agent, "/settings/found/") for agent in ["Googlebot", "Bingbot"])


def test_at_first_those_who_train_are_asked_to_stay_away(community: Community) -> None:
    may = robots()

    assert [may(agent, "/") for agent in ("Googlebot", "PerplexityBot", "GPTBot")] == [True, True, False]
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in Client().get("/robots.txt").content.decode()


def test_a_private_community_asks_everybody_to_stay_away(community: Community) -> None:
    change_stage(SYSTEM, Stage.PRIVATE)

    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_the_list_of_crawlers_says_what_each_is_for_once() -> None:
    uses = agents()
    names = [name.lower() for of_use in uses.values() for name in of_use]

    assert {use: len(of_use) > 5 for use, of_use in uses.items()} == {"training": True, "answers": True}
    assert len(names) == len({*names})
    assert all(name.replace("-", "").replace("_", "").isalnum() for name in names)


def test_the_sitemap_leads_to_every_page_that_visitors_read(cy: Member, commons: Space) -> None:
    cafe = make_space("Café")
    topic = make_topic(cy, "The drill", space=commons)
    hidden = make_topic(cy, "Rude", space=commons)
    make_topic(cy, "Secret", space=make_private_space(cy))
    actions.hide_topic(SYSTEM, hidden, reason="Rude.")

    parts = addresses("/sitemap.xml")
    pages = [page for part in parts for page in addresses(part)]

    assert parts == ["/sitemap/spaces.xml", "/sitemap/1.xml"]
    assert pages == [
        "/", "/t/", "/s/", f"/s/{commons.pk}/the-commons/", f"/s/{cafe.pk}/caf%C3%A9/",
        f"/t/{topic.pk}/the-drill/",
    ]  # fmt: skip
    assert {Client().get(page).status_code for page in pages} == {200}


def test_it_says_when_a_topic_was_last_written_in(cy: Member, commons: Space) -> None:
    topic = make_topic(cy, "The drill", space=commons)
    reply = make_reply(cy, topic)

    assert (
        f"<lastmod>{reply.written_at.isoformat()}</lastmod>"
        in Client().get("/sitemap/1.xml").content.decode()
    )


def test_parts_hold_some_and_together_all(
    cy: Member, commons: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PART", 4)
    topics = [make_topic(cy, f"Topic {number}", space=commons) for number in range(10)]
    actions.hide_topic(SYSTEM, topics[0], reason="Rude.")

    survey_sitemap.call()

    parts = [addresses(path) for path in addresses("/sitemap.xml")[1:]]
    found = [page for part in parts for page in part]
    assert len(parts) >= 2
    assert [f"/t/{topic.pk}/topic-{number}/" for number, topic in enumerate(topics)][1:] == found
    assert SitemapPart.objects.filter(first__in=[topic.pk for topic in topics]).count() == 0
    late = make_topic(cy, "Late", space=commons)
    assert addresses(addresses("/sitemap.xml")[-1])[-1] == f"/t/{late.pk}/late/"


def test_a_second_survey_takes_the_place_of_the_first(community: Community) -> None:
    survey_sitemap.call()
    survey_sitemap.call()

    assert list(SitemapPart.objects.values_list("number", "first")) == [(1, 0)]


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("path", "most"), [("/sitemap.xml", 2), ("/sitemap/1.xml", 3), ("/sitemap/spaces.xml", 2)]
)
def test_a_part_costs_the_same_whatever_there_is(
    cy: Member, commons: Space, django_assert_num_queries: Any, path: str, most: int, size: int
) -> None:
    for number in range(size):
        make_topic(cy, f"Topic {number}", space=make_space(f"Space {number}"))
    Client().get(path)

    with django_assert_num_queries(most):
        Client().get(path)


def test_a_part_is_read_along_the_ids(community: Community) -> None:
    """Neither sorted nor counted: its price is that of its own topics."""
    from groundswell.discovery.reach import crawler  # noqa: PLC0415 - beside what it is for

    actor = crawler()
    with CaptureQueriesContext(connection) as asked:
        queries.sitemap_part(actor, 1)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; ")
            cursor.execute(f"EXPLAIN {asked.captured_queries[-1]['sql']}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked.captured_queries[-1]['sql']}")
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "sqlite_autoindex_topics_topic_1" in plan or "topics_topic_pkey" in plan, plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap/spaces.xml", "/sitemap/1.xml"])
def test_there_is_no_sitemap_where_nobody_is_to_find_the_way(community: Community, path: str) -> None:
    change_findability(SYSTEM, Wish(Welcome.NOBODY))
    asked_away = Client().get(path).status_code
    change_findability(SYSTEM, Wish(Welcome.EVERYBODY))
    welcome = Client().get(path).status_code
    change_stage(SYSTEM, Stage.PRIVATE)

    assert (asked_away, welcome, Client().get(path).status_code) == (404, 200, 404)


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_there_is_no_part_beyond_the_last(community: Community, number: int) -> None:
    assert Client().get(f"/sitemap/{number}.xml").status_code == 404


def test_an_unlisted_space_and_all_below_it_are_left_out(cy: Member, commons: Space) -> None:
    below = make_space("Below", parent=commons)
    make_topic(cy, "The drill", space=below)

    spaces.change_space(SYSTEM, commons, name="C", about="", audiences=Audiences(), is_unlisted=True)

    assert addresses("/sitemap/spaces.xml") == ["/", "/t/", "/s/"]
    assert addresses("/sitemap/1.xml") == []


def test_security_txt_names_whom_to_tell_and_never_expires_unseen(community: Community) -> None:
    change_findability(SYSTEM, Wish(contact="safe@example.org"))
    with clock.moved_to(datetime(2026, 11, 22, 21, 30, tzinfo=UTC)):
        answer = Client().get("/.well-known/security.txt")

    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert told == {
        "Contact": "mailto:safe@example.org",
        "Expires": "2027-05-21T00:00:00Z",
        "Preferred-Languages": "en",
        "Canonical": f"{ORIGIN}/.well-known/security.txt",
    }
    assert date(2027, 5, 21) - date(2026, 11, 22) < timedelta(days=365)


def test_a_page_of_the_web_may_be_the_contact(community: Community) -> None:
    change_findability(SYSTEM, Wish(contact="https://example.org/report"))

    assert b"Contact: https://example.org/report\n" in Client().get("/.well-known/security.txt").content


def test_without_a_contact_there_is_no_security_txt(community: Community) -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404


def test_password_managers_find_their_page(community: Community, cy: Member, client_for: ClientFor) -> None:
    answer = client_for(cy).get("/.well-known/change-password")

    assert (answer.status_code, answer["Location"]) == (302, "/me/password/")
