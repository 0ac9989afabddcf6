"""Ledgers drawn by lot for tests: everything happens to everybody, in no likely order, often at once."""

import numpy as np

from groundswell.kernel import clock
from groundswell.kernel.ids import new_id
from groundswell.kernel.ledger.models import Entry
from groundswell.people.models import Member, Origin, Role
from groundswell.power.engine.entries import Verb
from groundswell.power.engine.make import BEGINNING, Story
from groundswell.power.engine.make import at as moment
from groundswell.power.engine.spans import DAY
from groundswell.power.sources.ledger import verbs

# By person, topic and post. Small numbers, so that things meet.
_PEOPLE, _TOPICS, _POSTS = 15, 25, 80
_LIKELY = {Verb.VISITED: 8, Verb.REPLIED: 12, Verb.OPENED: 4, Verb.REACTED: 8, Verb.TOOK_BACK: 4}


def write_entry(verb: Verb, day: float, *, post: int, person: int = 1) -> None:
    """One that the engine knows by this verb."""
    code = next(code for code, known in verbs().items() if known == verb)
    when = moment(day)
    Entry.objects.create(at=when, recorded_at=when, event=code, actor=person, subject=post, topic=7)


def write_story(story: Story) -> None:
    """All that happens in it, with its programs and its team as members."""
    codes = {verb: code for code, verb in verbs().items()}
    Entry.objects.bulk_create(
        Entry(
            id=new_id(),
            at=when,
            recorded_at=when,
            event=codes[Verb(verb)],
            actor=who or None,
            subject_type="topics.post",
            subject=post,
            space=space or None,
            topic=topic or None,
            toward=toward or None,
            imported=bool(imported),
        )
        for when, verb, who, topic, space, toward, post, imported in story.rows
    )
    Member.objects.bulk_create(
        Member(pk=story.id(name), name=name, joined_at=clock.now(), **kind)
        for names, kind in ((story.bots, {"origin": Origin.BOT}), (story.staff, {"role": Role.STEWARD}))
        for name in names
    )


def write_entries(count: int, *, days: int, seed: int) -> None:
    """So many entries from BEGINNING on, on whole hours, a few of them imported or by nobody known."""
    lot = np.random.default_rng(seed)
    known = verbs()
    weights = np.array([_LIKELY.get(verb, 1) for verb in known.values()], dtype=float)
    drawn = lot.choice(list(known), size=count, p=weights / weights.sum()).tolist()
    hours = lot.integers(0, days * 24, count)
    Entry.objects.bulk_create(
        _entry(code, BEGINNING + int(hour) * DAY // 24, lot) for code, hour in zip(drawn, hours, strict=True)
    )


def _entry(code: int, at: int, lot: np.random.Generator) -> Entry:
    actor, toward = (int(each) or None for each in lot.integers(0, _PEOPLE, 2))
    topic, post = int(lot.integers(1, _TOPICS)), 100 + int(lot.integers(_POSTS))
    return Entry(
        id=new_id(),
        at=at,
        recorded_at=at,
        event=code,
        actor=actor,
        subject_type="topics.post",
        subject=post,
        space=1 + topic % 3,
        topic=topic,
        toward=toward,
        imported=bool(lot.integers(10) == 0),
    )
