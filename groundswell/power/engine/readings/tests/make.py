"""Communities that live by chance, seeded: with newcomers, deeds, hidden posts and programs."""

import numpy as np

from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import Story

DAYS = 420


def community(seed: int = 1, *, copies: int = 1, bots: int = 0, days: int = DAYS) -> Story:
    """About fifteen posts a week by sixty people; `copies` live the same life beside each other."""
    story = Story(
        bots=tuple(f"bot{number}" for number in range(bots)),
        staff=tuple(f"p0/{copy}" for copy in range(copies)),
    )
    for copy in range(copies):
        _live(story, np.random.default_rng(seed), f"/{copy}", days)
    for number in range(bots):
        story.replies(f"bot{number}", "t1/0", days - 1)
        story.tell(Verb.DID, f"bot{number}", days - 2)
    return story


def _live(story: Story, rng: np.random.Generator, copy: str, days: int) -> None:
    for number in range(days):
        topic, day = f"t{number}{copy}", number + float(rng.random()) / 2
        story.tell(
            Verb.OPENED, _who(rng, copy, number), day, topic=topic, post=f"{topic}/1", space=f"s{copy}"
        )
        for reply in range(int(rng.integers(0, 3))):
            later = float(rng.exponential(1.5))
            story.replies(_who(rng, copy, number), topic, day + later, post=f"{topic}/r{reply}")
        _aside(story, rng, copy, (number, topic))


def _aside(story: Story, rng: np.random.Generator, copy: str, what: tuple[int, str]) -> None:
    """What happens now and then: a post is hidden much later, a topic closed, a heart taken back, a deed."""
    number, topic = what
    if rng.random() < 0.1:
        story.tell(Verb.HID_POST, f"p0{copy}", number + 30, topic=topic, post=f"{topic}/1")
    if rng.random() < 0.1:
        story.tell(Verb.CLOSED, f"p0{copy}", number + 2, topic=topic)
    heart = _who(rng, copy, number)
    story.tell(Verb.REACTED, heart, number + 0.9, topic=topic, post=f"{topic}/1")
    if rng.random() < 0.3:
        story.tell(Verb.TOOK_BACK, heart, number + 9, topic=topic, post=f"{topic}/1")
    if rng.random() < 0.4:
        story.tell(Verb.DID, _who(rng, copy, number), number + 0.7)


def _who(rng: np.random.Generator, copy: str, day: int) -> str:
    """Somebody of those who are there: one in ten of them is new every fortnight."""
    newest = 30 + day // 3
    return f"p{newest - min(int(rng.exponential(15)), newest)}{copy}"
