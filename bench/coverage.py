"""How often a 95 % interval holds the truth: each method, at several sizes, in a community made up for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from bench import truths
from bench.options import Options
from bench.tables import number, table
from bench.truths import BY_ASKER, QUICK, SLOW, Answers, Chance, Numbers
from groundswell.power.engine.catalogue.load import EFFECTIVE_ANSWERERS
from groundswell.power.engine.results import Interval
from groundswell.power.engine.statistics.bootstrap import bca
from groundswell.power.engine.statistics.competing import aalen_johansen
from groundswell.power.engine.statistics.inequality import effective_number
from groundswell.power.engine.statistics.jackknife import on_log_scale
from groundswell.power.engine.statistics.medians import median
from groundswell.power.engine.statistics.proportions import apart, difference, wilson
from groundswell.power.engine.statistics.sharing import effective_sharers
from groundswell.power.engine.statistics.survival import kaplan_meier
from tools.environment import ROOT

PAGE = ROOT / "docs" / "coverage.md"
SIZES = (10, 15, 20, 30, 50, 100, 300)
ENOUGH = 0.90
# Drawn so often, a coverage of .95 is known to within .007, or .014 where a bootstrap makes it dear.
TRIALS, DEAR = 4000, 1000
_RESAMPLES = 400
_SHARERS = 30
_WIDEST = EFFECTIVE_ANSWERERS.parameters["widest"]

Bounds: TypeAlias = Interval | tuple[float, float] | None
Trial: TypeAlias = Callable[[Chance, int], Bounds]


@dataclass(frozen=True, slots=True)
class Case:
    """One method for one measure. `n` says what is counted; `is_ours` whether the product uses the method."""

    measure: str
    method: str
    n: str
    truth: float
    trial: Trial
    is_ours: bool = True
    trials: int = TRIALS


def main(options: Options) -> dict[str, Any]:
    """Each case drawn again and again, seeded by its name, so that one more changes no other."""
    found: list[dict[str, Any]] = []
    for case in cases():
        options.say(f"coverage: {case.measure}, {case.method} …")
        trials = case.trials // 10 if options.is_quick else case.trials
        cells = [_covered(case, n, trials) for n in SIZES]
        about = {"measure": case.measure, "method": case.method, "n": case.n, "ours": case.is_ours}
        found.append(about | {"truth": round(case.truth, 4), "trials": trials, "cells": cells})
    return {"sizes": list(SIZES), "cases": found}


def _covered(case: Case, n: int, trials: int) -> dict[str, float]:
    """The share of intervals that hold the truth, of those that there are, and how often there is none."""
    chance = np.random.default_rng([n, *f"{case.measure}, {case.method}".encode()])
    intervals = [_bounds(case.trial(chance, n)) for _ in range(trials)]
    given = [each for each in intervals if each is not None]
    held = sum(low - 1e-12 <= case.truth <= high + 1e-12 for low, high in given)
    width = float(np.median([high - low for low, high in given])) if given else 0.0
    return {
        "held": round(held / max(len(given), 1), 4),
        "none": round(1 - len(given) / trials, 4),
        "width": round(width, 4) if np.isfinite(width) else -1,
    }


def _bounds(found: Bounds) -> tuple[float, float] | None:
    if not isinstance(found, Interval):
        return found
    return found.low, np.inf if found.high is None else found.high


def cases() -> Iterator[Case]:
    yield from _of_shares()
    yield from _of_times("quick", QUICK)
    yield from _of_times("slow", SLOW)
    yield from _of_people()
    yield from _of_sharing()
    yield from _of_spread()
    yield from _of_differences()


def _of_shares() -> Iterator[Case]:
    for share in (0.5, 0.9):

        def trial(chance: Chance, n: int, share: float = share) -> Bounds:
            return wilson(int(chance.binomial(n, share)), n)

        yield Case(f"a share of {share}", "Wilson", "people", share, trial)

    def retained(chance: Chance, n: int) -> Bounds:
        first, second = truths.returns(chance, 8 * n, 2).T
        return wilson(int(second[first][:n].sum()), n)

    yield Case("retained from period to period", "Wilson", "people", truths.retained(), retained)


def _of_times(pace: str, answers: Answers) -> Iterator[Case]:
    def answered(chance: Chance, n: int) -> Bounds:
        return kaplan_meier(*answers.draw(chance, n)[:2]).interval_at(1)

    def unanswered(chance: Chance, n: int) -> Bounds:
        return kaplan_meier(*answers.draw(chance, n)[:2]).interval_at(7)

    def middle(chance: Chance, n: int) -> Bounds:
        return kaplan_meier(*answers.draw(chance, n)[:2]).median()[1]

    def before_closing(chance: Chance, n: int) -> Bounds:
        durations, happened, _ = answers.draw(chance, n)
        closed = chance.exponential(truths.CLOSED_AFTER, n)
        cause = np.where(closed < durations, 2, happened.astype(np.int64))
        return aalen_johansen(np.minimum(durations, closed), cause).interval_at(1)

    km = "Kaplan-Meier, log-log"
    yield Case(f"{pace} answers: within 24 h", km, "topics", answers.waiting(1), answered)
    yield Case(f"{pace} answers: none in 7 d", km, "topics", answers.waiting(7), unanswered)
    yield Case(f"{pace} answers: median", "Brookmeyer-Crowley", "topics", answers.median(), middle)
    closing = answers.before_closing(1)
    yield Case(f"{pace} answers: before closing", "Aalen-Johansen", "topics", closing, before_closing)


def _of_people() -> Iterator[Case]:
    def by_asker(chance: Chance, n: int) -> Bounds:
        durations, happened, people = BY_ASKER.draw(chance, n)
        return kaplan_meier(durations, happened, clusters=people).interval_at(1)

    def alone(chance: Chance, n: int) -> Bounds:
        return kaplan_meier(*BY_ASKER.draw(chance, n)[:2]).interval_at(1)

    def staying(chance: Chance, n: int) -> Bounds:
        return kaplan_meier(*truths.stayed(chance, n)).interval_at(84)

    def half_life(chance: Chance, n: int) -> Bounds:
        return kaplan_meier(*truths.stayed(chance, n)).median()[1]

    waiting, stay = BY_ASKER.waiting(1), truths.still_there(84)
    yield Case("askers with several topics", "clustered by asker", "topics", waiting, by_asker)
    yield Case("askers with several topics", "Greenwood", "topics", waiting, alone, is_ours=False)
    yield Case("stayed 84 days", "Kaplan-Meier, log-log", "people", stay, staying)
    yield Case("half-life of a member", "Brookmeyer-Crowley", "people", truths.STAY * np.log(2), half_life)


def _of_sharing() -> Iterator[Case]:
    for people in (_SHARERS, 100):
        yield from _of_sharers(f"effective number of {people} answerers", truths.propensities(people))


def _of_sharers(measure: str, likely: Numbers) -> Iterator[Case]:
    def pairs(chance: Chance, n: int) -> Bounds:
        found = effective_sharers(*truths.answered(chance, n, likely))
        return found and found[1]

    def plain(chance: Chance, n: int) -> Bounds:
        who, topic = truths.answered(chance, n, likely)
        made = np.zeros((n, len(likely)))
        np.add.at(made, (topic, who), 1)
        left = made.sum(axis=0) - made
        without = left.sum(axis=1) ** 2 / (left**2).sum(axis=1)
        return on_log_scale(effective_number(made.sum(axis=0)) or 0, without)

    def of_counts(chance: Chance, n: int) -> Bounds:
        made = np.bincount(truths.answered(chance, n, likely)[0])
        counts = made[made > 0]
        return bca(lambda places: effective_number(counts[places]), len(counts), chance, times=_RESAMPLES)

    def told(chance: Chance, n: int) -> Bounds:
        found = effective_sharers(chance.choice(len(likely), size=n, p=likely), np.arange(n))
        return found[1] if found and (found[1].high or np.inf) <= _WIDEST * found[1].low else None

    equal = 1 / float((likely**2).sum())
    yield Case(measure, "pairs, jackknife over topics", "topics", equal, pairs)
    yield Case(measure, "first answers alone, where it is told", "topics", equal, told)
    yield Case(measure, "1 / Σp², jackknife over topics", "topics", equal, plain, is_ours=False)
    dear = "1 / Σp², BCa over people"
    yield Case(measure, dear, "topics", equal, of_counts, is_ours=False, trials=DEAR)


def _of_spread() -> Iterator[Case]:
    def ordered(chance: Chance, n: int) -> Bounds:
        found = median(truths.partners(chance, n))
        return found and found[1]

    usual = truths.of_many(lambda made: float(np.median(made)), truths.partners)
    yield Case("median of partners", "order statistics", "people", usual, ordered)


def _of_differences() -> Iterator[Case]:
    def shares(chance: Chance, n: int) -> Bounds:
        return difference((int(chance.binomial(n, 0.7)), int(chance.binomial(n, 0.5))), (n, n))

    def same_people(chance: Chance, n: int) -> Bounds:
        first, second, third = truths.returns(chance, 3 * n, 3).T
        return difference(
            (int((second & third).sum()), int((first & second).sum())), (int(second.sum()), int(first.sum()))
        )

    def curves(chance: Chance, n: int) -> Bounds:
        now, before = (kaplan_meier(*each.draw(chance, n)[:2]) for each in (QUICK, SLOW))
        return apart(now.interval_at(1), before.interval_at(1), (now.at(1), before.at(1)))

    def shared(chance: Chance, n: int) -> Bounds:
        now, before = (effective_sharers(*truths.answered(chance, n, likely)) for likely in (much, little))
        return None if now is None or before is None else apart(now[1], before[1], (now[0], before[0]))

    def medians(chance: Chance, n: int) -> Bounds:
        now, before = (median(truths.partners(chance, n)) for _ in range(2))
        if now is None or before is None or now[1] is None or before[1] is None:
            return None
        return apart(now[1], before[1], (now[0], before[0]))

    much, little = truths.propensities(_SHARERS), truths.propensities(_SHARERS // 2)
    gap = 1 / float((much**2).sum()) - 1 / float((little**2).sum())
    yield Case("two windows: a share", "Newcombe", "people, each", 0.2, shares)
    yield Case("two windows: retained, the same people", "Newcombe", "people, each about", 0, same_people)
    quicker = QUICK.waiting(1) - SLOW.waiting(1)
    yield Case("two windows: within 24 h", "both intervals (MOVER)", "topics, each", quicker, curves)
    yield Case("two windows: effective number", "both intervals (MOVER)", "topics, each", gap, shared)
    yield Case("two windows: median of partners", "both intervals (MOVER)", "people, each", 0, medians)


def report(results: dict[str, Any]) -> str:
    """How often each holds, bold where too rarely, with the least n from which on it never does; how wide."""
    sizes, cases = results["sizes"], results["cases"]
    heads = ["what, by which method", "n counts", *map(str, sizes)]
    held = table([*heads, "from n"], [_row(case, sizes) for case in cases])
    wide = table([*heads, "truth"], [_wide(case) for case in cases if case["ours"]])
    words = (
        "Half of the intervals are no wider than this, in the measure's own unit (·: without an upper end):"
    )
    return f"{held}\n\n{words}\n\n{wide}"


def _row(case: Mapping[str, Any], sizes: Sequence[int]) -> list[str]:
    least = least_n(case["cells"], sizes)
    name = f"{case['measure']}, {case['method']}"
    cells = [_told(cell) for cell in case["cells"]]
    return [name if case["ours"] else f"*{name}: not used*", case["n"], *cells, str(least or "·")]


def _wide(case: Mapping[str, Any]) -> list[str]:
    widths = [number(cell["width"] if cell["width"] >= 0 else None) for cell in case["cells"]]
    return [f"{case['measure']}, {case['method']}", case["n"], *widths, number(case["truth"])]


def least_n(cells: Sequence[Mapping[str, float]], sizes: Sequence[int]) -> int | None:
    """The least of these sizes from which on the truth is held often enough."""
    poor = [size for size, cell in zip(sizes, cells, strict=True) if cell["held"] < ENOUGH]
    return next((size for size in sizes if not poor or size > max(poor)), None)


def _told(cell: Mapping[str, float]) -> str:
    """As .95; bold where it is too little; with how often there was no interval, where that matters."""
    held = f"{cell['held']:.2f}".removeprefix("0")
    without = f" ({cell['none']:.0%} none)" if cell["none"] >= 0.01 else ""  # noqa: PLR2004 - a hundredth
    return (f"**{held}**" if cell["held"] < ENOUGH else held) + without
