"""Sources of reports for tests: a year of a forum that never was."""

from dataclasses import replace

from groundswell.power.engine.make import Story, at
from groundswell.power.report.source import Source

PEOPLE, TOPICS, DAYS = 30, 180, 364


def make_story() -> Story:
    """Thirty people open topics in turn; two in three are answered; a robot says hello in each."""
    story = Story(bots=("robot",), staff=("p0",))
    for number in range(TOPICS):
        day, who = number * DAYS / TOPICS, number % PEOPLE
        story.opens(f"p{who}", f"t{number}", day)
        story.replies("robot", f"t{number}", day + 0.001)
        if number % 3:
            story.replies(f"p{number * 7 % 11}", f"t{number}", day + number % 5 * 0.3 + 0.1)
    return story


def make_source(story: Story | None = None, *, day: float = DAYS) -> Source:
    """Known until a day; people are called by their names."""
    told = story or make_story()
    people = {number: name for name, number in told.names.items()}
    source = Source("talk.example", told.entries(), told.facts(), known_until=at(day))
    return replace(source, people=people, lines=len(told.rows))
