"""Logs as JSON lines on standard error, each with its request's id, and none with what is nobody's business.

Paths carry one-time links and PostgreSQL quotes the values it stumbles over: both are left out.
"""

import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from groundswell.kernel.trouble import in_a_line, trouble_of

_QUOTED_VALUES = re.compile(r"\n *(DETAIL|CONTEXT):[^\n]*")
_WITH_PATHS = {"django.request", "django.security.csrf"}


def without_paths(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Django writes `Forbidden: /door/…`; the first part is enough beside the request's own line."""
    del logger, method
    if event.get("logger") in _WITH_PATHS:
        event["event"] = str(event["event"]).partition(":")[0]
    return event


def without_quoted_values(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Leave out what PostgreSQL adds to an error: the key that stood twice may be somebody's address."""
    del logger, method
    if "exception" in event:
        event["exception"] = _QUOTED_VALUES.sub("", event["exception"])
    return event


def without_known_traces(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A lock, a full disk, a database that is away is one line: where we were when it came is no news."""
    del logger, method
    given = event.get("exc_info")
    exception = given[1] if isinstance(given, tuple) else sys.exception() if given is True else given
    if exception and (trouble := trouble_of(exception)):
        del event["exc_info"]
        event["trouble"], event["reason"] = trouble.value, in_a_line(exception)
    return event


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_known_traces,
    structlog.processors.format_exc_info,
    without_quoted_values,
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_shared,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [*_shared, without_paths],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Somebody who watches a terminal is told only what needs them; a log file hears everything.
        "groundswell": {"level": "WARNING" if sys.stderr.isatty() else "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
