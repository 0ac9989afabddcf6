"""The world as fixtures: built once a module inside a transaction that is never committed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client

from groundswell.community.actions import change_stage
from groundswell.community.models import Stage
from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from tests.leaks import features
from tests.leaks.browsing import Browser, undone
from tests.leaks.world import Role, Thing, World

BrowserFor = Callable[[Role], Browser]


@pytest.fixture(scope="module")
def unsaved(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database that forgets what a module has put into it. Thousands of requests fill no log."""
    logging.disable()
    whole: Any = transaction.atomic()
    whole._from_testcase = True  # as Django's own: what must be durable may be nested in it
    with django_db_blocker.unblock(), whole:
        epoch.forget()
        try:
            yield
        finally:
            transaction.set_rollback(True)
    epoch.forget()
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def whole_world(unsaved: None) -> World:
    return signed_in(features.hide(features.lay(World())))


@pytest.fixture
def world(whole_world: World, db: None) -> World:
    """The community with all that it hides, open to visitors. What a test does to it is taken back."""
    return whole_world


@pytest.fixture
def browser(world: World) -> BrowserFor:
    """The browser of a role."""
    return lambda role: Browser(world, role)


@contextmanager
def at_stage(world: World, stage: str) -> Iterator[World]:
    """The world while the community is private or open."""
    with undone():
        change_stage(SYSTEM, Stage(stage))
        yield replace(world, stage=stage)


def signed_in(world: World) -> World:
    """Give each member a session, and watch for their keys: nobody is to read them."""
    for number, (role, member) in enumerate(world.people.items()):
        client = Client()
        client.force_login(member.account)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": clock.now().timestamp()}]
        session.save()
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        world.sessions[role] = key
        world.secret(key, f"the session key of {role}")
        _note_device(world, role, member, number + 10)
    _ask_to_join(world)
    return world


def _note_device(world: World, role: Role, member: Member, number: int) -> None:
    """A sign-in on another device as allauth writes it down, with a network and a browser to watch for."""
    elsewhere = SessionStore()
    elsewhere.create()
    world.secret(elsewhere.session_key or "", f"the key of another session of {role}")
    network = f"203.0.113.{number}"
    world.secret(network, f"the network of {role}", (), {role})
    device = UserSession.objects.create(
        user=member.account,
        session_key=elsewhere.session_key,
        ip=network,
        user_agent=world.word(f"the browser of {role}", ()),
    )
    only = frozenset({role})
    world.thing("session", Thing(role, device.pk, only, role, always=only))


def _ask_to_join(world: World) -> None:
    store = SessionStore()
    store["application"] = world.find("application", "pending").value
    store.create()
    world.sessions[Role.PENDING] = store.session_key or ""
