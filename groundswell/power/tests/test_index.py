"""One number beside the eight: off, until a steward wants it; then from ledger to page, or what it lacks."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from groundswell.config.command import main
from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.kernel.models import Entry
from groundswell.kernel.policy import Denied
from groundswell.people.models import Member
from groundswell.power import actions, events
from groundswell.power.actions import Aim
from groundswell.power.engine.readings.reading import Index
from groundswell.power.engine.readings.tests.belonging import asked
from groundswell.power.engine.readings.tests.make import community
from groundswell.power.models import IndexChoice, Taking, WeeklyIndex
from groundswell.power.queries.index import index_history, is_index_on, was_index_on
from groundswell.power.tests.made import keep_weeks
from groundswell.power.tests.stories import LAST_END, NOW, busy_weeks, deeds, write_down
from groundswell.power.worker.keeping import keep, keep_index
from groundswell.power.worker.taking import take_due
from groundswell.power.worker.weeks import Due
from groundswell.spaces.gate import actor_for
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of

pytestmark = pytest.mark.django_db
DAYS = 168
EARLIER = clock.from_micros(LAST_END) - timedelta(days=1)
GOALS = {
    "reach": (10, 120), "holding": (0.1, 1), "welcome": (0.1, 1), "answering": (0.1, 0.9),
    "shared_load": (1, 60), "togetherness": (0.5, 6), "belonging": (1, 5), "doing": (1, 60),
}  # fmt: skip


@pytest.fixture
def steward(ada: Member) -> Actor:
    return actor_for(ada)


@pytest.fixture
def eightfold(steward: Actor) -> Iterator[None]:
    """A living community with all eight targets, whose later features ask people and know of deeds."""
    with ExitStack() as while_there:
        while_there.enter_context(asked())
        write_down(community(days=DAYS), DAYS, while_there.enter_context(deeds()))
        with clock.moved_to(EARLIER):
            for reading, (floor, target) in GOALS.items():
                actions.set_target(steward, reading, Aim(floor, target))
        yield


def take() -> None:
    """The last week alone."""
    with clock.moved_to(NOW):
        take_due(seconds=0)


def recorded() -> list[int]:
    codes = (events.INDEX_SWITCHED_ON.code, events.INDEX_SWITCHED_OFF.code)
    return list(Entry.objects.filter(event__in=codes).order_by("position").values_list("event", flat=True))


def test_it_is_off_until_a_steward_wants_it_and_every_choice_stays_written(steward: Actor) -> None:
    assert not is_index_on()
    for is_on in (False, True, True, False, True):
        actions.choose_index(steward, is_on=is_on)
        assert is_index_on() is is_on

    assert list(IndexChoice.objects.order_by("pk").values_list("is_on", flat=True)) == [True, False, True]
    assert recorded() == [805, 806, 805]


def test_what_was_wanted_then_is_known_later(steward: Actor) -> None:
    for days, is_on in ((3, True), (2, False)):
        with clock.moved_to(NOW - timedelta(days=days)):
            actions.choose_index(steward, is_on=is_on)

    ago = [clock.micros(NOW - timedelta(days=days)) for days in (4, 3, 2)]
    assert [was_index_on(at) for at in ago] == [False, True, False]


def test_only_stewards_choose(bea: Member, cy: Member, eve: Member, client_for: ClientFor) -> None:
    for who in (bea, cy, eve, None):
        with pytest.raises(Denied):
            actions.choose_index(actor_for(who), is_on=True)
    assert client_for(cy).post("/power/index/choice/", {"to": "on"}).status_code == 403
    assert client_for(cy).get("/power/index/").status_code == 403
    assert Client().post("/power/index/choice/", {"to": "on"}).status_code == 302
    assert not is_index_on()


def test_a_steward_switches_it_on_and_off_and_reads_what_it_is_not_for(
    ada: Member, client_for: ClientFor
) -> None:
    client = client_for(ada)

    assert "It is not for ranking communities" in words_of(client.get("/power/targets/"))
    assert client.post("/power/index/choice/", {"to": "on"})["Location"] == "/power/targets/"
    assert "It is reckoned at the end of every week." in words_of(client.get("/power/targets/"))
    assert client.post("/power/index/choice/", {"to": "off"})["Location"] == "/power/targets/"
    assert "It is off." in words_of(client.get("/power/targets/"))
    answer = client.post("/power/index/choice/", {"to": "perhaps"})
    assert (answer.status_code, is_index_on()) == (422, False)
    assert "Please choose whether there is one number too." in words_of(answer)


@pytest.mark.slow
@pytest.mark.usefixtures("eightfold", "community")
def test_from_the_ledger_to_the_page_and_to_the_command(
    ada: Member, cy: Member, steward: Actor, client_for: ClientFor
) -> None:
    with clock.moved_to(EARLIER):
        actions.choose_index(steward, is_on=True)
        actions.open_power_to_members(steward)

    take()

    row = WeeklyIndex.objects.get()
    figures = (row.value or 0, row.low or 0, row.high or 0, row.least or 0, row.most or 0)
    value, low, high, least, most = figures
    assert (row.week_end, row.missing) == (LAST_END, {})
    assert 1 < low < value < high < 100
    assert 1 < least < value < most < 100
    said = f"{value} ({low}–{high}; {least}–{most} under any weights)"
    for who in (ada, cy):
        page = page_of(client_for(who).get("/power/"))
        assert said in page
        assert page.index("Doing") < page.index('id="number"')
        assert said in page_of(client_for(who).get("/power/index/"))
    with clock.moved_to(NOW):
        told = json.loads(CliRunner().invoke(main, ["power", "--index", "--json"]).stdout)["index"]
    assert [told[name] for name in ("value", "low", "high", "least", "most")] == [*figures]


@pytest.mark.usefixtures("eightfold")
def test_while_it_is_off_nothing_is_reckoned_and_nothing_shown(
    ada: Member, steward: Actor, client_for: ClientFor
) -> None:
    with clock.moved_to(NOW - timedelta(hours=1)):
        actions.choose_index(steward, is_on=True)  # the week had ended before

    take()

    assert not WeeklyIndex.objects.exists()
    assert "It comes when this week is over." in words_of(client_for(ada).get("/power/"))
    actions.choose_index(steward, is_on=False)
    assert "One number" not in words_of(client_for(ada).get("/power/"))


@pytest.mark.usefixtures("eightfold")
def test_a_target_that_was_set_after_the_week_does_not_count(steward: Actor) -> None:
    with clock.moved_to(EARLIER):
        actions.choose_index(steward, is_on=True)
        actions.set_target(steward, "reach", Aim(None, 40))
    with clock.moved_to(NOW - timedelta(hours=1)):
        actions.set_target(steward, "reach", Aim(10, 40))

    take()

    assert WeeklyIndex.objects.get().missing == {"reach": "no target"}


def test_today_it_says_what_it_lacks(ada: Member, cy: Member, steward: Actor, client_for: ClientFor) -> None:
    with clock.moved_to(EARLIER):
        actions.choose_index(steward, is_on=True)
    busy_weeks((ada, cy), 8)

    take()

    words = words_of(client_for(ada).get("/power/"))
    assert "There is none: it needs all eight, each with a floor and a target." in words
    assert "Nothing known yet: Belonging, Doing." in words
    assert "Without a floor and a target when the week ended: Answering." in words
    assert "Too few to tell: Reach" in words
    assert "Nothing known yet: Belonging, Doing." in words_of(client_for(ada).get("/power/index/"))


@pytest.mark.usefixtures("eightfold")
def test_a_week_read_again_adds_a_number_only_if_it_differs(steward: Actor) -> None:
    with clock.moved_to(EARLIER):
        actions.choose_index(steward, is_on=True)
    take()
    found = _index()

    keep_index(keep(Due(LAST_END, Taking.Reason.TOUCHED), [], read_at=LAST_END + 1), found)
    assert WeeklyIndex.objects.count() == 1
    keep_index(keep(Due(LAST_END, Taking.Reason.TOUCHED), [], read_at=LAST_END + 2), _index(value=1))
    assert list(WeeklyIndex.objects.order_by("pk").values_list("value", flat=True)) == [found.value, 1]


def _index(value: int | None = None) -> Index:
    found = index_history()[0]
    return found if value is None else replace(found, value=value)


def test_it_costs_one_question_and_off_none(
    ada: Member, client_for: ClientFor, django_assert_num_queries: Any
) -> None:
    with clock.moved_to(NOW):
        keep_weeks(2)
        actions.choose_index(actor_for(ada), is_on=True)
        client = client_for(ada)
        client.get("/power/")

        with django_assert_num_queries(8):
            client.get("/power/")


def test_an_archive_has_no_targets_and_says_so(tmp_path: Any) -> None:
    from groundswell.archives.tests.make import write_lines  # noqa: PLC0415 - only here
    from groundswell.config.tests.test_power import posts  # noqa: PLC0415

    said = CliRunner().invoke(
        main,
        [
            "power",
            "--discourse",
            str(write_lines(tmp_path / "p.jsonl", posts())),
            "--index",
            "--html",
            str(tmp_path / "r.html"),
        ],
    )

    assert said.exit_code == 0, said.output
    for text in (" ".join(said.stdout.split()), (tmp_path / "r.html").read_text("utf-8")):
        assert "No targets are known here; an archive brings none along." in text
        assert re.search(r"Nothing known yet: [^.]*Belonging", text)
