"""How far one is heard: one's own page, and a steward's look at it, of which one reads."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people import actions as people
from groundswell.people.make import make_imported_member, make_member
from groundswell.people.models import Member, Role
from groundswell.power import actions, events
from groundswell.power.models import Look, Reckoning, Standing
from groundswell.power.tests.made import keep_standing
from groundswell.power.tests.stories import LAST_END
from groundswell.spaces.gate import actor_for
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of

pytestmark = pytest.mark.django_db
NOW = clock.from_micros(LAST_END) + timedelta(days=1)
OWN, OF_CY = "/me/heard/", "/m/cyrus/heard/"
# A number that nothing else says by chance, and how a page writes it.
ODD, SAID = 987_654_321, "987,654,321"


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with clock.moved_to(NOW):
        yield


def test_ones_own_page_says_each_number_and_leads_to_what_it_means(cy: Member, client_for: ClientFor) -> None:
    keep_standing(cy)

    answer = client_for(cy).get(OWN)

    words, page = words_of(answer), page_of(answer)
    assert "Week 10 of 2026 · 2 March to 8 March 2026" in words
    assert "Attentionabout 6 of 10 Of ten people who took part, so many had less" in words
    assert "Four weeks before: about 4 of 10." in words
    assert "People who replied12 So many different people" in words
    assert "Posts taken up in a year3 So many posts" in words
    assert "Posts taken up, ever5 So many posts" in words
    assert "Words that are read in silence" in words
    assert "40 people who wrote or were replied to" in words
    assert "influence.v1" in words
    assert "Nobody has looked within a year." in words
    for name in ("attention", "repliers", "taken-up", "taken-up-ever"):
        assert f'href="#{name}"' in page
        assert f'id="{name}"' in page


@pytest.mark.parametrize(
    ("place", "before", "said"),
    [
        (1, None, "1 of 10 at most Of ten"),
        (9, None, "9 of 10 at least Of ten"),
        (5, None, "Four weeks before, there was nothing to tell."),
        (5, 5, "Four weeks before, it was the same."),
        (5, 9, "Four weeks before: 9 of 10 at least."),
    ],
)
def test_the_first_and_the_last_are_not_told_apart(
    cy: Member, client_for: ClientFor, *, place: int, before: int | None, said: str
) -> None:
    keep_standing(cy)
    Standing.objects.update(place=place, place_before=before)

    assert said in words_of(client_for(cy).get(OWN))


def test_before_the_first_reckoning_there_is_a_calm_word(cy: Member, client_for: ClientFor) -> None:
    words = words_of(client_for(cy).get(OWN))

    assert "Nothing has been reckoned yet." in words
    assert "How it is reckoned" in words


def test_of_a_few_nobody_is_told_apart(cy: Member, client_for: ClientFor) -> None:
    keep_standing(took_part=29)

    assert "of the 30 people that it takes, 29 took part" in words_of(client_for(cy).get(OWN))


def test_whoever_took_no_part_reads_so(cy: Member, dan: Member, client_for: ClientFor) -> None:
    keep_standing(cy)

    answer = client_for(dan).get(OWN)

    assert "You did not take part in these twelve weeks" in words_of(answer)
    assert "12" not in words_of(answer).split("How it is reckoned")[0]


def test_what_is_not_whole_yet_is_shown_to_nobody(cy: Member, client_for: ClientFor) -> None:
    keep_standing(cy, repliers=12)
    Reckoning.objects.filter(pk=keep_standing(cy, repliers=77).pk).update(is_whole=False)

    assert "People who replied12" in words_of(client_for(cy).get(OWN))


def test_everybody_finds_it_from_their_own_pages_and_menu(
    cy: Member, eve: Member, client_for: ClientFor
) -> None:
    keep_standing(cy, eve)

    for who in (cy, eve):
        assert page_of(client_for(who).get("/me/")).count(f'href="{OWN}"') == 2
        assert client_for(who).get(OWN).status_code == 200
    assert client_for(cy).get("/power/").status_code == 403
    assert Client().get(OWN)["Location"] == f"/sign-in/?next={OWN}"


def test_a_steward_says_that_they_look_before_they_see_anything(
    ada: Member, cy: Member, client_for: ClientFor
) -> None:
    keep_standing(cy, repliers=ODD)
    steward = client_for(ada)

    before = words_of(steward.get(OF_CY))
    assert "reads on their own page that you did" in before
    assert SAID not in before
    assert steward.post(OF_CY)["Location"] == OF_CY

    after = words_of(steward.get(OF_CY))
    assert f"People who replied{SAID}" in after
    assert "Cyrus reads that you looked today." in after
    assert "Ada 10 March" in words_of(client_for(cy).get(OWN))


def test_tomorrow_they_have_to_say_so_again(ada: Member, cy: Member, client_for: ClientFor) -> None:
    keep_standing(cy, repliers=ODD)
    actions.look_at_standing(actor_for(ada), cy)

    with clock.moved_to(NOW + timedelta(days=1)):
        assert SAID not in words_of(client_for(ada).get(OF_CY))


def test_one_look_lets_nobody_else_see_and_no_other_be_seen(
    ada: Member, cy: Member, dan: Member, client_for: ClientFor
) -> None:
    keep_standing(cy, dan, repliers=ODD)
    other = make_member("Fay", role=Role.STEWARD)
    actions.look_at_standing(actor_for(ada), cy)

    assert SAID not in words_of(client_for(other).get(OF_CY))
    assert "987,654,322" not in words_of(client_for(ada).get("/m/dan/heard/"))


def test_looking_twice_a_day_is_noted_once(ada: Member, cy: Member) -> None:
    for _time in range(2):
        actions.look_at_standing(actor_for(ada), cy)

    assert Look.objects.count() == 1
    (entry,) = Entry.objects.filter(event=events.STANDING_SEEN.code)
    assert (entry.actor, entry.subject, entry.toward, entry.data) == (ada.pk, cy.pk, cy.pk, {})


def test_nobody_else_looks(
    ada: Member, bea: Member, cy: Member, dan: Member, eve: Member, client_for: ClientFor
) -> None:
    keep_standing(cy)
    actions.open_power_to_members(actor_for(ada))

    for who in (bea, dan, eve):
        assert client_for(who).get(OF_CY).status_code == 403
        assert client_for(who).post(OF_CY).status_code == 403
        with pytest.raises(Denied):
            actions.look_at_standing(actor_for(who), cy)
    with pytest.raises(Denied):
        actions.look_at_standing(SYSTEM, cy)  # it could not be named
    assert Client().get(OF_CY)["Location"] == f"/sign-in/?next={OF_CY}"
    assert not Look.objects.exists()


def test_oneself_is_led_to_ones_own_page(ada: Member, cy: Member, client_for: ClientFor) -> None:
    for who, path in ((ada, "/m/ada/heard/"), (cy, OF_CY)):
        assert client_for(who).get(path)["Location"] == OWN
        assert client_for(who).post(path)["Location"] == OWN
    assert not Look.objects.exists()


def test_who_is_not_here_is_not_found(ada: Member, client_for: ClientFor) -> None:
    henning = make_imported_member("Henning")

    assert client_for(ada).get("/m/nobody/heard/").status_code == 404
    assert client_for(ada).post(f"/m/{henning.handle}/heard/").status_code == 403


def test_nobody_goes_through_the_whole_list(ada: Member, client_for: ClientFor) -> None:
    steward = client_for(ada)
    many = [make_member(f"Member {number}", handle=f"member.{number}") for number in range(21)]

    statuses = [steward.post(f"/m/{each.handle}/heard/").status_code for each in many]

    assert statuses == [302] * 20 + [429]


def test_the_way_stands_on_members_pages_for_stewards_alone(
    ada: Member, bea: Member, cy: Member, client_for: ClientFor
) -> None:
    keep_standing(cy, ada, repliers=ODD)
    steward = page_of(client_for(ada).get("/m/cyrus/"))

    assert f'href="{OF_CY}"' in steward
    assert SAID not in steward
    assert "/m/ada/heard/" not in page_of(client_for(ada).get("/m/ada/"))
    for who in (bea, cy, None):
        assert f'href="{OF_CY}"' not in page_of(client_for(who).get("/m/cyrus/"))


def test_a_steward_who_left_looked_as_nobody_in_particular(
    ada: Member, cy: Member, client_for: ClientFor
) -> None:
    gus = make_member("Gus", role=Role.STEWARD)
    actions.look_at_standing(actor_for(gus), cy)

    people.leave(SYSTEM, gus, keep_posts=True)

    words = words_of(client_for(cy).get(OWN))
    assert "Somebody who left 10 March" in words
    assert "Gus" not in words


def test_with_whoever_leaves_goes_who_looked(ada: Member, cy: Member) -> None:
    keep_standing(cy)
    actions.look_at_standing(actor_for(ada), cy)

    tombstone = people.leave(SYSTEM, cy, keep_posts=True)

    assert not Standing.objects.exists()
    assert not Look.objects.exists()
    (entry,) = Entry.objects.filter(event=events.STANDING_SEEN.code)
    assert (entry.subject, entry.toward) == (tombstone.pk, tombstone.pk)


def test_nobody_keeps_a_copy(ada: Member, cy: Member, client_for: ClientFor) -> None:
    actions.look_at_standing(actor_for(ada), cy)

    for who, path in ((cy, OWN), (ada, OF_CY)):
        control = client_for(who).get(path)["Cache-Control"]
        assert {"private", "no-store"} <= {*control.split(", ")}


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_asks_the_same_few_questions_whatever_there_is(
    ada: Member, cy: Member, client_for: ClientFor, django_assert_num_queries: Any, *, size: int
) -> None:
    keep_standing(cy, *(make_member(f"Member {number}") for number in range(size)))
    actions.look_at_standing(actor_for(ada), cy)
    for number in range(size):
        Look.objects.create(member=cy, by=make_member(f"Steward {number}"), on=NOW.date())
    own, steward = client_for(cy), client_for(ada)
    own.get(OWN)
    steward.get(OF_CY)

    with django_assert_num_queries(4):  # epoch, session, what was reckoned, who looked
        own.get(OWN)
    with django_assert_num_queries(5):  # epoch, session, member, look, what was reckoned
        steward.get(OF_CY)
