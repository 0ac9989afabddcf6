"""What members do becomes columns, on both databases."""

import subprocess
import sys

import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.people.events import VISITED
from groundswell.people.models import Member, Origin
from groundswell.power.engine.columns import NOBODY, Columns, assemble
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.spans import NEVER, Window
from groundswell.power.sources import ledger
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.kinds import Kind, kinds
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import ReactionKind

pytestmark = pytest.mark.django_db

ALWAYS = Window(0, NEVER)


def columns() -> Columns:
    return assemble(ledger.entries(ALWAYS), ledger.facts(), NEVER)


def test_topics_replies_and_thanks_tell_who_did_what_toward_whom(
    ada: Member, cy: Member, commons: Space
) -> None:
    topic = make_topic(cy, "Lamp", space=commons)
    reply = make_reply(ada, topic)
    actions.react(actor_for(cy), reply, ReactionKind.THANKS)

    found = columns()

    who = [0 if person == NOBODY else int(found.people.id[person]) for person in found.acts.person]
    toward = [0 if person == NOBODY else int(found.people.id[person]) for person in found.acts.toward]
    assert found.acts.verb.tolist() == [Verb.OPENED, Verb.REPLIED, Verb.THANKED]
    assert who == [cy.pk, ada.pk, cy.pk]
    assert toward == [0, cy.pk, ada.pk]
    assert found.acts.post.tolist() == [0, reply.pk, reply.pk]
    assert found.topics.id.tolist() == [topic.pk]
    assert found.topics.space.tolist() == [commons.pk]


def test_a_heart_taken_back_a_hidden_reply_and_a_closed_topic_are_known(
    ada: Member, bea: Member, cy: Member, commons: Space
) -> None:
    topic = make_topic(cy, "Lamp", space=commons)
    reply = make_reply(ada, topic)
    actions.react(actor_for(cy), reply, ReactionKind.HEART)
    actions.withdraw_reaction(actor_for(cy), reply, ReactionKind.HEART)
    actions.hide_post(actor_for(bea), reply, reason="Off topic.")
    actions.close_topic(actor_for(bea), topic, reason="Settled.")

    found = columns()

    assert found.acts.verb.tolist() == [Verb.OPENED]
    assert found.topics.ended_at[0] < NEVER


def test_the_team_programs_and_kinds_that_want_no_answer_are_told_apart(
    ada: Member, dan: Member, commons: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._entries, "news", Kind("news", "News", "Tell it.", wants_answer=False))
    news = make_topic(ada, "We move", space=commons, kind=kinds["news"])
    make_reply(dan, news)
    Member.objects.filter(pk=dan.pk).update(origin=Origin.BOT)

    found = columns()

    assert found.topics.wants_answer.tolist() == [False]
    assert found.people.id.tolist() == [ada.pk]
    assert found.people.is_staff.tolist() == [True]


def test_a_window_holds_its_beginning_and_not_its_end(cy: Member, commons: Space) -> None:
    make_topic(cy, "Lamp", space=commons)
    (at,) = ledger.entries(ALWAYS).at[ledger.entries(ALWAYS).verb == Verb.OPENED]

    assert len(ledger.entries(Window(int(at), int(at) + 1))) == 1
    assert len(ledger.entries(Window(int(at) - 1, int(at)))) == 0


@pytest.mark.slow
@pytest.mark.once
def test_a_command_that_met_no_feature_knows_of_visits() -> None:
    asked = (
        "import django; django.setup(); from groundswell.power.sources import ledger; print(ledger.verbs())"
    )

    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603

    assert f"{VISITED.code}: <Verb.VISITED: 0>" in run.stdout


@pytest.mark.parametrize("replies", [1, 3])
def test_it_asks_as_often_for_many_as_for_one(
    cy: Member,
    ada: Member,
    commons: Space,
    django_assert_num_queries: DjangoAssertNumQueries,
    *,
    replies: int,
) -> None:
    topic = make_topic(cy, "Lamp", space=commons)
    for _ in range(replies):
        make_reply(ada, topic)

    # What happened, programs, the team; and, where a kind of topic wants no answer, its topics.
    with django_assert_num_queries(3 + bool(ledger.silent_kinds())):
        found = columns()

    assert len(found.acts.of(Verb.REPLIED)) == replies
