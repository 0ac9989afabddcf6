"""Groups: who answers whom between parts of a community, if there are any that another look finds again."""

from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.catalogue.cohesion import GROUPS
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.measures.replies import Counted, counted, replies, too_few
from groundswell.power.engine.results import Result, State, Ties
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.arrays import Whole
from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.partitions import Partition, agreement, leiden
from groundswell.power.engine.statistics.seeds import generator
from groundswell.power.engine.statistics.suppression import left_out

OTHERS = "others"
_FEWEST = int(GROUPS.parameters["people behind a cell"])


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """By place: the number of the group. Of `sizes`, the last may be all that are too small or too many."""

    of: Whole
    sizes: Whole
    with_others: bool

    @property
    def names(self) -> tuple[str, ...]:
        named = len(self.sizes) - self.with_others
        numbers = tuple(str(number + 1) for number in range(named))
        return (*numbers, OTHERS) if self.with_others else numbers


def groups(columns: Columns, window: Window) -> Result:
    """How many groups of five or more there are, if ten throws of the dice agree; the shape tells of replies.

    People without ties are in none.
    """
    found = replies(columns, window)
    network = found.network.tied()
    n = network.size
    if n < GROUPS.minimum:
        return too_few(GROUPS, window, found, n=n)
    seen = _partitions(network, window)
    agreed = agreement(seen)
    parts = {"agreement": Result(GROUPS.id, window, State.COUNTED, n, agreed)}
    if agreed < GROUPS.parameters["agreement"]:
        return Result(GROUPS.id, window, State.UNSTABLE, n, excluded=found.excluded, parts=parts)
    best = max(seen, key=lambda each: each.modularity)
    parts["modularity"] = Result(GROUPS.id, window, State.COUNTED, n, best.modularity)
    large = float((np.bincount(best.groups) >= _FEWEST).sum())
    return counted(GROUPS, window, found, what=Counted(n, large, parts, _ties(network, _shown(best.groups))))


def _partitions(network: Network, window: Window) -> list[Partition]:
    """Each tie weighs the same: two who write to each other a hundred times make no group of their own."""
    ties = network.undirected()
    alike = Network(ties.size, ties.tails, ties.heads, np.ones_like(ties.weights))
    return leiden(alike, generator(GROUPS.id, window), times=int(GROUPS.parameters["seeds"]))


def _shown(groups: Whole) -> _Shown:
    """The largest groups; the others become one, which takes in another group if it were too small itself."""
    sizes = np.bincount(groups)
    shown = min(int((sizes >= _FEWEST).sum()), int(GROUPS.parameters["groups shown"]))
    if shown and 0 < sizes[shown:].sum() < _FEWEST:
        shown -= 1
    of = np.minimum(groups, shown)
    return _Shown(of, np.bincount(of), with_others=shown < len(sizes))


def _ties(network: Network, shown: _Shown) -> Ties:
    """Replies by group; without the cells behind which stand too few, and without those that would tell them.

    There stand as many people behind a cell as replied in it, or as were replied to, if these are fewer.
    """
    count = len(shown.sizes)
    tails, heads = shown.of[network.tails], shown.of[network.heads]
    cells = np.bincount(tails * count + heads, network.weights, count**2).astype(np.int64)
    repliers = np.unique(network.tails * count + heads)
    answered = np.unique(network.heads * count + tails)
    said_by = np.bincount(shown.of[repliers // count] * count + repliers % count, minlength=count**2)
    said_to = np.bincount(answered % count * count + shown.of[answered // count], minlength=count**2)
    is_small = (cells > 0) & (np.minimum(said_by, said_to) < _FEWEST)
    is_out = left_out(cells.reshape(count, count), is_small.reshape(count, count))
    table = np.where(is_out, -1, cells.reshape(count, count)).tolist()
    rows = tuple(tuple(None if cell < 0 else cell for cell in row) for row in table)
    return Ties(shown.names, tuple(shown.sizes.tolist()), rows)
