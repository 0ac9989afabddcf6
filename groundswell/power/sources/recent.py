"""A late part of the ledger with what its readings need from before: a week's work, however long it is.

Topics, deeds, and what changes earlier acts (closing, hiding, taking back), are read from the beginning, and
when the people of the late part first acted and wrote; no other act before it, and no visits. Of deliberate
acts in windows within the span, at a cut-off up to its end, columns of this say what those of everything say.
"""

import numpy as np

from groundswell.power.engine.catalogue import Measure
from groundswell.power.engine.columns import are_among
from groundswell.power.engine.entries import ACTS, NO_ID, Entries, Flags, Ids, Verb, is_any
from groundswell.power.engine.spans import Window
from groundswell.power.sources.ledger import COLUMNS, Ask, answered, codes, extraction, happened

# Two windows of twelve weeks, the longest of the eight readings, side by side.
DAYS = 2 * 84

# Visits are many, and no reading counts them. Deeds are few, and whether there were any at all is asked.
_COUNTED = tuple(verb for verb in Verb if verb != Verb.VISITED)
_KEPT = tuple(verb for verb in Verb if verb >= Verb.OPENED)
_ONCE = tuple(verb for verb in ACTS if verb not in _KEPT)
_UNDOES = (Verb.TOOK_BACK, Verb.TOOK_THANKS_BACK, Verb.HID_TOPIC, Verb.HID_POST)
_AT_ONCE = 5_000


def tells(measure: Measure) -> bool:
    """Whether the measure says the same of so many days as of everything."""
    return 0 < measure.needs <= DAYS


def recent(span: Window, ask: Ask | None = None) -> Entries:
    """What happened in the span, and from before it what its readings need."""
    before = Window(0, span.start)
    told = Entries.joined([
        answered(extraction(before, _KEPT), ask),
        answered(extraction(span, _COUNTED), ask),
    ])  # fmt: skip
    firsts = answered(_firsts(span), ask)
    doubtful = np.unique(firsts.person[_may_be_undone(firsts, told)])
    sure = firsts.take(~are_among(firsts.person, doubtful))
    return Entries.joined([told, sure, *(_all_of(some, before, ask) for some in _few(doubtful))])


def _firsts(span: Window) -> str:
    """The question for the first act and the first reply, before the span, of whoever acts in it.

    Each is looked up at the beginning of that person's own entries, by the index on (actor, at), and only
    once: left to themselves, PostgreSQL (without MATERIALIZED) would look for every entry that these people
    have, and SQLite (without CROSS) would go through all entries there are.
    """
    before = Window(0, span.start)
    first = "SELECT MIN(f.at) FROM kernel_entry f WHERE f.actor = p.actor AND"
    return f"""
        WITH people AS MATERIALIZED (
            SELECT p.actor, ({first} {happened(before, _ONCE, "f")}) AS acted,
                ({first} {happened(before, (Verb.REPLIED,), "f")}) AS wrote
            FROM (
                SELECT DISTINCT e.actor FROM kernel_entry e
                WHERE {happened(span, ACTS)} AND e.actor IS NOT NULL
            ) p
        ), firsts AS MATERIALIZED (
            SELECT actor, acted AS moment FROM people WHERE acted IS NOT NULL
            UNION SELECT actor, wrote FROM people WHERE wrote IS NOT NULL
        )
        {COLUMNS} FROM firsts CROSS JOIN kernel_entry e
        WHERE e.actor = firsts.actor AND e.at = firsts.moment AND e.event IN ({codes(_ONCE)})
    """  # noqa: S608 - our own numbers


def _may_be_undone(firsts: Entries, told: Entries) -> Flags:
    """Which first acts may have been hidden or taken back at some time: then a later one was the first."""
    undone = told.take(is_any(told.verb, _UNDOES))
    posts = undone.post[undone.post != NO_ID]
    topics = undone.topic[undone.verb == Verb.HID_TOPIC]
    headless = told.topic[(told.verb == Verb.OPENED) & are_among(told.post, posts)]
    of_topics = np.concatenate([topics, headless])
    found: Flags = are_among(firsts.post, posts) | are_among(firsts.topic, of_topics[of_topics != NO_ID])
    return found


def _few(people: Ids) -> list[Ids]:
    return [people[first : first + _AT_ONCE] for first in range(0, len(people), _AT_ONCE)]


def _all_of(people: Ids, before: Window, ask: Ask | None) -> Entries:
    """Everything that these people did before the span."""
    names = ", ".join(f"({person})" for person in people.tolist())
    # Person by person, as for first acts: SQLite would rather go through everybody's entries by event.
    question = f"""
        WITH people(actor) AS (VALUES {names})
        {COLUMNS} FROM people CROSS JOIN kernel_entry e
        WHERE e.actor = people.actor AND {happened(before, _ONCE)}
    """
    return answered(question, ask)
