"""Months are those of UTC."""

import pytest

from groundswell.power.engine.make import at
from groundswell.power.sources.months import Month

pytestmark = pytest.mark.once


def test_months_follow_each_other_in_utc() -> None:
    january = Month(2023, 12).next()

    assert [*map(str, Month(2023, 11).until(january))] == ["2023-11", "2023-12", "2024-01"]
    assert (january.window.start, january.window.end) == (at(0), at(31))
    assert (Month.of(at(0) - 1), Month.of(at(0))) == (Month(2023, 12), january)
    assert [Month.named(name) for name in ("2024-1", "0000-01", "soon", "2024-02")] == [
        None,
        None,
        None,
        Month(2024, 2),
    ]
