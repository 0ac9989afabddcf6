"""The tree under a lock: so small, and changed so rarely, that whoever changes it holds the whole.

Two moves that cross could otherwise make a ring, and a child opened while its parent closes would be
more open than it.
"""

from collections import defaultdict
from collections.abc import Mapping

from groundswell.spaces.models import Grant, Space, Verb

Tree = Mapping[int, Space]


def held_tree() -> dict[int, Space]:
    """Every space by id, as it is now, held until the transaction ends. Always locked in the order of ids.

    Read again once it is held: what was opened while we waited was not there when the locking began.
    """
    list(Space.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return {space.pk: space for space in Space.objects.order_by("pk")}


def line_of(tree: Tree, space: Space) -> list[Space]:
    """The space and all above it, the topmost first."""
    line = [space]
    while line[0].parent_id:
        line.insert(0, tree[line[0].parent_id])
    return line


def settle_gates(tree: Tree, top: Space) -> None:
    """Store the gates of this space and of everything below it."""
    see: defaultdict[int, list[str]] = defaultdict(list)
    told = Grant.objects.filter(verb=Verb.SEE, space__isnull=False).values_list("space_id", "token")
    for number, token in told:
        see[number or 0].append(token)
    for space in tree.values():
        line = line_of(tree, space)
        gate = [sorted(see[each.pk]) for each in line]
        if top in line and space.gate != gate:
            space.gate = gate
            space.save(update_fields=["gate"])
