"""Influence: whose words others take up. For each person alone and for those whose role it is; never shared.

No measure of the catalogue, for what is there may be shown to everybody. Influence on paper is no power to
act, and a table of the first ten would soon measure nothing but who wants to stand in it.
"""

from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.catalogue.influence import INFLUENCE
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.entries import Flags, Ids, Rows
from groundswell.power.engine.measures.replies import replies
from groundswell.power.engine.measures.responses import responses
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.engine.statistics.arrays import Numbers, Whole
from groundswell.power.engine.statistics.networks import Network
from groundswell.power.engine.statistics.pagerank import pagerank

_MONTH = round(INFLUENCE.parameters["days between places"]) * DAY
_YEAR = round(INFLUENCE.parameters["days of h"]) * DAY
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's. `place` is the share of people with less attention, half of those with as much included.

    `change` is against four weeks before, None for who was not there then. `h` of the last year, and
    `h_ever`, is how many posts had a response from as many different others each.
    """

    place: float
    change: float | None
    h: int
    h_ever: int
    repliers: int


@dataclass(frozen=True, slots=True, eq=False)
class Influence(Rows):
    """By `person`, an id, ascending. `was_there` says where `change` means anything."""

    person: Ids
    place: Numbers
    change: Numbers
    was_there: Flags
    h: Whole
    h_ever: Whole
    repliers: Whole

    def of(self, person: int) -> Standing | None:
        """None for who did not take part, or where there are too few to be told apart."""
        row = int(np.searchsorted(self.person, person))
        if row == len(self) or self.person[row] != person:
            return None
        return Standing(
            place=float(self.place[row]),
            change=float(self.change[row]) if self.was_there[row] else None,
            h=int(self.h[row]),
            h_ever=int(self.h_ever[row]),
            repliers=int(self.repliers[row]),
        )


def influence(columns: Columns, window: Window) -> Influence:
    """Of everybody who wrote or was replied to in the window; of nobody where these are fewer than thirty."""
    found = replies(columns, window)
    there, places = found.people, _places(found.network)
    earlier = _earlier(columns, window)[there]
    said = responses(columns, window.end)
    everything = Influence(
        person=columns.people.id[there],
        place=places,
        change=np.where(earlier >= 0, places - earlier, 0.0),
        was_there=earlier >= 0,
        h=said.h_index(since=window.end - _YEAR)[there],
        h_ever=said.h_index()[there],
        repliers=np.bincount(found.network.heads, minlength=len(there)),
    )
    return everything if len(there) >= INFLUENCE.minimum else everything.take(slice(0, 0))


def _earlier(columns: Columns, window: Window) -> Numbers:
    """By person, the place four weeks before; -1 for who was not there, or where too few were."""
    found = replies(columns, Window(window.start - _MONTH, window.end - _MONTH))
    places = np.full(len(columns.people), -1.0)
    if len(found.people) >= INFLUENCE.minimum:
        places[found.people] = _places(found.network)
    return places


def _places(network: Network) -> Numbers:
    """The mid-rank of each among all by PageRank, which itself says nothing: it falls as people come.

    The last digits of equal ranks differ by the order of sums; places do not hang on them.
    """
    ranks = np.round(pagerank(network) * network.size, _DIGITS)
    order = np.sort(ranks)
    below = np.searchsorted(order, ranks, side="left") + np.searchsorted(order, ranks, side="right")
    return below / (2 * max(network.size, 1))
