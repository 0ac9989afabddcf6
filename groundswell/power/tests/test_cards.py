"""What to do next, as each reader may see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power.engine.advice.advised import Advice, Evidence, Place
from groundswell.power.engine.spans import HOUR
from groundswell.power.shown.cards import Card, cards_for
from groundswell.power.tests.made import load, unanswered, waiting
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _hours_before() -> Iterator[None]:
    """Whoever waits at the look has written before."""
    with clock.moved_to(MONDAY - timedelta(hours=6)):
        yield


@contextmanager
def an_hour_later() -> Iterator[None]:
    with clock.moved_to(MONDAY + timedelta(hours=1)):
        yield


def quiet(space: Space) -> dict[str, Any]:
    reason = {"now": 0.5, "before": 4.0, "weeks": 4}
    return Advice("wake_space", "reach", 3, 672.0, reason, Place(space=space.pk), Evidence("ours")).plain()


def cards(who: Member, *kept: dict[str, Any], hours: int = 0) -> list[Card]:
    looked_at = clock.micros(MONDAY)
    return cards_for(actor_for(who), kept, since=looked_at, now=looked_at + hours * HOUR)


def test_who_waited_on_monday_has_waited_longer_since(ada: Member, dan: Member, commons: Space) -> None:
    topic = make_topic(dan, "A lamp", space=commons)

    [card] = cards(ada, waiting(topic), hours=3)

    assert card.act == "Answer Dan. Their first post has waited 9 hours."
    assert (card.way, card.href, card.waits) == ("topic", f"/t/{topic.pk}/a-lamp/", True)


def test_what_was_answered_closed_or_hidden_since_is_done(
    ada: Member, bea: Member, dan: Member, commons: Space
) -> None:
    answered, closed, hidden = (make_topic(dan, title, space=commons) for title in ("A", "B", "C"))
    with an_hour_later():
        make_reply(ada, answered)
        actions.close_topic(actor_for(bea), closed, reason="Settled.")
        actions.hide_topic(actor_for(bea), hidden, reason="Off topic.")

    assert cards(ada, *(waiting(each) for each in (answered, closed, hidden))) == []
    assert cards(ada, waiting(answered, closed, hidden)) == []
    assert cards(ada, unanswered(answered, closed, hidden, of=47)) == []


def test_what_was_said_before_the_look_is_no_answer(ada: Member, dan: Member, commons: Space) -> None:
    """The rule knows whose words those are: of a program, or of whoever waits."""
    topic = make_topic(dan, "A lamp", space=commons)
    make_reply(dan, topic, "Nobody?")

    assert [card.href for card in cards(ada, waiting(topic))] == [f"/t/{topic.pk}/a-lamp/"]


def test_when_the_first_was_answered_the_next_is_named(
    ada: Member, cy: Member, dan: Member, commons: Space
) -> None:
    lamp, saw = make_topic(dan, "A lamp", space=commons), make_topic(cy, "A saw", space=commons)
    with an_hour_later():
        make_reply(ada, lamp)

    [newcomer] = cards(ada, waiting(lamp, saw), hours=2)
    [topics] = cards(ada, unanswered(lamp, saw, of=47), hours=2)

    assert newcomer.act == "Answer Cyrus. Their first post has waited 7 hours."
    assert topics.act == "47 topics wait for an answer. The oldest has waited 8 days."
    assert [card.href for card in (newcomer, topics)] == [f"/t/{saw.pk}/a-saw/"] * 2


def test_who_waits_in_a_closed_space_is_passed_over(ada: Member, cy: Member, commons: Space) -> None:
    den = make_private_space(ada, name="Den")
    secret = make_topic(ada, "Between us", space=den)
    common = make_topic(ada, "For all", space=commons)

    [theirs], [ours] = (cards(who, unanswered(secret, common, of=3)) for who in (cy, ada))

    assert (theirs.href, ours.href) == (f"/t/{common.pk}/for-all/", f"/t/{secret.pk}/between-us/")
    assert cards(cy, unanswered(secret, of=3)) == []


def test_a_topic_that_the_reader_may_not_see_is_told_to_nobody(
    ada: Member, cy: Member, dan: Member, commons: Space
) -> None:
    den = make_private_space(ada, name="Den")
    topic = make_topic(ada, "Between us", space=den)

    assert cards(cy, waiting(topic)) == []
    assert len(cards(ada, waiting(topic))) == 1


def test_a_space_is_named_to_those_who_see_it(ada: Member, cy: Member) -> None:
    den = make_private_space(ada, name="Den")

    [theirs], [ours] = cards(cy, quiet(den)), cards(ada, quiet(den))

    assert (theirs.act.split(".")[0], theirs.href) == ("A space has fallen quiet", "")
    assert (ours.act.split(".")[0], ours.way) == ("Den has fallen quiet", "space")


def test_who_might_be_asked_is_named_to_stewards_alone(ada: Member, cy: Member, dan: Member) -> None:
    [theirs], [ours] = cards(cy, load(cy, dan)), cards(ada, load(cy, dan))

    assert [each.name for each in ours.people] == ["Cyrus", "Dan"]
    assert "Cyrus, Dan" in ours.act
    assert theirs.people == []
    assert "Dan" not in theirs.act


def test_a_rule_that_this_version_does_not_know_says_nothing(ada: Member) -> None:
    assert cards(ada, {"rule": "read_the_stars"}) == []


@pytest.mark.parametrize("size", [1, 3])
def test_cards_ask_as_few_questions_however_many_they_are(
    ada: Member, cy: Member, dan: Member, commons: Space, django_assert_num_queries: Any, size: int
) -> None:
    topics = [make_topic(dan, f"Lamp {number}", space=commons) for number in range(size)]
    kept = [*(waiting(topic) for topic in topics), load(cy, dan)]
    cards(ada, *kept)

    with django_assert_num_queries(6):  # four of the epoch, which a request asks once; topics; people
        assert len(cards(ada, *kept)) == size + 1
