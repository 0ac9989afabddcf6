"""What a forum becomes here."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail

from groundswell.archives.tests.make import Json, make_post
from groundswell.community.make import make_community
from groundswell.community.models import Community, Letter
from groundswell.exchange.tests.moves import BOLT, forum, member_of, moved_in, post_of, topic_of
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger import follow
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.tests.processes import wait_until
from groundswell.people.make import make_member
from groundswell.people.models import Account, Member, Origin
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.models import Space
from groundswell.topics import events
from groundswell.topics.counting import recount_spaces, recount_topic
from groundswell.topics.make import make_reply
from groundswell.topics.models import MOST_TITLE, Hiding, Mention, Post, Topic
from groundswell.topics.queries.pages import post_page

pytestmark = pytest.mark.wide


@pytest.fixture
def moved(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())


def test_members_come_without_accounts_and_keep_their_handles(moved: None) -> None:
    imported = Member.objects.filter(origin=Origin.IMPORTED).values_list("handle", "name")

    assert set(imported) == {("wilma", "Wilma Mender"), ("bolt", "Bolt"), ("glue", "Wilma Mender")}
    assert not Account.objects.exists()


def test_a_handle_that_is_taken_gets_a_near_one_and_mentions_follow(
    community: Community, tmp_path: Path
) -> None:
    wilma_here = make_member("Wilma")

    moved_in(tmp_path, forum())

    assert member_of(7).handle == "wilma2"
    assert post_of(12).source.endswith("@wilma2 \\@nobody")
    assert [mention.member for mention in Mention.objects.filter(post=post_of(12))] == [member_of(7)]
    assert not Mention.objects.filter(member=wilma_here).exists()


def test_a_name_that_only_means_somebody_here_mentions_nobody(community: Community, tmp_path: Path) -> None:
    here = make_member("Nobody", handle="nobody1")

    moved_in(tmp_path, [make_post(1, raw="Ask @nobody1.")])

    assert post_of(1).html == '<p dir="auto">Ask @nobody1.</p>'
    assert not Mention.objects.filter(member=here).exists()


@pytest.mark.parametrize("handle", ["0110011", "admin", "a", "_", "пётр", "x" * 60, "steward2", "..."])
def test_no_handle_is_too_odd(community: Community, tmp_path: Path, handle: str) -> None:
    report = moved_in(tmp_path, [make_post(1, username=handle), make_post(2, 2, user_id=8, username=handle)])

    assert report.tally.adds_up
    assert Member.objects.filter(origin=Origin.IMPORTED).count() == 2


def test_categories_become_spaces_to_be_renamed(moved: None) -> None:
    assert set(Space.objects.values_list("name", "topic_count")) == {
        ("The commons", 0), ("Category 4", 1), ("Category 5", 2), ("From the old forum", 1)
    }  # fmt: skip
    assert topic_of(4).space.name == "From the old forum"


def test_topics_and_posts_keep_their_times_and_order(moved: None) -> None:
    topic = topic_of(1)

    assert topic.opened_at == datetime(2024, 3, 1, 0, 11, tzinfo=UTC)
    assert [post.pk for post in topic.posts.order_by("pk")] == [
        post_of(key).pk for key in (11, 12, 13, 14, 15)
    ]
    assert post_of(12).written_at == datetime(2024, 3, 1, 0, 12, tzinfo=UTC)
    assert [post.is_opening for post in topic.posts.order_by("pk")] == [True] + 4 * [False]


def test_replies_quotes_and_links_lead_to_their_new_places(moved: None) -> None:
    opening, answer = post_of(11), post_of(12)
    linked, second = post_of(22), topic_of(2)

    assert answer.reply_to == opening
    assert answer.source.startswith(f"> [wilma](/p/{opening.pk}/) wrote:")
    assert f"\ue000q:{opening.pk}\ue001" in answer.html
    assert opening.source == f"Look at http://localhost:8000/p/{linked.pk}/ and [this](/t/{second.pk}/)."
    assert f'Look at \ue000p:{linked.pk}\ue001 and <a href="/t/{second.pk}/"' in opening.html


def test_a_reader_sees_titles_and_names_where_references_stand(moved: None) -> None:
    opening, answer = post_page(SYSTEM, topic_of(1).pk).posts[:2]

    assert "<bdi>Topic number 2</bdi>" in opening.html
    assert "Wilma Mender</bdi></a> wrote:" in answer.html


def test_reactions_and_edits_are_numbers_from_before(moved: None) -> None:
    post = post_of(11)

    assert (post.hearts, post.thanks, post.legacy_hearts, post.legacy_edits) == (0, 0, 3, 3)
    assert not Entry.objects.filter(event=events.POST_HEARTED.code).exists()


def test_what_was_hidden_stays_hidden(moved: None, ada: Member, cy: Member) -> None:
    hidden = post_of(13)

    assert Hiding.objects.get().reason == "Hidden on the old forum."
    assert hidden not in Post.objects.visible_to(visitor())
    assert hidden not in Post.objects.visible_to(actor_for(cy))
    assert hidden in Post.objects.visible_to(actor_for(ada))


def test_a_hidden_opening_hides_its_topic(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, [make_post(1, hidden=True), make_post(2, number=2)])

    topic = topic_of(1)
    assert (topic.is_hidden, topic.hiding.reason) == (True, "Hidden on the old forum.")
    assert (topic.space.topic_count, topic.space.last_post) == (0, None)
    assert topic not in Topic.objects.visible_to(visitor())


def test_deleted_accounts_are_one_nameless_tombstone_a_topic(moved: None) -> None:
    tombstone = post_of(14).author

    assert (tombstone.origin, tombstone.handle, tombstone.name) == (Origin.ERASED, None, "")
    assert post_of(15).author == tombstone
    assert post_of(33).author != tombstone
    assert tombstone.joined_at == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_topic_without_its_first_post_opens_with_the_next(moved: None) -> None:
    assert (post_of(33).is_opening, topic_of(3).reply_count) == (True, 0)


def test_the_excerpt_is_the_opening_in_plain_words(moved: None) -> None:
    assert topic_of(2).excerpt == "A second topic, @bolt."


def test_a_long_title_is_cut_and_said(community: Community, tmp_path: Path) -> None:
    report = moved_in(tmp_path, [make_post(1, topic_title="long " * 60)])

    assert len(topic_of(1).title) == MOST_TITLE
    assert [(problem.where, problem.sentence) for problem in report.problems] == [
        ("topic 1", "Its title was cut: here it has at most 150 characters.")
    ]


def test_a_text_beyond_all_limits_is_shown_plain_and_said(community: Community, tmp_path: Path) -> None:
    report = moved_in(tmp_path, [make_post(1, raw="**line**\n" * 30_000)])

    assert post_of(1).html.startswith('<p dir="auto">**line**<br>')
    assert [problem.where for problem in report.problems] == ["post 1"]
    assert report.tally.adds_up


def test_what_is_older_than_our_time_stands_at_its_beginning(community: Community, tmp_path: Path) -> None:
    old: Json = {"created_at": "1995-05-01T10:00:00Z", "updated_at": "1995-05-01T10:00:00Z"}

    report = moved_in(tmp_path, [make_post(1, **old), make_post(2, number=2, **old)])

    assert [post.written_at.year for post in Post.objects.all()] == [2000, 2000]
    assert post_of(1).pk < post_of(2).pk
    assert [problem.where for problem in report.problems] == ["post 1", "post 2"]


def test_counters_are_those_of_a_recount(moved: None) -> None:
    def counters() -> list[object]:
        fields = ("pk", "last_post", "last_author", "reply_count", "people_count")
        spaces = Space.objects.order_by("pk").values_list("pk", "topic_count", "last_post")
        return [*Topic.objects.order_by("pk").values_list(*fields), *spaces]

    kept = counters()
    for topic in Topic.objects.all():
        recount_topic(topic.pk)
    recount_spaces(*Space.objects.values_list("pk", flat=True))

    assert counters() == kept
    assert (topic_of(1).reply_count, topic_of(1).people_count) == (3, 3)


def test_the_ledger_tells_when_it_was_and_that_it_was_imported(moved: None) -> None:
    told = {
        (entry.event, entry.subject): (entry.at, entry.actor, entry.toward, entry.imported)
        for entry in Entry.objects.filter(event__range=(300, 399))
    }
    minute = 60_000_000
    start = 1_709_251_200_000_000  # 1 March 2024

    opened = told[events.TOPIC_OPENED.code, topic_of(1).pk]
    assert opened == (start + 11 * minute, member_of(7).pk, None, True)
    replied = told[events.POST_REPLIED.code, post_of(12).pk]
    assert replied == (start + 12 * minute, member_of(8).pk, member_of(7).pk, True)
    named = told[events.MEMBER_MENTIONED.code, post_of(12).pk]
    assert named == (start + 12 * minute, member_of(8).pk, member_of(7).pk, True)
    assert len(told) == 4 + 5 + 1


def test_nobody_is_told_and_nothing_is_sent(transactional_db: None, tmp_path: Path) -> None:
    make_community()
    moved_in(tmp_path, forum())
    seen: list[Entry] = []
    asked: list[Entry] = []

    def look() -> bool:
        follow("a follower that did not ask", seen.extend, batch=1000)
        follow("a follower that asked", asked.extend, imported=True, batch=1000)
        return len(asked) >= Entry.objects.count()

    wait_until(look)

    assert not [entry for entry in seen if entry.imported or entry.event > 300]
    assert {events.TOPIC_OPENED.code, events.POST_REPLIED.code} <= {entry.event for entry in asked}
    assert (Job.objects.count(), Letter.objects.count(), mail.outbox) == (0, 0, [])


def test_members_answer_in_imported_topics(moved: None, cy: Member) -> None:
    post = make_reply(cy, topic_of(1), "Here we go on, @wilma.", to=post_of(12))

    assert topic_of(1).last_post == post.pk
    assert (topic_of(1).reply_count, topic_of(1).space.last_post) == (4, post.pk)


def test_the_operator_can_name_the_forum(community: Community, tmp_path: Path) -> None:
    posts = [make_post(1), make_post(2, number=2, raw="See https://old.example/talk/t/any/1.", **BOLT)]

    report = moved_in(tmp_path, posts, origin="https://Old.example/talk/")

    assert report.source == "old.example/talk"
    assert post_of(2).source == f"See http://localhost:8000/t/{topic_of(1).pk}/."
