"""What all steps of one run share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from groundswell.archives.records import Archive, Problem, ProblemKind
from groundswell.archives.tally import Tally
from groundswell.exchange.moving.keys import Keys
from groundswell.exchange.moving.pace import Pace
from groundswell.kernel.progress import Progress


@dataclass(slots=True)
class Move:
    """`spaces` leads from a category's key to the space here; '' is for topics without a category."""

    archive: Archive
    keys: Keys
    tally: Tally
    progress: Progress
    pace: Pace = field(default_factory=Pace)
    spaces: dict[str, int] = field(default_factory=dict)
    mended: list[Problem] = field(default_factory=list)

    def note(self, problems: Iterable[Problem]) -> None:
        """Remember what could not stay quite as it was."""
        self.mended.extend(problems)


def mended(where: str, sentence: str) -> Problem:
    return Problem(ProblemKind.MENDED, where, sentence)
