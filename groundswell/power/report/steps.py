"""What to do next, as a report says it: with names only where that was asked, and with the way there."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.power.definitions import advice as words
from groundswell.power.definitions.eight import READINGS
from groundswell.power.engine.advice.advised import Advice
from groundswell.power.report.measured import Report


@dataclass(frozen=True, slots=True)
class NextStep:
    """One piece of advice in words; `topic` is its title, where one is meant and names were asked for."""

    advice: Advice
    moves: str
    act: str
    reason: str
    evidence: tuple[str, ...]
    topic: str
    address: str


def steps_of(report: Report, *, names: bool) -> tuple[NextStep, ...]:
    """At most three, the most pressing first."""
    return tuple(_step(each, report, names=names) for each in report.advice)


def _step(each: Advice, report: Report, *, names: bool) -> NextStep:
    source = report.source
    return NextStep(
        advice=each,
        moves=str(READINGS[each.moves].title),
        act=words.act(each, _names(each, report, names=names)),
        reason=words.reason(each),
        evidence=tuple(words.evidence(each)),
        topic=source.topics.get(each.place.topic, "") if names else "",
        address=source.address_of(each.place.topic) if each.place.topic else "",
    )


def _names(each: Advice, report: Report, *, names: bool) -> Mapping[int, str]:
    """Of the space it is about, or of people: in an archive both have numbers of their own."""
    if each.place.space:
        return report.source.spaces
    known = report.source.people if names else {}
    return {number: name for number, name in known.items() if name}
