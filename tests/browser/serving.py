"""A served community, and the way for this process into its database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from groundswell.kernel import epoch
from tests.browser import languages
from tools import serving


@dataclass(frozen=True, slots=True)
class Site:
    """A served community: where its files are, and where it answers."""

    home: Path
    origin: str

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Let this process work in the community's own database, beside its server."""
        connection = connections["default"]
        connection.close()
        before = dict(connection.settings_dict)
        connection.settings_dict |= {"NAME": str(self.home / "groundswell.sqlite3")}
        epoch.forget()
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= before
            epoch.forget()


def prepare(home: Path) -> None:
    """Tables, static files and languages: what every site begins with."""
    languages.compile_into(home / "locale")
    serving.groundswell(home, "init", more=_ours())


@contextmanager
def serve(prepared: Path, home: Path, *words: str) -> Iterator[Site]:
    """A copy of the prepared home, served until the block ends."""
    shutil.copytree(prepared, home)
    with serving.served(home, *words, more=_ours()) as origin:
        yield Site(home, origin)


def _ours() -> dict[str, str]:
    """The server signs with the tests' own key, so that a session made here counts there."""
    return {"DJANGO_SETTINGS_MODULE": "tests.browser.settings", "GROUNDSWELL_SECRET_KEY": settings.SECRET_KEY}
