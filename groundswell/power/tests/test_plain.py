"""What is stored is what was found."""

import json

import pytest

from groundswell.power.engine.results import (
    Curve,
    Exclusion,
    Grid,
    Interval,
    Lorenz,
    Parts,
    Result,
    Series,
    Shape,
    State,
    Ties,
)
from groundswell.power.engine.spans import DAY, Window
from groundswell.power.plain import plain_result, result_of, shape_of

pytestmark = pytest.mark.once

WINDOW = Window(0, 84 * DAY)
SHAPES: tuple[Shape | None, ...] = (
    None,
    Curve((0.0, 0.1), (1.0, 0.7), (1.0, 0.6), (1.0, 0.8), (9, 7)),
    Lorenz((0.0, 0.5, 1.0), (0.0, 1 / 3, 1.0)),
    Series((1, 2), {"new": (1.0, None)}),
    Grid((1, 2), (5, 6), ((1.0, 0.1), (None, None))),
    Parts(9, {"team": 4, "others": 5}),
    Ties(("a", "b"), (5, 9), ((1, None), (None, 3))),
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_a_result_comes_back_as_it_went(shape: Shape | None) -> None:
    part = Result("b.v1", WINDOW, State.COUNTED, 3, 3.0)
    result = Result(
        "a.v2",
        WINDOW,
        State.ESTIMATED,
        96,
        1 / 3,
        Interval(0.1, None, "log-log"),
        {Exclusion.BOTS: 2},
        {"b": part},
        shape,
    )

    assert result_of(json.loads(json.dumps(plain_result(result)))) == result


@pytest.mark.parametrize("state", [State.TOO_FEW, State.UNDEFINED, State.UNSEEN, State.NOT_REACHED])
def test_so_does_one_without_a_value(state: State) -> None:
    result = Result("a.v1", WINDOW, state, 3)

    assert result_of(json.loads(json.dumps(plain_result(result)))) == result


def test_a_shape_of_another_version_is_none() -> None:
    assert shape_of({"shape": "Spiral", "turns": 3}) is None
