"""Answers what links, quotes and mentions point to: only what is carried exists."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CarriedOnly:
    """The directory over the settled index."""

    database: sqlite3.Connection

    def post_at(self, topic: int, number: int) -> str | None:
        return self._key(
            "SELECT id FROM posts WHERE topic = ? AND number = ? AND fate IS NULL ORDER BY rank DESC LIMIT 1",
            topic,
            number,
        )

    def post(self, post: int) -> str | None:
        return self._key("SELECT id FROM posts WHERE id = ? AND fate IS NULL", post)

    def topic(self, topic: int) -> str | None:
        return self._key("SELECT id FROM topics WHERE id = ? AND posts > 0", topic)

    def topic_named(self, slug: str) -> str | None:
        """By words that were once in its address, if they were in no other's."""
        return self._key(
            "SELECT min(topics.id) FROM slugs JOIN topics ON topics.id = slugs.topic AND posts > 0"
            " WHERE slug = ? HAVING count(*) = 1",
            slug.lower(),
        )

    def space(self, space: int) -> str | None:
        return self._key("SELECT category FROM topics WHERE category = ? AND posts > 0 LIMIT 1", space)

    def member(self, handle: str) -> str | None:
        """By the present or a former name; the one who bore it last, where there were two."""
        return self._key(
            "SELECT author FROM handles JOIN members ON members.id = author AND posts > 0"
            " WHERE folded = ? ORDER BY seen DESC, author LIMIT 1",
            handle.lower(),
        )

    def _key(self, query: str, *values: int | str) -> str | None:
        row = self.database.execute(query, values).fetchone()
        return None if row is None else str(row[0])
