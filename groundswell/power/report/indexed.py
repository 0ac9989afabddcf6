"""power.v1 in words: the figure with both its ranges, or which of the eight it lacks, and why."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from groundswell.power.definitions.eight import READINGS
from groundswell.power.definitions.index import LACKS, NOT_FOR
from groundswell.power.engine.readings.reading import Index
from groundswell.power.report import saying


def figure(index: Index) -> str:
    """'54 (47–61; 38–66 under any weights)', or a dash."""
    told = (index.value, index.low, index.high, index.least, index.most)
    value, low, high, least, most = (saying.count(each or 0) for each in told)
    if index.value is None:
        return saying.NOTHING
    return _("%(value)s (%(low)s–%(high)s; %(least)s–%(most)s under any weights)") % {
        "value": value, "low": low, "high": high, "least": least, "most": most,
    }  # fmt: skip


def lacks(index: Index) -> Iterator[str]:
    """A sentence a reason, naming the readings it keeps out."""
    for why, sentence in LACKS.items():
        named = [str(words.title) for name, words in READINGS.items() if index.missing.get(name) is why]
        if named:
            yield str(sentence) % {"readings": ", ".join(named)}


def sentences(index: Index, *, has_targets: bool) -> Iterator[str]:
    """What a report says of it; an archive knows of no targets."""
    if index.value is not None:
        yield figure(index)
        yield str(NOT_FOR)
        return
    yield _("There is none: it needs all eight, each with a floor and a target.")
    if not has_targets:
        yield _("No targets are known here; an archive brings none along.")
    yield from lacks(index)
