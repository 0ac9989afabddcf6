import pytest

from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.errors import Invalid
from groundswell.kernel.policy import Denied
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Closure, Hiding, Post, Topic
from groundswell.topics.tests.ledger import entries, event_names


def test_a_topic_is_closed_and_opened_again(commons: Space, cy: Member, bea: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    closure = actions.close_topic(actor_for(bea), topic, reason=" Settled\nnow. ")

    assert (closure.by, closure.reason, closure.topic) == (bea, "Settled now.", topic)
    assert Topic.objects.get().is_closed
    with pytest.raises(Denied, match="This topic is closed"):
        actions.close_topic(actor_for(bea), topic)

    actions.reopen_topic(actor_for(cy), topic)

    assert not Topic.objects.get().is_closed
    assert not Closure.objects.exists()
    with pytest.raises(Denied, match="not closed"):
        actions.reopen_topic(actor_for(cy), topic)
    assert entries()[1:] == [
        ("closed", bea.pk, topic.pk, commons.pk, topic.pk, cy.pk, {}),
        ("reopened", cy.pk, topic.pk, commons.pk, topic.pk, cy.pk, {}),
    ]


def test_the_system_closes_in_nobodys_name(commons: Space, cy: Member) -> None:
    closure = actions.close_topic(SYSTEM, make_topic(cy, "Hello", space=commons))

    assert (closure.by, closure.reason) == (None, "")


def test_a_hidden_topic_is_for_its_author_and_moderators(
    commons: Space, cy: Member, dan: Member, bea: Member
) -> None:
    topic, before = make_topic(cy, "Hello", space=commons), epoch.stored()

    hiding = actions.hide_topic(actor_for(bea), topic, reason="It names\r\na customer.")

    seen = {who: Topic.objects.visible_to(actor_for(who)).exists() for who in (cy, dan, bea, None)}
    commons.refresh_from_db()
    assert (hiding.by, hiding.reason, hiding.topic, hiding.post) == (
        bea,
        "It names\na customer.",
        topic,
        None,
    )
    assert seen == {cy: True, dan: False, bea: True, None: False}
    assert (commons.topic_count, commons.last_post) == (0, None)
    assert epoch.stored() != before
    with pytest.raises(Denied, match="hidden already"):
        actions.hide_topic(actor_for(bea), topic, reason="Again.")

    actions.restore_topic(actor_for(bea), topic)

    commons.refresh_from_db()
    assert Topic.objects.visible_to(actor_for(dan)).get() == topic
    assert not Hiding.objects.exists()
    assert (commons.topic_count, commons.last_post) == (1, topic.last_post)
    with pytest.raises(Denied, match="not hidden"):
        actions.restore_topic(actor_for(bea), topic)
    assert event_names() == ["opened", "hidden", "restored"]


def test_a_hidden_post_leaves_the_counters(commons: Space, cy: Member, dan: Member, bea: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    first, second = make_reply(cy, topic), make_reply(dan, topic)

    hiding = actions.hide_post(actor_for(bea), second, reason="Rude.")

    kept, place = Topic.objects.get(), Space.objects.get()
    assert (hiding.post, hiding.topic, hiding.by) == (second, None, bea)
    assert (kept.reply_count, kept.people_count, kept.last_post, kept.last_author) == (1, 1, first.pk, cy)
    assert place.last_post == first.pk
    assert entries()[-1] == ("post_hidden", bea.pk, second.pk, commons.pk, topic.pk, dan.pk, {})

    actions.restore_post(actor_for(bea), second)

    kept, place = Topic.objects.get(), Space.objects.get()
    assert (kept.reply_count, kept.people_count, kept.last_post, kept.last_author) == (2, 2, second.pk, dan)
    assert place.last_post == second.pk
    assert not Hiding.objects.exists()
    assert event_names()[-1] == "post_restored"


def test_the_first_post_is_hidden_only_with_its_topic(commons: Space, cy: Member, bea: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    with pytest.raises(Denied, match="Hide the whole topic instead"):
        actions.hide_post(actor_for(bea), Post.objects.get(), reason="Rude.")

    assert not Post.objects.get().is_hidden
    assert not Topic.objects.get(pk=topic.pk).is_hidden


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b"])
def test_nothing_is_hidden_without_a_reason(commons: Space, cy: Member, bea: Member, reason: str) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    with pytest.raises(Invalid, match="Say why"):
        actions.hide_topic(actor_for(bea), post.topic, reason=reason)
    with pytest.raises(Invalid, match="Say why"):
        actions.hide_post(actor_for(bea), post, reason=reason)

    assert not Hiding.objects.exists()


@pytest.mark.parametrize("who", ["cy", "dan", "eve", "nobody"])
def test_only_moderators_hide_restore_and_move(
    request: pytest.FixtureRequest, commons: Space, cy: Member, who: str
) -> None:
    post, hidden = (make_reply(cy, make_topic(cy, title, space=commons)) for title in ("Shown", "Hidden"))
    bench = make_space("Bench")
    actions.hide_post(SYSTEM, hidden, reason="Rude.")
    actions.hide_topic(SYSTEM, hidden.topic, reason="Rude.")
    before = event_names()
    actor = actor_for(request.getfixturevalue(who))

    for act in (
        lambda: actions.hide_topic(actor, post.topic, reason="Mine."),
        lambda: actions.hide_post(actor, post, reason="Mine."),
        lambda: actions.restore_topic(actor, hidden.topic),
        lambda: actions.restore_post(actor, hidden),
        lambda: actions.move_topic(actor, post.topic, bench),
    ):
        with pytest.raises(Denied, match="Only moderators do this"):
            act()

    assert event_names() == before


def test_a_moved_topic_has_the_readers_of_its_new_space(
    commons: Space, cy: Member, dan: Member, bea: Member
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    kept = make_topic(cy, "Stays", space=commons)
    room = make_private_space(cy)

    moved = actions.move_topic(actor_for(bea), topic, room)

    commons.refresh_from_db()
    room.refresh_from_db()
    seen = {
        who: Topic.objects.visible_to(actor_for(who)).filter(pk=topic.pk).exists() for who in (cy, dan, bea)
    }
    assert moved.space == room
    assert seen == {cy: True, dan: False, bea: True}
    assert (commons.topic_count, commons.last_post) == (1, kept.last_post)
    assert (room.topic_count, room.last_post) == (1, topic.last_post)
    assert entries()[-1] == ("moved", bea.pk, topic.pk, room.pk, topic.pk, cy.pk, {"from": commons.pk})


def test_a_topic_is_not_moved_where_its_mover_sees_nothing(commons: Space, cy: Member) -> None:
    spaces.add_member(SYSTEM, commons, cy, is_organiser=True)
    topic = make_topic(cy, "Hello", space=commons)

    with pytest.raises(Denied, match="not open to you"):
        actions.move_topic(actor_for(cy), topic, make_private_space())

    assert Topic.objects.get().space == commons


def test_a_title_is_changed_by_its_author_and_moderators(commons: Space, cy: Member, bea: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    actions.change_title(actor_for(cy), topic, " Hello\u200b  there ")
    actions.change_title(actor_for(bea), topic, "Hello there")
    actions.change_title(actor_for(bea), topic, "Goodbye")

    assert Topic.objects.get().title == "Goodbye"
    assert [entry[:2] for entry in entries()[1:]] == [("title_changed", cy.pk), ("title_changed", bea.pk)]
