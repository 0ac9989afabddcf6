"""After any story the counters say what a count of the rows says."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.policy import Denied
from groundswell.people import actions as people
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.counting import recount_spaces, recount_topic
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic
from groundswell.topics.tests.counts import recounted, stored

pytestmark = pytest.mark.wide

STEPS = 60


class Story:
    """One step after the other, each drawn by lot; what is refused changes nothing."""

    def __init__(self, seed: int, members: list[Member]) -> None:
        self.lot = Random(seed)  # noqa: S311 - a story, not a secret
        self.members = members

    def tell(self) -> None:
        steps: list[Callable[[], object]] = [
            *[self.open, self.reply, self.reply, self.reply, self.react, self.withdraw, self.edit],
            *[self.hide_post, self.restore_post, self.hide_topic, self.restore_topic, self.move],
            *[self.close, self.reopen],
        ]
        for _number in range(STEPS):
            try:
                self.lot.choice(steps)()
            except Denied:
                continue

    def member(self) -> Member:
        return self.lot.choice(self.members)

    def topic(self) -> Topic:
        return self.lot.choice(list(Topic.objects.order_by("pk")))

    def post(self) -> Post:
        return self.lot.choice(list(Post.objects.select_related("topic").order_by("pk")))

    def space(self) -> Space:
        return self.lot.choice(list(Space.objects.order_by("pk")))

    def open(self) -> None:
        participants = [self.member()] if self.lot.random() < 0.2 else []
        opening = Opening("Hello", "Words.", participants=participants)
        actions.open_topic(actor_for(self.member()), self.space(), opening)

    def reply(self) -> None:
        """Now and then from a machine whose clock is behind."""
        behind = timedelta(minutes=self.lot.choice([0, 0, 0, 5]))
        with clock.moved_to(clock.now() - behind):
            actions.reply(actor_for(self.member()), self.topic(), "More words.")

    def react(self) -> None:
        actions.react(actor_for(self.member()), self.post(), self.lot.choice(list(ReactionKind)))

    def withdraw(self) -> None:
        actions.withdraw_reaction(actor_for(self.member()), self.post(), self.lot.choice(list(ReactionKind)))

    def edit(self) -> None:
        post = self.post()
        actions.edit_post(actor_for(post.author), post, f"Words {self.lot.random()}.")

    def hide_post(self) -> None:
        actions.hide_post(SYSTEM, self.post(), reason="Rude.")

    def restore_post(self) -> None:
        actions.restore_post(SYSTEM, self.post())

    def hide_topic(self) -> None:
        actions.hide_topic(SYSTEM, self.topic(), reason="Rude.")

    def restore_topic(self) -> None:
        actions.restore_topic(SYSTEM, self.topic())

    def move(self) -> None:
        actions.move_topic(SYSTEM, self.topic(), self.space())

    def close(self) -> None:
        actions.close_topic(SYSTEM, self.topic())

    def reopen(self) -> None:
        actions.reopen_topic(SYSTEM, self.topic())


@pytest.mark.parametrize("seed", range(6))
def test_the_counters_equal_a_recount_after_any_story(
    commons: Space, ada: Member, cy: Member, dan: Member, seed: int
) -> None:
    make_space("Bench")
    story = Story(seed, [ada, cy, dan])
    story.open()

    story.tell()

    told = stored()
    assert told == recounted()
    for topic in Topic.objects.all():
        recount_topic(topic.pk)
    recount_spaces(*Space.objects.values_list("pk", flat=True))
    assert stored() == told


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("keep_posts", [True, False])
def test_the_counters_hold_when_somebody_leaves(
    commons: Space, ada: Member, cy: Member, dan: Member, seed: int, *, keep_posts: bool
) -> None:
    make_space("Bench")
    story = Story(seed, [ada, cy, dan])
    story.open()
    story.tell()

    people.leave(SYSTEM, cy, keep_posts=keep_posts)

    assert stored() == recounted()


def test_a_reply_from_a_clock_that_is_behind_is_not_the_last(commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    last = make_reply(cy, topic)

    with clock.moved_to(clock.now() - timedelta(minutes=1)):
        make_reply(dan, topic)

    topic.refresh_from_db()
    commons.refresh_from_db()
    assert (topic.last_post, topic.last_author, topic.reply_count, topic.people_count) == (last.pk, cy, 2, 2)
    assert commons.last_post == last.pk


def test_a_topic_with_nothing_left_to_show_keeps_its_place(commons: Space, cy: Member) -> None:
    """An import may bring a topic whose first post is missing."""
    topic = make_topic(cy, "Hello", space=commons)
    post = make_reply(cy, topic)
    Post.objects.filter(is_opening=True).delete()

    actions.hide_post(SYSTEM, post, reason="Rude.")

    topic.refresh_from_db()
    assert (topic.reply_count, topic.people_count, topic.last_post) == (0, 0, post.pk)
