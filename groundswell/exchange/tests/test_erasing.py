"""Whoever has left does not come back with the next archive."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import Json, make_post
from groundswell.community.models import Community
from groundswell.exchange.models import ExternalId, ExternalType, Fate
from groundswell.exchange.tests.moves import BOLT, forum, member_of, moved_in, post_of, topic_of
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.ledger.models import Entry
from groundswell.people import actions
from groundswell.people.models import Member, Origin
from groundswell.topics.models import Mention, Post

pytestmark = pytest.mark.wide

WILMA, TITLE = "wilma", "What Wilma wanted to say"


@pytest.fixture
def moved(community: Community, tmp_path: Path) -> None:
    moved_in(tmp_path, forum())


def newer() -> list[Json]:
    """Wilma wrote on, there, and was named."""
    return [
        *forum(),
        make_post(16, number=6, raw="Wilma again."),
        make_post(51, 5, topic_title=TITLE, raw="It is this."),
        make_post(
            52, 5, 2, topic_title=TITLE, raw="Thank you, @wilma. See https://talk.example/u/wilma", **BOLT
        ),
    ]


def everything_said() -> str:
    texts = [*Post.objects.values_list("source", "html"), *Member.objects.values_list("handle", "name")]
    return repr(texts).lower()


def test_only_a_mark_stays_of_what_they_were_called(moved: None) -> None:
    gone = member_of(7)

    actions.leave(SYSTEM, gone, keep_posts=True)

    assert not ExternalId.objects.filter(object_id=gone.pk).exists()
    assert not ExternalId.objects.filter(type=ExternalType.HANDLE, external=WILMA).exists()
    row = ExternalId.objects.get(type=ExternalType.MEMBER, fate=Fate.LEFT)
    assert (len(row.external), row.object_id) == (64, None)
    assert row.external != "7"


def test_the_next_run_brings_neither_name_nor_authorship_back(moved: None, tmp_path: Path) -> None:
    actions.leave(SYSTEM, member_of(7), keep_posts=True)
    author = post_of(11).author

    report = moved_in(tmp_path, newer())

    assert report.tally.adds_up
    assert report.tally[Kind.MEMBERS].skipped == {"they have left this community since": 1}
    assert not Member.objects.filter(handle__startswith=WILMA).exists()
    assert post_of(11).author == author
    assert {post_of(16).author.origin, post_of(51).author.origin} == {Origin.ERASED}
    assert post_of(16).author != author
    assert (post_of(16).source, topic_of(5).title) == ("Wilma again.", TITLE)


def test_whoever_names_them_names_someone(moved: None, tmp_path: Path) -> None:
    actions.leave(SYSTEM, member_of(7), keep_posts=True)

    moved_in(tmp_path, newer())

    assert post_of(52).source == "Thank you, @someone. See http://localhost:8000/people/"
    assert not Mention.objects.filter(post=post_of(52)).exists()


def test_words_that_were_taken_along_stay_away(moved: None, tmp_path: Path) -> None:
    actions.leave(SYSTEM, member_of(7), keep_posts=False)

    report = moved_in(tmp_path, newer())
    again = moved_in(tmp_path, newer())

    assert (report.tally.adds_up, again.tally.adds_up, again.is_news) == (True, True, False)
    assert not Post.objects.filter(source__in=["Wilma again.", "It is this."]).exists()
    assert "wilma wanted" not in everything_said()
    assert (topic_of(5).title, topic_of(5).reply_count) == ("…", 1)
    assert report.tally[Kind.POSTS].skipped == {
        "its author has left this community and taken their words along": 4
    }


def test_the_mark_outlives_the_key_that_made_it(moved: None, tmp_path: Path, settings: LazySettings) -> None:
    actions.leave(SYSTEM, member_of(7), keep_posts=True)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"

    moved_in(tmp_path, newer())

    assert not Member.objects.filter(handle__startswith=WILMA).exists()


def test_a_member_known_only_by_name_is_marked_too(community: Community, tmp_path: Path) -> None:
    posts = [make_post(1, user_id=None, username="Fred", name=None), make_post(2, number=2)]
    moved_in(tmp_path, posts)

    actions.leave(SYSTEM, member_of("@fred"), keep_posts=True)
    moved_in(tmp_path, posts)

    assert "fred" not in everything_said()
    assert not ExternalId.objects.filter(external__icontains="fred").exists()


def test_the_ledger_of_a_later_run_names_a_tombstone(moved: None, tmp_path: Path) -> None:
    gone = member_of(7).pk
    actions.leave(SYSTEM, member_of(7), keep_posts=True)

    moved_in(tmp_path, newer())

    entry = Entry.objects.get(subject=post_of(16).pk)
    assert entry.actor == post_of(16).author_id
    assert not Entry.objects.filter(actor=gone).exists()


def test_a_claimed_member_stays_who_they_are(moved: None, tmp_path: Path) -> None:
    claimed = member_of(8)
    Member.objects.filter(pk=claimed.pk).update(origin=Origin.LOCAL, name="Boltz", handle="boltz")

    report = moved_in(tmp_path, newer())

    assert (post_of(52).author, post_of(52).author.name) == (claimed, "Boltz")
    assert report.unclaimed == 2
