"""Results, kept weeks and standings for tests, without any mathematics."""

from typing import Any

from groundswell.kernel import clock
from groundswell.people.models import Member
from groundswell.power.engine.advice.advised import Advice, Evidence, Place, Turn
from groundswell.power.engine.results import Curve, Exclusion, Interval, Result, State
from groundswell.power.engine.spans import WEEK, Window, end_of_week
from groundswell.power.models import NextSteps, Reckoning, Standing
from groundswell.power.worker.keeping import Found, keep
from groundswell.power.worker.weeks import Due
from groundswell.topics.models import Topic

CURVE = Curve((0.0, 0.5, 2.0), (1.0, 0.5, 0.3), (1.0, 0.4, 0.2), (1.0, 0.6, 0.4), (96, 50, 20))


def result(week_end: int, measure: str = "answered_in_a_day.v1", value: float = 0.62) -> Result:
    """An estimate with its interval, its exclusions and a curve."""
    window = Window.before(week_end, days=84)
    interval = Interval(value - 0.1, value + 0.09, "log-log")
    return Result(measure, window, State.ESTIMATED, 96, value, interval, {Exclusion.BOTS: 3}, shape=CURVE)


def too_few(week_end: int, measure: str, n: int = 11) -> Result:
    return Result(measure, Window.before(week_end, days=84), State.TOO_FEW, n)


def waiting(topic: Topic, *then: Topic) -> dict[str, Any]:
    """Advice to answer the first post of whoever opened this topic, then those who wait an hour less each."""
    place = Place(topic=topic.pk, person=topic.author_id)
    reason = {"hours": 6.0, "waiting": 1 + len(then)}
    turns = tuple(Turn(each.pk, each.author_id, 5.0 - number) for number, each in enumerate(then))
    evidence = Evidence("joyce_kraut_2006")
    return Advice("answer_newcomer", "welcome", 1, 6.0, reason, place, evidence, turns).plain()


def unanswered(*topics: Topic, of: int) -> dict[str, Any]:
    """Advice to answer so many topics, of which these have waited longest, each a day less."""
    first, *then = (Turn(each.pk, 0, 24.0 * (9 - number)) for number, each in enumerate(topics))
    reason, place = {"hours": first.hours, "waiting": of}, Place(topic=first.topic)
    turns = tuple(then)
    return Advice(
        "answer_topics", "answering", of, first.hours, reason, place, Evidence("ours"), turns
    ).plain()


def load(*people: Member) -> dict[str, Any]:
    """Advice to invite these people, because two others do most."""
    place = Place(people=tuple(each.pk for each in people))
    reason = {"people": 2, "share": 0.61, "answers": 40}
    evidence = Evidence("chaoss_absence_factor")
    return Advice("share_load", "shared_load", 2, 2016.0, reason, place, evidence).plain()


def keep_next_steps(*advice: dict[str, Any]) -> None:
    """As if the rules had said this at the end of the last week."""
    NextSteps.objects.create(pk=1, at=end_of_week(clock.micros(clock.now())), advice=[*advice])


def keep_weeks(count: int) -> int:
    """So many weeks up to the last one, in which this was found; returns the end of the last."""
    last = end_of_week(clock.micros(clock.now()))
    for week_end in range(last - (count - 1) * WEEK, last + 1, WEEK):
        rows = [Found(result(week_end), "answering")]
        rows.append(Found(too_few(week_end, "welcomed_in_a_day.v1"), "welcome"))
        rows.append(Found(too_few(week_end, "time_to_answer.v1")))
        keep(Due(week_end, ""), rows, read_at=last)
    return last


def keep_standing(*people: Member, took_part: int = 40, repliers: int = 12) -> Reckoning:
    """The last week reckoned: each of these has as many repliers, and one more than the one before."""
    last = end_of_week(clock.micros(clock.now()))
    reckoning = Reckoning.objects.create(
        week_end=last, people=took_part, reckoned_at=clock.now(), is_whole=True
    )
    for number, member in enumerate(people):
        Standing.objects.create(
            reckoning=reckoning,
            member=member,
            place=6,
            place_before=4,
            h=3,
            h_ever=5,
            repliers=repliers + number,
        )
    return reckoning
