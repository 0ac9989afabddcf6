import pytest

from groundswell.kernel.actor import SYSTEM, Actor
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from groundswell.topics.queries import lists, pages
from groundswell.topics.queries.lists import TopicList, Window, topic_list
from groundswell.topics.queries.pages import END, TOP, Place, PostPage, post_page
from tests.plugins.cast import ClientFor
from tests.reading import page_of

pytestmark = pytest.mark.wide

SIZE = 3


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", SIZE)
    monkeypatch.setattr(pages, "PAGE", SIZE)


def topics(author: Member, space: Space, count: int) -> list[int]:
    """That many topics, the newest first."""
    return [make_topic(author, f"Topic {number}", space=space).pk for number in range(count)][::-1]


def posts(author: Member, space: Space, count: int) -> tuple[Topic, list[int]]:
    topic = make_topic(author, "Hello", space=space)
    return topic, [
        topic.last_post,
        *(make_reply(author, topic, f"Reply {each}.").pk for each in range(count - 1)),
    ]


def forwards(actor: Actor) -> list[TopicList]:
    """Every page of the list, from the newest to the oldest."""
    walked = [topic_list(actor)]
    while walked[-1].older:
        walked.append(topic_list(actor, Window(older_than=walked[-1].older)))
    return walked


def backwards(actor: Actor, last: TopicList) -> list[TopicList]:
    walked = [last]
    while walked[-1].newer:
        walked.append(topic_list(actor, Window(newer_than=walked[-1].newer)))
    return walked


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7])
def test_a_walk_through_a_list_meets_every_topic_once(commons: Space, cy: Member, count: int) -> None:
    made, actor = topics(cy, commons, count), actor_for(None)

    there = forwards(actor)
    back = backwards(actor, there[-1])

    assert [row.id for page in there for row in page.topics] == made
    assert [row.id for page in reversed(back) for row in page.topics] == made
    assert [topic_list(actor, Window(older_than=page.older)).topics for page in back[1:]] == [
        page.topics for page in back[:-1]
    ]
    assert [len(page.topics) for page in there[:-1]] == [SIZE] * (len(there) - 1)
    assert there[0].newer is None


def test_a_topic_that_is_answered_meanwhile_is_not_met_twice(commons: Space, cy: Member) -> None:
    made = topics(cy, commons, 6)
    first = topic_list(SYSTEM)

    make_reply(cy, Topic.objects.get(pk=made[1]))
    second = topic_list(SYSTEM, Window(older_than=first.older))

    assert [row.id for row in first.topics] == made[:3]
    assert [row.id for row in second.topics] == made[3:]


@pytest.mark.parametrize("window", ["before=1", "after=9223372036854775807", "before=0"])
@pytest.mark.parametrize("address", ["/t/", "/s/{pk}/the-commons/"])
def test_a_page_with_nothing_on_it_leads_to_the_newest(
    client_for: ClientFor, commons: Space, cy: Member, address: str, window: str
) -> None:
    topics(cy, commons, 4)
    address = address.format(pk=commons.pk)

    answer = client_for(None).get(f"{address}?{window}")

    assert (answer.status_code, answer["Location"]) == (302, address)


def test_a_list_of_one_space_leaves_out_the_others(commons: Space, cy: Member) -> None:
    bench = make_space("Bench")
    made, _beside = topics(cy, bench, 2), topics(cy, commons, 2)

    assert [row.id for row in topic_list(SYSTEM, space=bench.pk).topics] == made


def read_on(actor: Actor, topic: int, place: Place = TOP) -> list[PostPage]:
    walked = [post_page(actor, topic, place)]
    while walked[-1].has_later and walked[-1].last:
        walked.append(post_page(actor, topic, Place(at=walked[-1].last + 1)))
    return walked


def read_back(actor: Actor, topic: int, place: Place) -> list[PostPage]:
    walked = [post_page(actor, topic, place)]
    while walked[-1].has_earlier:
        walked.append(post_page(actor, topic, Place(before=walked[-1].first)))
    return walked


@pytest.mark.parametrize("count", [1, 3, 4, 6, 7])
def test_a_walk_through_a_topic_meets_every_post_once(commons: Space, cy: Member, count: int) -> None:
    topic, made = posts(cy, commons, count)
    actor = actor_for(None)

    there = read_on(actor, topic.pk)
    back = read_back(actor, topic.pk, END)

    assert [row.id for page in there for row in page.posts] == made
    assert [row.id for page in reversed(back) for row in page.posts] == made
    assert (there[0].has_earlier, there[-1].has_later) == (False, False)
    assert (back[0].has_later, back[-1].has_earlier) == (False, False)


def test_a_page_may_begin_at_any_post(commons: Space, cy: Member) -> None:
    topic, made = posts(cy, commons, 7)

    page = post_page(SYSTEM, topic.pk, Place(at=made[2]))

    assert [row.id for row in page.posts] == made[2:5]
    assert (page.has_earlier, page.has_later) == (True, True)
    assert [row.id for row in post_page(SYSTEM, topic.pk, Place(before=made[2])).posts] == made[:2]
    assert [person.name for person in page.people] == ["Cyrus"]


def test_a_place_where_nothing_is_left_shows_an_end(commons: Space, cy: Member) -> None:
    topic, made = posts(cy, commons, 5)
    actions.hide_post(SYSTEM, Post.objects.get(pk=made[-1]), reason="Rude.")
    actor = actor_for(None)

    assert post_page(actor, topic.pk, Place(at=made[-1])) == post_page(actor, topic.pk, END)
    assert post_page(actor, topic.pk, Place(before=made[0])) == post_page(actor, topic.pk, TOP)
    assert [row.id for row in post_page(actor, topic.pk, END).posts] == made[1:4]


def test_a_topic_whose_first_post_never_came_still_has_a_beginning(commons: Space, cy: Member) -> None:
    topic, made = posts(cy, commons, 5)
    Post.objects.filter(pk=made[0]).delete()

    there, back = read_on(SYSTEM, topic.pk), read_back(SYSTEM, topic.pk, END)

    assert [row.id for page in there for row in page.posts] == made[1:]
    assert [row.id for page in reversed(back) for row in page.posts] == made[1:]


HOSTILE = [
    "0",
    "-1",
    "1",
    str(10**9),
    str(2**63 - 1),
    str(2**63),
    "9" * 400,
    "0" * 5000,
    "x",
    "",
    "1e9",
    "٣",
    "1\x00",
    "%ff",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["before", "after", "from", "page", "reply_to", "end"])
def test_no_parameter_breaks_a_page(
    client_for: ClientFor, commons: Space, cy: Member, name: str, value: str
) -> None:
    topic, _made = posts(cy, commons, 5)
    client = client_for(cy)

    answers = [
        client.get(address, {name: value}, follow=True)
        for address in ("/", "/t/", f"/s/{commons.pk}/the-commons/", f"/t/{topic.pk}/hello/")
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert all("Hello" in page_of(answer) for answer in answers)
    assert "None" not in page_of(answers[3])
