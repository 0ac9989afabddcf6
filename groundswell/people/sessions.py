"""Django's sessions in the database, read with one hand-written statement: it opens each member's request."""

from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from groundswell.kernel import clock
from groundswell.kernel.http import HttpRequest
from groundswell.kernel.sql import rows
from groundswell.kernel.trouble import trouble_of

_CAME_ON = "came_on"
_ALIVE = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Writing, ending and clearing away are Django's."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """A database in trouble is no session that was ended meanwhile, for which Django takes it."""
        try:
            super().save(must_create)
        except UpdateError as lost:
            if (trouble := lost.__context__) and trouble_of(trouble):
                raise trouble from trouble.__cause__
            raise

    def load(self) -> dict[str, Any]:
        now = connection.ops.adapt_datetimefield_value(clock.now())
        found = rows(_ALIVE, (self.session_key, now))
        if not found:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0][0])
        return data


def has_come_today(request: HttpRequest) -> bool:
    """Whether this browser has said already today that its member came by."""
    return bool(request.session.get(_CAME_ON) == clock.now().date().isoformat())


def remember_coming(request: HttpRequest) -> None:
    request.session[_CAME_ON] = clock.now().date().isoformat()
