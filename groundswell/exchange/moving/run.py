"""The whole of a run, from whatever archive: every step in its order, then the report."""

import time
from collections.abc import Sequence

from groundswell.archives.records import Archive, Problem, ProblemKind
from groundswell.exchange.models import ExternalType
from groundswell.exchange.moving.keys import Keys
from groundswell.exchange.moving.members import move_members
from groundswell.exchange.moving.move import Move
from groundswell.exchange.moving.places import reserve_ids
from groundswell.exchange.moving.posts import move_posts
from groundswell.exchange.moving.report import Report
from groundswell.exchange.moving.spaces import move_spaces, unnamed_spaces
from groundswell.kernel.progress import Progress
from groundswell.people.models import Member, Origin

_FIRST = (ProblemKind.BROKEN, ProblemKind.FILE, ProblemKind.CONFLICT)


def move_in(archive: Archive, source: str, *, progress: Progress, began: float | None = None) -> Report:
    """Write what is not here yet, under the name of the source, and say what became of everything.

    `began` is when the work on the archive began, by `time.perf_counter`, where that was before now.
    """
    began = time.perf_counter() if began is None else began
    move = Move(archive, Keys(source), archive.tally(), progress)
    move_members(move)
    move_spaces(move)
    reserve_ids(move)
    move_posts(move)
    progress.end()
    return _report(move, time.perf_counter() - began)


def _report(move: Move, seconds: float) -> Report:
    members = Member.objects.filter(pk__in=move.keys.objects(ExternalType.MEMBER), origin=Origin.IMPORTED)
    return Report(
        source=move.keys.source,
        tally=move.tally,
        problems=_in_order([*move.archive.problems(), *move.mended]),
        unclaimed=members.count(),
        unnamed_spaces=unnamed_spaces(move.keys),
        seconds=seconds,
        longest=move.pace.longest,
    )


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """What could not be read before what merely lacks something."""
    return sorted(problems, key=lambda problem: problem.kind not in _FIRST)
