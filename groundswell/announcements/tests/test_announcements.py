from datetime import date, timedelta

import pytest

from groundswell.announcements.forms import AnnouncementForm
from groundswell.announcements.kind import ANNOUNCEMENT, at_home, panels
from groundswell.announcements.models import Announcement
from groundswell.announcements.queries import days_shown, standing
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.policy import Denied
from groundswell.people import actions as people
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.kinds import Panel, kind_of, openable_kinds
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Topic

pytestmark = pytest.mark.wide


def today() -> date:
    return clock.now().date()


def announce(author: Member, space: Space, title: str = "Open door", *, days: int = 7) -> Topic:
    until = today() + timedelta(days=days)
    return make_topic(author, title, space=space, text="On Saturday.", kind=ANNOUNCEMENT, until=until)


def titles(who: Member | None) -> list[str]:
    return [each.title for each in standing(actor_for(who))]


@pytest.mark.parametrize("who", ["ada", "bea"])
def test_those_who_run_the_community_announce(
    request: pytest.FixtureRequest, commons: Space, who: str
) -> None:
    author = request.getfixturevalue(who)

    topic = announce(author, commons)

    assert topic.kind == "announcement"
    assert kind_of(topic.kind) is ANNOUNCEMENT
    assert ANNOUNCEMENT in openable_kinds(actor_for(author), commons)
    assert Announcement.objects.get().until == today() + timedelta(days=7)
    assert str(Announcement.objects.get()) == f"Open door until {today() + timedelta(days=7)}"


@pytest.mark.parametrize("who", ["cy", "dan"])
def test_others_do_not(request: pytest.FixtureRequest, commons: Space, who: str) -> None:
    author = request.getfixturevalue(who)

    with pytest.raises(Denied, match="Only those who run the community announce"):
        announce(author, commons)

    assert ANNOUNCEMENT not in openable_kinds(actor_for(author), commons)
    assert not Topic.objects.exists()


def test_whoever_helps_to_run_a_space_does_not_speak_for_the_community(commons: Space, cy: Member) -> None:
    spaces.add_member(SYSTEM, commons, cy, is_organiser=True)

    with pytest.raises(Denied):
        announce(cy, commons)


def test_the_newest_announcement_stands_on_the_home_page(commons: Space, ada: Member, cy: Member) -> None:
    announce(ada, commons, "First")
    newest = announce(ada, commons, "Second")
    make_reply(cy, newest)

    (said,) = standing(actor_for(None))

    assert (said.id, said.title, said.excerpt, said.author) == (newest.pk, "Second", "On Saturday.", "Ada")
    assert said.address == f"/t/{newest.pk}/second/"
    assert said.opened_at == newest.opened_at


def test_an_announcement_stands_through_its_last_day(commons: Space, ada: Member) -> None:
    announce(ada, commons, days=2)
    now = clock.now()

    seen = []
    for days in range(4):
        with clock.moved_to(now + timedelta(days=days)):
            seen.append(bool(titles(ada)))

    assert seen == [True, True, True, False]


def test_an_announcement_without_a_day_stands_for_today(commons: Space, ada: Member) -> None:
    make_topic(ada, "Now", space=commons, kind=ANNOUNCEMENT)

    assert Announcement.objects.get().until == today()


def test_an_announcement_is_for_those_who_see_its_topic(
    commons: Space, ada: Member, cy: Member, dan: Member
) -> None:
    announce(ada, commons, "For all")
    announce(ada, make_private_space(cy), "For some")

    assert {who: titles(who) for who in (cy, dan, None)} == {
        cy: ["For some"],
        dan: ["For all"],
        None: ["For all"],
    }


def test_a_hidden_announcement_stands_nowhere(commons: Space, ada: Member, cy: Member) -> None:
    actions.hide_topic(SYSTEM, announce(ada, commons), reason="Wrong day.")

    assert [titles(who) for who in (ada, cy, None)] == [[], [], []]


def test_whoever_announced_and_left_is_named_no_more(commons: Space, bea: Member) -> None:
    announce(bea, commons)
    people.leave(SYSTEM, bea, keep_posts=True)

    (said,) = standing(actor_for(None))

    assert said.author == "Someone who left"


@pytest.mark.parametrize("number", [1, 3])
def test_its_panels_cost_one_query(
    commons: Space, ada: Member, django_assert_num_queries: type, number: int
) -> None:
    topics = [announce(ada, commons).pk for _number in range(number)]
    plain = make_topic(ada, "Plain", space=commons)
    reader = actor_for(ada)
    until = today() + timedelta(days=7)

    with django_assert_num_queries(1):
        shown = panels(reader, [*topics, plain.pk])
    with django_assert_num_queries(1):
        home = at_home(reader)

    assert shown == {topic: Panel("announcements/_panel.html", {"until": until}) for topic in topics}
    assert days_shown([plain.pk]) == {}
    assert [panel.template for panel in home] == ["announcements/_home.html"]


@pytest.mark.parametrize(
    ("typed", "is_fine"),
    [
        (0, True),
        (90, True),
        (-1, False),
        (91, False),
    ],
)
def test_a_day_lies_between_today_and_ninety_days_on(typed: int, *, is_fine: bool) -> None:
    form = AnnouncementForm({"until": str(today() + timedelta(days=typed))})

    assert form.is_valid() == is_fine


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30", "99999-01-01", "\x00", "9" * 400, "0000-00-00"])
def test_what_is_no_day_is_answered_with_a_sentence(typed: str) -> None:
    form = AnnouncementForm({"until": typed})

    assert not form.is_valid()
    assert form.errors["until"]


def test_a_week_is_proposed() -> None:
    assert AnnouncementForm().fields["until"].initial == today() + timedelta(days=7)


def test_machines_are_told_until_when_it_stands(ada: Member, commons: Space) -> None:
    topic = announce(ada, commons)
    panel = panels(actor_for(ada), [topic.pk])[topic.pk]

    assert ANNOUNCEMENT.structured({"@type": "DiscussionForumPosting"}, panel) == {
        "@type": "DiscussionForumPosting",
        "expires": (today() + timedelta(days=7)).isoformat(),
    }
    assert ANNOUNCEMENT.structured({}, None) == {}
