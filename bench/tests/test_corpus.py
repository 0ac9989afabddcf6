"""The corpus has the shape that is promised, and the words that a search must find."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bench.corpus import Corpus
from bench.plan import LONGEST, PAGEFUL, SPACES, Plan, Shape, monday_before
from bench.words import PROBES, Vocabulary
from groundswell.archives.records import ArchivedPost

pytestmark = pytest.mark.once

SMALL = Shape(members=200, topics=60, posts=2_000, longest=300)
UNTIL = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(Plan(SMALL, UNTIL))


@pytest.fixture(scope="module")
def posts(corpus: Corpus) -> list[ArchivedPost]:
    return [post for topic in corpus.topics() for post in corpus.posts(topic.key)]


def words_of(post: ArchivedPost) -> set[str]:
    return set(re.findall(r"[a-z]+", post.text.as_markdown(lambda _: "").lower()))


def test_the_full_corpus_has_the_sizes_that_others_were_measured_with() -> None:
    sizes = Corpus(Plan(Shape(), UNTIL)).numbers.sizes

    assert (len(sizes), sum(sizes), max(sizes)) == (5_000, 98_000, 5_000)
    assert sorted(sizes)[2_500] <= 8
    assert sum(size > 100 for size in sizes) > 50


def test_every_promised_thing_is_there_once(corpus: Corpus, posts: list[ArchivedPost]) -> None:
    assert len(list(corpus.members())) == SMALL.members
    assert [space.name for space in corpus.spaces()] == list(SPACES)
    assert sum(space.topics for space in corpus.spaces()) == SMALL.topics
    assert len(posts) == len({post.key for post in posts}) == SMALL.posts
    assert [post.place for post in posts] == list(corpus.places())


def test_the_measured_topics_have_their_lengths(corpus: Corpus) -> None:
    lengths = {int(topic.key): topic.posts for topic in corpus.topics()}

    assert (lengths[LONGEST], lengths[PAGEFUL]) == (SMALL.longest, 20)
    assert not any(post.is_hidden for post in corpus.posts(str(PAGEFUL)))


def test_times_rise_within_a_topic_and_nobody_writes_before_joining(
    corpus: Corpus, posts: list[ArchivedPost]
) -> None:
    joined = {member.key: member.first_at for member in corpus.members()}

    assert all(joined[post.author or ""] <= post.place.written_at for post in posts)
    for topic in range(SMALL.topics):
        times = corpus.numbers.times(topic)
        assert times == sorted(set(times))
        assert times[-1] < UNTIL + timedelta(seconds=10)


def test_each_probe_word_stands_in_exactly_as_many_posts_as_is_said(posts: list[ArchivedPost]) -> None:
    found = Counter(word for post in posts for word in words_of(post))

    assert {probe.word: found[probe.word] for probe in PROBES} == {
        probe.word: probe.count(SMALL.posts) for probe in PROBES
    }
    assert [probe.count(98_000) for probe in PROBES] == [78_400, 7_000, 784, 80]


def test_words_are_as_frequent_as_the_vocabulary_says(posts: list[ArchivedPost]) -> None:
    vocabulary = Vocabulary(20_000, SMALL.seed)
    prose = [
        word for post in posts for word in re.findall(r"[a-z]+", post.text.as_markdown(lambda _: "").lower())
    ]
    found = Counter(prose)

    for rank in (1, 3, 10, 30):
        share = found[vocabulary.words[rank - 1]] / len(prose)
        assert share == pytest.approx(vocabulary.share(rank), rel=0.25)


def test_posts_hold_what_people_write(posts: list[ArchivedPost]) -> None:
    texts = [post.text.as_markdown(lambda _: "/there/") for post in posts]

    assert sum("**" in text for text in texts) > len(posts) * 0.15
    assert sum(bool(post.text.quotes) for post in posts) > len(posts) * 0.03
    assert sum(bool(post.text.mentions) for post in posts) > len(posts) * 0.05
    assert sum("\n- " in text for text in texts) > len(posts) * 0.01
    assert 0.002 < sum(post.is_hidden for post in posts) / len(posts) < 0.05


def test_the_same_seed_makes_the_same_corpus(posts: list[ArchivedPost]) -> None:
    again = Corpus(Plan(SMALL, UNTIL))

    assert [post for topic in again.topics() for post in again.posts(topic.key)] == posts


def test_a_week_begins_on_monday() -> None:
    sunday = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)

    assert monday_before(sunday) == datetime(2026, 11, 16, tzinfo=UTC)
    assert monday_before(monday_before(sunday)) == monday_before(sunday)
