import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces import actions
from groundswell.spaces.audiences import MEMBERS, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.spaces.queries import (
    SpaceMemberRow,
    SpaceName,
    SpaceRow,
    is_member,
    space_list,
    space_members,
    space_names,
)


def test_spaces_stand_in_the_order_of_the_tree(commons: Space, cy: Member) -> None:
    bench = make_space("Bench", about="For hands.")
    shelf = make_space("Shelf", parent=commons, audiences=Audiences(see=MEMBERS))
    room = make_private_space(cy, parent=shelf)

    rows = space_list(actor_for(cy))

    assert rows == [
        SpaceRow(
            SpaceName(commons.pk, "The commons", commons.about, "open", None), 0, 0, None, is_private=False
        ),
        SpaceRow(SpaceName(shelf.pk, "Shelf", "", "open", commons.pk), 1, 0, None, is_private=True),
        SpaceRow(SpaceName(room.pk, "The back room", "", "group", shelf.pk), 2, 0, None, is_private=True),
        SpaceRow(SpaceName(bench.pk, "Bench", "For hands.", "open", None), 0, 0, None, is_private=False),
    ]
    assert [row.last_at for row in rows] == [None] * 4


def test_a_list_leaves_out_what_the_reader_may_not_see(commons: Space, cy: Member, dan: Member) -> None:
    shelf = make_space("Shelf", audiences=Audiences(see=MEMBERS))
    make_private_space(cy, parent=shelf)

    seen = {
        who: [row.space.name for row in space_list(actor_for(person))]
        for who, person in [("dan", dan), ("nobody", None)]
    }

    assert seen == {"dan": ["The commons", "Shelf"], "nobody": ["The commons"]}


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_spaces_costs_one_query(
    commons: Space, cy: Member, django_assert_num_queries: type, number: int
) -> None:
    for each in range(number):
        make_space(f"Bench {each}")
    actor = actor_for(cy)
    epoch.pin(epoch.stored())  # as the middleware does for a request
    space_list(actor)

    with django_assert_num_queries(1):
        rows = space_list(actor)

    assert len(rows) == number + 1


def test_names_are_kept_until_something_changes(commons: Space, django_assert_num_queries: type) -> None:
    assert [name.name for name in space_names().values()] == ["The commons"]

    with django_assert_num_queries(1):
        space_names()
    actions.rename_spaces(SYSTEM, {commons.pk: "The hall"})

    assert [name.name for name in space_names().values()] == ["The hall"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("The commons", "the-commons"),
        ("Žvėrynas ir upė", "žvėrynas-ir-upė"),
        ("修理", "修理"),
        ("!!!", "-"),
        ("Members", "members-"),
        ("New", "new-"),
        ("?#/../", "-"),
    ],
)
def test_an_address_says_the_name_in_any_script(name: str, slug: str) -> None:
    assert SpaceName(7, name, "", "open", None).address == f"/s/7/{slug}/"


def test_no_name_leads_to_another_page_than_its_space(commons: Space) -> None:
    beside = [word for word in words_of(get_resolver().url_patterns) if word.isalpha()]

    led = {word: resolve(SpaceName(7, word, "", "open", None).address).view_name for word in beside}

    assert {"edit", "members", "place", "new", "membership"} <= set(beside)
    assert set(led.values()) == {"topics:space"}


def words_of(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """The words that stand behind a number in any address of the house."""
    found: set[str] = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= words_of(each.url_patterns)
        else:
            found |= {part for part in str(each.pattern).split("/")[2:] if "<" not in part}
    return found


def test_members_of_a_space_stand_with_its_organisers_first(ada: Member, cy: Member, dan: Member) -> None:
    room = make_private_space(dan, ada)
    actions.add_member(SYSTEM, room, cy, is_organiser=True)

    assert space_members(room.pk) == [
        SpaceMemberRow(cy.pk, "cyrus", "Cyrus", is_organiser=True),
        SpaceMemberRow(ada.pk, "ada", "Ada", is_organiser=False),
        SpaceMemberRow(dan.pk, "dan", "Dan", is_organiser=False),
    ]
    assert [is_member(actor_for(who), room.pk) for who in (cy, dan, None)] == [True, True, False]
    assert not is_member(SYSTEM, room.pk)
