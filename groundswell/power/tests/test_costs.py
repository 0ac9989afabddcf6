"""What the power page costs: a year of weeks is drawn, but neither worded nor recalled week by week."""

import sys
from collections import Counter
from datetime import UTC, datetime
from types import FrameType, ModuleType

from django.test import Client

from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power.engine import results
from groundswell.power.engine.readings import reading
from groundswell.power.report import saying
from groundswell.power.tests.made import keep_weeks
from tests.plugins.cast import ClientFor

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def calls_into(modules: tuple[ModuleType, ...], client: Client, path: str) -> Counter[str]:
    """How often each function of these modules is called while a page is made."""
    files = {module.__file__ for module in modules}
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _value: object) -> None:
        if event == "call" and frame.f_code.co_filename in files:
            calls[frame.f_code.co_qualname] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        client.get(path)
    finally:
        sys.setprofile(before)
    return calls


def test_a_year_takes_no_more_words_and_no_more_results_than_some_weeks(
    ada: Member, client_for: ClientFor
) -> None:
    client, modules = client_for(ada), (saying, results, reading)
    found = []

    for weeks in (20, 52):
        with clock.moved_to(NOW):
            keep_weeks(weeks)
            client.get("/power/")
            found.append(calls_into(modules, client, "/power/"))

    some, year = found
    assert some["share"] > 0
    assert some["Result.__post_init__"] > 0
    assert year == some
