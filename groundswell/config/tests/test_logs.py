"""A log line is one line of JSON, and holds nothing that is nobody's business."""

import io
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from logging.config import DictConfigurator
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, transaction

from groundswell.config.logs import LOGGING
from groundswell.kernel.jobs.models import Schedule

ADDRESS = "ada@example.org"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the product's formatter makes of all that is logged meanwhile."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DictConfigurator(LOGGING).configure_formatter(dict(LOGGING["formatters"]["json"])))
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.once
def test_a_line_says_when_where_and_what(lines: Lines) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("groundswell.tests").info("something", number=3, odd=object)

    (line,) = lines()
    assert (line["event"], line["level"], line["logger"]) == ("something", "info", "groundswell.tests")
    assert (line["request_id"], line["number"]) == ("abc", 3)
    assert line["timestamp"].endswith("Z")


@pytest.mark.once
def test_what_others_log_has_the_same_shape(lines: Lines) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        logging.getLogger("elsewhere").warning("two\nlines of %s", "text")

    (line,) = lines()
    assert (line["event"], line["level"], line["logger"], line["request_id"]) == (
        "two\nlines of text",
        "warning",
        "elsewhere",
        "abc",
    )


@pytest.mark.once
def test_an_exception_is_told_in_the_line(lines: Lines) -> None:
    try:
        int("lost")
    except ValueError:
        structlog.get_logger("groundswell.tests").exception("trouble")
        logging.getLogger("elsewhere").exception("trouble")

    assert [line["event"] for line in lines()] == ["trouble", "trouble"]
    assert all(line["exception"].endswith("with base 10: 'lost'") for line in lines())


@pytest.mark.once
def test_what_the_machine_suffers_from_is_told_in_a_line(lines: Lines, tmp_path: Path) -> None:
    try:
        sqlite3.connect(tmp_path / "nowhere" / "file")
    except sqlite3.Error as away:
        structlog.get_logger("groundswell.tests").exception("first")
        structlog.get_logger("groundswell.tests").error("second", exc_info=away)
        logging.getLogger("django.request").exception("third: %s", "/path/")

    told = {"trouble": "away", "reason": "OperationalError: unable to open database file"}
    assert [line["event"] for line in lines()] == ["first", "second", "third"]
    assert all(told.items() <= line.items() and "exception" not in line for line in lines())


@pytest.mark.once
@pytest.mark.parametrize("name", ["django.request", "django.security.csrf"])
def test_the_path_of_a_request_is_left_out(lines: Lines, name: str) -> None:
    logging.getLogger(name).warning("%s: %s", "Forbidden (CSRF token missing.)", "/door/s3cret/")

    assert [line["event"] for line in lines()] == ["Forbidden (CSRF token missing.)"]


@pytest.mark.django_db
def test_the_values_that_a_database_stumbles_over_are_left_out(lines: Lines) -> None:
    def make() -> None:
        with transaction.atomic():
            Schedule.objects.create(name=ADDRESS, next_at="2026-01-01T00:00:00Z")

    make()
    try:
        make()
    except IntegrityError:
        structlog.get_logger("groundswell.tests").exception("trouble")

    (line,) = lines()
    assert "IntegrityError" in line["exception"]
    assert ADDRESS not in line["exception"]
