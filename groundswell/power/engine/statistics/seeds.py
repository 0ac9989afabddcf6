"""Chance that can be repeated: the same measure over the same window draws the same numbers."""

from hashlib import sha256

import numpy as np

from groundswell.power.engine.spans import Window


def generator(measure_id: str, window: Window) -> np.random.Generator:
    """Numbers of its own for each measure, version and window, the same in every process."""
    name = f"{measure_id}:{window.start}:{window.end}"
    seed = int.from_bytes(sha256(name.encode()).digest(), "big")
    return np.random.Generator(np.random.PCG64(seed))
