"""People who go through the town on their own feet, with JavaScript and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from groundswell.people.make import make_member
from groundswell.people.models import Member, Role
from tests.plugins.served import OpenPage, Town

SignedIn = Callable[..., tuple[Member, Page]]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts: a journey that asks for this is gone twice."""
    has_script: bool = request.param
    return has_script


@pytest.fixture
def signed_in(town: Town, open_page: OpenPage) -> SignedIn:
    """Somebody new in town, signed in already: the member and their page."""

    def come(name: str, *, role: Role = Role.MEMBER, script: bool = True) -> tuple[Member, Page]:
        member = make_member(name, role=role)
        return member, open_page(town.site, member, java_script_enabled=script)

    return come
