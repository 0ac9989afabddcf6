from typing import Any

import pytest

from groundswell.community.models import Community
from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.errors import Invalid
from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people.models import Member
from groundswell.spaces import actions, events
from groundswell.spaces.audiences import MEMBERS, PRIVATE, TEAM, Audiences
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Grant, Space, SpaceKind, SpaceMember, Verb
from groundswell.spaces.queries import space_names


def entries() -> list[tuple[Any, ...]]:
    """What spaces have written into the ledger after the commons were laid."""
    own = Entry.objects.filter(event__gte=200, event__lt=300).order_by("position")
    return list(own.values_list("event", "actor", "subject", "space", "toward", "data"))[1:]


def test_laying_the_ground_twice_changes_nothing(commons: Space) -> None:
    before = (Grant.objects.count(), Space.objects.count(), Entry.objects.count())

    actions.lay_ground(SYSTEM)

    assert (Grant.objects.count(), Space.objects.count(), Entry.objects.count()) == before


def test_the_commons_are_open_to_all(commons: Space) -> None:
    assert str(commons) == "The commons"
    assert visitor().sees(commons.pk)
    assert list(commons.grants.values_list("verb", "token").order_by("verb")) == [
        ("join", "members"),
        ("moderate", f"organiser:{commons.pk}"),
        ("open", "members"),
        ("reply", "members"),
        ("see", "everyone"),
    ]


def test_a_steward_opens_a_space(ada: Member, commons: Space) -> None:
    steward, before = actor_for(ada), epoch.stored()

    space = actions.open_space(steward, "  The \u200b workbench\n", about="For\r\nhands.\x00", parent=commons)

    kept = Space.objects.get(pk=space.pk)
    assert (kept.name, kept.about, kept.parent, kept.kind) == (
        "The workbench",
        "For\nhands.",
        commons,
        "open",
    )
    assert kept.position == 1
    assert epoch.stored() != before
    assert entries() == [(events.SPACE_OPENED.code, ada.pk, space.pk, space.pk, None, {})]


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u2060\ufeff", "\u3164", "\x00", "\ud800", "x" * 61])
def test_a_space_has_a_name_that_can_be_seen(commons: Space, name: str) -> None:
    with pytest.raises(Invalid, match="1 to 60 characters"):
        actions.open_space(SYSTEM, name)
    with pytest.raises(Invalid, match="1 to 60 characters"):
        actions.change_space(SYSTEM, commons, name=name, about="", audiences=Audiences())
    with pytest.raises(Invalid, match="1 to 60 characters"):
        actions.rename_spaces(SYSTEM, {commons.pk: name})


@pytest.mark.parametrize("who", ["bea", "cy", "dan", "eve", "nobody"])
def test_only_stewards_change_the_tree(
    request: pytest.FixtureRequest, commons: Space, dan: Member, who: str
) -> None:
    other = make_space()
    actor = actor_for(request.getfixturevalue(who))
    before = (list(Space.objects.order_by("pk").values()), Entry.objects.count())

    for act in (
        lambda: actions.open_space(actor, "Mine"),
        lambda: actions.change_space(actor, other, name="Mine", about="", audiences=Audiences()),
        lambda: actions.rename_spaces(actor, {other.pk: "Mine"}),
        lambda: actions.move_space(actor, other, commons),
        lambda: actions.add_member(actor, other, dan),
        lambda: actions.remove_member(actor, other, dan),
    ):
        with pytest.raises(Denied):
            act()

    assert (list(Space.objects.order_by("pk").values()), Entry.objects.count()) == before


def test_a_space_is_described_anew_and_its_audiences_hold_at_once(ada: Member, cy: Member) -> None:
    space = make_space()
    assert actor_for(cy).sees(space.pk)

    changed = actions.change_space(
        actor_for(ada), space, name="Quiet bench", about="Now quiet.", audiences=Audiences(see=TEAM)
    )

    assert (changed.name, changed.about) == ("Quiet bench", "Now quiet.")
    assert not actor_for(cy).sees(space.pk)
    assert actor_for(ada).sees(space.pk)


@pytest.mark.parametrize("is_unlisted", [False, True])
def test_what_is_not_for_search_engines_is_so_with_all_below_it(ada: Member, *, is_unlisted: bool) -> None:
    top = make_space("Top")
    below = make_space("Lowest", parent=make_space("Below", parent=top))
    beside = make_space("Beside")

    actions.change_space(
        actor_for(ada), top, name="Top", about="", audiences=Audiences(), is_unlisted=is_unlisted
    )

    names = space_names()
    told = [names[each.pk].is_unlisted for each in (top, below, beside)]
    assert told == [is_unlisted, is_unlisted, False]


def test_a_space_may_begin_unlisted_and_moving_it_out_lists_what_is_below(ada: Member) -> None:
    hidden = actions.open_space(actor_for(ada), "Hidden", is_unlisted=True)
    below = make_space("Below", parent=hidden)
    before = space_names()[below.pk].is_unlisted

    actions.move_space(actor_for(ada), below, None)

    assert (before, space_names()[below.pk].is_unlisted) == (True, False)


def test_closing_a_space_closes_what_is_below_it(ada: Member, cy: Member) -> None:
    top = make_space("Top")
    below = make_space("Below", parent=top)
    lowest = make_space("Lowest", parent=below)

    actions.change_space(actor_for(ada), top, name="Top", about="", audiences=Audiences(see=TEAM))

    assert actor_for(cy).places.isdisjoint({top.pk, below.pk, lowest.pk})
    assert actor_for(ada).places >= {top.pk, below.pk, lowest.pk}


def test_several_spaces_are_renamed_at_once_and_only_those_that_change(ada: Member, commons: Space) -> None:
    bench, before = make_space("Category 7"), epoch.stored()

    changed = actions.rename_spaces(
        actor_for(ada), {bench.pk: "Textiles", commons.pk: "The commons", 5: "None"}
    )

    assert changed == 1
    assert Space.objects.get(pk=bench.pk).name == "Textiles"
    assert (after := epoch.stored()) != before
    assert actions.rename_spaces(actor_for(ada), {bench.pk: "Textiles"}) == 0
    assert epoch.stored() == after


def test_a_moved_space_becomes_as_closed_as_its_new_place(ada: Member, cy: Member) -> None:
    room = make_private_space()
    bench = make_space()
    shelf = make_space("The shelf", parent=bench)

    moved = actions.move_space(actor_for(ada), bench, room)

    assert moved.parent == room
    assert actor_for(cy).places.isdisjoint({bench.pk, shelf.pk})
    assert entries()[-1] == (
        events.SPACE_MOVED.code, ada.pk, bench.pk, bench.pk, None, {"parent": room.pk}
    )  # fmt: skip

    actions.move_space(actor_for(ada), bench, None)

    assert actor_for(cy).places >= {bench.pk, shelf.pk}


def test_a_space_cannot_move_below_itself(commons: Space) -> None:
    bench = make_space("Bench", parent=commons)
    shelf = make_space("Shelf", parent=bench)

    for target in (commons, bench, shelf):
        with pytest.raises(Invalid, match="cannot move below itself") as wrong:
            actions.move_space(SYSTEM, commons, target)
        assert wrong.value.field == "parent"

    assert Space.objects.get(pk=commons.pk).parent is None


def test_a_member_joins_once(cy: Member) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP)
    before = len(entries())

    row = actions.join_space(actor_for(cy), group)
    again = actions.join_space(actor_for(cy), group)

    assert row == again
    assert (row.member, row.space, row.is_organiser) == (cy, group, False)
    assert row.joined_at <= clock.now()
    assert entries()[before:] == [(events.SPACE_JOINED.code, cy.pk, group.pk, group.pk, cy.pk, {})]


def test_joining_is_felt_on_the_next_request(cy: Member) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP, audiences=Audiences(open="insiders"))
    assert not actor_for(cy).may(Verb.OPEN, group.pk)

    actions.join_space(actor_for(cy), group)
    joined = actor_for(cy)
    actions.leave_space(joined, group)

    assert joined.may(Verb.OPEN, group.pk)
    assert not actor_for(cy).may(Verb.OPEN, group.pk)


def test_leaving_twice_is_told_once(cy: Member) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP)
    actions.join_space(actor_for(cy), group)

    actions.leave_space(actor_for(cy), group)
    actions.leave_space(actor_for(cy), group)

    assert [entry[0] for entry in entries()] == [
        events.SPACE_OPENED.code,
        events.SPACE_JOINED.code,
        events.SPACE_LEFT.code,
    ]


@pytest.mark.parametrize("who", ["eve", "nobody"])
def test_only_people_join(request: pytest.FixtureRequest, commons: Space, who: str) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP)
    actor = actor_for(request.getfixturevalue(who))

    for refused in (actor, SYSTEM):
        with pytest.raises(Denied, match="Sign in to take part"):
            actions.join_space(refused, group)
        with pytest.raises(Denied, match="Sign in to take part"):
            actions.leave_space(refused, group)

    assert not SpaceMember.objects.exists()


def test_a_space_by_invitation_is_joined_only_through_its_stewards(ada: Member, cy: Member) -> None:
    group = actions.open_space(
        SYSTEM, "Board", kind=SpaceKind.GROUP, audiences=Audiences(see=MEMBERS, join=TEAM)
    )

    with pytest.raises(Denied, match="by invitation"):
        actions.join_space(actor_for(cy), group)
    actions.add_member(actor_for(ada), group, cy)

    assert [row.member for row in SpaceMember.objects.all()] == [cy]


def test_an_organiser_is_named_and_unnamed(ada: Member, cy: Member) -> None:
    room = make_private_space(cy)
    before = len(entries())

    named = actions.add_member(actor_for(ada), room, cy, is_organiser=True)
    assert named.is_organiser
    assert actor_for(cy).may(Verb.MODERATE, room.pk)

    actions.add_member(actor_for(ada), room, cy, is_organiser=True)
    actions.add_member(actor_for(ada), room, cy)

    assert not actor_for(cy).may(Verb.MODERATE, room.pk)
    changed = (events.ORGANISER_CHANGED.code, ada.pk, room.pk, room.pk, cy.pk)
    assert entries()[before:] == [(*changed, {"is_organiser": True}), (*changed, {"is_organiser": False})]


def test_whoever_is_taken_out_of_a_private_space_no_longer_sees_it(ada: Member, cy: Member) -> None:
    room = make_private_space(cy)
    assert actor_for(cy).sees(room.pk)

    actions.remove_member(actor_for(ada), room, cy)
    actions.remove_member(actor_for(ada), room, cy)

    assert not actor_for(cy).sees(room.pk)
    assert [entry[0] for entry in entries()].count(events.SPACE_LEFT.code) == 1


def test_a_private_space_is_for_those_inside_and_the_team(
    community: Community, ada: Member, bea: Member, cy: Member, dan: Member
) -> None:
    room = make_private_space(cy)

    told = {
        who.name: (actor_for(who).sees(room.pk), actor_for(who).may(Verb.REPLY, room.pk))
        for who in (ada, bea, cy, dan)
    }

    yes, no = (True, True), (False, False)
    assert told == {"Ada": yes, "Bea": yes, "Cyrus": yes, "Dan": no}
    assert Audiences(see="insiders", join="team", open="insiders", reply="insiders") == PRIVATE
