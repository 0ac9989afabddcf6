"""Everybody who wrote becomes a member without an account, or is known already."""

from collections.abc import Iterable, Mapping, Sequence

from groundswell.archives.records import ArchivedMember
from groundswell.archives.tally import Kind, Tally
from groundswell.exchange.models import ExternalId, ExternalType, Fate
from groundswell.exchange.moving.keys import Known, datable
from groundswell.exchange.moving.move import Move
from groundswell.exchange.moving.reasons import WriterReason
from groundswell.kernel.actor import SYSTEM
from groundswell.people.actions import Arrival, bring_in

_LABEL = "Members"


def move_members(move: Move) -> None:
    """Bring in who is not here; they keep their handles where those are free."""
    total = move.tally[Kind.MEMBERS].outstanding
    done = 0
    for members in move.pace.batches(move.archive.members()):
        move.tally.merge(_move_some(move, members))
        done += len(members)
        move.progress.step(_LABEL, done, total)


def _move_some(move: Move, members: Sequence[ArchivedMember]) -> Tally:
    known = move.keys.find_members(member.key for member in members)
    new = [member for member in members if member.key not in known]
    handles = _missing_handles(move, members, known)
    if new or handles:
        with move.pace.transaction():
            _write(move, new, handles)
    return _account(members, known)


def _write(move: Move, new: Sequence[ArchivedMember], handles: Mapping[str, str]) -> None:
    arrived = bring_in(SYSTEM, [_arrival(member) for member in new])
    ids = {member.key: person.pk for member, person in zip(new, arrived, strict=True)}
    rows = [move.keys.row(ExternalType.MEMBER, key, pk) for key, pk in ids.items()]
    here = move.keys.find_members(set(handles.values()) - ids.keys())
    ids |= {key: known.object_id for key, known in here.items() if known.is_here}
    rows += [
        move.keys.row(ExternalType.HANDLE, handle, ids[key]) for handle, key in handles.items() if key in ids
    ]
    ExternalId.objects.bulk_create(rows)


def _arrival(member: ArchivedMember) -> Arrival:
    handle = member.handle or member.name or f"member.{member.key}"
    return Arrival(member.name or member.handle, handle, datable(member.first_at), is_bot=member.is_bot)


def _missing_handles(
    move: Move, members: Iterable[ArchivedMember], known: Mapping[str, Known]
) -> dict[str, str]:
    """The names, present ones first, under which nobody's old address leads here yet, with their members."""
    here = [member for member in members if member.key not in known or known[member.key].is_here]
    named = [(member.handle, member.key) for member in here if member.handle]
    named += [(former, member.key) for member in here for former in member.former_handles]
    wanted: dict[str, str] = {}
    for handle, key in named:
        wanted.setdefault(handle.lower(), key)
    taken = move.keys.find(ExternalType.HANDLE, wanted)
    return {handle: key for handle, key in wanted.items() if handle not in taken}


def _account(members: Iterable[ArchivedMember], known: Mapping[str, Known]) -> Tally:
    tally = Tally()
    for member in members:
        seen = known.get(member.key)
        if seen is not None and seen.fate in {Fate.LEFT, Fate.WITHDRAWN}:
            tally.skip(Kind.MEMBERS, WriterReason.HAS_LEFT)
        else:
            tally.wrote(Kind.MEMBERS, already=seen is not None)
    return tally
