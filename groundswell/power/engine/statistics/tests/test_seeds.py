"""Chance that is the same each time, and another for each measure and window."""

import pytest

from groundswell.power.engine.spans import DAY, Window
from groundswell.power.engine.statistics.seeds import generator

pytestmark = pytest.mark.once

WINDOW = Window(0, 7 * DAY)


def test_the_same_measure_draws_the_same_numbers_everywhere() -> None:
    drawn = generator("gini.v1", WINDOW).integers(1_000_000, size=3).tolist()

    assert drawn == generator("gini.v1", WINDOW).integers(1_000_000, size=3).tolist()
    assert drawn == [602115, 261615, 976299]


def test_another_measure_version_or_window_draws_others() -> None:
    drawn = {
        int(generator(*of).integers(2**62))
        for of in [
            ("gini.v1", WINDOW),
            ("gini.v2", WINDOW),
            ("load.v1", WINDOW),
            ("gini.v1", WINDOW.earlier()),
        ]
    }

    assert len(drawn) == 4
