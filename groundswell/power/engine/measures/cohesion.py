"""Cohesion: whether people have something to do with each other, by who replies to whom."""

from collections.abc import Mapping

from groundswell.power.engine.catalogue.cohesion import (
    BRIDGES,
    COMPONENTS,
    CORE,
    ISOLATES,
    PARTNERS,
    RECIPROCITY,
    TRANSITIVITY,
)
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.measures.replies import Counted, counted, replies, too_few
from groundswell.power.engine.results import Interval, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics import graphs
from groundswell.power.engine.statistics.arrays import Numbers
from groundswell.power.engine.statistics.medians import median
from groundswell.power.engine.statistics.proportions import Z, wilson
from groundswell.power.engine.statistics.rewiring import reciprocity_by_chance
from groundswell.power.engine.statistics.seeds import generator


def partners(columns: Columns, window: Window) -> Result:
    """Half of those who wrote exchanged replies with at least so many others, whoever of the two replied."""
    found = replies(columns, window)
    middle = median(found.network.neighbours()[found.has_written])
    if middle is None or found.writers < PARTNERS.minimum:
        return too_few(PARTNERS, window, found, n=found.writers)
    value, interval = middle
    return Result(PARTNERS.id, window, State.ESTIMATED, found.writers, value, interval, found.excluded)


def reciprocity(columns: Columns, window: Window) -> Result:
    """Share of arcs that have one back; beside it what chance alone would make of as many arcs."""
    found = replies(columns, window)
    n = len(found.network)
    if n < RECIPROCITY.minimum:
        return too_few(RECIPROCITY, window, found, n=n)
    share = found.network.reciprocated() / n
    drawn = reciprocity_by_chance(
        found.network, generator(RECIPROCITY.id, window), draws=int(RECIPROCITY.parameters["rewired"])
    )
    parts = _beyond_chance(share, drawn, n, window=window)
    return counted(RECIPROCITY, window, found, what=Counted(n, share, parts))


def _beyond_chance(share: float, drawn: Numbers, n: int, *, window: Window) -> Mapping[str, Result]:
    """What chance makes, how far the share is from it, and how many of its standard deviations that is."""
    mean, spread = float(drawn.mean()), float(drawn.std(ddof=1))
    low, high = max(mean - Z * spread, 0), min(mean + Z * spread, 1)
    by_chance = Interval(low, high, "rewired")
    beyond = Interval(share - high, share - low, "rewired")
    score = Result(RECIPROCITY.id, window, State.UNDEFINED, n)
    if spread:
        score = Result(RECIPROCITY.id, window, State.COUNTED, n, (share - mean) / spread)
    return {
        "by chance": Result(RECIPROCITY.id, window, State.ESTIMATED, n, mean, by_chance),
        "beyond chance": Result(RECIPROCITY.id, window, State.ESTIMATED, n, share - mean, beyond),
        "z": score,
    }


def components(columns: Columns, window: Window) -> Result:
    """Share of people in the largest part that hangs together; and in which replies lead from all to all."""
    found = replies(columns, window)
    n = len(found.people)
    if n < COMPONENTS.minimum:
        return too_few(COMPONENTS, window, found, n=n)
    weak, strong = graphs.largest_components(found.network)
    both_ways = Result(COMPONENTS.id, window, State.COUNTED, n, strong / n)
    return counted(COMPONENTS, window, found, what=Counted(n, weak / n, {"both ways": both_ways}))


def isolates(columns: Columns, window: Window) -> Result:
    """Share of those who wrote who neither replied to anybody nor had a reply."""
    found = replies(columns, window)
    n = found.writers
    if n < ISOLATES.minimum:
        return too_few(ISOLATES, window, found, n=n)
    alone = int((found.network.neighbours()[found.has_written] == 0).sum())
    return Result(ISOLATES.id, window, State.ESTIMATED, n, alone / n, wilson(alone, n), found.excluded)


def core(columns: Columns, window: Window) -> Result:
    """The most ties that each of some people has among these; and how many are where each has three."""
    found = replies(columns, window)
    n = len(found.people)
    if n < CORE.minimum:
        return too_few(CORE, window, found, n=n)
    depths = graphs.cores(found.network.undirected())
    inside = float((depths >= CORE.parameters["ties"]).sum())
    people = Result(CORE.id, window, State.COUNTED, n, inside)
    return counted(CORE, window, found, what=Counted(n, float(depths.max()), {"people": people}))


def bridges(columns: Columns, window: Window) -> Result:
    """How many people there are without whom others would no longer hang together."""
    found = replies(columns, window)
    n = len(found.people)
    if n < BRIDGES.minimum:
        return too_few(BRIDGES, window, found, n=n)
    cut = graphs.cut_places(found.network.undirected())
    return counted(BRIDGES, window, found, what=Counted(n, float(len(cut))))


def transitivity(columns: Columns, window: Window) -> Result:
    """How often two who both have to do with a third have to do with each other."""
    found = replies(columns, window)
    ties = found.network.undirected()
    closed = graphs.transitivity(ties)
    if closed is None or len(ties) < TRANSITIVITY.minimum:
        return too_few(TRANSITIVITY, window, found, n=len(ties) if closed is not None else 0)
    return counted(TRANSITIVITY, window, found, what=Counted(len(ties), closed))
