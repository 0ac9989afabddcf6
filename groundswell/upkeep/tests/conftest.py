"""Places to look after: `house` has tables and nobody in it, `world` a small community."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from groundswell.community.models import MailServer
from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job, Schedule
from groundswell.upkeep.backing_up import back_up
from groundswell.upkeep.tests.looking import listening, silent
from groundswell.upkeep.tests.places import Place, new_place, new_template
from groundswell.upkeep.tests.world import make_world

NewPlace = Callable[..., Place]


@pytest.fixture(scope="session")
def template(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with django_db_blocker.unblock(), new_template(tmp_path_factory.mktemp("template")) as database:
        yield database


@pytest.fixture
def place(template: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[NewPlace]:
    """Makes places; the one that was made last is where this process works."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def make(*, has_tables: bool = True) -> Place:
            made = stack.enter_context(new_place(tmp_path, template if has_tables else ""))
            stack.enter_context(made.entered())
            return made

        yield make


@pytest.fixture
def house(place: NewPlace) -> Place:
    return place()


@pytest.fixture
def world(house: Place) -> Place:
    make_world()
    return house


@pytest.fixture
def healthy(world: Place, tmp_path: Path) -> Iterator[Place]:
    """An installation to which nothing is amiss."""
    (world.home / "static" / "style.css").write_text("")
    (world.home / "secret-key").touch(mode=0o600)
    (world.home / "secret-key").write_text(settings.SECRET_KEY)
    Schedule.objects.create(name="any", cron="* * * * *", next_at=clock.now() + timedelta(minutes=1))
    Job.objects.all().delete()
    back_up(tmp_path / "all.zip", lambda *_: None)
    with listening() as port:
        MailServer.objects.update(port=port)
        yield world


@pytest.fixture
def archive(world: Place, tmp_path: Path) -> Path:
    (world.home / "media").mkdir()
    (world.home / "media" / "kettle.webp").write_bytes(b"a picture")
    back_up(tmp_path / "all.zip", silent)
    return tmp_path / "all.zip"
