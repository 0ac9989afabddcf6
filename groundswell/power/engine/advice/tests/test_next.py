"""The three most pressing of what the rules say, and what nobody has been asked."""

import json
import subprocess
import sys

import pytest

from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.advice.next import advise
from groundswell.power.engine.advice.rules import rules
from groundswell.power.engine.advice.tests.make import (
    END,
    crowded,
    known,
    said,
)
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.readings.eight import EIGHT
from groundswell.power.engine.readings.tests.make import DAYS, community
from groundswell.power.engine.results import Result, State
from groundswell.power.engine.spans import Window

pytestmark = pytest.mark.once


def belonging(state: State) -> tuple[Result, ...]:
    id_now = next(kind.id for kind in EIGHT if kind.name == "belonging")
    return (Result(id_now, Window.before(at(END), days=84), state, 11),)


@pytest.mark.parametrize("state", [State.TOO_FEW, State.UNDEFINED])
def test_where_people_can_be_asked_and_were_not_it_says_so(state: State) -> None:
    found = known(Story(), "ask_how_they_feel", belonging(state))

    assert (found.moves, found.reason["answers"]) == ("belonging", 11)


@pytest.mark.parametrize("last", [(), belonging(State.UNSEEN)], ids=["unread", "no way to ask"])
def test_where_nobody_can_be_asked_it_is_silent(last: tuple[Result, ...]) -> None:
    assert said(Story(), "ask_how_they_feel", last) is None


def test_three_at_most_those_who_wait_first() -> None:
    story = crowded()

    [result] = belonging(State.TOO_FEW)
    found = advise(story.columns(END), {result.measure: result}, at(END))

    assert [each.rule for each in found] == ["answer_newcomer", "answer_topics", "ask_cohort"]
    assert [rule.name for rule in rules if said(story, rule.name, belonging(State.TOO_FEW)) is None] == []


def test_nothing_calls_for_nothing() -> None:
    assert advise(Story().columns(END), {}, at(END)) == ()


def test_advice_is_of_what_is_known_at_its_moment() -> None:
    with pytest.raises(ValueError, match="known then"):
        advise(Story().columns(END), {}, at(END + 1))


def test_it_is_kept_as_json_and_comes_back_the_same() -> None:
    found = advise(crowded().columns(END), {}, at(END))

    plain = json.dumps([each.plain() for each in found], allow_nan=False)

    assert tuple(Advice.kept(each) for each in json.loads(plain)) == found


def test_a_thousand_bots_call_for_nothing_else() -> None:
    one, other = (community(bots=bots).columns(DAYS) for bots in (0, 1000))

    assert [each.rule for each in advise(one, {}, at(DAYS))] == [
        each.rule for each in advise(other, {}, at(DAYS))
    ]


def test_the_order_of_entries_changes_nothing() -> None:
    story = crowded()
    before = advise(story.columns(END), {}, at(END))
    story.rows.reverse()

    assert advise(story.columns(END), {}, at(END)) == before


def test_rules_and_advice_are_read_without_numpy() -> None:
    program = (
        "import sys; from groundswell.power.engine.advice import advised, rules; "
        "sys.exit('numpy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own words

    assert done.returncode == 0
