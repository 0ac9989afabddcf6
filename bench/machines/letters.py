"""A mail server that can keep everybody waiting at its door, so that a worker is killed while it sends."""

import threading
from typing import Any

from tests.browser.letters import Letterbox


class Doors(Letterbox):
    """`doors` is open at first."""

    def __init__(self, host: str) -> None:
        self.doors = threading.Event()
        self.doors.set()
        super().__init__(host)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as its base says
        self.doors.wait()
        super().process_request_thread(request, client_address)
