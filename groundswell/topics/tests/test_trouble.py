"""Somebody replies while the machine is in trouble: a clear page with their words, nothing half written."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client

from groundswell.kernel.ledger.models import Entry
from groundswell.kernel.limits import Tally
from groundswell.kernel.tests.parallel import Elsewhere
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.make import make_topic
from groundswell.topics.models import Post, Topic
from tests.plugins.cast import ClientFor

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#replies"}
WORDS = "A long-considered answer & <more>. " * 400


@pytest.fixture
def topic(ada: Member, commons: Space) -> Topic:
    return make_topic(ada, "A kettle", space=commons)


@pytest.fixture
def browser(cy: Member, client_for: ClientFor) -> Client:
    found = client_for(cy)
    found.raise_request_exception = False
    return found


@contextmanager
def no_room() -> Iterator[None]:
    """SQLite may take no page more than it has."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA max_page_count=1")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count=1073741823")


@contextmanager
def only_reading() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=1")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only=0")


@contextmanager
def cut_off() -> Iterator[None]:
    """PostgreSQL ends our connection, as it does when it is restarted."""
    with connection.cursor() as cursor:
        number = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    other.close()
    yield
    connection.close()


def reply(browser: Client, topic: Topic, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    values = {"text": WORDS, "submission": "this-one"}
    answer = browser.post(f"/t/{topic.pk}/replies/", values, headers=headers or {})
    return answer.status_code, answer.get("Retry-After", ""), answer.content.decode()


def written() -> tuple[int, int, int]:
    return Post.objects.count(), Entry.objects.count(), Topic.objects.get().reply_count


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["person", "htmx"])
@pytest.mark.parametrize(
    ("trouble", "status", "retry", "sentence"),
    [
        pytest.param(no_room, 507, "60", "There is no room left.", marks=pytest.mark.sqlite),
        pytest.param(only_reading, 503, "60", "Only reading for now.", marks=pytest.mark.sqlite),
        pytest.param(cut_off, 503, "5", "it is never said twice", marks=pytest.mark.postgres),
    ],
)
def test_trouble_is_a_page_that_keeps_the_words(
    browser: Client,
    topic: Topic,
    headers: dict[str, str],
    *,
    trouble: Callable[[], AbstractContextManager[None]],
    status: int,
    retry: str,
    sentence: str,
) -> None:
    before = written()

    with trouble():
        found, seconds, page = reply(browser, topic, headers)

    assert (found, seconds) == (status, retry)
    assert sentence in page
    assert 'id="wrong"' in page
    assert ("load this page again" in page) == (retry == "5" and not headers)
    assert "A long-considered answer &amp; &lt;more&gt;." in page
    assert written() == before
    assert reply(browser, topic)[0] == reply(browser, topic)[0] == 302
    assert written() == (before[0] + 1, before[1] + 1, 1)


@pytest.mark.sqlite
def test_a_lock_that_is_held_too_long_keeps_the_words(browser: Client, topic: Topic) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=20")

    with Elsewhere() as elsewhere:
        elsewhere.begin()
        status, seconds, page = reply(browser, topic)

    assert (status, seconds) == (503, "5")
    assert "A long-considered answer" in page
    assert reply(browser, topic)[0] == 302
    assert Post.objects.filter(is_opening=False).count() == 1


@pytest.mark.sqlite
def test_what_is_secret_is_on_no_page(browser: Client, topic: Topic) -> None:
    browser.logout()
    person = {"name": "Fay", "handle": "fay", "email": "fay@example.org", "password": "seven calm harbours"}
    with only_reading():
        page = browser.post("/sign-up/", person)

    assert page.status_code == 503
    assert "harbours" not in page.content.decode()
    assert not Tally.objects.exists()
