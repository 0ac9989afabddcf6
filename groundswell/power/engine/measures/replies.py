"""Who replies to whom: the network on which cohesion and influence rest."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.columns import NOBODY, Columns, Index
from groundswell.power.engine.entries import Flags, Verb
from groundswell.power.engine.results import Exclusion
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.networks import Network


@dataclass(frozen=True, slots=True, eq=False)
class Replies:
    """An arc from who replied to whom it was said, weighing as much as there were replies.

    Places of `network` are those who wrote or were replied to; `people` says who they are, `has_written` who
    of them wrote. A reply that names nobody goes to whoever opened the topic.
    """

    network: Network
    people: Index
    has_written: Flags
    excluded: Mapping[Exclusion, int]

    @property
    def writers(self) -> int:
        return int(self.has_written.sum())


def replies(columns: Columns, window: Window) -> Replies:
    """Of the window. Left out, and counted: replies to oneself, and by or to somebody unknown."""
    written = columns.acts.within(window).writing()
    said = written.take(written.verb == Verb.REPLIED)
    is_known = (said.person != NOBODY) & (said.toward != NOBODY)
    is_own = is_known & (said.person == said.toward)
    between = said.take(is_known & ~is_own)
    is_writer = _marked(written.by_somebody().person, len(columns.people))
    is_there = is_writer | _marked(between.toward, len(columns.people))
    people = np.flatnonzero(is_there).astype(np.int32)
    place = np.cumsum(is_there, dtype=np.int64) - 1
    return Replies(
        network=Network.of(place[between.person], place[between.toward], len(people)),
        people=people,
        has_written=is_writer[people],
        excluded={
            **columns.excluded,
            Exclusion.TO_ONESELF: int(is_own.sum()),
            Exclusion.UNKNOWN_AUTHOR: int((~is_known).sum()),
        },
    )


def _marked(places: Index, size: int) -> Flags:
    found = np.zeros(size, dtype=bool)
    found[places] = True
    return found
