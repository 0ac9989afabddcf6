"""Among how many people work is shared, had other work come up: by who did it, and on what occasion."""

from dataclasses import replace

import numpy as np

from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.arrays import Numbers, Whole
from groundswell.power.engine.statistics.jackknife import on_log_scale


def effective_sharers(person: Whole, occasion: Whole) -> tuple[float, Interval] | None:
    """1 / the chance that two pieces of work from two different occasions are one person's (Simpson 1949).

    As many equal people as would meet so rarely: 1 / Σp² of what each is likely to do, without the bias of
    1 / Σp² of what each happened to do, which cannot exceed the pieces there are. `person` and `occasion`
    (a topic) are ids, a row a piece of work. The interval leaves out each occasion in turn.

    None where nobody did anything on two occasions, or only thanks to one of them: then there is too little
    to tell. Twice the community has twice as many. Of little work it may come to more people than there was
    work, and of work in turns to more than took them.
    """
    people, who = np.unique(person, return_inverse=True)
    occasions, where = np.unique(occasion, return_inverse=True)
    cells, rows = np.unique(where * len(people) + who, return_counts=True)
    at, by = cells // max(len(people), 1), cells % max(len(people), 1)
    made = np.bincount(by, weights=rows, minlength=len(people))
    total = np.bincount(at, weights=rows, minlength=len(occasions)).astype(np.float64)
    alike = np.bincount(at, weights=rows**2, minlength=len(occasions))
    met = np.bincount(at, weights=rows * made[by], minlength=len(occasions))
    everything = float(total.sum() ** 2 - total @ total)
    same = float(made @ made) - float(alike.sum())
    return _with_interval(everything, same, total=total, by_occasion=(met - alike).astype(np.float64))


def _with_interval(
    everything: float, same: float, *, total: Numbers, by_occasion: Numbers
) -> tuple[float, Interval] | None:
    """Of all pairs across occasions and those of one person; an occasion takes its pairs with it, twice.

    As the next occasion may bring somebody new, the spread is that with one more on which a stranger helps:
    else one who did everything would be alone for certain. Where all do the same, leaving one out changes
    nothing, though others might be drawn: pairs vary by themselves, too (Hoeffding 1948).
    """
    if same <= 0:
        return None
    total, by_occasion = np.append(total, 1), np.append(by_occasion, 0)
    with_stranger = everything + 2 * (total.sum() - 1)
    left = with_stranger - 2 * total * (total.sum() - total)
    left_same = same - 2 * by_occasion
    if not ((left_same > 0) & (left > 0)).all():
        return None
    of_pairs = 2 * (1 - same / with_stranger) / same
    interval = on_log_scale(everything / same, left / left_same, besides=of_pairs)
    if interval is None:
        return None
    return everything / same, replace(interval, low=max(interval.low, 1.0))
