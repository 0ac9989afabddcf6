"""The cast: the same six people in every test, from the steward to the passer-by.

Ada founded the community and is its steward, Bea moderates, Cy is a member, Dan has just come, Eve is
suspended, and nobody is whoever has not signed in.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from groundswell.community.make import make_community
from groundswell.community.models import Community
from groundswell.kernel import epoch
from groundswell.people.make import make_member, make_suspended_member
from groundswell.people.models import Account, Member, Role
from groundswell.spaces.models import Space

ClientFor = Callable[[Member | None], Client]


@pytest.fixture(autouse=True)
def _young_caches() -> Iterator[None]:
    """Each test's database begins at the same epoch, so nothing may be left from the test before."""
    epoch.forget()
    yield
    epoch.forget()


@pytest.fixture
def community(db: None) -> Community:
    return make_community(message="Come with something broken, leave with a friend who knows how.")


@pytest.fixture
def commons(community: Community) -> Space:
    """The space in which every community begins."""
    return Space.objects.get()


@pytest.fixture
def ada(community: Community) -> Member:
    return make_member("Ada", role=Role.STEWARD)


@pytest.fixture
def bea(community: Community) -> Member:
    return make_member("Bea", role=Role.MODERATOR)


@pytest.fixture
def cy(community: Community) -> Member:
    return make_member("Cyrus")


@pytest.fixture
def dan(community: Community) -> Member:
    return make_member("Dan")


@pytest.fixture
def eve(community: Community) -> Member:
    return make_suspended_member("Eve")


@pytest.fixture
def nobody(community: Community) -> None:
    """Whoever has not signed in: `actor_for(nobody)` is a visitor, and so is `client_for(nobody)`."""


@pytest.fixture
def client_for() -> ClientFor:
    """A browser in which this person is signed in."""

    def open_browser(person: Member | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(Account.objects.get(member=person))
        return client

    return open_browser
