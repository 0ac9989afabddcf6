"""Empty installations for tests: a folder and a database of their own, of the kind that the tests run on."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from groundswell.kernel import epoch
from groundswell.upkeep.databases.sqlite import connected_to


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is, and the name of its database."""

    home: Path
    database: str

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Within the block this process is the installation's."""
        # Not by monkeypatch: whoever holds the folder of styles and scripts is told that it is another.
        own = override_settings(HOME=self.home, STATIC_ROOT=self.home / "static")
        with own, connected_to(self.database):
            yield
        epoch.forget()

    def address(self) -> str:
        """The address of its database, as an operator writes it."""
        if connection.vendor == "sqlite":
            return f"sqlite:///{quote(self.database)}"
        known = connection.settings_dict
        where = f"{quote(known['HOST'], safe='')}:{known['PORT']}".rstrip(":")
        return f"postgresql://{quote(known['USER'])}@{where}/{self.database}"

    def environment(self) -> dict[str, str]:
        """What a command needs to be at home here."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}
        return own | {
            "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
            "GROUNDSWELL_HOME": str(self.home),
            "GROUNDSWELL_DATABASE_URL": self.address(),
            "GROUNDSWELL_SECRET_KEY": settings.SECRET_KEY,
        }


@contextmanager
def new_place(folder: Path, template: str = "") -> Iterator[Place]:
    """A place that is gone when the block ends; its database is a copy of the template, or nothing yet."""
    home = folder / f"home-{secrets.token_hex(4)}"
    (home / "static").mkdir(parents=True)
    with (_sqlite if connection.vendor == "sqlite" else _postgresql)(home, template) as name:
        yield Place(home, name)


@contextmanager
def new_template(folder: Path) -> Iterator[str]:
    """A database with tables and nobody in it, to be copied."""
    with new_place(folder) as place:
        with place.entered():
            call_command("migrate", verbosity=0, interactive=False)
        yield place.database


@contextmanager
def _sqlite(home: Path, template: str) -> Iterator[str]:
    name = home / "groundswell.sqlite3"
    if template:
        shutil.copy(template, name)
    yield str(name)


@contextmanager
def _postgresql(home: Path, template: str) -> Iterator[str]:
    name = home.name.replace("-", "_")
    connection.close()
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
    try:
        yield name
    finally:
        connection.close()
        _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"] or None, "user": known["USER"]}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as server:
        server.execute(statement)
