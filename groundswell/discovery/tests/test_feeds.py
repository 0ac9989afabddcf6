"""Feeds as a reader of feeds sees them."""

from typing import Any

import feedparser
import pytest
from django.test import Client, override_settings

from groundswell.community.actions import change_stage
from groundswell.community.models import Community, Stage
from groundswell.kernel.actor import SYSTEM
from groundswell.people.actions import leave
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Topic
from tests.plugins.cast import ClientFor

ORIGIN = "http://localhost:8000"


def read(path: str, client: Client | None = None) -> Any:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    return found


def words_of(path: str) -> list[str]:
    return [entry.content[0].value for entry in read(path).entries]


@pytest.fixture
def drill(cy: Member, commons: Space) -> Topic:
    return make_topic(cy, "The <drill> & I", space=commons, text="Ask @cyrus, or see [this](/s/).")


def test_the_communitys_feed_has_its_topics(cy: Member, dan: Member, commons: Space, drill: Topic) -> None:
    kettle = make_topic(dan, "A kettle", space=commons)
    make_reply(cy, drill)

    feed = read("/feed.atom")

    assert (feed.version, feed.feed.title, feed.feed.language) == ("atom10", "Riverbend Repair", "en")
    assert [(entry.title, entry.author) for entry in feed.entries] == [
        ("The <drill> & I", "Cyrus"),
        ("A kettle", "Dan"),
    ]
    assert feed.entries[1].link == f"{ORIGIN}/t/{kettle.pk}/a-kettle/"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": f"{ORIGIN}/feed.atom",
        "alternate": f"{ORIGIN}/",
    }


def test_words_travel_with_whole_links_and_names(drill: Topic) -> None:
    (content,) = read("/feed.atom").entries[0].content

    assert content.type == "text/html"
    assert f'href="{ORIGIN}/m/cyrus/"' in content.value
    assert f'href="{ORIGIN}/s/"' in content.value
    assert "@Cyrus" in content.value
    assert "\ue000" not in content.value


def test_a_topics_feed_has_its_posts_newest_first(dan: Member, drill: Topic) -> None:
    reply = make_reply(dan, drill, "Turn it.")

    feed = read(f"/t/{drill.pk}/feed.atom")

    assert [entry.author for entry in feed.entries] == ["Dan", "Cyrus"]
    assert feed.entries[0].link == f"{ORIGIN}/p/{reply.pk}/"
    assert feed.entries[0].content[0].value == '<p dir="auto">Turn it.</p>'
    assert feed.entries[1].id == read("/feed.atom").entries[0].id  # the opening post is the topic


def test_a_spaces_feed_has_its_own_topics_alone(cy: Member, commons: Space, drill: Topic) -> None:
    other = spaces.open_space(SYSTEM, "Other")
    make_topic(cy, "Elsewhere", space=other)

    feed = read(f"/s/{other.pk}/feed.atom")

    assert (feed.feed.title, [entry.title for entry in feed.entries]) == (
        "Other · Riverbend Repair",
        ["Elsewhere"],
    )


def test_ids_stay_when_the_community_moves_to_another_address(drill: Topic) -> None:
    before = [entry.id for entry in read("/feed.atom").entries]

    with override_settings(ORIGIN="https://elsewhere.example"):
        after = read("/feed.atom")

    assert [entry.id for entry in after.entries] == before
    assert before[0].startswith("urn:uuid:")
    assert after.entries[0].link.startswith("https://elsewhere.example/t/")


@pytest.mark.parametrize(("path", "sizes"), [("/feed.atom", [30, 2]), ("/s/{space}/feed.atom", [30, 2])])
def test_a_long_feed_has_more_pages(cy: Member, commons: Space, path: str, sizes: list[int]) -> None:
    for number in range(32):
        make_topic(cy, f"Topic {number}", space=commons)

    first = read(path.format(space=commons.pk))
    older = next(link.href for link in first.feed.links if link.rel == "next")
    second = read(older.removeprefix(ORIGIN))

    assert [len(first.entries), len(second.entries)] == sizes
    assert len({entry.id for entry in [*first.entries, *second.entries]}) == 32


def test_a_long_topic_has_more_pages(cy: Member, drill: Topic) -> None:
    for number in range(24):
        make_reply(cy, drill, f"Answer {number}.")

    first = read(f"/t/{drill.pk}/feed.atom")
    older = next(link.href for link in first.feed.links if link.rel == "next")
    second = read(older.removeprefix(ORIGIN))

    assert len({entry.id for entry in [*first.entries, *second.entries]}) == 25


def test_whoever_has_it_already_gets_nothing_again(drill: Topic) -> None:
    first = Client().get("/feed.atom")

    again = Client().get("/feed.atom", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Last-Modified"].endswith("GMT")


@pytest.mark.parametrize("path", ["/feed.atom", "/s/{space}/feed.atom", "/t/{topic}/feed.atom"])
def test_what_is_hidden_leaves_at_once(cy: Member, commons: Space, drill: Topic, path: str) -> None:
    other = make_topic(cy, "Rude", space=commons)
    reply = make_reply(cy, drill, "Rude")
    path = path.format(space=commons.pk, topic=drill.pk)
    before = Client().get(path)

    actions.hide_topic(SYSTEM, other, reason="Rude.")
    actions.hide_post(SYSTEM, reply, reason="Rude.")

    known = {"If-None-Match": before["ETag"], "If-Modified-Since": before["Last-Modified"]}
    after = Client().get(path, headers=known)
    assert b"Rude" in before.content
    assert (after.status_code, b"Rude" in after.content) == (200, False)


def test_whoever_left_is_not_named(cy: Member, drill: Topic) -> None:
    leave(actor_for(cy), cy, keep_posts=True)

    (entry,) = read("/feed.atom").entries
    assert entry.author == "Someone who left"
    assert "href" not in entry.author_detail


def test_words_that_were_taken_back_are_told_so(cy: Member, dan: Member, drill: Topic) -> None:
    make_reply(dan, drill, "Mine stay.")
    leave(actor_for(cy), cy, keep_posts=False)

    taken_back = "The author has taken these words back."
    assert words_of("/feed.atom") == [taken_back]
    assert words_of(f"/t/{drill.pk}/feed.atom") == ['<p dir="auto">Mine stay.</p>', taken_back]


def test_a_member_is_answered_as_a_visitor(cy: Member, client_for: ClientFor) -> None:
    room = make_private_space(cy)
    topic = make_topic(cy, "Secret", space=room)
    client = client_for(cy)

    assert client.get(f"/t/{topic.pk}/").status_code == 302
    assert client.get(f"/t/{topic.pk}/feed.atom").status_code == 404
    assert client.get(f"/s/{room.pk}/feed.atom").status_code == 404
    assert b"Secret" not in client.get("/feed.atom").content
    assert client.get("/feed.atom")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/feed.atom", "/s/{space}/feed.atom", "/t/{topic}/feed.atom"])
def test_a_private_community_has_no_feed(commons: Space, drill: Topic, path: str) -> None:
    change_stage(SYSTEM, Stage.PRIVATE)

    assert Client().get(path.format(space=commons.pk, topic=drill.pk)).status_code == 404


@pytest.mark.parametrize("path", ["/s/5/feed.atom", "/t/5/feed.atom", f"/t/{2**70}/feed.atom"])
def test_what_is_not_there_has_no_feed(community: Community, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_search_engines_pass_feeds_by(commons: Space, drill: Topic) -> None:
    listed = Client().get(f"/t/{drill.pk}/feed.atom")["X-Robots-Tag"]

    spaces.change_space(SYSTEM, commons, name="C", about="", audiences=Audiences(), is_unlisted=True)

    answers = [Client().get(path) for path in (f"/t/{drill.pk}/feed.atom", f"/s/{commons.pk}/feed.atom")]
    assert listed == "noindex"
    assert [answer["X-Robots-Tag"] for answer in answers] == ["none", "none"]


def test_no_character_breaks_the_xml(cy: Member, commons: Space) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    Topic.objects.filter(pk=topic.pk).update(title="A \x0b bell \x07 ]]> <b>")  # as an old import might

    assert read("/feed.atom").entries[0].title.startswith("A ")


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/feed.atom", 3),  # epoch; the topics, whom they mention
        ("/s/{space}/feed.atom", 4),  # and the space
        ("/t/{topic}/feed.atom", 4),  # epoch; the topic, its posts, whom they mention
    ],
)
def test_a_feed_costs_the_same_with_little_and_much(
    cy: Member,
    commons: Space,
    drill: Topic,
    django_assert_num_queries: Any,
    path: str,
    queries: int,
    size: int,
) -> None:
    for number in range(size):
        make_topic(cy, f"Topic {number}", space=commons, text="Ask @cyrus.")
        make_reply(cy, drill, "I do, @cyrus.")
    path = path.format(space=commons.pk, topic=drill.pk)
    Client().get(path)

    with django_assert_num_queries(queries):
        Client().get(path)
