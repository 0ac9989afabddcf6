"""The pages of the readings: who sees them, what they say, what they cost."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power import actions
from groundswell.power.actions import Aim
from groundswell.power.engine.readings.reading import Arrow, Change
from groundswell.power.engine.results import Interval, Result, State
from groundswell.power.engine.spans import WEEK, Window, end_of_week
from groundswell.power.models import Target
from groundswell.power.queries.access import are_open_to_members
from groundswell.power.tests.made import keep_weeks, result
from groundswell.power.worker.keeping import Found, keep
from groundswell.power.worker.weeks import Due
from groundswell.spaces.gate import actor_for
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of

pytestmark = pytest.mark.django_db
PAGES = ("/power/", "/power/answered_in_a_day/", "/power/answered_in_a_day.csv")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with clock.moved_to(NOW):
        yield


def test_only_stewards_see_the_readings_until_one_lets_members_in(
    ada: Member, bea: Member, cy: Member, eve: Member, client_for: ClientFor
) -> None:
    keep_weeks(2)

    def statuses() -> dict[str, list[int]]:
        people = {"ada": ada, "bea": bea, "cy": cy, "eve": eve}
        return {
            name: [client_for(who).get(path).status_code for path in (*PAGES, "/power/targets/")]
            for name, who in people.items()
        }

    no, yes = [403, 403, 403, 403], [200, 200, 200, 403]
    assert statuses() == {"ada": [200, 200, 200, 200], "bea": no, "cy": no, "eve": no}
    assert client_for(ada).post("/power/readers/", {"to": "members"}).status_code == 302
    assert statuses() == {"ada": [200, 200, 200, 200], "bea": yes, "cy": yes, "eve": no}
    assert client_for(ada).post("/power/readers/", {"to": "stewards"}).status_code == 302
    assert statuses() == {"ada": [200, 200, 200, 200], "bea": no, "cy": no, "eve": no}
    assert Client().get("/power/")["Location"] == "/sign-in/?next=/power/"


def test_the_header_leads_to_the_readings_of_those_who_may_see_them(
    ada: Member, cy: Member, client_for: ClientFor
) -> None:
    def is_led(client: Client) -> bool:
        return 'href="/power/"' in page_of(client.get("/"))

    led = is_led(client_for(ada)), is_led(client_for(cy)), is_led(Client())
    assert led == (True, False, False)

    actions.open_power_to_members(actor_for(ada))

    assert (is_led(client_for(cy)), is_led(Client())) == (True, False)


def test_nobody_else_chooses_who_looks(cy: Member, client_for: ClientFor) -> None:
    assert client_for(cy).post("/power/readers/", {"to": "members"}).status_code == 403
    assert not are_open_to_members()


def test_a_steward_has_to_say_who_looks(ada: Member, client_for: ClientFor) -> None:
    answer = client_for(ada).post("/power/readers/", {"to": "everybody"})

    assert answer.status_code == 422
    assert "Please choose who sees the readings." in words_of(answer)


def test_a_new_community_is_told_when_the_first_reading_comes(ada: Member, client_for: ClientFor) -> None:
    words = words_of(client_for(ada).get("/power/"))

    assert "The first reading is on its way." in words
    assert "30 November" in words


def test_the_page_says_what_is_known_and_what_it_takes_to_know_more(
    ada: Member, client_for: ClientFor
) -> None:
    keep_weeks(3)
    actions.set_target(actor_for(ada), "answering", Aim(0.5, 0.8))

    words = words_of(client_for(ada).get("/power/"))

    assert "Week 47 of 2026 · 16 November to 22 November 2026" in words
    assert "62 % 52–71 % · n 96" in words
    assert "Target 80 %: not met yet." in words
    assert "Too few to tell: 11 newcomers, and it takes 20." in words
    assert "Nobody has been asked how they feel." in words


@pytest.mark.parametrize("floor", [0.5, None])
def test_a_target_is_told_as_it_was_typed_with_a_floor_or_without(
    ada: Member, client_for: ClientFor, floor: float | None
) -> None:
    keep_weeks(3)
    actions.set_target(actor_for(ada), "answering", Aim(floor, 0.625))

    assert "Target 62.5 %: not met yet." in words_of(client_for(ada).get("/power/"))


def test_an_arrow_stands_only_where_the_change_is_more_than_chance(
    ada: Member, client_for: ClientFor
) -> None:
    last = keep_weeks(1)
    before = Window.before(last - 12 * WEEK, days=84)
    for way, interval in ((Arrow.UP, Interval(0.01, 0.2, "m")), (Arrow.NONE, Interval(-0.1, 0.2, "m"))):
        change = Change(way, before, 0.51, 0.11, interval)
        keep(Due(last, "touched"), [Found(result(last, value=0.61), "answering", change)], read_at=last)
        words = words_of(client_for(ada).get("/power/"))
        assert ("↑" in words) == (way is Arrow.UP)
        assert ("Up from 51 % in the 84 days before" in words) == (way is Arrow.UP)
        assert ("No change that is larger than chance." in words) == (way is Arrow.NONE)


def test_a_year_says_how_it_went_to_those_who_do_not_see_it(ada: Member, client_for: ClientFor) -> None:
    last = keep_weeks(3)
    keep(Due(last, "touched"), [Found(result(last, value=0.41), "answering")], read_at=last)

    pages = [page_of(client_for(ada).get(path)) for path in ("/power/", "/power/answered_in_a_day/")]

    went = "3 weeks, 3 of them with a figure. 62 % at first, 41 % at last, between 41 % and 62 %."
    assert [f"<desc>{went}</desc>" in page.replace("\N{NO-BREAK SPACE}", " ") for page in pages] == [
        True,
        True,
    ]


def test_a_page_that_is_behind_says_so(ada: Member, client_for: ClientFor) -> None:
    keep_weeks(1)

    with clock.moved_to(NOW + timedelta(weeks=1)):
        words = words_of(client_for(ada).get("/power/"))

    assert "The readings of the last week are still being taken." in words


def test_everything_else_is_listed_by_families_in_the_order_in_which_people_ask(
    ada: Member, client_for: ClientFor
) -> None:
    last = end_of_week(clock.micros(NOW))
    told = ("second_post.v1", "time_to_answer.v1", "visiting_people.v1")
    keep(Due(last, ""), [Found(result(last, name)) for name in told], read_at=last)

    page = page_of(client_for(ada).get("/power/"))

    heads = re.findall(r'<h3 id="family-\d">(.+?)</h3>', page)
    assert heads == ["Who is here", "How newcomers fare", "How topics are answered"]
    assert re.findall(r'<li><a href="/power/(\w+)/">', page) == [
        "visiting_people",
        "second_post",
        "time_to_answer",
    ]


def test_a_strip_leads_to_its_definition_by_one_link(ada: Member, client_for: ClientFor) -> None:
    keep_weeks(1)

    assert page_of(client_for(ada).get("/power/")).count('href="/power/answered_in_a_day/"') == 1


def test_a_measures_page_has_its_definition_its_exclusions_and_its_chart(
    ada: Member, client_for: ClientFor
) -> None:
    keep_weeks(2)

    answer = client_for(ada).get("/power/answered_in_a_day/")

    words = words_of(answer)
    assert "answered_in_a_day.v1" in words
    assert "3 acts of programs" in words
    assert "fewer than 20 are too few" in words
    assert "What it cannot see" in words
    assert page_of(answer).count('role="img"') == 2
    assert page_of(answer).count("<table") == 2


def test_a_measure_that_was_never_read_says_so(ada: Member, client_for: ClientFor) -> None:
    assert "It has not been read yet." in words_of(client_for(ada).get("/power/stickiness/"))
    assert client_for(ada).get("/power/fame/").status_code == 404
    assert client_for(ada).get("/power/fame.csv").status_code == 404


def test_nobody_keeps_a_copy(ada: Member, client_for: ClientFor) -> None:
    keep_weeks(1)

    kept = {path: client_for(ada).get(path)["Cache-Control"] for path in PAGES}

    assert kept == dict.fromkeys(PAGES, "private, no-store")


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("path", "most"), [("/power/", 7), ("/power/answered_in_a_day/", 5), (PAGES[2], 3)])
def test_a_page_asks_the_same_few_questions_whatever_there_is(
    ada: Member,
    client_for: ClientFor,
    django_assert_num_queries: Any,
    *,
    path: str,
    most: int,
    size: int,
) -> None:
    keep_weeks(size)
    for number in range(size):
        actions.set_target(actor_for(ada), "answering", Aim(None, 0.5 + number / 10))
    client = client_for(ada)
    client.get(path)

    with django_assert_num_queries(most):
        client.get(path)


def test_a_steward_aims_and_sees_what_was_aimed_for_before(ada: Member, client_for: ClientFor) -> None:
    client = client_for(ada)
    keep_weeks(1)
    for typed in ("60", "70 %", "72,5"):
        sent = {"reading": "answering", "answering-floor": "50", "answering-target": typed}
        assert client.post("/power/targets/", sent)["Location"] == "/power/targets/"

    words = words_of(client.get("/power/targets/"))

    assert list(Target.objects.order_by("pk").values_list("target", flat=True)) == [0.6, 0.7, 0.725]
    assert "Set 3 times" in words
    assert words.index("target 72.5 %") < words.index("target 70 %") < words.index("target 60 %")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("lots", "Please write a number"),
        ("140", "A share lies above 0 %"),
        ("40", "The floor is what you do not want to fall under"),
        ("9" * 400, "Please write a number"),
    ],
)
def test_what_was_typed_badly_stays_and_is_explained(
    ada: Member, client_for: ClientFor, typed: str, sentence: str
) -> None:
    sent = {"reading": "answering", "answering-floor": "50", "answering-target": typed}
    answer = client_for(ada).post("/power/targets/", sent)

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert f'value="{typed}"' in page_of(answer)
    assert not Target.objects.exists()


def test_a_number_that_is_too_large_is_not_called_too_small(ada: Member, client_for: ClientFor) -> None:
    sent = {"reading": "reach", "reach-floor": "40", "reach-target": "9" * 12}

    words = words_of(client_for(ada).post("/power/targets/", sent))

    assert "Please give a number above 0, of ten digits at most." in words


def test_a_reading_that_there_is_not_has_no_target(ada: Member, client_for: ClientFor) -> None:
    answer = client_for(ada).post("/power/targets/", {"reading": "fame"})

    assert answer.status_code == 422
    assert "There is no such reading." in words_of(answer)


@pytest.mark.parametrize("state", [State.UNDEFINED, State.UNSEEN, State.NOT_REACHED])
def test_a_reading_without_a_value_says_why(ada: Member, client_for: ClientFor, state: State) -> None:
    last = keep_weeks(1)
    found = Result("active_people.v1", Window.before(last, days=28), state, 0)
    keep(Due(last, "touched"), [Found(found, "reach")], read_at=last)

    for path in ("/power/", "/power/active_people/"):
        answer = client_for(ada).get(path)
        assert answer.status_code == 200
        assert "nan" not in words_of(answer).lower().split()
