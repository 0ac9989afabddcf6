"""Many at once: the tree stays a tree, and no child becomes more open than its parent."""

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.errors import Invalid
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.tests.parallel import together
from groundswell.people.models import Member
from groundswell.spaces import actions, events
from groundswell.spaces.audiences import TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_space
from groundswell.spaces.models import Space, SpaceKind, SpaceMember

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MANY = 20


def test_moves_that_cross_make_no_ring(commons: Space) -> None:
    spaces = [make_space(f"Bench {number}") for number in range(4)]

    def move(number: int) -> bool:
        try:
            actions.move_space(SYSTEM, spaces[number % 4], spaces[(number + 1) % 4])
        except Invalid:
            return False
        return True

    moved = together(MANY, move)

    parents = dict(Space.objects.values_list("pk", "parent"))
    assert False in moved
    for space in parents:
        assert len(line_of(space, parents)) <= 4
    assert {space.pk: len(space.gate) for space in Space.objects.all()} == {
        space: len(line_of(space, parents)) for space in parents
    }


def line_of(space: int, parents: dict[int, int | None]) -> list[int]:
    line, above = [space], parents[space]
    while above is not None and len(line) < 10:
        line.append(above)
        above = parents[above]
    return line


def test_a_child_opened_while_its_parent_closes_is_not_more_open(commons: Space, cy: Member) -> None:
    top = make_space("Top")

    def act(number: int) -> None:
        if number == MANY // 2:
            actions.change_space(SYSTEM, top, name="Top", about="", audiences=Audiences(see=TEAM))
        else:
            actions.open_space(SYSTEM, f"Below {number}", parent=top)

    together(MANY, act)

    assert actor_for(cy).places == {commons.pk}
    assert Space.objects.filter(parent=top).count() == MANY - 1


def test_joining_many_times_at_once_is_joining_once(commons: Space, cy: Member) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP)
    joiner = actor_for(cy)

    together(MANY, lambda _number: actions.join_space(joiner, group))

    assert SpaceMember.objects.count() == 1
    assert Entry.objects.filter(event=events.SPACE_JOINED.code).count() == 1
