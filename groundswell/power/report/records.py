"""A report as JSON: what docs/reference/power-report.md describes. Numbers are as reckoned, not rounded."""

from dataclasses import asdict
from typing import Any

from groundswell import __version__
from groundswell.kernel import clock
from groundswell.power.engine.readings.reading import Index, Reading
from groundswell.power.engine.results import Interval, Result, Shape
from groundswell.power.engine.spans import Window
from groundswell.power.report.measured import Measured, Report
from groundswell.power.report.steps import NextStep, steps_of

FORMAT = "groundswell-power-report"
VERSION = 1

Json = dict[str, Any]


def record_of(report: Report, *, names: bool = False) -> Json:
    """Everything, in an order that does not change. Names stand in it only with `names`."""
    source = report.source
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_by": f"groundswell {__version__}",
        "source": {
            "name": source.name,
            "lines": source.lines,
            "broken": source.broken,
            "problems": [f"{each.where}: {each.sentence}" for each in source.problems],
        },
        "cut_off": moment(report.end),
        "began": moment(report.began),
        "people": report.people,
        "topics": report.topics,
        "acts": report.acts,
        "advice": [_advice(each) for each in steps_of(report, names=names)],
        "readings": [_reading(each) for each in report.weeks[-1]],
        "index": None if report.index is None else _index(report.index),
        "weeks": [_week(readings) for readings in report.weeks],
        "measures": [_measured(each) for each in report.measured],
    }


def result_of(result: Result) -> Json:
    """A result and those within it."""
    return {
        "measure": result.measure,
        "window": _window(result.window),
        "state": str(result.state),
        "n": result.n,
        "value": result.value,
        "interval": None if result.interval is None else _interval(result.interval),
        "excluded": {str(each): count for each, count in sorted(result.excluded.items())},
        "parts": {name: result_of(part) for name, part in result.parts.items()},
        "shape": None if result.shape is None else _shape(result.shape),
    }


def moment(at: int) -> str:
    return clock.from_micros(at).isoformat().replace("+00:00", "Z")


def _measured(each: Measured) -> Json:
    told = {
        "title": str(each.definition.title),
        "unit": str(each.measure.unit),
        "minimum": each.measure.minimum,
        "parameters": dict(each.measure.parameters),
    }
    return {"name": each.measure.name, **told, **result_of(each.result)}


def _advice(step: NextStep) -> Json:
    advice = step.advice
    told = {"act": step.act, "reason": step.reason, "evidence": list(step.evidence)}
    return {
        "rule": advice.rule,
        "moves": advice.moves,
        **told,
        "people": advice.people,
        "hours": advice.hours,
    }


def _reading(each: Reading) -> Json:
    change, target = each.change, each.target
    return {
        "name": each.name,
        "says": str(each.says),
        "arrow": str(change.arrow),
        "was": change.was,
        "by": change.by,
        "by_interval": None if change.interval is None else _interval(change.interval),
        "before": None if change.before is None else _window(change.before),
        "target": None if target is None else target.target,
        "attainment": each.attainment,
        "place": each.place,
        "result": result_of(each.result),
    }


def _index(index: Index) -> Json:
    """power.v1, as an interval by chance and under any weights; or why there is none."""
    return {
        "id": "power.v1",
        "value": index.value,
        "low": index.low,
        "high": index.high,
        "least": index.least,
        "most": index.most,
        "missing": {name: str(why) for name, why in index.missing.items()},
    }


def _week(readings: tuple[Reading, ...]) -> Json:
    """The eight of one week, in short."""
    told = {each.name: _short(each.result) for each in readings}
    return {"end": moment(readings[0].week), "readings": told}


def _short(result: Result) -> Json:
    interval = None if result.value is None or result.interval is None else _interval(result.interval)
    return {"state": str(result.state), "n": result.n, "value": result.value, "interval": interval}


def _window(window: Window) -> Json:
    return {"start": moment(window.start), "end": moment(window.end)}


def _interval(interval: Interval) -> Json:
    return {"low": interval.low, "high": interval.high, "method": interval.method}


def _shape(shape: Shape) -> Json:
    return {"is": type(shape).__name__.lower(), **asdict(shape)}
