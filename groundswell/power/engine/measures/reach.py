"""Reach: how many people came and did something here; a census, so it is counted and has no interval.

What was moved in from another system counts for what it was then, and never here: nobody came for it.
"""

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.catalogue.reach import ACTIVE_PEOPLE, VISITING_PEOPLE, WEEKLY_ACTIVE_PEOPLE
from groundswell.power.engine.columns import NOBODY, Acts, Columns
from groundswell.power.engine.entries import ACTS, WRITING, Verb
from groundswell.power.engine.results import Exclusion, Parts, Result, State
from groundswell.power.engine.spans import Window

_LEVELS = {
    "did": (Verb.DID,),
    "wrote": WRITING,
    "reacted": (Verb.REACTED, Verb.THANKED),
    "came": (Verb.VISITED,),
}


def active_people(columns: Columns, window: Window) -> Result:
    """People who did anything deliberate (A1): reacted, thanked, replied, opened a topic, did a task.

    The shape tells them apart by the most that each of them did.
    """
    return _counted(ACTIVE_PEOPLE, columns, window, verbs=ACTS)


def weekly_active_people(columns: Columns, window: Window) -> Result:
    """The same of seven days."""
    return _counted(WEEKLY_ACTIVE_PEOPLE, columns, window, verbs=ACTS)


def visiting_people(columns: Columns, window: Window) -> Result:
    """People who came signed in (A0), whether or not they did anything; unseen where no visit is recorded."""
    if not (columns.acts.verb == Verb.VISITED).any():
        return Result(VISITING_PEOPLE.id, window, State.UNSEEN, 0)
    return _counted(VISITING_PEOPLE, columns, window, verbs=(Verb.VISITED, *ACTS))


def _counted(measure: Measure, columns: Columns, window: Window, *, verbs: tuple[Verb, ...]) -> Result:
    inside = columns.acts.within(window).of(*verbs)
    ours = inside.take(~inside.imported)
    n = int(columns.who(ours).sum())
    excluded = {
        **columns.left_out(window, verbs),
        Exclusion.IMPORTED: int(inside.imported.sum()),
        Exclusion.UNKNOWN_AUTHOR: int((ours.person == NOBODY).sum()),
    }
    if n < measure.minimum:
        return Result(measure.id, window, measure.lacking(n), n, excluded=excluded)
    shape = Parts(n, _by_most(columns, ours))
    return Result(measure.id, window, State.COUNTED, n, n, excluded=excluded, shape=shape)


def _by_most(columns: Columns, acts: Acts) -> dict[str, int]:
    """How many did tasks, how many others wrote, how many others reacted, how many only came.

    A level of which these acts know nothing is left out: an archive does not tell that nobody reacted.
    """
    found = {}
    known = np.zeros(len(columns.people), dtype=bool)
    for name, verbs in _LEVELS.items():
        who = columns.who(acts.of(*verbs))
        if who.any():
            found[name] = int((who & ~known).sum())
        known |= who
    return found
