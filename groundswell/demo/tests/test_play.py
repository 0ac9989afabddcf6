"""The demo once it has been loaded."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from groundswell.community.models import Letter
from groundswell.community.queries import the_community
from groundswell.demo.moments import Calendar
from groundswell.demo.play import play
from groundswell.demo.script import story
from groundswell.demo.tests.make import (
    ANCHOR,
    NEVER_HAPPENS,
    Played,
    everything,
    longest_gap,
    played,
    visits_of,
    whole,
)
from groundswell.kernel import clock, ids
from groundswell.kernel.errors import Invalid
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger import all_events
from groundswell.kernel.ledger.models import Entry
from groundswell.people.events import LEFT, VISITED
from groundswell.people.models import Account, Application, Member, Origin, Role, Standing
from groundswell.power.models import WeeklyReading
from groundswell.power.queries.advised import next_steps
from groundswell.power.shown.cards import cards_for
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.models import Space, SpaceMember
from groundswell.topics.kinds import kinds
from groundswell.topics.models import Closure, Hiding, Mention, Post, Reaction, ReadMark, Revision, Topic
from groundswell.topics.queries.lists import topic_list
from groundswell.topics.queries.references import resolved
from groundswell.topics.rendering.placeholders import OPEN, refs

# Its one long transaction keeps a PostgreSQL server from settling what anybody else writes there.
pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.django_db]

_SIXTY_WEEKS = timedelta(weeks=60)
_MOST_STATEMENTS_A_POST = 70


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Played]:
    with django_db_blocker.unblock():
        first = whole() if connection.vendor == "sqlite" else []  # chance asks no database: once is enough
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

    assert counts == [99, 96, 11, 270, 1631]


@pytest.mark.sqlite
def test_it_is_the_same_each_time(demo: Played) -> None:
    assert everything() == demo.before


def test_it_takes_a_bounded_number_of_statements(demo: Played) -> None:
    assert demo.statements <= _MOST_STATEMENTS_A_POST * Post.objects.count()


def test_nothing_that_pages_show_changes_in_silence(demo: Played) -> None:
    assert demo.watch.silent == set()
    assert demo.watch.told > 500


def test_it_says_how_far_it_is_and_how_to_sign_in(demo: Played) -> None:
    assert demo.told[0] == "Week 1: 5 members, 3 topics, 18 posts."
    assert [line.split(":")[0] for line in demo.told[:60]] == [f"Week {week}" for week in range(1, 61)]
    assert [line.split() for line in demo.told[62:]] == [
        ["ada@riverbend.example", "steward"],
        ["bea@riverbend.example", "moderator"],
        ["cyrus@riverbend.example", "member"],
    ]


def test_the_ledger_tells_it_in_order_over_sixty_weeks(demo: Played) -> None:
    moments = list(Entry.objects.order_by("position").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[-1] <= clock.micros(ANCHOR)
    assert _SIXTY_WEEKS - timedelta(days=7) < clock.from_micros(moments[-1] - moments[0]) - clock.from_micros(
        0
    )
    assert not Entry.objects.filter(imported=True).exists()


def test_everything_that_can_happen_has_happened(demo: Played) -> None:
    happened = set(Entry.objects.values_list("event", flat=True).distinct())
    missing = {event.name for event in all_events() if event.code not in happened} - {"kernel.tested"}

    assert missing == set(NEVER_HAPPENS)


def test_people_join_in_every_month_and_some_never_write(demo: Played) -> None:
    start = Calendar(ANCHOR).start
    joined = [member.joined_at for member in Member.objects.exclude(origin=Origin.ERASED)]
    quiet = Member.objects.filter(posts=None, origin=Origin.LOCAL).order_by("joined_at")

    assert {(at - start) // timedelta(weeks=5) for at in joined} == set(range(12))
    assert [member.handle for member in quiet] == ["tove", "casimir"]


def test_some_leave_and_one_takes_the_posts_along(demo: Played) -> None:
    written = sum(len(topic.lines) for topic in story().topics)

    assert Member.objects.filter(origin=Origin.ERASED).count() == 3
    assert written - Post.objects.count() == 2
    assert Entry.objects.filter(event=LEFT.code).count() == 3


def test_some_stay_away_for_months_and_come_back(demo: Played) -> None:
    gaps = {handle: longest_gap(handle) for handle in ("nikolaj", "luca", "osman")}

    assert {handle: gap > timedelta(weeks=12) for handle, gap in gaps.items()} == dict.fromkeys(gaps, True)


def test_quiet_readers_come_by_oftener_than_they_write(demo: Played) -> None:
    orla = Member.objects.get(handle="orla")
    visits = Entry.objects.filter(event=VISITED.code, actor=orla.pk).count()

    assert (visits > 100, orla.posts.count()) == (True, 4)


def test_nobody_comes_by_twice_on_one_day(demo: Played) -> None:
    visits = Entry.objects.filter(event=VISITED.code).values_list("actor", "at")
    days = [(actor, clock.from_micros(at).date()) for actor, at in visits]

    assert len(days) == len(set(days)) > 6000


def test_fewer_come_by_in_quiet_weeks(demo: Played) -> None:
    calendar = Calendar(ANCHOR)
    weeks = Counter(
        calendar.week_of(clock.from_micros(at))
        for at in Entry.objects.filter(event=VISITED.code).values_list("at", flat=True)
    )

    quiet, before = (sum(weeks[week] for week in span) for span in (range(42, 47), range(36, 41)))
    assert quiet < 0.7 * before


def test_roles_have_been_passed_on(demo: Played) -> None:
    roles = Member.objects.exclude(role=Role.MEMBER).order_by("joined_at").values_list("handle", "role")

    assert list(roles) == [
        ("ada", "steward"),
        ("rasa", "steward"),
        ("bea", "moderator"),
        ("zofia", "moderator"),
    ]


def test_a_second_neighbourhood_has_its_members_and_helpers(demo: Played) -> None:
    hillside = Space.objects.get(name="Hillside")
    helpers = SpaceMember.objects.filter(space=hillside, is_organiser=True).order_by("member__handle")

    assert hillside.topic_count >= 8
    assert SpaceMember.objects.filter(space=hillside).count() >= 12
    assert list(helpers.values_list("member__handle", flat=True)) == ["paloma", "tariq"]


def test_topics_are_written_in_other_languages_too(demo: Played) -> None:
    languages = set(Topic.objects.exclude(language="").values_list("language", flat=True))

    assert {"es", "fa", "uk"} <= languages


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


def test_of_those_who_came_late_some_stay_and_some_do_not(demo: Played) -> None:
    last = {handle: ANCHOR - visits_of(handle)[-1] for handle in ("wilma", "lucian")}

    assert last["wilma"] < timedelta(weeks=2) < timedelta(weeks=18) < last["lucian"]


def test_the_readings_have_something_to_say_and_to_do(demo: Played) -> None:
    year = WeeklyReading.objects.filter(reading__in=["welcome", "holding", "answering"])
    values = year.order_by("-week_end").values_list("value", flat=True)[: 3 * 12]
    steps = next_steps()
    cards = cards_for(actor_for(ada()), steps.advice, since=steps.at, now=clock.micros(ANCHOR))

    assert [value for value in values if not 0.4 < (value or 0) < 1] == []
    assert [(card.way, card.waits) for card in cards][:1] == [("topic", True)]


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
    assert Post.objects.filter(is_hidden=True).count() == 3
    assert not Topic.objects.get(title__startswith="I buy broken irons").is_hidden
    assert Closure.objects.get().topic.title == "Who has the big ladder?"
    assert [reason for reason in reasons if len(reason) < 40] == []


def test_the_private_group_is_for_its_members(demo: Played) -> None:
    private = Topic.objects.filter(space__name="Table leaders")

    assert private.visible_to(actor_for(ada())).count() == private.count() == 14
    assert not private.visible_to(actor_for(Member.objects.get(handle="cyrus"))).exists()
    assert not private.visible_to(visitor()).exists()


def test_announcements_are_announced_where_that_kind_exists(demo: Played) -> None:
    announced = Topic.objects.filter(kind="announcement").count()

    assert announced == (11 if kinds.get("announcement") else 0)


def test_somebody_waits_to_be_let_in(demo: Played) -> None:
    assert Application.objects.get().is_waiting


def test_it_is_loaded_only_into_an_empty_place(demo: Played) -> None:
    with pytest.raises(Invalid, match="the demo needs an empty place"):
        play(demo.told.append)
