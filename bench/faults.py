"""Harm, round after round, while people write: what was confirmed must be there, once, with all its parts.

Six browsers write into a small community on the real server and keep logs of their own. In each round a thing
is killed, filled, locked or taken away; when it is back, all rest and the logs are held against the tables.
"""

import json
from collections import Counter
from random import Random
from typing import Any

from bench.options import Options
from bench.places import DATABASES, BenchFailed
from bench.sturdy.besieged import Besieged
from bench.sturdy.grounds import Ground, ground
from bench.sturdy.harm import FAULTS, Fault, Scene
from bench.sturdy.settling import settled
from bench.sturdy.trial import Trial
from bench.sturdy.writers import Siege
from bench.tables import table
from tests.browser.letters import Letterbox, letterbox

_PORT = 8450
_WRONG = ("lost", "doubled", "halves", "miscounted")
# What is said of a whole run, and the figures that say it.
_LINES = {
    "rounds; of them such as did not go as meant": ("count", "failed"),
    "sent; confirmed; sent again under the same name": ("deeds", "confirmed", "repeated"),
    "**lost; doubled; half written; miscounted**": _WRONG,
    "never confirmed; kept all the same": ("unconfirmed", "kept_unconfirmed"),
    "answers of 500; refused for another reason": ("broken", "refused"),
    "answers of 503 and 507; pages that say why and when": ("pages", "calm"),
    "of them to somebody's words; that keep them": ("pages_for_words", "words_kept"),
    "codes promised by mail; missing; sent a second time": ("wanted", "missing", "copies"),
    "jobs dead; left undone; letters unsent": ("dead", "undone", "unsent"),
    "ledger entries; a follower passed over; was handed twice": ("entries", "passed_over", "handed_twice"),
}


def main(options: Options) -> dict[str, Any]:
    """Every fault on each database, in an order drawn by lot."""
    return {name: _on(name, options) for name in DATABASES if name in options.databases}


def _on(database: str, options: Options) -> dict[str, Any]:
    with ground(database) as found, letterbox() as box:
        options.say(f"{database}: a village …")
        facts = found.room / "facts.json"
        found.place.python("bench.sturdy.village", str(facts), str(box.port))
        server = Besieged(found.place, _PORT, found.room)
        try:
            server.start()
            scene = Scene(found, server, Random(f"faults {database}"))
            siege = Siege(_PORT, json.loads(facts.read_text()), found.logs)
            return _harmed(scene, siege, box, options)
        except BenchFailed:
            options.say(server.log.read_text("utf-8", "replace")[-3000:])
            raise
        finally:
            server.end()
            _tell_exceptions(server, options)


def _tell_exceptions(server: Besieged, options: Options) -> None:
    """What the server took for its own fault is shown: there should be nothing."""
    for line in server.log.read_text("utf-8", "replace").splitlines():
        if '"exception"' in line or line.startswith("Traceback"):
            options.say(line.replace("\\n", "\n")[-2500:])


def _harmed(scene: Scene, siege: Siege, box: Letterbox, options: Options) -> dict[str, Any]:  # noqa: PLR0917
    order = _order(scene.ground, options)
    scene.lot.shuffle(order)
    return Trial(scene, siege, options.say).run(order) | settled(scene.ground, box)


def _order(found: Ground, options: Options) -> list[Fault]:
    """So many rounds of each; without a disk of our own, none that would fill somebody else's."""
    able = [each for each in FAULTS if found.disk.is_own or not each.needs_disk]
    if options.is_quick:
        return [each for each in able if each.is_quick and found.place.database in each.rounds]
    return [each for each in able for _ in range(each.rounds.get(found.place.database, 0))]


def report(results: dict[str, Any]) -> str:
    """Every fault with what it did, then what was true of each database in the end."""
    return f"{_by_fault(results)}\n\n{_in_the_end(results)}"


def _by_fault(results: dict[str, Any]) -> str:
    heads = ["fault", *(f"rounds, {name}" for name in results), "sent", "confirmed", "no answer"]
    heads += ["calm page", "lost", "doubled", "half written", "miscounted", "writing again after, s"]
    names = [each.name for each in FAULTS if any(_rounds(run, each.name) for run in results.values())]
    rows = [[name, *_row(results, name)] for name in names]
    return table(heads, rows)


def _row(results: dict[str, Any], fault: str) -> list[str]:
    counts: Counter[str] = Counter()
    for run in results.values():
        counts.update(run["by_fault"].get(fault, {}))
    rounds = [each for run in results.values() for each in _rounds(run, fault)]
    wrong = [sum(len(each[name]) for each in rounds) for name in _WRONG]
    return [
        *(str(len(_rounds(run, fault))) for run in results.values()),
        *(str(counts[name]) for name in ("deeds", "confirmed", "unanswered", "calm")),
        *map(str, wrong),
        f"{max(each['healed'] for each in rounds):.1f}",
    ]


def _in_the_end(results: dict[str, Any]) -> str:
    totals = [_totals(run) for run in results.values()]
    rows = [
        [name, *("; ".join(str(total[each]) for each in figures) for total in totals)]
        for name, figures in _LINES.items()
    ]
    reading = [_joined(run["reading"]) for run in results.values()]
    return table(["in the end", *results], [*rows, ["readers' answers by status (0: none)", *reading]])


def _joined(statuses: dict[str, int]) -> str:
    return ", ".join(f"{status}: {count}" for status, count in statuses.items())


def _totals(run: dict[str, Any]) -> Counter[str]:
    """All figures of one database by name: those of deeds and answers, of rounds, and of the settling."""
    totals: Counter[str] = Counter({name: value for name, value in run.items() if isinstance(value, int)})
    for counts in run["by_fault"].values():
        totals.update(counts)
    for each in run["rounds"]:
        totals.update({name: len(each[name]) for name in _WRONG}, count=1, failed=bool(each["trouble"]))
    totals["unconfirmed"] = totals["deeds"] - totals["confirmed"]
    return totals


def _rounds(run: dict[str, Any], fault: str) -> list[dict[str, Any]]:
    return [each for each in run["rounds"] if each["fault"] == fault]
