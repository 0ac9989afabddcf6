"""The community that the browser walks through: six people, four spaces, and topics in every state."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle

from groundswell.community import actions as community_actions
from groundswell.community.make import make_community
from groundswell.community.models import Security, Stage
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Job
from groundswell.people import actions as people_actions
from groundswell.people.make import PASSWORD, make_imported_member, make_member, make_suspended_member
from groundswell.people.models import Member, Role
from groundswell.power.actions import Aim, look_at_standing, set_target
from groundswell.power.tests.made import keep_next_steps, keep_standing, keep_weeks, load, waiting
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions as topic_actions
from groundswell.topics.kinds import kinds
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic
from tests.browser import words

POSTS_ON_A_PAGE = 20


@dataclass(slots=True)
class World:
    """Who and what there is; everything by the name that the tests call it."""

    people: dict[str, Member] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)


def make_world(mail_port: int) -> World:
    """Live through a month of it."""
    world = World()
    with _days_ago(30):
        make_community(message=words.MESSAGE, place="Riverbend", stage=Stage.OPEN)
        world.people = _people()
        world.spaces = _spaces(world.people)
    with _days_ago(9):
        _talk(world)
    with _days_ago(2):
        _state_of_things(world)
    _mail_and_doors(world, mail_port)
    _readings(world)
    return world


@contextmanager
def _days_ago(days: int) -> Iterator[None]:
    with clock.moved_to(clock.now() - timedelta(days=days)):
        yield


def _readings(world: World) -> None:
    """Weeks that were read, one of the eight with a target, two things to do next; how far two are heard."""
    steward = actor_for(world.people["ada"])
    set_target(steward, "answering", Aim(0.5, 0.6))
    set_target(steward, "answering", Aim(0.5, 0.8))
    keep_weeks(30)
    keep_next_steps(waiting(world.topics["waiting"]), load(world.people["cyrus"], world.people["bea"]))
    keep_standing(world.people["cyrus"], world.people["noa"])
    look_at_standing(steward, world.people["cyrus"])
    world.measures = {"curve": "answered_in_a_day", "never": "stickiness"}


def _people() -> dict[str, Member]:
    people = {
        "ada": make_member("Ada", role=Role.STEWARD),
        "bea": make_member("Bea", role=Role.MODERATOR),
        "cyrus": make_member("Cyrus"),
        "eve": make_suspended_member("Eve", words.SUSPENDED),
        "noa": make_member("נועה לוי", handle="noa"),
        "sam": make_imported_member("Samuel"),
    }
    with clock.moved_to(clock.now() + timedelta(days=28)):
        people["dan"] = make_member("Dan")
    cyrus = people["cyrus"]
    people_actions.change_profile(actor_for(cyrus), cyrus, name=cyrus.name, about=words.ABOUT)
    return people


def _spaces(people: dict[str, Member]) -> dict[str, Space]:
    electrics = make_space("Electrics", about=words.ELECTRICS)
    return {
        "commons": Space.objects.get(name="The commons"),
        "electrics": electrics,
        "coils": make_space("Coils", parent=electrics),
        "back": make_private_space(people["ada"], people["bea"], people["cyrus"], name="Backstage"),
        "empty": make_space("Attic"),
    }


def _talk(world: World) -> None:
    """A long topic, a short one with everything in it that can be written, and an announcement."""
    who, spaces = world.people, world.spaces
    long = make_topic(who["noa"], words.LONG_TITLE, space=spaces["electrics"], text=words.LINES[0])
    turns = zip(range(1, POSTS_ON_A_PAGE), cycle([who["cyrus"], who["noa"], who["bea"]]), strict=False)
    for number, author in turns:
        with clock.moved_to(clock.now() + timedelta(minutes=20 * number)):
            make_reply(author, long, words.LINES[number % len(words.LINES)])
    topics = {
        "long": long,
        "rich": make_topic(who["noa"], words.RICH_TITLE, space=spaces["commons"], text=words.RICH),
        "news": _announcement(who["ada"], spaces["commons"]),
        "secret": make_topic(who["cyrus"], words.SECRET_TITLE, space=spaces["back"]),
    }
    world.topics = topics
    world.posts["rich"] = topics["rich"].posts.get()
    world.posts["answer"] = make_reply(who["cyrus"], topics["rich"], words.quoting(world.posts["rich"].pk))


def _state_of_things(world: World) -> None:
    """Hidden, edited, closed, unanswered, hearted."""
    who, spaces, topics = world.people, world.spaces, world.topics
    answer = world.posts["answer"]
    topic_actions.edit_post(actor_for(who["cyrus"]), answer, f"{answer.source}\n\nBobbin.", reason="Bobbin")
    for person in ("ada", "bea", "noa"):
        topic_actions.react(actor_for(who[person]), answer, ReactionKind.HEART)
    topic_actions.react(actor_for(who["noa"]), answer, ReactionKind.THANKS)
    hidden = make_reply(who["cyrus"], topics["rich"], words.RUDE)
    topic_actions.hide_post(actor_for(who["bea"]), hidden, reason=words.REASON)
    topics["closed"] = make_topic(who["cyrus"], words.CLOSED_TITLE, space=spaces["coils"])
    topic_actions.close_topic(actor_for(who["cyrus"]), topics["closed"], reason=words.REASON)
    topics["hidden"] = make_topic(who["cyrus"], words.HIDDEN_TITLE, space=spaces["commons"])
    topic_actions.hide_topic(actor_for(who["bea"]), topics["hidden"], reason=words.REASON)
    topics["waiting"] = make_topic(who["dan"], words.WAITING_TITLE, space=spaces["commons"])
    world.posts |= {"hidden": hidden, "cyrus": make_reply(who["cyrus"], topics["long"], words.LINES[1])}


def _mail_and_doors(world: World, mail_port: int) -> None:
    """Somebody waits at the door, a job has died, and mail leaves."""
    asks = people_actions.Newcomer("Fritz", "fritz", "fritz@example.org")
    world.numbers["application"] = people_actions.apply(SYSTEM, asks, words=words.ASKING).pk
    dead = Job.objects.create(
        task="groundswell.community.jobs.send_letter",
        state=Job.State.DEAD,
        attempts=6,
        enqueued_at=clock.now(),
        run_after=clock.now(),
        finished_at=clock.now(),
        error="ConnectionRefusedError: [Errno 111]",
    )
    world.numbers["job"] = dead.pk
    post = community_actions.Post("localhost", mail_port, "", "", Security.NONE, "hello@riverbend.example")
    community_actions.set_mail_server(SYSTEM, post)


def _announcement(author: Member, space: Space) -> Topic:
    """Where nobody can announce anything, a topic like any other."""
    kind = kinds.get("announcement")
    if kind is None:
        return make_topic(author, words.NEWS_TITLE, space=space)
    until = (clock.now() + timedelta(days=20)).date()
    return make_topic(author, words.NEWS_TITLE, space=space, kind=kind, until=until)


__all__ = ["PASSWORD", "POSTS_ON_A_PAGE", "World", "make_world"]
