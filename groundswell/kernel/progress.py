"""What the operator sees while it runs: one line that is written over, or a line now and then in a log."""

import time
from typing import TextIO

_AT_ONCE, _NOW_AND_THEN = 0.2, 5.0


class Progress:
    """Tells how far each step is."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_live = stream.isatty()
        self._told_at = time.monotonic()
        self._has_line = False

    def step(self, label: str, done: int, total: int | None = None) -> None:
        """Say how far a step is, unless that was said just now. The end of a step is always said."""
        now = time.monotonic()
        pause = _AT_ONCE if self._is_live else _NOW_AND_THEN
        if now - self._told_at < pause and done != total:
            return
        self._told_at = now
        line = f"{label}: {done:,}" if total is None else f"{label}: {done:,} of {total:,}"
        self._write(f"\r\033[K{line}" if self._is_live else f"{line}\n")
        self._has_line = self._is_live

    def end(self) -> None:
        """Leave the line that is written over as it is."""
        if self._has_line:
            self._write("\n")
        self._has_line = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
