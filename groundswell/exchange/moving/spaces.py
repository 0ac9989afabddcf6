"""Categories become spaces, named by their numbers until a steward renames them."""

from django.utils.translation import gettext as _

from groundswell.archives.records import ArchivedSpace
from groundswell.archives.tally import Kind
from groundswell.exchange.models import ExternalType
from groundswell.exchange.moving.keys import Keys
from groundswell.exchange.moving.move import Move
from groundswell.kernel.actor import SYSTEM
from groundswell.spaces.actions import open_space
from groundswell.spaces.models import MOST_NAME, Space

NO_CATEGORY = ""


def move_spaces(move: Move) -> None:
    """Open a space for each category that has none, and one for topics that stand in no category."""
    known = move.keys.find(ExternalType.SPACE, [NO_CATEGORY, *(space.key for space in move.archive.spaces())])
    move.spaces.update({key: found.object_id for key, found in known.items()})
    for space in move.archive.spaces():
        move.tally.wrote(Kind.SPACES, already=space.key in known)
        if space.key not in known:
            _open(move, space.key, name_of(space))
    if NO_CATEGORY not in known and any(topic.space is None for topic in move.archive.topics()):
        _open(move, NO_CATEGORY, _("From the old forum"))


def name_of(space: ArchivedSpace) -> str:
    return space.name[:MOST_NAME] or _name_of_number(space.key)


def unnamed_spaces(keys: Keys) -> list[str]:
    """The names of those that still go by their number."""
    rows = Space.objects.filter(pk__in=keys.objects(ExternalType.SPACE)).order_by("position")
    numbers = dict(keys.pairs(ExternalType.SPACE))
    return [space.name for space in rows if space.name == _name_of_number(numbers[space.pk])]


def _name_of_number(number: str) -> str:
    return _("Category %(number)s") % {"number": number}


def _open(move: Move, key: str, name: str) -> None:
    with move.pace.transaction():
        space = open_space(SYSTEM, name)
        move.keys.row(ExternalType.SPACE, key, space.pk).save(force_insert=True)
    move.spaces[key] = space.pk
