"""The steward's page about being found."""

import re

import pytest
from django.test import Client

from groundswell.discovery.actions import Wish, change_findability
from groundswell.discovery.models import Findability, Welcome
from groundswell.discovery.reach import findability
from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.errors import Invalid
from groundswell.kernel.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_space
from tests.plugins.cast import ClientFor

PATH = "/settings/found/"
TYPED = {"welcome": "search", "contact": "safe@example.org"}


def test_a_steward_says_who_finds_the_community(ada: Member, client_for: ClientFor) -> None:
    answer = client_for(ada).post(PATH, TYPED)

    assert (answer.status_code, answer["Location"]) == (302, PATH)
    assert (findability().welcome, findability().contact) == ("search", "safe@example.org")
    assert b"safe@example.org" in client_for(ada).get(PATH).content


def test_the_page_is_for_stewards(ada: Member, bea: Member, cy: Member, client_for: ClientFor) -> None:
    statuses = {who.name: client_for(who).get(PATH).status_code for who in (ada, bea, cy)}

    assert statuses == {"Ada": 200, "Bea": 403, "Cyrus": 403}
    assert client_for(cy).post(PATH, TYPED).status_code == 403
    assert Client().get(PATH)["Location"] == f"/sign-in/?next={PATH}"
    assert Findability.objects.count() == 0


def test_nobody_else_acts(bea: Member, cy: Member) -> None:
    for who in (bea, cy, None):
        with pytest.raises(Denied):
            change_findability(actor_for(who), Wish(Welcome.EVERYBODY))


@pytest.mark.parametrize(
    "contact", ["nobody", "http://example.org/", "javascript:alert(1)", "https://", "a@b"]
)
def test_a_contact_that_nobody_can_reach_is_refused_and_kept(
    ada: Member, client_for: ClientFor, contact: str
) -> None:
    answer = client_for(ada).post(PATH, TYPED | {"contact": contact})

    assert answer.status_code == 422
    assert "This is an address of mail" in answer.content.decode()
    assert f'value="{contact}"' in answer.content.decode()


def test_a_line_break_in_the_contact_makes_no_second_line(ada: Member) -> None:
    with pytest.raises(Invalid):
        change_findability(SYSTEM, Wish(contact="a@example.org\nContact: mailto:evil@example.org"))


def test_a_change_is_written_down_and_ends_what_was_kept(ada: Member) -> None:
    before = epoch.stored()

    change_findability(actor_for(ada), Wish(Welcome.SEARCH, "safe@example.org"))

    entry = Entry.objects.order_by("pk").last()
    assert entry
    assert (entry.actor, entry.data) == (ada.pk, {"changed": "welcome, contact"})
    assert "safe@example.org" not in str(entry.data)
    assert epoch.stored() != before


def test_the_same_again_changes_nothing(ada: Member) -> None:
    change_findability(SYSTEM, Wish(Welcome.SEARCH))
    before = epoch.stored(), Entry.objects.count()

    change_findability(SYSTEM, Wish(Welcome.SEARCH))

    assert (epoch.stored(), Entry.objects.count()) == before


def test_the_page_names_the_spaces_that_are_kept_out(ada: Member, client_for: ClientFor) -> None:
    space = make_space("Bench talk")
    before = client_for(ada).get(PATH).content.decode()
    form = {"name": "Bench talk", "about": "", "see": "everyone", "open": "members", "reply": "members"}

    client_for(ada).post(f"/s/{space.pk}/edit/", form | {"join": "members", "is_unlisted": "on"})

    assert "Bench talk" not in before
    assert "Bench talk" in client_for(ada).get(PATH).content.decode()
    again = client_for(ada).get(f"/s/{space.pk}/edit/").content.decode()
    assert re.search(r'<input[^>]* name="is_unlisted"[^>]* checked', again)
