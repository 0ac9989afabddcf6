"""What a page costs: a literal number of queries, whatever is on it, and never more with a longer history."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.kernel.actor import SYSTEM, Actor
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic
from groundswell.topics.queries.heads import topic_head
from groundswell.topics.queries.lists import Window, topic_list
from groundswell.topics.queries.pages import Place, post_page
from groundswell.topics.queries.said import said_by
from tests.plugins.cast import ClientFor

pytestmark = pytest.mark.wide

SIZES = pytest.mark.parametrize("size", [1, 3])
MOST_BYTES = 60_000
WORDS = (
    "Nine times out of ten it is not the lower thread at all but the *upper* one that has no tension. " * 6
)


def rich_topic(author: Member, others: list[Member], space: Space, size: int) -> Topic:
    """A topic with mentions, quotes, links to topics and posts, reactions, edits and a hidden post."""
    topic = make_topic(author, "The drill", space=space, text="It runs, @dan.")
    for number in range(size):
        answer = make_reply(others[number % len(others)], topic, f"{WORDS}\n\n@cyrus, see /t/{topic.pk}/")
        quote = f"> [Dan](/p/{answer.pk}) wrote:\n> {WORDS}\n\nhttp://localhost:8000/t/{topic.pk}/x/ it is."
        post = make_reply(author, topic, quote, to=answer)
        actions.react(actor_for(others[0]), post, ReactionKind.HEART)
        actions.edit_post(actor_for(author), post, f"{quote} Really.")
        actions.hide_post(SYSTEM, make_reply(author, topic), reason="Twice.")
    return topic


@SIZES
@pytest.mark.parametrize(
    ("who", "queries"),
    [
        ("cy", 6),  # epoch, session; the topic, its posts, their people, their places
        ("bea", 6),
        ("nobody", 5),  # no session
    ],
)
def test_a_topic_costs_the_same_with_few_posts_and_many(
    request: pytest.FixtureRequest,
    client_for: ClientFor,
    commons: Space,
    cy: Member,
    dan: Member,
    django_assert_num_queries: Any,
    who: str,
    queries: int,
    size: int,
) -> None:
    topic = rich_topic(cy, [dan], commons, size)
    client = client_for(request.getfixturevalue(who))
    client.get(f"/t/{topic.pk}/the-drill/")

    with django_assert_num_queries(queries):
        page = client.get(f"/t/{topic.pk}/the-drill/")

    assert page.status_code == 200


@SIZES
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/t/", 3),  # epoch, session; the topics
        ("/s/{pk}/the-commons/", 6),  # and the space, the spaces below it, whether one is a member
    ],
)
def test_a_list_costs_the_same_with_few_topics_and_many(
    client_for: ClientFor,
    commons: Space,
    cy: Member,
    dan: Member,
    django_assert_num_queries: Any,
    address: str,
    queries: int,
    size: int,
) -> None:
    for _number in range(size):
        rich_topic(cy, [dan], commons, 1)
    client, address = client_for(cy), address.format(pk=commons.pk)
    client.get(address)

    with django_assert_num_queries(queries):
        page = client.get(address)

    assert page.content.count(b"The drill") == size


def test_a_reaction_answers_with_one_post(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    topic = rich_topic(cy, [dan], commons, 5)
    opening = Post.objects.get(topic=topic, is_opening=True)

    answer = client_for(dan).post(
        f"/p/{opening.pk}/heart/",
        {"act": "give"},
        headers={"HX-Request-Type": "partial", "HX-Target": f"article#post-{opening.pk}"},
    )

    assert answer.status_code == 200
    assert answer.content.count(b"<article") == 1
    assert b"<html" not in answer.content


@pytest.mark.parametrize("who", ["cy", "bea"])
def test_a_page_of_twenty_posts_is_light(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, cy: Member, dan: Member, who: str
) -> None:
    topic = rich_topic(cy, [dan], commons, 10)

    page = client_for(request.getfixturevalue(who)).get(f"/t/{topic.pk}/the-drill/")

    words = 20 * len(WORDS.encode())
    assert page.content.count(b"<article") == 20
    assert len(page.content) - words <= MOST_BYTES - 20 * 300  # a post of usual length has 300 bytes


def plan_of(read: Callable[[], object]) -> str:
    """How the database means to answer the first statement that `read` makes, with sorting and scans dear."""
    with CaptureQueriesContext(connection) as asked:
        read()
    sql = asked.captured_queries[0]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; ")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


READS: dict[str, tuple[str, Callable[[Actor, Topic], object]]] = {
    "newest topics": ("topic_recent", lambda who, _topic: topic_list(who)),
    "older topics": ("topic_recent", lambda who, _topic: topic_list(who, Window(older_than=2**62))),
    "newer topics": ("topic_recent", lambda who, _topic: topic_list(who, Window(newer_than=1))),
    "topics of a space": ("topic_recent_in_space", lambda who, topic: topic_list(who, space=topic.space_id)),
    "first posts": ("post_in_topic", lambda who, topic: post_page(who, topic.pk)),
    "later posts": ("post_in_topic", lambda who, topic: post_page(who, topic.pk, Place(at=topic.last_post))),
    "last posts": ("post_in_topic", lambda who, topic: post_page(who, topic.pk, Place(is_end=True))),
    "posts of a member": ("post_by_author", lambda who, topic: said_by(who, topic.author_id)),
    "a topic": ("topics_topic", lambda who, topic: topic_head(who, topic.pk)),
}


@pytest.mark.parametrize("who", ["cy", "bea", "nobody"])
@pytest.mark.parametrize("read", READS)
def test_pages_are_read_along_an_index(
    request: pytest.FixtureRequest, commons: Space, cy: Member, dan: Member, read: str, who: str
) -> None:
    topic = rich_topic(cy, [dan], commons, 1)
    make_private_space(cy)
    actor = actor_for(request.getfixturevalue(who))
    index, ask = READS[read]

    plan = plan_of(lambda: ask(actor, topic))

    assert index in plan
    assert not [word for word in ("TEMP B-TREE", "SCAN t'", "SCAN p'", "Seq Scan", "Sort") if word in plan], (
        plan
    )


def test_what_is_done_most_takes_few_statements(
    commons: Space, cy: Member, dan: Member, django_assert_num_queries: Any
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    reader, post = actor_for(dan), make_reply(cy, topic)

    with django_assert_num_queries(5):  # its savepoint, the reaction, the count, the entry
        actions.react(reader, post, ReactionKind.HEART)
    with django_assert_num_queries(3):  # its savepoint, the reaction that is there
        actions.react(reader, post, ReactionKind.HEART)
    with django_assert_num_queries(3):  # its savepoint, the mark
        actions.mark_read(reader, topic, post.pk)
