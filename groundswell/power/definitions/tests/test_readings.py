"""Every state of a reading has its sentence."""

import pytest

from groundswell.power.definitions.readings import SAYS
from groundswell.power.engine.readings.reading import Says

pytestmark = pytest.mark.once


def test_there_is_a_sentence_for_whatever_a_reading_says() -> None:
    assert set(SAYS) == set(Says)
    assert [str(words) for words in SAYS.values() if not str(words).endswith(".")] == []
