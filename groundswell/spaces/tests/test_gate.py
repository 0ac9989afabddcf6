from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.community.actions import change_stage
from groundswell.community.models import Community, Stage
from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM, ActorKind
from groundswell.kernel.errors import Invalid
from groundswell.people import actions as people
from groundswell.people.models import Member, Role
from groundswell.spaces import actions
from groundswell.spaces.audiences import EVERYONE, INSIDERS, MEMBERS, TEAM, Audiences
from groundswell.spaces.gate import actor_for, passes, visitor
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Grant, Space, SpaceKind, Verb
from groundswell.spaces.tests.world import Somebody, World

pytestmark = pytest.mark.wide

AUDIENCES = st.builds(
    Audiences,
    see=st.sampled_from([EVERYONE, MEMBERS, INSIDERS, TEAM]),
    join=st.sampled_from([MEMBERS, TEAM]),
    open=st.sampled_from([MEMBERS, INSIDERS, TEAM]),
    reply=st.sampled_from([MEMBERS, INSIDERS, TEAM]),
)
PLACE = st.integers(0, 7)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.none() | PLACE, AUDIENCES),
        st.tuples(st.just("move"), PLACE, st.none() | PLACE),
        st.tuples(st.just("change"), PLACE, AUDIENCES),
        st.tuples(st.just("join"), PLACE, st.sampled_from(["cy", "dan"]), st.booleans()),
        st.tuples(st.just("remove"), PLACE, st.sampled_from(["cy", "dan"])),
    ),
    min_size=4,
    max_size=14,
)


class Story:
    """Takes each step in the house and in the plain world beside it."""

    def __init__(self, people: dict[str, Member]) -> None:
        self.people = people
        self.world = World()
        self.rows: list[Space] = []
        self.who = {"cy": Somebody(Role.MEMBER), "dan": Somebody(Role.MEMBER)}
        self.who |= {"ada": Somebody(Role.STEWARD), "bea": Somebody(Role.MODERATOR), "nobody": Somebody()}

    def tell(self, steps: list[tuple[Any, ...]]) -> None:
        self.open(None, Audiences())
        for name, *facts in steps:
            getattr(self, name)(*facts)

    def at(self, place: int | None) -> Space | None:
        return None if place is None else self.rows[place % len(self.rows)]

    def open(self, parent: int | None, audiences: Audiences) -> None:
        above = self.at(parent)
        name = f"Bench {len(self.rows)}"
        space = actions.open_space(SYSTEM, name, kind=SpaceKind.GROUP, parent=above, audiences=audiences)
        self.rows.append(space)
        self.world.parents[space.pk] = above.pk if above else None
        self.world.audiences[space.pk] = audiences

    def move(self, place: int, parent: int | None) -> None:
        space, above = self.at(place), self.at(parent)
        assert space is not None
        if above and space.pk in self.world.line(above.pk):
            with pytest.raises(Invalid):
                actions.move_space(SYSTEM, space, above)
        else:
            actions.move_space(SYSTEM, space, above)
            self.world.parents[space.pk] = above.pk if above else None

    def change(self, place: int, audiences: Audiences) -> None:
        space = self.at(place)
        assert space is not None
        actions.change_space(SYSTEM, space, name="Changed", about="", audiences=audiences)
        self.world.audiences[space.pk] = audiences

    def join(self, place: int, name: str, is_organiser: bool) -> None:  # noqa: FBT001 - drawn by lot
        space = self.at(place)
        assert space is not None
        actions.add_member(SYSTEM, space, self.people[name], is_organiser=is_organiser)
        self.who[name].joined.add(space.pk)
        self.who[name].runs -= {space.pk}
        self.who[name].runs |= {space.pk} if is_organiser else set()

    def remove(self, place: int, name: str) -> None:
        space = self.at(place)
        assert space is not None
        actions.remove_member(SYSTEM, space, self.people[name])
        self.who[name].joined -= {space.pk}
        self.who[name].runs -= {space.pk}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_gate_says_what_the_plain_definition_says_after_any_story(
    ada: Member, bea: Member, cy: Member, dan: Member, steps: list[tuple[Any, ...]]
) -> None:
    members = {"ada": ada, "bea": bea, "cy": cy, "dan": dan}
    with transaction.atomic():
        story = Story(members)
        story.tell(steps)
        spaces = [space.pk for space in story.rows]
        for name, somebody in story.who.items():
            actor = actor_for(members.get(name))
            seen = {space for space in spaces if actor.sees(space)}
            held = {(verb, space) for verb in Verb for space in spaces if actor.may(verb, space)}

            assert seen == {space for space in spaces if story.world.sees(somebody, space)}
            assert {
                space for space in seen if (above := story.world.parents[space]) and above not in seen
            } == set()
            assert held - {each for each in held if each[0] == Verb.SEE} == {
                (verb, space)
                for verb in set(Verb) - {Verb.SEE}
                for space in spaces
                if story.world.may(somebody, verb, space)
            }
        transaction.set_rollback(True)
    epoch.forget()


def test_a_stored_gate_has_one_clause_for_each_space_of_its_line(commons: Space, cy: Member) -> None:
    room = make_private_space(cy, parent=commons)

    assert commons.gate == [["everyone"]]
    assert room.gate == [["everyone"], ["role:moderator", "role:steward", f"space:{room.pk}"]]


def test_a_gate_that_was_never_settled_lets_nobody_in() -> None:
    assert not passes([], frozenset({EVERYONE, MEMBERS}))


def test_every_clause_must_be_satisfied() -> None:
    assert passes([["everyone"], ["members", "role:steward"]], frozenset({EVERYONE, MEMBERS}))
    assert not passes([["everyone"], ["role:steward"]], frozenset({EVERYONE, MEMBERS}))
    assert not passes([[]], frozenset({EVERYONE}))


def test_a_visitor_sees_what_is_for_everyone_once_the_community_is_open(community: Community) -> None:
    workshop = make_space("Workshop")
    make_space("Staff room", audiences=Audiences(see=MEMBERS))
    opened = visitor()
    change_stage(SYSTEM, Stage.PRIVATE)

    assert opened.kind is ActorKind.VISITOR
    assert opened.id is None
    assert workshop.pk in opened.places
    assert len(opened.places) == 2
    assert opened.grants == {}
    assert visitor().places == frozenset()


def test_a_suspended_member_is_a_visitor(eve: Member) -> None:
    assert actor_for(eve) == visitor()


def test_a_member_who_is_restored_takes_part_again(eve: Member, commons: Space) -> None:
    actor = actor_for(people.restore(SYSTEM, eve))

    assert actor.is_person
    assert actor.may(Verb.REPLY, commons.pk)


def test_whoever_has_left_is_a_visitor(cy: Member) -> None:
    tombstone = people.leave(SYSTEM, cy, keep_posts=True)

    assert actor_for(tombstone) == visitor()


def test_rights_over_a_space_reach_below_it_only_to_moderate_and_manage(commons: Space, cy: Member) -> None:
    shelf = make_space("The shelf", parent=commons)
    box = make_space("The box", parent=shelf)
    beside = make_space("Beside", parent=commons)
    for verb in Verb:
        Grant.objects.get_or_create(space=shelf, verb=verb, token=f"space:{shelf.pk}")
    Grant.objects.filter(verb__in=[Verb.OPEN, Verb.REPLY, Verb.JOIN], token="members").delete()
    actions.add_member(SYSTEM, shelf, cy)

    actor = actor_for(cy)

    assert {verb.value for verb in Verb if actor.may(verb, shelf.pk)} == {verb.value for verb in Verb}
    assert {verb.value for verb in Verb if actor.may(verb, box.pk)} == {"moderate", "manage", "see"}
    assert {verb.value for verb in Verb if actor.may(verb, beside.pk)} == {"see"}
    assert not actor.may(Verb.MANAGE)


def test_an_organiser_moderates_a_space_and_what_is_below_it_and_nothing_else(
    commons: Space, cy: Member
) -> None:
    shelf = make_space("The shelf", parent=commons)
    box = make_space("The box", parent=shelf)
    actions.add_member(SYSTEM, shelf, cy, is_organiser=True)

    assert actor_for(cy).where(Verb.MODERATE) == {shelf.pk, box.pk}
    assert actor_for(cy).where(Verb.MANAGE) == frozenset()


def test_moderating_does_not_open_a_door(commons: Space, cy: Member) -> None:
    shelf = make_space("The shelf", parent=commons)
    actions.add_member(SYSTEM, shelf, cy, is_organiser=True)
    room = make_private_space(parent=shelf)

    actor = actor_for(cy)

    assert not actor.sees(room.pk)
    assert not actor.may(Verb.MODERATE, room.pk)


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do_everywhere_is_data(community: Community, cy: Member, role: Role) -> None:
    actor = actor_for(people.give_role(SYSTEM, cy, role))

    expected = {
        Role.MEMBER: frozenset[str](),
        Role.MODERATOR: frozenset({"moderate", "announce"}),
        Role.STEWARD: frozenset({"moderate", "announce", "manage"}),
    }
    assert actor.everywhere == expected[role]
