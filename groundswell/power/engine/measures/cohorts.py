"""Cohorts that are never of few: weeks joined until five people have begun in each group.

They are joined from the very first week on, so that later reckonings join the same, and whatever changed
from one reckoning to the next is of five or more. Coarser cohorts are made of finer ones.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from groundswell.power.engine.entries import Flags, Ids
from groundswell.power.engine.privacy import FEWEST
from groundswell.power.engine.spans import DAY, WEEK, Window, end_of_week

# From when to when each began, in order.
Edges: TypeAlias = tuple[Ids, Ids]


def joined(began: Ids) -> Edges:
    """Of weeks; what is left over at the end waits for more."""
    origin = end_of_week(int(began.min(initial=0)))
    starts = np.unique((began - origin) // WEEK) * WEEK + origin
    return merged((starts, starts + WEEK), began)


def merged(finer: Edges, began: Ids, groups: Sequence[Flags] = ()) -> Edges:
    """Of finer cohorts; `groups` say of each beginning whether it is one of theirs."""
    starts, ends = finer
    row = np.searchsorted(ends, began, side="right")
    is_inside = (row < len(starts)) & (began >= np.append(starts, 0)[np.minimum(row, len(starts))])
    told = groups or (np.ones(len(began), dtype=bool),)
    counts = [np.bincount(row[is_inside & group], minlength=len(starts)) for group in told]
    found: list[tuple[int, int]] = []
    first, people = 0, np.zeros(len(told), dtype=np.int64)
    for place, count in enumerate(np.stack(counts, axis=1)):
        people = people + count
        if (people >= FEWEST).all():
            found.append((int(starts[first]), int(ends[place])))
            first, people = place + 1, np.zeros_like(people)
    edges = np.array(found, dtype=np.int64).reshape(-1, 2)
    return edges[:, 0], edges[:, 1]


def whole(window: Window, edges: Edges, *, cut_off: int, followed: int) -> Window:
    """The part of the window that whole cohorts fill which were followed so many days; of none, a moment."""
    starts, ends = edges
    inside = (starts >= window.start) & (ends <= window.end) & (ends + followed * DAY <= cut_off)
    if not inside.any():
        return Window(window.end - 1, window.end)
    return Window(int(starts[inside][0]), int(ends[inside][-1]))
