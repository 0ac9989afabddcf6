"""Which cells of a table to leave out, so that none of those that must not be seen follows from its sums."""

import igraph
import numpy as np
from numpy.typing import NDArray

from groundswell.power.engine.statistics.arrays import Whole

Table = Whole
Mask = NDArray[np.bool_]


def left_out(cells: Table, is_small: Mask) -> Mask:
    """The small cells, and the cheapest others that keep them apart; all where the table cannot keep them.

    Each small cell comes to lie on a cycle, row to column to row, whose other cells are not small. Along it
    the same amount can be added here and taken there with all sums unchanged, so that whoever knows every sum
    still cannot tell the small cell from one larger by up to the least of the others (Gusfield, 1988).
    """
    is_out = is_small.copy()
    for row, column in np.argwhere(is_small):
        cycle = _cheapest(np.where(is_out, 0, cells), (cells > 0) & ~is_small, ends=(int(row), int(column)))
        if cycle is None:
            return np.ones_like(is_small)
        is_out[tuple(np.array(cycle).T)] = True
    return is_out


def _cheapest(costs: Table, usable: Mask, *, ends: tuple[int, int]) -> list[tuple[int, int]] | None:
    """The usable cells that lead from a row to a column and cost least."""
    rows = len(costs)
    steps = [(int(row), int(column)) for row, column in np.argwhere(usable)]
    roads = igraph.Graph(rows + costs.shape[1], edges=[(row, rows + column) for row, column in steps])
    # A small fee for every cell, or free roads would make the longest way as cheap as the shortest.
    fees = [float(costs[step]) + 1 for step in steps]
    row, column = ends
    if roads.distances(row, rows + column)[0][0] == float("inf"):
        return None
    way = roads.get_shortest_path(row, rows + column, weights=fees, output="epath")
    return [steps[edge] for edge in way]
