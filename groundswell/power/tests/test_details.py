"""A measure's page says of each number what it is, and of what it does not show, why."""

from functools import partial

import pytest

from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power.engine.results import Interval, Result, State
from groundswell.power.engine.spans import Window, end_of_week
from groundswell.power.tests.made import keep_weeks, result
from groundswell.power.worker.keeping import Found, keep
from groundswell.power.worker.weeks import Due
from tests.plugins.cast import ClientFor
from tests.reading import words_of

pytestmark = pytest.mark.django_db


def test_what_stands_beside_a_value_bears_its_own_name_and_unit(ada: Member, client_for: ClientFor) -> None:
    """Standard deviations are no per cent, and what a part lacks is not what the whole lacks."""
    last = end_of_week(clock.micros(clock.now()))
    window = Window.before(last, days=84)
    of_a_part = partial(Result, "reciprocity.v1", window)
    beyond = of_a_part(State.ESTIMATED, 190, 0.57, Interval(-0.03, 0.62, "rewired"))
    parts = {
        "z": of_a_part(State.COUNTED, 190, 24.7),
        "by chance": of_a_part(State.TOO_FEW, 40),
        "beyond chance": beyond,
    }
    keep(Due(last, ""), [Found(of_a_part(State.COUNTED, 190, 0.65, parts=parts))], read_at=last)

    words = words_of(client_for(ada).get("/power/reciprocity/"))

    assert "Beyond chance, in standard deviations24.7 counted" in words
    assert "To be expected by chancetoo few to tell" in words
    assert "Beyond chance+57 points −3 to +62 points" in words.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_not_reached_or_too_wide_says_where_it_lies(ada: Member, client_for: ClientFor) -> None:
    """On top, in a part, and in the table of the past."""
    last = end_of_week(clock.micros(clock.now()))
    window = Window.before(last, days=84)
    more = Interval(3.93, None, "log-log")
    part = Result("staying.v1", window, State.NOT_REACHED, 40, interval=more)
    stays = Result("staying.v1", window, State.NOT_REACHED, 40, interval=more, parts={"every stay": part})
    load = Result("shared_load.v1", window, State.TOO_FEW, 129, interval=Interval(9.4, 136, "jackknife"))
    keep(Due(last, ""), [Found(stays), Found(load, "shared_load")], read_at=last)

    of_stays, of_load = (
        words_of(client_for(ada).get(f"/power/{name}/")) for name in ("staying", "shared_load")
    )

    assert "Not reached, and more than 3.9 days: it had happened" in of_stays
    assert "not reached: more than 3.9 days" in of_stays
    assert "not reachedmore than 3.9 days40" in of_stays
    assert "Too little to tell: it may be 9.40–136, with 129 active people" in of_load


def test_a_picture_that_is_kept_back_is_missed(ada: Member, client_for: ClientFor) -> None:
    last = end_of_week(clock.micros(clock.now()))
    kept = Result("kept.v1", Window.before(last, days=28), State.ESTIMATED, 40, 0.9, Interval(0.7, 0.95, ""))
    keep(Due(last, ""), [Found(kept, "holding"), Found(result(last), "answering")], read_at=last)

    assert "would tell of fewer than five" in words_of(client_for(ada).get("/power/kept/"))
    assert "would tell of fewer than five" not in words_of(client_for(ada).get("/power/answered_in_a_day/"))


def test_what_is_counted_has_no_band(ada: Member, client_for: ClientFor) -> None:
    last = keep_weeks(1)
    counted = Result("active_people.v1", Window.before(last, days=28), State.COUNTED, 40, 40)
    keep(Due(last, "touched"), [Found(counted, "reach"), Found(result(last), "answering")], read_at=last)

    of_a_count, of_a_share = (
        words_of(client_for(ada).get(f"/power/{name}/")) for name in ("active_people", "answered_in_a_day")
    )

    assert "The band is where the value lies" in of_a_share
    assert "The band is where the value lies" not in of_a_count
