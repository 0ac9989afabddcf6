"""Decides about each post of a batch: written, here already, or left out. Nothing is written yet."""

from collections.abc import Iterable

from groundswell.archives.records import ArchivedPost, Problem
from groundswell.archives.tally import Cargo, Kind, Loss, Tally
from groundswell.exchange.moving.around import Around, Load
from groundswell.exchange.moving.keys import Keys, datable
from groundswell.exchange.moving.layout import Layout, Rows
from groundswell.exchange.moving.move import mended
from groundswell.exchange.moving.reasons import WriterReason
from groundswell.exchange.moving.texts import NO_WORDS, Words, words_of
from groundswell.kernel.text import one_line
from groundswell.topics.models import MOST_TITLE


class Batch:
    """The rows of a batch of posts, their account, and what could not stay quite as it was."""

    def __init__(self, keys: Keys, around: Around, loads: Iterable[Load]) -> None:
        self._around = around
        self._layout = Layout(keys, around)
        self.tally = Tally()
        self.mended: list[Problem] = []
        for load in loads:
            self._take(load)

    @property
    def rows(self) -> Rows:
        return self._layout.rows

    def _take(self, load: Load) -> None:
        if reason := self._reason_to_skip(load):
            self._skip(load, reason)
        elif self._around.posts[load.post.key].is_here:
            self._account(load, load.post.cargo, already=True)
        else:
            words = words_of(load.post.text, self._around)
            cargo = self._cargo(load.post)
            self._layout.lay(load, words)
            self._mend(load, words)
            self._account(load, cargo, already=False)

    def _reason_to_skip(self, load: Load) -> WriterReason | None:
        known = self._around.posts[load.post.key]
        if self._around.has_taken_words(load):
            return WriterReason.WORDS_TAKEN
        if known.is_here and known.object_id not in self._around.authors:
            return WriterReason.DELETED_HERE
        if self._topic_was_deleted(load):
            return WriterReason.TOPIC_DELETED_HERE
        return None

    def _skip(self, load: Load, reason: WriterReason) -> None:
        self.tally.skip(Kind.POSTS, reason)
        self.tally.skip_cargo(load.post.cargo, reason)
        if not load.opens:
            return
        if self._topic_was_deleted(load):
            self.tally.skip(Kind.TOPICS, WriterReason.DELETED_HERE)
            return
        known = self._around.topics[load.topic.key]
        self.tally.wrote(Kind.TOPICS, already=known.is_here)
        if not known.is_here:  # others answer in it: it opens without the words that were taken along
            self._layout.lay(load, NO_WORDS)

    def _account(self, load: Load, cargo: Cargo, *, already: bool) -> None:
        self.tally.wrote(Kind.POSTS, already=already)
        self.tally.unload(cargo, already=already)
        if load.opens:
            self.tally.wrote(Kind.TOPICS, already=self._around.topics[load.topic.key].is_here)

    def _topic_was_deleted(self, load: Load) -> bool:
        known = self._around.topics[load.topic.key]
        return known.is_here and known.object_id not in self._around.standing_topics

    def _cargo(self, post: ArchivedPost) -> Cargo:
        """What the post holds, less a reply to what is not here."""
        if post.reply_to is None or self._layout.answered(post) is not None:
            return post.cargo
        kept = tuple((kind, count - (kind is Kind.REPLIES)) for kind, count in post.cargo.carried)
        return Cargo(kept, (*post.cargo.left, Loss(Kind.REPLIES, WriterReason.NO_ANSWERED_POST)))

    def _mend(self, load: Load, words: Words) -> None:
        where = f"post {load.post.key}"
        if words.fault:
            self.mended.append(mended(where, f"It is shown as plain text. {words.fault}"))
        if datable(load.post.place.placed_at) != load.post.place.placed_at:
            self.mended.append(mended(where, "It was written before 2000, where our time begins."))
        if load.opens and len(one_line(load.topic.title)) > MOST_TITLE:
            sentence = f"Its title was cut: here it has at most {MOST_TITLE} characters."
            self.mended.append(mended(f"topic {load.topic.key}", sentence))
