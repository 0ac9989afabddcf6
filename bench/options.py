"""What a run is asked to do, and how long it may take over it."""

import json
import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from bench.places import DATABASES
from bench.plan import Shape


@dataclass(frozen=True, slots=True)
class Options:
    """`batch` is the CPU seconds of one batch in process, `window` the seconds of one load over HTTP."""

    is_quick: bool = False
    databases: Collection[str] = DATABASES
    shape: Shape = field(default_factory=Shape)

    @property
    def batch(self) -> float:
        return 0.06 if self.is_quick else 0.25

    @property
    def window(self) -> float:
        return 0.4 if self.is_quick else 2.5

    def say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def as_json(self, value: Any) -> str:  # noqa: ANN401 - anything that JSON can say
        return json.dumps(value)
