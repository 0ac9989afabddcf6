"""Asks for a few pages as a browser would, through the server's own door, and tells which do not open.

All of it happens in one transaction that is taken back, so that nobody's session or visit is left behind.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import Error, close_old_connections, transaction
from django.urls import reverse

from groundswell.kernel import epoch
from groundswell.people.models import Account, Role
from groundswell.topics.models import Topic

_MOST_STEPS = 4
_WRONG, _BROKEN = 400, 500


def troubles() -> list[str]:
    """A sentence for each page that does not open: home and the newest topic, to a visitor and a steward."""
    with _one_connection(), transaction.atomic():
        found = [said for cookie in _readers() for path in _paths() if (said := _ask(path, cookie))]
        transaction.set_rollback(True)
    epoch.forget()
    return found


def _paths() -> list[str]:
    topic = Topic.objects.filter(is_hidden=False).order_by("-pk").first()
    return [reverse("site:home"), *([reverse("topics:short", args=[topic.pk])] if topic else [])]


def _readers() -> Iterator[str]:
    yield ""
    steward = Account.objects.filter(member__role=Role.STEWARD, is_active=True).first()
    if steward is not None:
        session = SessionStore()
        session[SESSION_KEY] = str(steward.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = steward.get_session_auth_hash()
        session.create()
        yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _ask(path: str, cookie: str) -> str:
    """What is wrong with the page, or nothing. A visitor may well be told that there is nothing for them."""
    try:
        with transaction.atomic(), _quiet():
            status = _status_of(path, cookie)
    except Error as trouble:
        return f"The page {path} does not open: {trouble}."
    code = int(status.split()[0])
    is_open = code < _WRONG or (not cookie and code < _BROKEN)
    return "" if is_open else f"The page {path} answers {status}."


def _status_of(path: str, cookie: str) -> str:
    """How the page answers, at the address where it stands now."""
    answers: list[tuple[str, dict[str, str]]] = []

    def begin(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:  # noqa: ANN401 - WSGI
        del exc_info
        answers.append((status, dict(headers)))

    for _ in range(_MOST_STEPS):
        answer = get_wsgi_application()(_environment(path, cookie), begin)
        b"".join(answer)
        getattr(answer, "close", lambda: None)()
        path = urlsplit(answers[-1][1].get("Location", "")).path
        if not path:
            break
    return answers[-1][0]


def _environment(path: str, cookie: str) -> dict[str, Any]:
    origin = urlsplit(settings.ORIGIN)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(path).encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": origin.hostname or "localhost",
        "SERVER_PORT": str(origin.port or (443 if origin.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": origin.netloc,
        "HTTP_X_FORWARDED_PROTO": origin.scheme,
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": origin.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": True,
    }


@contextmanager
def _one_connection() -> Iterator[None]:
    """A request begins and ends with fresh connections; ours must outlive it, with its open transaction."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    try:
        yield
    finally:
        for end in ends:
            end.connect(close_old_connections)


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong is told in a sentence of ours, not in the server's log."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
