"""All posts, topic by topic and batch by batch."""

from collections.abc import Iterator, Sequence

from django.db import IntegrityError

from groundswell.archives.tally import Kind
from groundswell.exchange.moving.around import Load, look_around
from groundswell.exchange.moving.batch import Batch
from groundswell.exchange.moving.move import Move
from groundswell.exchange.moving.writing import write

_LABEL = "Posts"
_TRIES = 3


def move_posts(move: Move) -> None:
    """Write what is not here yet. A batch's account counts once the batch stands."""
    total, done = move.tally[Kind.POSTS].outstanding, 0
    for loads in move.pace.batches(_loads(move), lambda load: load.weight):
        batch = _moved(move, loads)
        move.tally.merge(batch.tally)
        move.note(batch.mended)
        done += len(loads)
        move.progress.step(_LABEL, done, total)


def _loads(move: Move) -> Iterator[Load]:
    for topic in move.archive.topics():
        for post in move.archive.posts(topic.key):
            yield Load(topic, post)


def _moved(move: Move, loads: Sequence[Load]) -> Batch:
    """Look, decide, write; and look again where somebody left or deleted something in between."""
    for left in reversed(range(_TRIES)):
        batch = Batch(move.keys, look_around(move, loads), loads)
        if not batch.rows.posts:
            break
        try:
            with move.pace.transaction():
                write(move.keys, batch.rows)
            break
        except IntegrityError:
            if not left:
                raise
    return batch
