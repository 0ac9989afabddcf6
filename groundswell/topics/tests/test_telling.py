"""Who is told of what while they listen: as the gate says, at the moment at which it is told."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from groundswell.community.actions import change_stage
from groundswell.community.models import Community, Stage
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.live import Happened, hub
from groundswell.kernel.tests.listening import Ear, Radio, hears, is_settled
from groundswell.kernel.tests.processes import wait_until
from groundswell.people.actions import suspend
from groundswell.people.models import Account, Member
from groundswell.spaces.actions import add_member, remove_member
from groundswell.spaces.gate import actor_for, actors_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic
from groundswell.topics.sight import is_post_seen, is_topic_seen, post_facts, topic_facts
from groundswell.topics.telling import news_of
from groundswell.topics.tests.world import make_world
from tests.plugins.cast import ClientFor

CAST = ["ada", "bea", "cy", "dan", "eve", "nobody"]
Listen = Callable[..., Ear]


@pytest.mark.django_db
def test_the_twin_in_memory_says_what_the_gate_says_as_sql(commons: Space) -> None:
    world = make_world(commons)
    topics = topic_facts(world.topics.keys())
    posts = post_facts(world.posts.keys(), topics)

    for who in CAST:
        actor = actor_for(world.people[who])
        seen = {pk for pk, facts in topics.items() if is_topic_seen(facts, actor)}
        seen_posts = {pk for pk, facts in posts.items() if is_post_seen(facts, actor)}
        assert seen == {topic.pk for topic in Topic.objects.visible_to(actor)}
        assert seen_posts == {post.pk for post in Post.objects.visible_to(actor)}
    assert all(is_post_seen(facts, SYSTEM) for facts in posts.values())


@pytest.mark.slow
@pytest.mark.django_db
def test_many_actors_at_once_are_what_each_is_alone(commons: Space) -> None:
    members = [member for member in make_world(commons).people.values() if member]

    assert actors_for(members) == {member.pk: actor_for(member) for member in members}


@pytest.mark.django_db
def test_what_is_told_of_many_entries_costs_three_queries(commons: Space, cy: Member, dan: Member) -> None:
    for number in range(3):
        topic = actions.open_topic(
            actor_for(cy), commons, Opening(f"No. {number}", "Words.", participants=[dan])
        )
        make_reply(dan, topic)
    entries = [Happened.of(entry) for entry in Entry.objects.order_by("position")]

    with CaptureQueriesContext(connection) as asked:
        news = news_of(entries)

    assert len(asked) == 3
    assert [each.verb for each in news] == ["opened", "replied"] * 3


@pytest.fixture
def listen(transactional_db: None, client_for: ClientFor) -> Iterator[Listen]:
    """Opens a stream in the browser of somebody, or of a visitor."""
    with Radio() as radio:

        def begin(person: Member | None, query: str = "") -> Ear:
            wait_until(is_settled)  # PostgreSQL waits for its other databases too
            browser = client_for(person)
            cookies = "; ".join(f"{name}={each.value}" for name, each in browser.cookies.items())
            return radio.listen(query, cookie=cookies)

        yield begin


@pytest.fixture
def topic(listen: Listen, cy: Member, commons: Space) -> Topic:
    return make_topic(cy, "A wobbly wheel", space=commons)


@pytest.fixture
def _open(listen: Listen, community: Community) -> None:
    change_stage(SYSTEM, Stage.OPEN)


def verbs(ear: Ear) -> list[str]:
    return [name for name, _data in ear.events]


def test_a_reply_is_told_by_its_ids_and_never_by_its_words(
    listen: Listen, topic: Topic, cy: Member, dan: Member
) -> None:
    own, other, elsewhere = listen(dan, f"topic={topic.pk}"), listen(cy), listen(cy, "topic=1")

    post = make_reply(dan, topic, "Check the spokes.")

    ids = {"topic": str(topic.pk), "space": str(topic.space_id), "post": str(post.pk)}
    assert hears(own, bool) == [("replied", {**ids, "own": True, "spread": 4.0})]
    assert hears(other, bool)[0][0] == "replied"
    assert "spokes" not in own.text + other.text
    assert elsewhere.events == []


def test_each_change_is_told_as_one(listen: Listen, topic: Topic, cy: Member, dan: Member) -> None:
    ear, post = listen(dan, f"topic={topic.pk}"), topic.posts.get()

    actions.react(actor_for(dan), post, ReactionKind.HEART)
    actions.edit_post(actor_for(cy), post, "Other words.")
    actions.change_title(actor_for(cy), topic, "A wheel")
    actions.close_topic(actor_for(cy), topic)

    hears(ear, lambda events: len(events) == 4)
    assert [data.get("post") for _name, data in ear.events] == [str(post.pk), str(post.pk), None, None]
    assert set(verbs(ear)) == {"changed"}


def test_a_hidden_reply_is_told_to_its_author_and_to_moderators(
    listen: Listen, topic: Topic, cy: Member, dan: Member, bea: Member
) -> None:
    ears = [listen(each, f"topic={topic.pk}") for each in (dan, bea, cy)]

    make_hidden_reply(dan, topic)
    last = make_reply(dan, topic)

    for ear in ears:
        hears(ear, lambda events: events and events[-1][1].get("post") == str(last.pk))
    assert [verbs(ear).count("replied") for ear in ears] == [2, 2, 1]


def make_hidden_reply(member: Member, topic: Topic) -> Post:
    """One that is hidden in the transaction in which it is written."""
    with transaction.atomic():
        post = make_reply(member, topic)
        actions.hide_post(SYSTEM, post, reason="Rude.")
    return post


def test_hiding_names_no_post(listen: Listen, topic: Topic, cy: Member, dan: Member) -> None:
    post = make_reply(dan, topic)
    ear = listen(cy, f"topic={topic.pk}")

    actions.hide_post(SYSTEM, post, reason="Rude.")

    ids = {"topic": str(topic.pk), "space": str(topic.space_id)}
    assert hears(ear, bool) == [("changed", {**ids, "spread": 2.0})]


def test_what_is_among_participants_is_told_to_them(
    listen: Listen, commons: Space, cy: Member, dan: Member, ada: Member
) -> None:
    ears = [listen(each) for each in (cy, dan, ada)]

    private = actions.open_topic(actor_for(cy), commons, Opening("Us two", "Words.", participants=[dan]))
    make_reply(dan, private)
    make_topic(cy, "For all", space=commons)

    for ear in ears:
        hears(ear, lambda events: events and events[-1][0] == "opened" and len(events) in {1, 3})
    assert [len(ear.events) for ear in ears] == [3, 3, 1]


def test_who_loses_the_space_is_told_nothing_more(
    listen: Listen, topic: Topic, cy: Member, dan: Member, ada: Member
) -> None:
    room = make_private_space(cy, dan, ada)
    actions.move_topic(SYSTEM, topic, room)
    ears = [listen(each, f"topic={topic.pk}") for each in (cy, dan)]
    make_reply(cy, topic)
    for ear in ears:
        hears(ear, lambda events: len(events) == 1)

    remove_member(SYSTEM, room, dan)
    make_reply(cy, topic)
    hears(ears[0], lambda events: len(events) == 2)
    add_member(SYSTEM, room, dan)
    make_reply(cy, topic)

    hears(ears[0], lambda events: len(events) == 3)
    hears(ears[1], lambda events: len(events) == 2)


@pytest.mark.usefixtures("_open")
def test_a_topic_that_moves_into_a_private_space_falls_silent(
    listen: Listen, topic: Topic, cy: Member
) -> None:
    visitor, member = listen(None, f"topic={topic.pk}"), listen(cy, f"topic={topic.pk}")
    make_reply(cy, topic)
    hears(visitor, bool)

    actions.move_topic(SYSTEM, topic, make_private_space(cy))
    make_reply(cy, topic)

    hears(member, lambda events: len(events) == 3)
    assert verbs(visitor) == ["replied"]


@pytest.mark.usefixtures("_open")
def test_closing_the_community_ends_the_streams_of_visitors(listen: Listen, topic: Topic, cy: Member) -> None:
    visitor, member = listen(None), listen(cy)

    change_stage(SYSTEM, Stage.PRIVATE)

    wait_until(lambda: visitor.has_ended)
    assert not member.has_ended
    assert listen(None).status == 204


def test_a_ban_ends_the_stream_at_once(listen: Listen, topic: Topic, cy: Member, dan: Member) -> None:
    banned, other = listen(dan, f"topic={topic.pk}"), listen(cy, f"topic={topic.pk}")

    suspend(SYSTEM, dan, reason="Spam.")
    make_reply(cy, topic)

    hears(other, bool)
    wait_until(lambda: banned.has_ended)
    assert banned.events == []


@pytest.mark.parametrize("how", ["signed out", "sealed", "expired"])
def test_a_session_that_ends_ends_its_stream(
    how: str, listen: Listen, topic: Topic, dan: Member, cy: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "_LOOK_AGAIN", 0.1)
    ear, sessions = listen(dan), set(Session.objects.values_list("pk", flat=True))
    other = listen(cy)

    match how:
        case "signed out":
            Session.objects.filter(pk__in=sessions).delete()
        case "expired":
            Session.objects.filter(pk__in=sessions).update(expire_date=clock.now())
        case "sealed":
            Account.objects.filter(member=dan).update(sealed_at=clock.now())

    wait_until(lambda: ear.has_ended)
    assert not other.has_ended


def test_listening_writes_to_no_session(listen: Listen, dan: Member, client_for: ClientFor) -> None:
    ear = listen(dan)
    Account.objects.filter(member=dan).update(sealed_at=clock.now())
    before = list(Session.objects.order_by("pk").values_list())

    assert ear.status == 200
    assert list(Session.objects.order_by("pk").values_list()) == before
