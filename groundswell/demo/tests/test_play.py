"""The demo once it has been loaded."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import DjangoDbBlocker

from groundswell.community.models import Letter
from groundswell.community.queries import the_community
from groundswell.demo.play import play
from groundswell.demo.tests.make import ANCHOR, Played, everything, played
from groundswell.kernel import clock, ids
from groundswell.kernel.errors import Invalid
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger import all_events
from groundswell.kernel.ledger.models import Entry
from groundswell.people.models import Account, Application, Member, Standing
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.models import Space
from groundswell.topics.kinds import kinds
from groundswell.topics.models import Closure, Hiding, Mention, Post, Reaction, ReadMark, Revision, Topic
from groundswell.topics.queries.lists import topic_list
from groundswell.topics.queries.references import resolved
from groundswell.topics.rendering.placeholders import OPEN, refs

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

_FOURTEEN_WEEKS = timedelta(weeks=14)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Played]:
    with django_db_blocker.unblock():
        with played():
            first = everything()
        with played() as second:
            second.before = first
            yield second


def ada() -> Member:
    return Member.objects.get(handle="ada")


def test_there_is_a_community_that_has_opened_its_doors(demo: Played) -> None:
    community = the_community()

    assert community is not None
    assert (community.name, community.is_open) == ("Riverbend Repair", True)


def test_there_are_people_spaces_topics_and_posts(demo: Played) -> None:
    counts = [model.objects.count() for model in (Member, Account, Space, Topic, Post)]

    assert counts == [42, 42, 9, 81, 716]


def test_it_is_the_same_each_time(demo: Played) -> None:
    assert everything() == demo.before


def test_it_takes_a_bounded_number_of_statements(demo: Played) -> None:
    assert demo.statements <= 50_000


def test_it_says_how_far_it_is_and_how_to_sign_in(demo: Played) -> None:
    assert demo.told[0] == "Week 1: 5 members, 3 topics, 18 posts."
    assert [line.split(":")[0] for line in demo.told[:14]] == [f"Week {week}" for week in range(1, 15)]
    assert [line.split() for line in demo.told[15:]] == [
        ["ada@riverbend.example", "steward"],
        ["bea@riverbend.example", "moderator"],
        ["cyrus@riverbend.example", "member"],
    ]


def test_the_ledger_tells_it_in_order_over_fourteen_weeks(demo: Played) -> None:
    moments = list(Entry.objects.order_by("position").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[-1] <= clock.micros(ANCHOR)
    assert _FOURTEEN_WEEKS - timedelta(days=7) < clock.from_micros(
        moments[-1] - moments[0]
    ) - clock.from_micros(0)
    assert not Entry.objects.filter(imported=True).exists()


def test_nearly_everything_that_can_happen_in_topics_has_happened(demo: Played) -> None:
    happened = set(Entry.objects.values_list("event", flat=True).distinct())
    missing = [event.name for event in all_events() if 300 < event.code < 400 and event.code not in happened]

    assert missing == [
        "topics.heart_withdrawn",
        "topics.thanks_withdrawn",
        "topics.reopened",
        "topics.post_restored",
    ]


def test_nothing_happened_after_now(demo: Played) -> None:
    last_post = Post.objects.order_by("-pk").values_list("pk", flat=True)[0]

    assert ids.time_of(last_post) < ANCHOR
    assert not Member.objects.filter(joined_at__gt=ANCHOR).exists()
    assert not Hiding.objects.filter(at__gt=ANCHOR).exists()
    assert not Closure.objects.filter(at__gt=ANCHOR).exists()


def test_no_work_and_no_mail_is_left(demo: Played) -> None:
    assert (Job.objects.count(), Letter.objects.count()) == (0, 0)


def test_a_steward_reads_every_post_whole(demo: Played) -> None:
    stored = list(Post.objects.order_by("pk").values_list("html", flat=True))

    shown = "".join(resolved(actor_for(ada()), stored))

    assert sum(len(refs(html)) for html in stored) > 40
    assert OPEN not in shown
    assert [
        sign for sign in ("[[", "(topic:", "&gt;&gt;", "cannot see", "someone who left") if sign in shown
    ] == []


def test_every_name_after_an_at_sign_is_somebodys(demo: Played) -> None:
    written = sum(post.source.count("@") for post in Post.objects.filter(source__contains="@"))

    assert Mention.objects.count() == written


def test_there_are_hearts_thanks_edits_and_marks(demo: Played) -> None:
    assert Reaction.objects.filter(kind="heart").count() > 1500
    assert Reaction.objects.filter(kind="thanks").count() > 50
    assert Revision.objects.exclude(reason="").count() == 5
    assert ReadMark.objects.filter(member=ada()).count() > 70


def test_a_newcomers_question_waits_for_its_first_answer(demo: Played) -> None:
    topic = Topic.objects.get(author__handle="ines")

    assert (topic.reply_count, ANCHOR - topic.opened_at) == (0, timedelta(hours=9))


def test_some_topics_have_something_new_for_the_founder(demo: Played) -> None:
    topics = topic_list(actor_for(ada())).topics

    assert len([topic for topic in topics if topic.unread]) >= 3
    assert len([topic for topic in topics if topic.unread == 0]) >= 3


def test_a_long_topic_is_longer_than_three_pages(demo: Played) -> None:
    assert Topic.objects.order_by("-reply_count")[0].reply_count > 60


def test_moderation_has_happened_with_reasons(demo: Played) -> None:
    [suspended] = Member.objects.filter(standing=Standing.SUSPENDED).select_related("suspension")
    reasons = [suspended.suspension.reason, *Hiding.objects.values_list("reason", flat=True)]

    assert suspended.handle == "vic"
    assert Topic.objects.filter(is_hidden=True).count() == 2
    assert Post.objects.filter(is_hidden=True).count() == 1
    assert not Topic.objects.get(title__startswith="I buy broken irons").is_hidden
    assert Closure.objects.get().topic.title == "Who has the big ladder?"
    assert [reason for reason in reasons if len(reason) < 40] == []


def test_the_private_group_is_for_its_members(demo: Played) -> None:
    private = Topic.objects.filter(space__name="Table leaders")

    assert private.visible_to(actor_for(ada())).count() == private.count() == 4
    assert not private.visible_to(actor_for(Member.objects.get(handle="cyrus"))).exists()
    assert not private.visible_to(visitor()).exists()


def test_announcements_are_announced_where_that_kind_exists(demo: Played) -> None:
    announced = Topic.objects.filter(kind="announcement").count()

    assert announced == (4 if kinds.get("announcement") else 0)


def test_somebody_waits_to_be_let_in(demo: Played) -> None:
    assert Application.objects.get().is_waiting


def test_it_is_loaded_only_into_an_empty_place(demo: Played) -> None:
    with pytest.raises(Invalid, match="the demo needs an empty place"):
        play(demo.told.append)
