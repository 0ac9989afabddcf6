"""Writing: how unevenly people write, among those who wrote; a census of the window, so it is counted.

It rises by itself with the number of people, as newcomers write once: it is read beside n, and is no target.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.power.engine.catalogue.writing import WRITING_GINI, WRITING_SHARES
from groundswell.power.engine.columns import NOBODY, Columns
from groundswell.power.engine.entries import WRITING, Ids
from groundswell.power.engine.privacy import FEWEST
from groundswell.power.engine.results import Exclusion, Parts, Result, State
from groundswell.power.engine.spans import Window
from groundswell.power.engine.statistics.inequality import gini, lorenz, top_people

_MOST_STEPS = 99


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """How many topics and replies each person wrote, ascending; how many were active and wrote nothing."""

    posts: Ids
    silent: int
    excluded: Mapping[Exclusion, int]

    @property
    def people(self) -> int:
        return len(self.posts)


def writing(columns: Columns, window: Window) -> Writing:
    inside = columns.acts.within(window).deliberate()
    written = inside.writing()
    posts = np.bincount(written.by_somebody().person, minlength=len(columns.people))
    return Writing(
        posts=np.sort(posts[posts > 0]),
        silent=int((columns.who(inside) & (posts == 0)).sum()),
        excluded={
            **columns.left_out(window, WRITING),
            Exclusion.UNKNOWN_AUTHOR: int((written.person == NOBODY).sum()),
        },
    )


def writing_gini(columns: Columns, window: Window) -> Result:
    """Of posts by person, corrected for few people; beside it, with active people who wrote nothing."""
    found = writing(columns, window)
    n = found.people
    value = gini(found.posts) if n >= WRITING_GINI.minimum else None
    if value is None:
        return Result(WRITING_GINI.id, window, WRITING_GINI.lacking(n), n, excluded=found.excluded)
    everybody = np.concatenate([np.zeros(found.silent, dtype=np.int64), found.posts])
    with_silent = Result(WRITING_GINI.id, window, State.COUNTED, len(everybody), gini(everybody))
    return Result(
        WRITING_GINI.id,
        window,
        State.COUNTED,
        n,
        value,
        excluded=found.excluded,
        parts={"with the silent": with_silent},
        shape=lorenz(found.posts, steps=min(n // FEWEST, _MOST_STEPS)),
    )


def writing_shares(columns: Columns, window: Window) -> Result:
    """What the most active tenth of writers wrote, of all posts; and the most active hundredth.

    They are whole people, rounded up. A hundredth of fewer than 401 people would be fewer than five, and is
    not told.
    """
    found = writing(columns, window)
    n, posts = found.people, int(found.posts.sum())
    if n < WRITING_SHARES.minimum:
        return Result(WRITING_SHARES.id, window, WRITING_SHARES.lacking(n), n, excluded=found.excluded)
    few, tenth = top_people(found.posts, 0.01), top_people(found.posts, 0.1)
    by_tenth, by_few = int(found.posts[-tenth:].sum()), int(found.posts[-few:].sum())
    if few >= FEWEST:
        hundredth = Result(WRITING_SHARES.id, window, State.COUNTED, n, by_few / posts)
        counts = {"top 1 %": by_few, "next 9 %": by_tenth - by_few, "others": posts - by_tenth}
    else:
        hundredth = Result(WRITING_SHARES.id, window, State.TOO_FEW, n)
        counts = {"top 10 %": by_tenth, "others": posts - by_tenth}
    return Result(
        WRITING_SHARES.id,
        window,
        State.COUNTED,
        n,
        by_tenth / posts,
        excluded=found.excluded,
        parts={"top 1 %": hundredth},
        shape=Parts(posts, counts),
    )
