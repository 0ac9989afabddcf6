"""power.v1 of a week that is being read. Only the worker imports this: it needs numpy."""

from groundswell.power.engine.columns import Columns
from groundswell.power.engine.readings.index import index_of
from groundswell.power.engine.readings.reading import Index
from groundswell.power.engine.readings.weekly import readings_of
from groundswell.power.queries.index import was_index_on
from groundswell.power.queries.targets import registered


def wanted_index(columns: Columns) -> Index | None:
    """By what was aimed for when the week ended; None where nobody wanted it then."""
    week_end = columns.cut_off
    if not was_index_on(week_end):
        return None
    return index_of(columns, readings_of(columns, week_end, targets=registered()))
