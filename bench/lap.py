"""One batch of requests whenever a line asks for it: `bench/turns.py` lets two of these take turns.

A line is a path, a cookie, how many requests, and how many seconds to pause before each statement; the answer
is a line with the milliseconds of CPU that one took.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import connection

from bench.inside import Asked, ask


def main() -> None:
    for line in sys.stdin:
        path, cookie, count, pause = json.loads(line)
        print(json.dumps(lap(Asked(path, cookie), count, pause)), flush=True)


def lap(asked: Asked, count: int, pause: float) -> float:
    def wait(execute: Callable[..., Any], *statement: Any) -> Any:  # noqa: ANN401 - passed on unread
        time.sleep(pause)
        return execute(*statement)

    with connection.execute_wrapper(wait) if pause else nullcontext():
        began = time.process_time()
        answers = {ask(asked).status for _ in range(count)}
        spent = time.process_time() - began
    if answers != {200}:
        raise RuntimeError(f"{asked.path} answered {answers}")
    return spent / count * 1000


if __name__ == "__main__":
    main()
