"""What a visitor's page tells machines, and that a member's tells nothing."""

from typing import Any

import pytest
from django.test import Client

from groundswell.community.actions import change_stage
from groundswell.community.models import Stage
from groundswell.discovery.actions import Wish, change_findability
from groundswell.discovery.models import Welcome
from groundswell.discovery.tests.reading import Head, head_of
from groundswell.discovery.tests.vocabulary import faults, lacking
from groundswell.kernel.actor import SYSTEM
from groundswell.people.actions import leave
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic
from tests.plugins.cast import ClientFor

ORIGIN = "http://localhost:8000"


def address(topic: Topic, slug: str = "the-drill") -> str:
    return f"/t/{topic.pk}/{slug}/"


@pytest.fixture
def drill(cy: Member, commons: Space) -> Topic:
    return make_topic(cy, "The drill", space=commons, text="It runs **backwards**, @cyrus.")


def test_a_topic_says_what_it_is(drill: Topic) -> None:
    head = head_of(Client(), address(drill))

    assert head.links("canonical") == [f"{ORIGIN}{address(drill)}"]
    assert head.meta("robots") is None
    assert {
        name: head.meta(f"og:{name}") for name in ("type", "title", "description", "site_name", "locale")
    } == {
        "type": "article",
        "title": "The drill",
        "description": "It runs backwards, @Cyrus.",
        "site_name": "Riverbend Repair",
        "locale": "en",
    }
    assert head.meta("description") == "It runs backwards, @Cyrus."
    assert head.meta("article:published_time") == drill.opened_at.isoformat()
    assert head.meta("twitter:card") == "summary_large_image"


def test_its_links_lead_to_what_is_there(drill: Topic) -> None:
    head = head_of(Client(), address(drill))

    alternates = [*head.links("alternate"), head.meta("og:image") or ""]
    assert len(alternates) == 4
    assert [Client().get(each.removeprefix(ORIGIN)).status_code for each in alternates] == [200] * 4


@pytest.mark.parametrize("query", ["", "?end", "?reply_to=5", "?before=4611686018427387904", "?utm=x"])
def test_a_topic_has_one_address_however_it_is_asked_for(drill: Topic, query: str) -> None:
    assert head_of(Client(), address(drill) + query).links("canonical") == [f"{ORIGIN}{address(drill)}"]


def test_a_later_page_is_a_page_of_its_own_and_a_post_in_the_midst_is_not(
    cy: Member, dan: Member, drill: Topic
) -> None:
    posts = [make_reply(dan, drill, f"Answer {number}.") for number in range(25)]
    behind = posts[18].pk + 1  # what the pager of the first page asks for

    later = head_of(Client(), f"{address(drill)}?from={behind}")
    midst = head_of(Client(), f"{address(drill)}?from={posts[19].pk}")
    odd = head_of(Client(), f"{address(drill)}?from=%D9%A1")

    assert later.links("canonical") == [f"{ORIGIN}{address(drill)}?from={behind}"]
    assert midst.links("canonical") == odd.links("canonical") == [f"{ORIGIN}{address(drill)}"]
    assert later.meta("description") == "Answer 19."
    assert later.graph[0]["url"] == f"{ORIGIN}{address(drill)}"
    assert lacking(later.graph[0], is_first_page=False) == set()


@pytest.mark.parametrize("query", [f"?end&from={'9' * 5_000}", "?end&from=5", f"?from={2**62}"])
def test_the_end_of_a_topic_is_the_topic_whatever_else_is_asked(
    dan: Member, drill: Topic, query: str
) -> None:
    for number in range(25):
        make_reply(dan, drill, f"Answer {number}.")

    head = head_of(Client(), address(drill) + query)

    assert head.links("canonical") == [f"{ORIGIN}{address(drill)}"]


def test_structured_data_holds_to_the_vocabulary_and_to_what_google_asks(
    cy: Member, dan: Member, drill: Topic, commons: Space
) -> None:
    reply = make_reply(dan, drill, "Turn the switch.\n\n> a passage\n\nIt helps.")
    actions.react(actor_for(cy), reply, ReactionKind.HEART)
    actions.edit_post(actor_for(dan), reply, "Turn the switch.\n\n> a passage\n\nReally.")

    posting, path = head_of(Client(), address(drill)).graph

    assert faults(posting) + faults(path) == []
    assert lacking(posting) == set()
    (comment,) = posting["comment"]
    assert (posting["@type"], posting["headline"]) == ("DiscussionForumPosting", "The drill")
    assert (comment["author"]["name"], comment["text"]) == ("Dan", "Turn the switch. Really.")
    assert comment["interactionStatistic"]["userInteractionCount"] == 1
    assert comment["dateModified"] > comment["datePublished"]
    assert [step["name"] for step in path["itemListElement"]] == [
        "Riverbend Repair", "The commons", "The drill"
    ]  # fmt: skip


def test_the_checker_finds_faults() -> None:
    wrong = {"@type": "Comment", "text": "Hi", "colour": "red", "author": {"@type": "BreadcrumbList"}}

    assert len(faults(wrong)) == 2
    assert faults({"@type": "Nothing"}) == ["$: no type Nothing"]
    assert lacking({"@type": "DiscussionForumPosting", "author": {}}) >= {
        "text",
        "datePublished",
        "author.name",
    }


@pytest.mark.parametrize("path", ["/", "/t/", "/s/"])
def test_home_and_lists_tell_where_they_stand(commons: Space, drill: Topic, path: str) -> None:
    head = head_of(Client(), f"{path}?before=4611686018427387904")

    assert head.links("canonical") == [f"{ORIGIN}{path}"]
    assert head.links("alternate") == [f"{ORIGIN}/feed.atom"]
    assert [wrong for thing in head.graph for wrong in faults(thing)] == []
    assert {thing["@type"] for thing in head.graph} == ({"Organization", "WebSite"} if path == "/" else set())


@pytest.mark.parametrize("path", ["/people/", "/m/cyrus/", "/sign-in/", "/sign-up/", "/reset/", "/ui/"])
def test_a_page_that_is_nobodys_find_says_so(cy: Member, path: str) -> None:
    head = head_of(Client(), path)

    assert head.meta("robots") == "noindex"
    assert head.links("canonical") == []


@pytest.mark.parametrize("path", ["/t/5/nothing/", "/nothing/", "/p/5/"])
def test_so_does_a_page_that_is_not_there(commons: Space, path: str) -> None:
    assert Head(Client().get(path).content).meta("robots") == "noindex"


def test_a_post_that_ends_the_script_stays_words(cy: Member, commons: Space) -> None:
    evil = "</script><script>alert(1)</script><!-- & \u2028"
    topic = make_topic(cy, f"Evil {evil}", space=commons, text=f"`{evil}`")

    answer = Client().get(f"/t/{topic.pk}/", follow=True)

    head = Head(answer.content)
    assert b"<script>alert" not in answer.content
    assert head.graph[0]["headline"].startswith("Evil </script><script>alert(1)</script><!-- &")
    assert head.graph[0]["text"].startswith("</script>")


def test_who_left_has_no_name_and_no_page(cy: Member, dan: Member, drill: Topic) -> None:
    make_reply(dan, drill, "Bye.")
    leave(actor_for(dan), dan, keep_posts=True)

    (comment,) = head_of(Client(), address(drill)).graph[0]["comment"]

    assert comment["author"] == {"@type": "Person", "name": "Someone who left"}


@pytest.mark.parametrize("is_above", [False, True])
def test_an_unlisted_space_is_for_people_alone(cy: Member, commons: Space, *, is_above: bool) -> None:
    """Also where the space above it is the one that was marked."""
    space = make_space("Below", parent=commons) if is_above else commons
    topic = make_topic(cy, "The drill", space=space)
    before = head_of(Client(), address(topic))

    spaces.change_space(
        SYSTEM, commons, name="The commons", about="", audiences=Audiences(), is_unlisted=True
    )

    pages = [
        head_of(Client(), path)
        for path in (address(topic), f"/s/{space.pk}/{space.name.lower().replace(' ', '-')}/")
    ]
    assert before.meta("robots") is None
    assert [page.meta("robots") for page in pages] == ["noindex"] * 2
    assert [page.graph for page in pages] == [[], []]
    assert pages[0].meta("og:title") == "The drill"  # somebody may still share it


@pytest.mark.parametrize("path", ["/", "/t/", "/t/{pk}/the-drill/"])
def test_where_nobody_is_welcome_no_page_is_to_be_kept(drill: Topic, path: str) -> None:
    change_findability(SYSTEM, Wish(Welcome.NOBODY))

    head = head_of(Client(), path.format(pk=drill.pk))

    assert (head.meta("robots"), head.graph) == ("noindex", [])


def test_a_private_community_is_found_by_nobody(drill: Topic) -> None:
    change_stage(SYSTEM, Stage.PRIVATE)

    head = head_of(Client(), "/")

    assert (head.meta("robots"), head.graph) == ("noindex", [])


def test_a_members_page_tells_machines_nothing(cy: Member, drill: Topic, client_for: ClientFor) -> None:
    head = head_of(client_for(cy), address(drill))

    assert (head.links("canonical"), head.meta("og:title"), head.graph) == ([], None, [])


@pytest.mark.parametrize("size", [1, 3])
def test_telling_costs_no_query(
    cy: Member, commons: Space, drill: Topic, django_assert_num_queries: Any, size: int
) -> None:
    for _number in range(size):
        make_reply(cy, drill)
    Client().get(address(drill))

    with django_assert_num_queries(4):  # epoch; the topic, its posts, their people
        Client().get(address(drill))


def test_a_hidden_post_is_told_no_longer(cy: Member, drill: Topic) -> None:
    reply = make_reply(cy, drill, "Rude words.")
    actions.hide_post(SYSTEM, Post.objects.get(pk=reply.pk), reason="Rude.")

    assert b"Rude words" not in Client().get(address(drill)).content
