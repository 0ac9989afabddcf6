from collections.abc import Iterator
from typing import Any

import pytest

from groundswell.community.actions import change_stage
from groundswell.community.models import Stage
from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.kinds import DISCUSSION, kinds
from groundswell.topics.make import make_reply, make_topic
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of


@pytest.fixture
def _no_other_kinds() -> Iterator[None]:
    """What kinds add to the page is counted in their own folders."""
    before = dict(kinds._entries)
    kinds._entries.clear()
    kinds.add(DISCUSSION.name, DISCUSSION)
    yield
    kinds._entries.clear()
    kinds._entries.update(before)


@pytest.mark.parametrize("who", ["ada", "cy", "eve", "nobody"])
def test_an_empty_community_greets_everybody(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, who: str
) -> None:
    page = client_for(request.getfixturevalue(who)).get("/")

    words = words_of(page)
    assert page.status_code == 200
    assert "Nothing worth fixing goes in the bin." in words
    assert "Come with something broken, leave with a friend who knows how." in words
    assert "Nobody has said anything yet." in words
    assert ("Open the first topic" in words) == (who in {"ada", "cy"})
    assert ("Your membership is suspended." in words) == (who == "eve")


def test_a_visitor_is_asked_in_and_a_member_is_not(client_for: ClientFor, commons: Space, cy: Member) -> None:
    visitor, member = (words_of(client_for(who).get("/")) for who in (None, cy))

    assert "Read as you like. To answer, tell us your name." in visitor
    assert "Read as you like." not in member


def test_home_shows_what_people_talk_about_as_far_as_one_sees_it(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    make_topic(cy, "For all", space=commons)
    make_topic(cy, "For some", space=make_private_space(cy))

    seen = {who: words_of(client_for(who).get("/")) for who in (cy, dan, None)}

    assert all("For all" in page for page in seen.values())
    assert {who: "For some" in page for who, page in seen.items()} == {cy: True, dan: False, None: False}
    assert {who: "The back room" in page for who, page in seen.items()} == {cy: True, dan: False, None: False}


def test_a_private_community_shows_visitors_its_purpose_and_nothing_else(
    client_for: ClientFor, commons: Space, cy: Member
) -> None:
    make_topic(cy, "The drill", space=commons)
    change_stage(SYSTEM, Stage.PRIVATE)

    visitor, member = (words_of(client_for(who).get("/")) for who in (None, cy))

    assert "Nothing worth fixing goes in the bin." in visitor
    assert "This community is private. A steward reads each request before anybody comes in." in visitor
    assert not [word for word in ("The drill", "The commons", "Cyrus", "member") if word in visitor]
    assert "The drill" in member


@pytest.mark.parametrize("path", ["/", "/t/"])
def test_who_cannot_read_along_is_not_told_that_nobody_speaks(
    client_for: ClientFor, commons: Space, cy: Member, path: str
) -> None:
    stays, silent = "What is said here stays among its people.", "Nobody has said anything"
    change_stage(SYSTEM, Stage.PRIVATE)
    private = {who: words_of(client_for(who).get(path)) for who in (None, cy)}
    change_stage(SYSTEM, Stage.OPEN)
    opened = words_of(client_for(None).get(path))

    said = [(stays in words, silent in words) for words in (private[None], private[cy], opened)]
    assert said == [(True, False), (False, True), (False, True)]


def test_home_says_what_waits(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member, ada: Member
) -> None:
    topic = make_topic(ada, "The <drill>", space=commons)
    actions.mark_read(actor_for(dan), topic, make_reply(dan, topic).pk)
    make_reply(ada, topic)
    make_reply(ada, make_topic(ada, "The lamp", space=commons), "@dan")
    make_topic(cy, "My first words", space=commons)

    page = client_for(dan).get("/")

    words = words_of(page)
    assert "Cyrus opened “My first words”. Nobody has answered yet." in words
    assert "Ada named you in “The lamp”." in words
    assert "Ada replied in “The <drill>”." in words
    assert "The &lt;drill&gt;" in page_of(page)
    assert "Nobody has answered yet" not in words_of(client_for(None).get("/"))


@pytest.mark.usefixtures("_no_other_kinds")
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("who", "queries"),
    [
        # epoch, session; topics, what waits (3), spaces
        ("cy", 7),
        ("ada", 7),
        ("nobody", 3),
    ],
)
def test_home_costs_the_same_with_little_and_much_on_it(
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
    for number in range(size):
        make_space(f"Bench {number}")
        topic = make_topic(dan, f"Topic {number}", space=commons, text="@cyrus @ada")
        make_reply(cy, topic, "@dan")
        actions.mark_read(actor_for(cy), topic, topic.last_post)
        make_reply(dan, topic)
    client = client_for(request.getfixturevalue(who))
    client.get("/")

    with django_assert_num_queries(queries):
        page = client.get("/")

    assert page_of(page).count('class="topic"') == size


def test_home_shows_ten_topics(client_for: ClientFor, commons: Space, cy: Member) -> None:
    for number in range(12):
        make_topic(cy, f"Topic {number}", space=commons)

    assert page_of(client_for(None).get("/")).count('class="topic"') == 10
