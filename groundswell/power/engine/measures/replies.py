"""Who replies to whom: the network on which cohesion and influence rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.columns import NOBODY, Columns, Index
from groundswell.power.engine.entries import WRITING, Flags, Verb
from groundswell.power.engine.results import Exclusion, Result, Shape, State
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
            **columns.left_out(window, WRITING),
            Exclusion.TO_ONESELF: int(is_own.sum()),
            Exclusion.UNKNOWN_AUTHOR: int((~is_known).sum()),
        },
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """A census of `n` people, arcs or ties, with what is told beside its value."""

    n: int
    value: float
    parts: Mapping[str, Result] = field(default_factory=dict)
    shape: Shape | None = None


def counted(measure: Measure, window: Window, found: Replies, *, what: Counted) -> Result:
    return Result(
        measure.id,
        window,
        State.COUNTED,
        what.n,
        what.value,
        excluded=found.excluded,
        parts=what.parts,
        shape=what.shape,
    )


def too_few(measure: Measure, window: Window, found: Replies, *, n: int) -> Result:
    state = State.TOO_FEW if n else State.UNDEFINED
    return Result(measure.id, window, state, n, excluded=found.excluded)


def _marked(places: Index, size: int) -> Flags:
    found = np.zeros(size, dtype=bool)
    found[places] = True
    return found
