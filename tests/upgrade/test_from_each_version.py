"""A community of each released version comes to the present one, on both databases, and its pages open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from groundswell.people.make import PASSWORD
from groundswell.people.models import Member
from groundswell.topics.make import make_reply
from groundswell.topics.models import Post, Topic
from groundswell.upkeep.archive import open_archive
from groundswell.upkeep.restoring import Restored, Wish, restore
from groundswell.upkeep.tests.places import new_place
from groundswell.upkeep.trying import troubles
from groundswell.upkeep.versions import applied, of_this_version
from tools.kept_world import KEPT

pytestmark = pytest.mark.slow
VERSIONS = sorted(folder.name for folder in KEPT.iterdir() if folder.name.startswith("v"))
MOST_BYTES = 500_000


@pytest.fixture(scope="module", params=VERSIONS)
def brought(
    request: pytest.FixtureRequest,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Restored]:
    """What a version left, brought to this one in an empty place."""
    folder = tmp_path_factory.mktemp("upgrade")
    with django_db_blocker.unblock(), new_place(folder) as place, place.entered():
        archive = KEPT / request.param / f"{connection.vendor}.zip"
        yield restore(Wish(archive), lambda *_: None)


def test_there_is_a_version_to_come_from() -> None:
    assert {"v0.1-before", "v0.1"} <= {*VERSIONS}


def test_its_tables_are_of_this_version(brought: Restored) -> None:
    assert applied() == of_this_version()


def test_everything_is_there(brought: Restored) -> None:
    found = {"members": Member, "topics": Topic, "posts": Post}

    counts = {name: model._default_manager.count() for name, model in found.items()}

    assert counts.items() <= dict(brought.manifest.facts.counts).items()


def test_its_pages_open_to_a_visitor_and_a_steward(brought: Restored) -> None:
    assert troubles() == []


def test_its_members_sign_in_read_and_write(brought: Restored) -> None:
    browser, topic = Client(), Topic.objects.get(title="Which glue holds a kettle’s handle?")
    with override_settings(PASSWORD_HASHERS=["groundswell.people.hashing.ModestArgon2"]):  # as in life
        browser.post("/sign-in/", {"login": "cyrus@example.org", "password": PASSWORD})

    page = browser.get(f"/t/{topic.pk}/", follow=True).content.decode()
    saturday = Topic.objects.get(title="Saturday")
    reply = make_reply(Member.objects.get(handle="cyrus"), saturday, "Tea, please.")

    assert browser.get("/me/").status_code == 200
    assert "Epoxy, and two days of patience." in page
    assert "Bea" in page
    assert Post.objects.latest("pk") == reply


@pytest.mark.once
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_one_of_them_has_changes_to_go_through(vendor: str) -> None:
    """Else nothing here would show that tables are brought to this version."""
    with open_archive(KEPT / "v0.1-before" / f"{vendor}.zip") as archive:
        had = archive.manifest.facts.migrations

    assert {app for app, _name in of_this_version() - had} >= {"kernel", "topics", "spaces", "upkeep"}


@pytest.mark.once
@pytest.mark.parametrize("archive", sorted(KEPT.glob("v*/*.zip")), ids=lambda file: file.name)
def test_what_is_kept_is_small(archive: Path) -> None:
    assert archive.stat().st_size < MOST_BYTES
