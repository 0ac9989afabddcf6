"""Those who watch a process are told whether it lives, and whether it can serve."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from groundswell.kernel import clock
from groundswell.kernel.jobs.models import Job
from groundswell.kernel.ledger.models import Follower


def test_a_process_that_lives_says_so_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_the_watcher_need_not_know_our_name(client: Client) -> None:
    assert client.get("/healthz", HTTP_HOST="10.0.0.7:8000").status_code == 200


def test_health_is_never_kept_and_has_the_headers_of_every_answer(client: Client) -> None:
    answer = client.get("/healthz")

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Request-Id"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_to_be_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.django_db
def test_a_process_that_can_serve_counts_what_needs_a_look(client: Client) -> None:
    now = clock.now()
    Job.objects.create(task="a.b", enqueued_at=now, run_after=now, state=Job.State.DEAD)
    Follower.objects.create(name="broken", failures=3)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "dead_jobs": 1, "failing_followers": 1},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asking",
    [
        {"REMOTE_ADDR": "203.0.114.9"},
        {"REMOTE_ADDR": "2a00:1450::1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "203.0.114.9"},
    ],
)
def test_those_outside_are_told_whether_and_nothing_else(client: Client, asking: dict[str, str]) -> None:
    now = clock.now()
    Job.objects.create(task="a.b", enqueued_at=now, run_after=now, state=Job.State.DEAD)

    assert client.get("/readyz", **asking).json() == {"ready": True}  # type: ignore[arg-type]

    MigrationRecorder(connection).record_unapplied("kernel", "0001_initial")
    answer = client.get("/readyz", **asking)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "10.77.0.10", "192.168.1.4", "::1", "fd00::7"])
def test_those_on_our_own_network_are_told_all(client: Client, address: str) -> None:
    answer = client.get("/readyz", REMOTE_ADDR=address)

    assert answer.json() == {"ready": True, "dead_jobs": 0, "failing_followers": 0}


@pytest.mark.django_db
def test_a_process_whose_tables_are_older_than_itself_cannot_serve(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("kernel", "0001_initial")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "because": "1 migrations are waiting."},
    )


@pytest.mark.django_db(transaction=True)
def test_a_process_without_its_database_cannot_serve(client: Client, monkeypatch: Any) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "no/such/place")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "because": "The database does not answer."},
    )
    assert client.get("/healthz").status_code == 200
