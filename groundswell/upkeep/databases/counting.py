"""What a database holds, asked in plain SQL: also of a copy that Django does not know."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from groundswell.community.models import Community
from groundswell.kernel.ledger.models import Entry
from groundswell.people.models import Member
from groundswell.topics.models import Post, Topic
from groundswell.upkeep.archive import Facts

COUNTED: dict[str, type[Model]] = {"members": Member, "topics": Topic, "posts": Post, "entries": Entry}
SIGNS_OF_LIFE: tuple[type[Model], ...] = (Community, Member, Entry)
MIGRATIONS = "django_migrations"
Ask = Callable[[str], list[Any]]


def facts_of(vendor: str, ask: Ask) -> Facts:
    """Which migrations were applied, and how many members, topics, posts and entries there are."""
    migrations = frozenset((app, name) for app, name in ask(f"SELECT app, name FROM {MIGRATIONS}"))  # noqa: S608
    return Facts(vendor, migrations, {name: _count(model, ask) for name, model in COUNTED.items()})


def is_alive(tables: set[str], ask: Ask) -> bool:
    """Whether somebody has founded a community there, or anything was written."""
    there = [model for model in SIGNS_OF_LIFE if model._meta.db_table in tables]
    return any(_count(model, ask) for model in there)


def _count(model: type[Model], ask: Ask) -> int:
    return int(ask(f'SELECT count(*) FROM "{model._meta.db_table}"')[0][0])  # noqa: S608 - our own table's name
