"""Newcomers followed to the end of their return: the window in which whole cohorts of them were."""

from groundswell.power.engine.catalogue.newcomers import RETURN_WHEN_ANSWERED, RETURNED
from groundswell.power.engine.columns import Columns
from groundswell.power.engine.measures.cohorts import Edges, joined, merged, whole
from groundswell.power.engine.measures.newcomers import Newcomers, newcomers
from groundswell.power.engine.spans import Window


def whole_beginnings(columns: Columns, window: Window) -> Window:
    """Where those who first wrote were followed in whole cohorts: no two weeks differ by fewer than five."""
    return _whole(columns, window, _of_writers(columns))


def whole_paths(columns: Columns, window: Window) -> Window:
    """The same of those who wait for an answer."""
    return _whole(columns, window, _of_newcomers(columns, _all_newcomers(columns)))


def whole_groups(columns: Columns, window: Window) -> Window:
    """The same with five in each cohort who were answered, and five who were not."""
    found = _all_newcomers(columns)
    is_answered = found.answered_within(RETURN_WHEN_ANSWERED.parameters["answered within"])
    edges = merged(_of_newcomers(columns, found), found.wrote_at, (is_answered, ~is_answered))
    return _whole(columns, window, edges)


def _of_writers(columns: Columns) -> Edges:
    wrote = columns.people.wrote
    return joined(wrote[wrote < columns.cut_off])


def _of_newcomers(columns: Columns, found: Newcomers) -> Edges:
    return merged(_of_writers(columns), found.wrote_at)


def _all_newcomers(columns: Columns) -> Newcomers:
    return newcomers(columns, Window(0, columns.cut_off))


def _whole(columns: Columns, window: Window, edges: Edges) -> Window:
    followed = int(RETURNED.parameters["before"])
    return whole(window, edges, cut_off=columns.cut_off, followed=followed)
