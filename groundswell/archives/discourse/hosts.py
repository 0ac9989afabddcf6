"""Where the forum stood on the web, told by the archive itself.

Posts of a forum link to its topics. The address under which most links name a topic of the archive by its
number and its own words is the forum's. Seeded topics ('welcome', 5) are the same on many forums; one
matching link is therefore enough for the best address, and not for a second one.
"""

import re
import sqlite3
from collections.abc import Iterator

_URL = re.compile(r"https?://([^\s<>()\[\]\"'|\\?#]{1,600}+)", re.IGNORECASE)
_TOPIC = re.compile(r"([^/]{1,255}+)/(\d{1,15}+)(?:/|$)")
_MOST_PER_POST = 1000
_ENOUGH = 3  # topics that a second address must name
_SHARE = 10  # and no fewer than a tenth of what the best one names
_VOTES = """
SELECT base, count(*) FROM addresses JOIN slugs USING (topic, slug) GROUP BY base ORDER BY 2 DESC, 1 LIMIT 20
"""


def topic_addresses(raw: str) -> Iterator[tuple[str, int, str]]:
    """Yield base, topic and slug of what may be links to topics: `forum.example/talk`, 12, `hello-all`."""
    if "/t/" not in raw:
        return
    for found, url in enumerate(_URL.finditer(raw)):
        base, is_topic, rest = url[1].partition("/t/")
        topic = _TOPIC.match(rest) if is_topic else None
        if topic:
            yield base.lower(), int(topic[2]), topic[1].lower()
        if found >= _MOST_PER_POST:
            return


def own_bases(database: sqlite3.Connection) -> tuple[str, ...]:
    """The forum's addresses, the most used first; empty where no link gives them away."""
    votes = database.execute(_VOTES).fetchall()
    if not votes:
        return ()
    best, most = votes[0]
    return (best, *(base for base, count in votes[1:] if count >= _ENOUGH and count * _SHARE >= most))
