from typing import Any

import pytest
from django.http import HttpResponse

from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces import actions
from groundswell.spaces.audiences import MEMBERS, TEAM, Audiences
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space, SpaceKind, SpaceMember
from groundswell.spaces.queries import audiences
from tests.plugins.cast import ClientFor
from tests.reading import page_of

FILLED = {
    "name": "The workbench",
    "about": "For hands.",
    "kind": "group",
    "see": "members",
    "open": "insiders",
    "reply": "insiders",
    "join": "members",
}
ABSENT = 2**62
HUGE = 2**80


@pytest.mark.parametrize("who", ["ada", "bea", "cy", "eve", "nobody"])
def test_the_list_shows_what_each_may_see(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, who: str
) -> None:
    make_space("For members", audiences=Audiences(see=MEMBERS))
    make_private_space()

    page = client_for(request.getfixturevalue(who)).get("/s/")

    is_team, is_in = who in {"ada", "bea"}, who in {"ada", "bea", "cy"}
    assert page.status_code == 200
    assert "The commons" in page_of(page)
    assert ("For members" in page_of(page)) == is_in
    assert ("The back room" in page_of(page)) == is_team
    assert ('href="/s/new/"' in page_of(page)) == (who == "ada")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_few_and_many(
    client_for: ClientFor, commons: Space, cy: Member, django_assert_num_queries: Any, number: int
) -> None:
    for each in range(number):
        make_space(f"Bench {each}")
    client = client_for(cy)
    client.get("/s/")

    with django_assert_num_queries(3):  # epoch, session, spaces
        client.get("/s/")


def test_a_steward_opens_a_space(client_for: ClientFor, commons: Space, ada: Member) -> None:
    client = client_for(ada)

    form = client.get("/s/new/")
    answer = client.post("/s/new/", {**FILLED, "parent": commons.pk})

    space = Space.objects.get(name="The workbench")
    assert form.status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, f"/s/{space.pk}/the-workbench/")
    assert (space.kind, space.about, space.parent) == ("group", "For hands.", commons)
    assert audiences(space) == Audiences("members", "members", "insiders", "insiders")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "This field is required."),
        ("name", "\u200b", "The name of a space has 1 to 60 characters."),
        ("name", "a\x00b", "Null characters are not allowed."),
        ("name", "x" * 61, "at most 60 characters"),
        ("about", "x" * 601, "at most 600 characters"),
        ("see", "enemies", "is not one of the available choices"),
        ("parent", str(ABSENT), "is not one of the available choices"),
        ("parent", str(HUGE), "is not one of the available choices"),
        ("parent", "top", "is not one of the available choices"),
        ("kind", "open", "has no members of its own to choose"),
    ],
)
def test_a_space_that_cannot_be_opened_keeps_what_was_typed(
    client_for: ClientFor, commons: Space, ada: Member, field: str, value: str, sentence: str
) -> None:
    typed = {**FILLED, "about": "Typed with care.", field: value}

    answer = client_for(ada).post("/s/new/", typed)

    assert answer.status_code == 422
    assert sentence in page_of(answer)
    assert typed["about"] in page_of(answer)
    assert Space.objects.count() == 1


@pytest.mark.parametrize("who", ["bea", "cy", "eve", "nobody"])
@pytest.mark.parametrize("page", ["new", "names", "{pk}/edit", "{pk}/place", "{pk}/members"])
def test_only_stewards_come_to_the_pages_behind(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, page: str, who: str
) -> None:
    client = client_for(request.getfixturevalue(who))
    address = f"/s/{page.format(pk=commons.pk)}/"

    answers = [client.get(address), client.post(address, FILLED)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("stewards" in page_of(answer) for answer in answers)
    assert Space.objects.get().name == "The commons"


def ids_that_lead_nowhere(room: Space) -> list[int]:
    return [room.pk, ABSENT, 2**63, HUGE]


@pytest.mark.parametrize("page", ["edit", "place", "members", "new", "x", "membership", "membership/end"])
def test_a_hidden_space_and_one_that_never_was_are_the_same(
    client_for: ClientFor, commons: Space, dan: Member, page: str
) -> None:
    room = make_private_space()
    client = client_for(dan)

    answers = [
        (answer.status_code, page_of(answer).replace(str(pk), "N"))
        for pk in ids_that_lead_nowhere(room)
        for answer in [
            client.post(f"/s/{pk}/{page}/") if "membership" in page else client.get(f"/s/{pk}/{page}/")
        ]
    ]

    assert [status for status, _page in answers] == [404] * 4
    assert len({page for _status, page in answers}) == 1


def test_a_space_is_changed(client_for: ClientFor, commons: Space, ada: Member) -> None:
    client = client_for(ada)
    changed = {"name": "Das Café", "about": "Kuchen.", "see": TEAM, "open": TEAM, "reply": TEAM, "join": TEAM}

    form = client.get(f"/s/{commons.pk}/edit/")
    answer = client.post(f"/s/{commons.pk}/edit/", changed)
    wrong = client.post(f"/s/{commons.pk}/edit/", {**changed, "about": "Typed.", "name": "\u2060"})

    assert 'value="The commons"' in page_of(form)
    assert answer["Location"] == f"/s/{commons.pk}/das-caf%C3%A9/"
    assert audiences(commons) == Audiences(TEAM, TEAM, TEAM, TEAM)
    assert wrong.status_code == 422
    assert "Typed." in page_of(wrong)
    assert Space.objects.get().name == "Das Café"


def test_spaces_are_renamed_on_one_page(client_for: ClientFor, commons: Space, ada: Member) -> None:
    seven = make_space("Category 7")
    client = client_for(ada)
    fields = {f"space-{commons.pk}": "The hall", f"space-{seven.pk}": "Textiles", "space-5": "Nowhere"}

    form = client.get("/s/names/")
    answer = client.post("/s/names/", fields)
    nothing_new = client.post("/s/names/", fields)
    wrong = client.post("/s/names/", {**fields, f"space-{seven.pk}": "\u200b"})

    assert "Category 7" in page_of(form)
    assert [each.status_code for each in (answer, nothing_new, wrong)] == [302, 302, 422]
    assert "1 to 60 characters" in page_of(wrong)
    assert list(Space.objects.order_by("position").values_list("name", flat=True)) == ["The hall", "Textiles"]


def test_a_space_is_moved(client_for: ClientFor, commons: Space, ada: Member) -> None:
    bench = make_space("Bench")
    client = client_for(ada)

    form = client.get(f"/s/{bench.pk}/place/")
    answer = client.post(f"/s/{bench.pk}/place/", {"parent": commons.pk})
    ring = client.post(f"/s/{commons.pk}/place/", {"parent": bench.pk})
    nowhere = client.post(f"/s/{commons.pk}/place/", {"parent": "77"})
    up = client.post(f"/s/{bench.pk}/place/", {"parent": ""})

    assert form.status_code == 200
    assert answer["Location"] == f"/s/{bench.pk}/bench/"
    assert [each.status_code for each in (ring, nowhere, up)] == [422, 422, 302]
    assert "cannot move below itself" in page_of(ring)
    assert Space.objects.filter(parent=None).count() == 2


def test_a_member_joins_and_leaves_a_group(client_for: ClientFor, commons: Space, cy: Member) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP)
    client = client_for(cy)

    joined: HttpResponse = client.post(f"/s/{group.pk}/membership/")  # type: ignore[assignment]
    members = list(SpaceMember.objects.values_list("member", flat=True))
    left = client.post(f"/s/{group.pk}/membership/end/")

    assert joined["Location"] == f"/s/{group.pk}/menders/"
    assert members == [cy.pk]
    assert left["Location"] == "/s/"
    assert not SpaceMember.objects.exists()
    assert client.get(f"/s/{group.pk}/membership/").status_code == 405


@pytest.mark.parametrize("who", ["eve", "nobody"])
def test_whoever_takes_no_part_joins_nothing(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, who: str
) -> None:
    group = actions.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP)

    answer = client_for(request.getfixturevalue(who)).post(f"/s/{group.pk}/membership/")

    assert answer.status_code == 403
    assert "Sign in to take part" in page_of(answer)


def test_a_steward_takes_members_in_and_out(
    client_for: ClientFor, ada: Member, cy: Member, eve: Member
) -> None:
    room = make_private_space()
    client = client_for(ada)
    address = f"/s/{room.pk}/members/"

    taken = client.post(address, {"handle": "@Cyrus", "is_organiser": "on"})
    page = client.get(address)
    wrong = [
        client.post(address, {"handle": handle}) for handle in ("nobody.here", "eve", "", "\x00", "x" * 61)
    ]
    out = client.post(f"/s/{room.pk}/members/{cy.pk}/end/")
    again = [client.post(f"/s/{room.pk}/members/{who}/end/") for who in (cy.pk, ABSENT, HUGE)]

    assert taken["Location"] == address
    assert "organiser" in page_of(page)
    assert [each.status_code for each in wrong] == [422] * 5
    assert "Nobody here goes by this handle." in page_of(wrong[0])
    assert 'value="nobody.here"' in page_of(wrong[0])
    assert out.status_code == 302
    assert [each.status_code for each in again] == [404] * 3
    assert not SpaceMember.objects.exists()


def test_a_member_of_another_space_cannot_be_taken_out_through_this_one(
    client_for: ClientFor, ada: Member, cy: Member, commons: Space
) -> None:
    room = make_private_space(cy)

    answer = client_for(ada).post(f"/s/{commons.pk}/members/{cy.pk}/end/")

    assert answer.status_code == 404
    assert SpaceMember.objects.filter(space=room, member=cy).exists()
