"""Results as plain values that any database keeps, and back: what is stored is what was found, to the bit."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from groundswell.power.engine.results import Exclusion, Interval, Result, Shape, State
from groundswell.power.engine.spans import Window

_SHAPES = {shape.__name__: shape for shape in get_args(Shape)}


def plain_shape(shape: Shape | None) -> dict[str, Any] | None:
    """The shape as JSON has it, with its name."""
    if shape is None:
        return None
    values = {each.name: _plain(getattr(shape, each.name)) for each in fields(shape)}
    return {"shape": type(shape).__name__, **values}


def shape_of(kept: Mapping[str, Any] | None) -> Shape | None:
    """The shape again. One that this version does not know is none."""
    if kept is None or kept.get("shape") not in _SHAPES:
        return None
    values = {name: _frozen(value) for name, value in kept.items() if name != "shape"}
    made: Shape = _SHAPES[kept["shape"]](**values)
    return made


def plain_excluded(excluded: Mapping[Exclusion, int]) -> dict[str, int]:
    """How many were left out and why; what nobody was left out for is not said."""
    return {why.value: int(count) for why, count in sorted(excluded.items()) if count}


def excluded_of(kept: Mapping[str, int]) -> dict[Exclusion, int]:
    known = {each.value for each in Exclusion}
    return {Exclusion(why): count for why, count in kept.items() if why in known}


def plain_result(result: Result) -> dict[str, Any]:
    """The result without its parts, its window and who was left out, which stand beside it."""
    interval = result.interval
    return {
        "measure": result.measure,
        "window": [result.window.start, result.window.end],
        "state": result.state.value,
        "n": int(result.n),
        "value": None if result.value is None else float(result.value),
        "low": None if interval is None else float(interval.low),
        "high": None if interval is None or interval.high is None else float(interval.high),
        "method": interval.method if interval else "",
        "excluded": plain_excluded(result.excluded),
        "parts": {name: plain_result(part) for name, part in result.parts.items()},
        "shape": plain_shape(result.shape),
    }


def result_of(kept: Mapping[str, Any]) -> Result:
    """The result again, equal to what was kept but for exclusions that counted nobody."""
    has_interval = kept["method"] and kept["low"] is not None
    return Result(
        measure=kept["measure"],
        window=Window(*kept["window"]),
        state=State(kept["state"]),
        n=kept["n"],
        value=kept["value"],
        interval=Interval(kept["low"], kept["high"], kept["method"]) if has_interval else None,
        excluded=excluded_of(kept["excluded"]),
        parts={name: result_of(part) for name, part in kept["parts"].items()},
        shape=shape_of(kept["shape"]),
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a shape holds
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever a shape holds
    if isinstance(value, Mapping):
        return {key: _frozen(each) for key, each in value.items()}
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
