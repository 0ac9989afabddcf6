"""A whole archive of a real forum, where one lies beside the repository; nothing of it enters here."""

from pathlib import Path

import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import UNTIL, written_by_all

pytestmark = [pytest.mark.once, pytest.mark.slow]


def test_the_shared_discourse_archive_is_read_whole(shared_data: Path) -> None:
    archive_file = shared_data / "discourse-archive" / "posts.jsonl.gz"

    with open_archive(archive_file, until=UNTIL) as archive:
        tally = written_by_all(archive)
        texts = [post.text for topic in archive.topics() for post in archive.posts(topic.key)]
        bases = archive.bases

    assert tally.adds_up
    assert len(bases) == 1
    assert {kind: tally[kind].read for kind in (Kind.ENTRIES, Kind.POSTS, Kind.TOPICS, Kind.MEMBERS)} == {
        Kind.ENTRIES: 4725,
        Kind.POSTS: 4725,
        Kind.TOPICS: 635,
        Kind.MEMBERS: 460,
    }
    assert tally[Kind.QUOTES].written > 0.95 * tally[Kind.QUOTES].read
    assert tally[Kind.LINKS].written > 0.95 * tally[Kind.LINKS].read
    assert sum(len(text.uploads) for text in texts) == tally[Kind.UPLOADS].read
