"""Nobody is shown a stale copy, whatever changes: the copies of two processes over one database.

Each case shows a page twice through both, so that both have a copy, changes something, and asks again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.wsgi import get_wsgi_application

from groundswell.community import actions as community_actions
from groundswell.community.models import Community, Stage
from groundswell.kernel.actor import Actor
from groundswell.kernel.front import Front, Visitors, database_versions
from groundswell.kernel.front.tests.asking import Running
from groundswell.people import actions as people_actions
from groundswell.people.make import make_member
from groundswell.people.models import Member, Role
from groundswell.spaces import actions as space_actions
from groundswell.spaces.audiences import MEMBERS, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]
TO_MEMBERS = Audiences(see=MEMBERS, open=MEMBERS, reply=MEMBERS)


@dataclass(frozen=True, slots=True)
class World:
    """A topic by Cyrus in an open space, with a reply by Dan."""

    ada: Member
    cy: Member
    dan: Member
    space: Space
    topic: Topic
    reply: Post

    @property
    def steward(self) -> Actor:
        return actor_for(self.ada)


@pytest.fixture
def world(ada: Member, cy: Member, dan: Member) -> World:
    space = make_space("The workbench")
    topic = make_topic(cy, "A kettle that hums", space=space, text="It hums in the key of G.")
    return World(ada, cy, dan, space, topic, make_reply(dan, topic, "Descale it with vinegar."))


@pytest.fixture
def fronts(community: Community) -> Iterator[list[Running]]:
    """Two, each with its own copies and its own connections, as in two processes."""
    pages = get_wsgi_application()
    with (
        Running(Front(pages, visitors=Visitors(database_versions()))) as one,
        Running(Front(pages, visitors=Visitors(database_versions()))) as other,
    ):
        yield [one, other]


_MOST_ASKED = 20


def given(front: Running) -> int:
    visitors = front.front.visitors
    assert visitors is not None
    return visitors.given


def shown(front: Running, path: str) -> str:
    """The page as a copy: soon it is answered from memory.

    On PostgreSQL the version is another once more when what was written just before has settled, and that
    waits for whoever else writes in the cluster.
    """
    first, before = front.get(path), given(front)
    for _again in range(_MOST_ASKED):
        copy = front.get(path)
        if given(front) > before:
            break
    assert (first.status, given(front) - before) == (200, 1), path
    assert copy.text == first.text
    return copy.text


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed, where it shows, the words that go and the words that come."""

    name: str
    act: Callable[[World], object]
    path: Callable[[World], str] = lambda world: address(world.topic)
    gone: str = ""
    new: str = ""
    status: int = 200


def address(topic: Topic) -> str:
    return f"/t/{topic.pk}/a-kettle-that-hums/"


def home(_world: World) -> str:
    return "/"


def list_of_topics(_world: World) -> str:
    return "/t/"


def list_of_people(_world: World) -> str:
    return "/people/"


def of_dan(_world: World) -> str:
    return "/m/dan/"


def hide_topic(world: World) -> object:
    return actions.hide_topic(world.steward, world.topic, reason="Not here.")


def move_away(world: World) -> object:
    back_room = make_private_space(world.ada, world.cy)
    return actions.move_topic(world.steward, world.topic, back_room)


def close_space(world: World) -> object:
    space = world.space
    return space_actions.change_space(world.steward, space, name=space.name, about="", audiences=TO_MEMBERS)


def move_space(world: World) -> object:
    back_room = make_private_space(world.ada)
    return space_actions.move_space(world.steward, world.space, back_room)


def rename(world: World) -> object:
    return people_actions.change_profile(actor_for(world.dan), world.dan, name="Daniel Oak", about="")


def leave(world: World) -> object:
    return people_actions.leave(actor_for(world.dan), world.dan, keep_posts=False)


def describe(**words: object) -> Callable[[World], object]:
    def act(world: World) -> object:
        values = {"name": "Riverbend Repair", **words}
        return community_actions.describe_community(
            world.steward,
            community_actions.Description(**values),  # type: ignore[arg-type]
        )

    return act


CHANGES = [
    Change(
        "a suspension", lambda w: people_actions.suspend(w.steward, w.dan, "Glue."), of_dan, new="uspended"
    ),
    Change(
        "a role", lambda w: people_actions.give_role(w.steward, w.dan, Role.MODERATOR), of_dan, new="oderator"
    ),
    Change("a newcomer", lambda _w: make_member("Gwen Alder"), list_of_people, new="Gwen Alder"),
    Change("a hidden topic", hide_topic, status=404),
    Change("a hidden topic in the list", hide_topic, list_of_topics, gone="A kettle that hums"),
    Change(
        "a hidden post",
        lambda w: actions.hide_post(w.steward, w.reply, reason="Wrong."),
        gone="Descale it with vinegar.",
    ),
    Change("a topic moved to a private space", move_away, status=404),
    Change("a topic moved away in the list", move_away, list_of_topics, gone="A kettle that hums"),
    Change("a space that closes", close_space, status=404),
    Change("a space moved into a private one", move_space, list_of_topics, gone="A kettle that hums"),
    Change(
        "another title",
        lambda w: actions.change_title(w.steward, w.topic, "A kettle that sings"),
        list_of_topics,
        gone="A kettle that hums",
        new="A kettle that sings",
    ),
    Change("another name", rename, gone=">Dan<", new="Daniel Oak"),
    Change("an erasure", leave, gone="Descale it with vinegar."),
    Change("an erasure in the list", leave, list_of_people, gone="@dan"),
    Change("a private stage", lambda w: community_actions.change_stage(w.steward, Stage.PRIVATE), status=404),
    Change("another theme", describe(hue=20), home, new="/theme/20"),
    Change("another community name", describe(name="Riverside"), home, gone="Riverbend", new="Riverside"),
    Change("a reply", lambda w: make_reply(w.cy, w.topic, "It sings now."), new="It sings now."),
    Change(
        "an edit",
        lambda w: actions.edit_post(actor_for(w.dan), w.reply, "Descale it with citric acid."),
        gone="with vinegar",
        new="with citric acid",
    ),
    Change("a closing", lambda w: actions.close_topic(w.steward, w.topic), new="losed"),
    Change(
        "a heart", lambda w: actions.react(actor_for(w.cy), w.reply, ReactionKind.HEART), new='title="Hearts"'
    ),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_no_copy_outlives_a_change(world: World, fronts: list[Running], change: Change) -> None:
    path = change.path(world)
    before = [shown(front, path) for front in fronts]

    change.act(world)

    after = [front.get(path) for front in fronts]
    if change.status == 200:
        assert [answer.status for answer in after] == [200, 200]
    else:
        assert not {200, 304} & {answer.status for answer in after}
    if change.gone:
        assert all(change.gone in text for text in before)
        assert not any(change.gone in answer.text for answer in after)
    if change.new:
        assert not any(change.new in text for text in before)
        assert all(change.new in answer.text for answer in after)
