"""An index on disk over the whole archive, so that a million posts need no more memory than one.

`gather` files each entry as it comes; `settle` then decides what stands: the newest copy of each post, the
last known name of each member and topic, and what stays behind and why.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from groundswell.archives.discourse.hosts import topic_addresses
from groundswell.archives.discourse.posts import FoundPost
from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.records import Problem, ProblemKind
from groundswell.archives.tally import Kind, Tally

_TABLES = """
CREATE TABLE posts (
    id INTEGER PRIMARY KEY, topic INTEGER, number INTEGER, author TEXT, name TEXT, has_portrait INTEGER,
    is_staff INTEGER,
    written INTEGER, version INTEGER, updated INTEGER, raw BLOB, title TEXT, category INTEGER,
    is_private INTEGER, fate TEXT, reply_to INTEGER, addressee TEXT, is_hidden INTEGER, likes INTEGER,
    reactions TEXT, rank TEXT
);
CREATE TABLE copies (post INTEGER, digest TEXT, PRIMARY KEY (post, digest)) WITHOUT ROWID;
CREATE TABLE handles (folded TEXT, handle TEXT, author TEXT, seen INTEGER, PRIMARY KEY (folded, author));
CREATE TABLE slugs (topic INTEGER, slug TEXT, PRIMARY KEY (topic, slug)) WITHOUT ROWID;
CREATE TABLE addresses (base TEXT, topic INTEGER, slug TEXT, PRIMARY KEY (base, topic, slug)) WITHOUT ROWID;
CREATE TABLE problems (kind TEXT, place TEXT, sentence TEXT);
"""

# A topic is called and stands where its latest post says; members are called what theirs says.
_SETTLE = f"""
CREATE INDEX posts_by_place ON posts (topic, number, id);
UPDATE posts SET author = coalesce((
    SELECT author FROM handles WHERE folded = substr(posts.author, 2) AND author NOT LIKE '@%'
    ORDER BY seen DESC, author LIMIT 1), author) WHERE author LIKE '@%';
UPDATE posts SET addressee = coalesce((
    SELECT author FROM handles WHERE folded = substr(posts.addressee, 2) AND author NOT LIKE '@%'
    ORDER BY seen DESC, author LIMIT 1), addressee) WHERE addressee LIKE '@%';
CREATE TABLE topics AS
    SELECT topic AS id, title, category, is_private FROM (
        SELECT topic, title, category, is_private,
            row_number() OVER (PARTITION BY topic ORDER BY written DESC, id DESC) AS age FROM posts)
    WHERE age = 1;
CREATE UNIQUE INDEX topics_by_id ON topics (id);
UPDATE posts SET fate = '{Reason.PRIVATE}' WHERE topic IN (SELECT id FROM topics WHERE is_private);
UPDATE posts SET fate = '{Reason.TOPIC_DELETED}' WHERE fate IS NULL AND topic IN (
    SELECT topic FROM posts WHERE number = 1 AND fate = '{Reason.DELETED}');
ALTER TABLE topics ADD COLUMN posts INTEGER DEFAULT 0;
ALTER TABLE topics ADD COLUMN opened INTEGER;
UPDATE topics SET
    posts = (SELECT count(*) FROM posts WHERE topic = topics.id AND fate IS NULL),
    opened = (SELECT written FROM posts WHERE topic = topics.id AND fate IS NULL ORDER BY number, id LIMIT 1);
CREATE INDEX topics_by_time ON topics (opened, id) WHERE posts > 0;
CREATE TABLE members AS
    SELECT author AS id, name, has_portrait,
        count(*) FILTER (WHERE fate IS NULL) OVER whole AS posts,
        min(written) FILTER (WHERE fate IS NULL) OVER whole AS first,
        max(written) FILTER (WHERE fate IS NULL) OVER whole AS last,
        row_number() OVER (PARTITION BY author ORDER BY written DESC, id DESC) AS age
    FROM posts WHERE author IS NOT NULL WINDOW whole AS (PARTITION BY author);
DELETE FROM members WHERE age > 1;
CREATE UNIQUE INDEX members_by_id ON members (id);
CREATE INDEX members_by_time ON members (first, id) WHERE posts > 0;
CREATE INDEX handles_by_author ON handles (author, seen);
CREATE INDEX slugs_by_name ON slugs (slug);
"""  # noqa: S608  # our own words


_GAPS = """
SELECT topic, before + 1, number - 1 FROM (
    SELECT topic, number, lag(number, 1, 0) OVER (PARTITION BY topic ORDER BY number) AS before FROM posts)
WHERE number > before + 1 AND topic IN (SELECT id FROM topics WHERE posts > 0) ORDER BY topic, number
"""
_COUNT_TOPICS = "SELECT count(*), count(*) FILTER (WHERE posts > 0) FROM topics"
_COUNT_MEMBERS = "SELECT count(*), count(*) FILTER (WHERE posts > 0) FROM members"
_COUNT_SPACES = (
    "SELECT count(DISTINCT category), count(DISTINCT category) FILTER (WHERE posts > 0) FROM topics"
)
_COUNT_PORTRAITS = "SELECT count(*) FROM members WHERE posts > 0 AND has_portrait"
_MOST_GAPS_SHOWN = 5


class Index:
    """One temporary database. Everything it answers comes in an order that the archive alone decides."""

    def __init__(self, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "archive.sqlite3", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute("PRAGMA cache_size = -32768")
        self.database.executescript(_TABLES)
        self.database.execute("BEGIN")
        self._entries: Tally = Tally()

    def close(self) -> None:
        self.database.close()

    @property
    def has_entries(self) -> bool:
        """Whether there was anything at all to look at."""
        return self._entries[Kind.ENTRIES].read > 0 or next(self.problems(), None) is not None

    # -- pass one

    def gather(self, post: FoundPost, where: str) -> None:
        """File one understood entry."""
        self._entries.read(Kind.ENTRIES)
        self._entries.wrote(Kind.ENTRIES)
        self._entries.read(Kind.POSTS)
        for sentence in post.mended:
            self.note(Problem(ProblemKind.MENDED, where, sentence))
        if post.handle and post.author:
            self._saw_handle(post, post.author)
        self.database.execute("INSERT OR IGNORE INTO slugs VALUES (?, ?)", (post.topic, post.slug.lower()))
        self.database.executemany(
            "INSERT OR IGNORE INTO addresses VALUES (?, ?, ?)", topic_addresses(post.raw)
        )
        self._file(post, where)

    def broken(self, problem: Problem, *, is_entry: bool = True) -> None:
        """Name what could not be read; a file that breaks off is no entry of its own."""
        self.note(problem)
        if is_entry:
            self._entries.read(Kind.ENTRIES)
            self._entries.skip(Kind.ENTRIES, Reason.BROKEN)

    def note(self, problem: Problem) -> None:
        row = (problem.kind, problem.where, problem.sentence)
        self.database.execute("INSERT INTO problems VALUES (?, ?, ?)", row)

    def _saw_handle(self, post: FoundPost, author: str) -> None:
        self.database.execute(
            "INSERT INTO handles VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " handle = CASE WHEN excluded.seen >= seen THEN excluded.handle ELSE handle END,"
            " seen = max(seen, excluded.seen)",
            (post.handle.lower(), post.handle, author, post.written),
        )

    def _file(self, post: FoundPost, where: str) -> None:
        rank = _sortable(post)
        stored = self.database.execute("SELECT rank FROM posts WHERE id = ?", (post.id,)).fetchone()
        if stored is None:
            self._put("INSERT", post, rank)
            return
        kept: str = stored[0]
        is_same = self._has_seen(post.id, kept, rank)
        self._entries.skip(Kind.POSTS, Reason.SAME if is_same else Reason.OLDER)
        if not is_same and kept[:_TOLD_BY_TIME] == rank[:_TOLD_BY_TIME]:
            sentence = f"Post {post.id} stands here otherwise than elsewhere, and neither is newer."
            self.note(Problem(ProblemKind.CONFLICT, where, sentence))
        if rank > kept:
            self._put("REPLACE", post, rank)

    def _has_seen(self, post: int, kept: str, rank: str) -> bool:
        """Whether this very copy came before, be it the one that stands or one that gave way."""
        copies = "INSERT OR IGNORE INTO copies VALUES (?, ?)"
        self.database.execute(copies, (post, kept.rsplit(" ", 1)[1]))
        return self.database.execute(copies, (post, rank.rsplit(" ", 1)[1])).rowcount == 0

    def _put(self, verb: str, post: FoundPost, rank: str) -> None:
        # A list: Python 3.11 keeps up to 2,000 spent tuples of just this length.
        row = [
            post.id, post.topic, post.number, post.author, post.name, post.has_portrait, post.is_staff,
            post.written, post.version, post.updated, zlib.compress(post.raw.encode(), 1), post.title,
            post.category, post.is_private, post.fate, post.reply_to, post.addressee,
            post.is_hidden, post.likes, json.dumps(post.reactions),
            rank,
        ]  # fmt: skip
        self.database.execute(f"{verb} INTO posts VALUES ({','.join('?' * len(row))})", row)

    # -- between the passes

    def settle(self) -> None:
        """Decide what stands, once every entry was gathered."""
        self.database.execute("COMMIT")
        self.database.executescript(_SETTLE)
        for topic, gaps in groupby(self.database.execute(_GAPS), key=itemgetter(0)):
            self._note_gaps(topic, [(first, last) for _, first, last in gaps])

    def _note_gaps(self, topic: int, gaps: list[tuple[int, int]]) -> None:
        """Say what the numbers of a topic's posts leave out; the archive has no word of those."""
        where = f"topic {topic}"
        if gaps[0][0] == 1:
            sentence = f"Its first post is not in the archive; the earliest is number {gaps[0][1] + 1}."
            self.note(Problem(ProblemKind.HEADLESS, where, sentence))
        missing = sum(last - first + 1 for first, last in gaps)
        shown = [
            str(first) if first == last else f"{first}–{last}" for first, last in gaps[:_MOST_GAPS_SHOWN]
        ]
        more = " and others" if len(gaps) > _MOST_GAPS_SHOWN else ""
        sentence = f"Posts that are not in the archive: {missing} (number {', '.join(shown)}{more})."
        self.note(Problem(ProblemKind.GAP, where, sentence))

    def problems(self) -> Iterator[Problem]:
        for kind, where, sentence in self.database.execute("SELECT * FROM problems ORDER BY rowid"):
            yield Problem(ProblemKind(kind), where, sentence)

    def tally(self) -> Tally:
        """Everything read, and what of it never reaches the writer; the rest is for the writer to account."""
        tally = Tally()
        tally.merge(self._entries)
        for fate, count in self.database.execute(
            "SELECT fate, count(*) FROM posts WHERE fate NOTNULL GROUP BY 1"
        ):
            tally.skip(Kind.POSTS, fate, count)
        for kind, query, reason in (
            (Kind.TOPICS, _COUNT_TOPICS, Reason.NO_POST_LEFT),
            (Kind.MEMBERS, _COUNT_MEMBERS, Reason.WROTE_NOTHING),
            (Kind.SPACES, _COUNT_SPACES, Reason.NO_POST_LEFT),
        ):
            read, carried = self.database.execute(query).fetchone()
            tally.read(kind, read)
            tally.skip(kind, reason, read - carried)
        (portraits,) = self.database.execute(_COUNT_PORTRAITS).fetchone()
        tally.read(Kind.PORTRAITS, portraits)
        tally.leave(Kind.PORTRAITS, Reason.NO_FILES, portraits)
        return tally


_TOLD_BY_TIME = 20 + 1 + 20 + 1 + 1 + 1 + 20  # the parts of a rank that say which copy is newer


def _sortable(post: FoundPost) -> str:
    """The rank as text that sorts as the rank does."""
    updated, version, is_gone, reads, digest = post.rank
    return f"{updated:020d} {version:020d} {is_gone:d} {reads:020d} {digest.hex()}"
