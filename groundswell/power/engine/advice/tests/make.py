"""Histories that call for advice, and the rules asked one by one, at day END."""

from collections.abc import Sequence

from groundswell.power.engine.advice.advised import Advice
from groundswell.power.engine.advice.rules import rules
from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story, at
from groundswell.power.engine.results import Result
from groundswell.power.engine.spans import Window

HOUR = 1 / 24
END = 420


def said(story: Story, rule: str, last: Sequence[Result] = ()) -> Advice | None:
    return rules[rule].says(story.columns(END), {found.measure: found for found in last})


def known(story: Story, rule: str, last: Sequence[Result] = ()) -> Advice:
    found = said(story, rule, last)
    assert found is not None
    return found


def measured(story: Story, measure: Measure) -> Result:
    """What the measure says at the end."""
    return measure.compute(story.columns(END), Window.before(at(END), days=measure.days))


def newcomer(hours: float) -> Story:
    story = Story(staff=("ada",))
    story.opens("ada", "welcome", 0)
    story.opens("ines", "hello", END - hours * HOUR)
    return story


def waiting(topics: int, hours: float = 80) -> Story:
    story = Story()
    for number in range(3):
        story.opens(f"p{number}", f"old{number}", END - 200)
    for number in range(topics):
        story.opens(f"p{number % 3}", f"t{number}", END - (hours + number) * HOUR)
    return story


def load(by: list[str]) -> Story:
    """One answer by each, to a topic a day."""
    story = Story()
    for number, who in enumerate(by):
        story.opens("zoe", f"t{number}", END - 60 + number)
        story.replies(who, f"t{number}", END - 59.5 + number)
    return story


def cohorts(now: int, before: int, size: int = 40) -> Story:
    """Of so many who came in each of two cohorts, so many did something in their second month."""
    story = Story()
    for name, joined, stayed in (("n", END - 70, now), ("b", END - 150, before)):
        for number in range(size):
            story.replies(f"{name}{number}", "lamp", joined, toward="ada")
            if number < stayed:
                story.replies(f"{name}{number}", "lamp", joined + 40, toward="ada")
    return story


def space(name: str, now: int, before: int, story: Story | None = None) -> Story:
    """So many visits of a person and a week in the last four weeks, and in the twelve before."""
    story = story or Story()
    for first, weeks, visits in ((END - 28, 4, now), (END - 112, 12, before)):
        for number in range(visits):
            day = first + 7 * (number % weeks) + 3
            for post in range(3):  # that one writes much in a week does not matter
                who, topic = f"{name}{number // weeks}", f"{name} talk"
                story.tell(
                    Verb.REPLIED, who, day + post / 10, topic=topic, space=name, post=f"{who}{day}{post}"
                )
    return story


def crowded() -> Story:
    """Everything at once: each rule speaks that asks no one."""
    story = waiting(5)
    parts = (newcomer(9), cohorts(5, 30), space("attic", 0, 40), load(["jan"] * 30))
    for place, part in enumerate(parts):
        names = {number: f"{place}/{name}" for name, number in part.names.items()} | {0: ""}
        for when, verb, *ids, imported in part.rows:
            story.rows.append((when, verb, *(story.id(names[each]) for each in ids), imported))
    return story
