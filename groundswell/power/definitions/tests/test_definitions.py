"""Whoever reads a number finds what it means."""

import re
import subprocess
import sys

import pytest

from groundswell.power.definitions import EXCLUDED, Definition, definitions, families
from groundswell.power.definitions.eight import READINGS
from groundswell.power.engine.catalogue import measures
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.results import Exclusion

pytestmark = pytest.mark.once
FIELDS = ("title", "sentence", "formula", "unit", "counted", "source", "blind")


def test_every_measure_has_a_definition_and_every_definition_a_measure() -> None:
    assert sorted(definitions.names()) == sorted(measures.names())


def test_each_stands_under_the_name_of_its_measure() -> None:
    assert [each.measure for each in definitions] == definitions.names()


@pytest.mark.parametrize("definition", [*definitions], ids=definitions.names())
def test_a_definition_says_everything(definition: Definition) -> None:
    assert [name for name in FIELDS if not str(getattr(definition, name)).strip()] == []
    for name in ("sentence", "formula", "source", "blind"):
        assert str(getattr(definition, name)).endswith(".")
    assert re.search(r"\b(19|20)\d\d\b", str(definition.source))


def test_every_exclusion_has_its_words() -> None:
    assert set(EXCLUDED) == set(Exclusion)


def test_words_are_read_without_numpy() -> None:
    """Pages show them, and no page process pays for numpy."""
    program = "import sys, groundswell.power.definitions; sys.exit('numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words

    assert done.returncode == 0


def test_the_eight_readings_have_their_words() -> None:
    assert [*READINGS] == [kind.name for kind in EIGHT]


def test_every_family_of_measures_has_a_name() -> None:
    told = families.by_family(measures, lambda each: each)

    assert families._REST not in [title for title, _members in told]
    assert sorted(each.name for _title, members in told for each in members) == sorted(
        each.name for each in measures
    )
