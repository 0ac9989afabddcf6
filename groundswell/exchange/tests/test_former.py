"""Old addresses lead to what the reader may see, and nowhere else."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.archives.tests.make import make_post
from groundswell.community.models import Community, Stage
from groundswell.exchange.tests.moves import forum, member_of, moved_in, post_of, topic_of
from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people_actions
from groundswell.people.models import Member
from groundswell.spaces.actions import change_space
from groundswell.spaces.audiences import PRIVATE
from groundswell.spaces.models import Space, SpaceKind
from groundswell.topics import actions
from groundswell.topics.queries.rows import topic_address
from tests.plugins.cast import ClientFor

pytestmark = pytest.mark.wide

ALL = ["/t/any-words/1", "/t/any-words/1/2", "/t/1/2/", "/p/12", "/u/wilma", "/c/some/4"]


@pytest.fixture
def moved(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())


def leads_to(path: str, client: Client | None = None) -> str | None:
    """Where an address leads, past the slash that Django adds."""
    client = client or Client()
    answer = client.get(path)
    if answer.status_code == 301 and answer["Location"] == f"{path}/":
        answer = client.get(answer["Location"])
    assert answer.status_code in {301, 404}
    return answer.get("Location")


@pytest.mark.parametrize(
    "path",
    [
        "/t/any-words/1",
        "/t/-/1/",
        "/t/topic-number-1/1?page=2",
        "/t/1/1",
        "/t/any/1/77",
        "/t/1/last",
        "/t/any/1/1",
    ],
)
def test_a_topic_is_found_by_its_number_whatever_the_words(moved: None, path: str) -> None:
    topic = topic_of(1)

    assert leads_to(path.partition("?")[0]) == topic_address(topic.pk, topic.title)


@pytest.mark.parametrize("path", ["/t/any-words/1/2", "/t/1/2", "/t/any-words/1/2/", "/p/12", "/p/12/7"])
def test_a_post_is_found_by_its_place_and_by_its_number(moved: None, path: str) -> None:
    assert leads_to(path) == f"/p/{post_of(12).pk}/"


@pytest.mark.parametrize("path", ["/u/wilma", "/u/Wilma/", "/users/wilma", "/u/wilma/summary"])
def test_a_member_is_found_by_the_name_they_had(moved: None, path: str) -> None:
    assert leads_to(path) == "/m/wilma/"


def test_a_member_is_found_by_a_former_name(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, [make_post(1, username="fred"), make_post(2, number=2)])

    assert (leads_to("/u/fred"), leads_to("/u/wilma")) == ("/m/wilma/", "/m/wilma/")


@pytest.mark.parametrize("path", ["/c/4", "/c/some/4", "/c/above/some/4", "/c/some/4/l/latest"])
def test_a_category_is_found_as_its_space(moved: None, path: str) -> None:
    space = Space.objects.get(name="Category 4")

    assert leads_to(path) == f"/s/{space.pk}/category-4/"


@pytest.mark.parametrize(
    "path",
    [
        "/t/any/999",
        "/t/any/999/1",
        "/t/999/",
        "/p/999",
        "/u/nobody",
        "/c/9",
        "/t/any/1/2/3/4",
        "/t/any/" + "9" * 40,
    ],
)
def test_what_never_was_is_not_found(moved: None, path: str) -> None:
    assert leads_to(path) is None


def test_only_reading_is_led_on(moved: None) -> None:
    assert Client().post("/t/any-words/1").status_code == 404


def test_nothing_leads_a_visitor_into_a_private_community(
    moved: None, community: Community, cy: Member
) -> None:
    Community.objects.update(stage=Stage.PRIVATE)
    epoch.bump()

    assert [leads_to(path) for path in ALL] == [None] * len(ALL)


def test_nothing_leads_into_a_space_but_for_its_members(
    moved: None, ada: Member, cy: Member, client_for: ClientFor
) -> None:
    space = Space.objects.get(name="Category 4")
    Space.objects.filter(pk=space.pk).update(kind=SpaceKind.GROUP)
    space.refresh_from_db()
    change_space(SYSTEM, space, name=space.name, about="", audiences=PRIVATE)
    hidden = [path for path in ALL if not path.startswith("/u/")]

    assert [leads_to(path) for path in hidden] == [None] * len(hidden)
    assert [leads_to(path, client_for(cy)) for path in hidden] == [None] * len(hidden)
    assert None not in [leads_to(path, client_for(ada)) for path in hidden]


def test_a_hidden_post_leads_to_its_topic_and_by_its_own_number_nowhere(
    moved: None, cy: Member, client_for: ClientFor
) -> None:
    address = topic_address(topic_of(1).pk, topic_of(1).title)

    assert (leads_to("/t/any/1/3"), leads_to("/p/13")) == (address, None)
    assert leads_to("/p/13", client_for(cy)) is None


def test_a_hidden_topic_is_as_absent_as_one_that_never_was(moved: None) -> None:
    actions.hide_topic(SYSTEM, topic_of(2), reason="Too long.")

    Client().get("/")  # whatever is kept for an epoch is kept now
    answers = []
    for path in ("/t/any-words/2", "/t/any-words/999"):
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(path)
        answers.append((answer.status_code, answer.content, len(queries)))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_who_has_left_is_found_no_more(moved: None) -> None:
    people_actions.leave(SYSTEM, member_of(7), keep_posts=True)

    assert leads_to("/u/wilma") is None
    assert leads_to("/p/11") == f"/p/{post_of(11).pk}/"
