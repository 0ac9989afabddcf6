"""Every way in which an interval is reckoned has its words."""

import re
from pathlib import Path

import pytest

from groundswell.power import engine
from groundswell.power.definitions.methods import METHODS

pytestmark = pytest.mark.once

_ENGINE = Path(engine.__file__).parent
# A name stands where an interval is made, or as the METHOD of a module. Those of changes are not shown.
_NAMED = re.compile(r'(?:Interval\([^"\n]*|METHOD = )"([^"{]+)"')


def test_every_method_that_the_engine_names_is_said_in_words() -> None:
    files = [each for each in _ENGINE.rglob("*.py") if "tests" not in each.relative_to(_ENGINE).parts]
    named = {name for each in files for name in _NAMED.findall(each.read_text("utf-8"))}

    assert len(named) > 5
    assert sorted(named - METHODS.keys()) == []
