"""Django's sessions in the database, read with one hand-written statement: it opens each member's request."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from groundswell.kernel import clock
from groundswell.kernel.http import HttpRequest
from groundswell.kernel.sql import rows

_CAME_ON = "came_on"
_ALIVE = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Writing, ending and clearing away are Django's."""

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
