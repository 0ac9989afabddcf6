"""Other processes beside the test's own, on its database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from urllib.parse import quote

from django.db import connection

from tools.environment import ROOT

_PATIENCE = 120


def wait_until(holds: Callable[[], object]) -> None:
    """Ask until it holds; a test that waits in vain fails."""
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def own_database() -> str:
    """The address of the database that this test runs on."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(known['NAME']))}"
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'], safe='')}".rstrip(":")
    where = f"{quote(known['HOST'], safe='')}:{known['PORT']}".rstrip(":")
    return f"postgresql://{who}@{where}/{quote(known['NAME'])}"


def environment(home: Path) -> dict[str, str]:
    ours = {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_HOME": str(home),
        "GROUNDSWELL_DATABASE_URL": own_database(),
        "GROUNDSWELL_SECRET_KEY": os.environ["GROUNDSWELL_SECRET_KEY"],
    }
    return {**os.environ, **ours}


@contextmanager
def another_worker(home: Path, *, lease: float = 60) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker process, killed at the end if it has not ended."""
    command = [sys.executable, "-m", "groundswell.kernel.tests.processes", str(lease)]
    with (home / "worker.log").open("ab") as log:
        child = subprocess.Popen(command, cwd=ROOT, env=environment(home), stderr=log)  # noqa: S603 - our own
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def main(lease: float) -> None:
    import signal  # noqa: PLC0415 - in the worker's process only

    import django  # noqa: PLC0415

    django.setup()

    from groundswell.kernel.jobs.worker import Worker  # noqa: PLC0415

    worker = Worker(lease=timedelta(seconds=lease))

    def stop(number: int, frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    worker.run()


if __name__ == "__main__":
    main(float(sys.argv[1]))
