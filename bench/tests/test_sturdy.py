"""The reckoning finds what it looks for: in a database that was tampered with, nothing is zero."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import faults
from bench.sturdy import logs, striking
from bench.sturdy.harm import FAULTS
from bench.sturdy.reckoning import EDITED, HEARTED, OPENED, REPLIED, Reckoning, Rows, Tables, reckon
from bench.sturdy.writers import EDIT, HEART, REPLY, SIGN_UP, TOPIC
from groundswell.kernel import sql
from groundswell.kernel.ledger.models import Entry
from groundswell.people import actions as people
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.models import Space
from groundswell.topics import actions, events
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Reaction, ReactionKind, Revision, Topic

Deeds = list[logs.Told]


@pytest.fixture
def deeds(ada: Member, cy: Member, commons: Space) -> Deeds:
    """One of each kind, done and confirmed."""
    topic = make_topic(cy, "About deed1q", space=commons, text="I open deed1q.")
    reply = make_reply(ada, topic, "I say deed2q.")
    actions.edit_post(actor_for(ada), reply, "I rather say deed3q.")
    actions.react(actor_for(cy), reply, ReactionKind.HEART)
    people.apply(visitor(), people.Newcomer("Fay", "fay", "deed5q@example.org"))
    told = [(TOPIC, cy, 0), (REPLY, ada, topic.pk), (EDIT, ada, reply.pk), (HEART, cy, reply.pk)]
    return [
        *(_told(number, kind, who.pk, target) for number, (kind, who, target) in enumerate(told, start=1)),
        _told(5, SIGN_UP, 0, 0),
    ]


def _told(number: int, kind: str, member: int, target: int) -> logs.Told:
    return logs.Told(number, 1, kind, member, f"deed{number}q", target, sendings=1, is_confirmed=True)


def found(deeds: Deeds, rows: Rows = sql.rows) -> Reckoning:
    return reckon(deeds, Tables.read(rows))


def the_reply() -> Post:
    return Post.objects.get(is_opening=False)


def delete_entry(event: int) -> None:
    Entry.objects.filter(event=event).delete()


@pytest.mark.django_db
def test_what_was_done_is_there_once(deeds: Deeds) -> None:
    reckoning = found(deeds)

    assert reckoning.kept == {1, 2, 3, 4, 5}
    assert reckoning.is_clean


@pytest.mark.django_db
def test_what_nobody_confirmed_may_be_there_or_not(deeds: Deeds) -> None:
    deeds[0].is_confirmed = False
    unheard = _told(9, REPLY, 1, 1)
    unheard.is_confirmed = False

    assert found([*deeds, unheard]).is_clean


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_lost_deed_is_found(deeds: Deeds, number: int) -> None:
    others = [deed for deed in deeds if deed.number != number]
    lost = _told(9, deeds[number - 1].kind, 7, 7)

    assert found([*others, lost]).lost == {9}


@pytest.mark.django_db
def test_a_doubled_deed_is_found(deeds: Deeds, ada: Member) -> None:
    topic = Topic.objects.get()
    make_reply(ada, topic, "I say deed2q.")
    people.apply(visitor(), people.Newcomer("Fay", "fay", "deed5q@example.org"))
    assert found(deeds).doubled == {2, 5}
    assert found(deeds).halves == set()

    deeds[4].sendings = 2  # a sign-up has no name: sent twice, it may ask twice

    assert found(deeds).doubled == {2}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (lambda: delete_entry(OPENED), "entries of topic"),
        (lambda: delete_entry(REPLIED), "entries of reply"),
        (lambda: delete_entry(EDITED), "entries of edits"),
        (lambda: delete_entry(HEARTED), "entries of heart"),
        (lambda: Revision.objects.all().delete(), "entries of edits"),
        (lambda: Reaction.objects.all().delete(), "entries of heart"),
        (lambda: Post.objects.filter(is_opening=True).delete(), "opening posts of topic"),
        (lambda: the_reply().delete(), "which is not there"),
    ],
)
def test_half_of_something_is_found(deeds: Deeds, tamper: Callable[[], object], sentence: str) -> None:
    tamper()

    assert any(sentence in half for half in found(deeds).halves)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (lambda: Topic.objects.update(reply_count=2), "counters of topic"),
        (lambda: Topic.objects.update(people_count=1), "counters of topic"),
        (lambda: Topic.objects.update(last_post=1), "counters of topic"),
        (lambda: Post.objects.update(hearts=3), "hearts of post"),
        (lambda: Space.objects.update(topic_count=4), "space"),
        (lambda: Space.objects.update(last_post=4), "space"),
    ],
)
def test_a_wrong_counter_is_found(deeds: Deeds, tamper: Callable[[], object], sentence: str) -> None:
    tamper()

    reckoning = found(deeds)
    assert any(sentence in one for one in reckoning.miscounted)
    assert not reckoning.is_clean


@pytest.mark.once
def test_the_ledgers_codes_are_the_products() -> None:
    known = (events.TOPIC_OPENED, events.POST_REPLIED, events.POST_EDITED, events.POST_HEARTED)

    assert tuple(event.code for event in known) == (OPENED, REPLIED, EDITED, HEARTED)


@pytest.mark.once
def test_a_log_is_read_to_the_last_whole_line(tmp_path: Path) -> None:
    lines = [
        {"deed": 4, "round": 2, "kind": "reply", "member": 7, "word": "deed4q", "target": 9},
        {"sends": 4},
        {"answers": 4, "round": 2, "is_confirmed": False, "status": 0},
        {"sends": 4},
        {"answers": 4, "round": 3, "is_confirmed": True, "status": 302},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "writer-0.log").write_text(text + '{"deed": 5, "rou')

    (deed,) = logs.read(tmp_path)

    assert (deed.sendings, deed.is_confirmed, [each["status"] for each in deed.answers]) == (
        2,
        True,
        [0, 302],
    )


@pytest.mark.once
def test_an_order_to_die_is_taken_once(tmp_path: Path) -> None:
    file = tmp_path / "strike"
    striking.order(file, striking.PAGE, striking.COMMIT)

    assert striking._told(file) == "page commit"
    assert [striking._taken(file), striking._taken(file)] == [True, False]
    assert striking._told(file) == ""


@pytest.mark.once
def test_the_report_counts_what_went_wrong() -> None:
    name = FAULTS[0].name
    round_ = {"round": 1, "fault": name, "healed": 1.5, "trouble": "", "lost": [4, 5], "doubled": []}
    settled = dict.fromkeys(("wanted", "missing", "copies", "dead", "undone", "unsent"), 0)
    run = {
        "rounds": [round_ | {"halves": ["a topic"], "miscounted": []}],
        "by_fault": {name: {"deeds": 20, "confirmed": 18, "calm": 3, "unanswered": 2}},
        "reading": {"200": 7},
        **settled,
        "entries": 30,
        "passed_over": 0,
        "handed_twice": 0,
    }

    told = faults.report({"SQLite": run})

    assert f"| {name} | 1 | 20 | 18 | 2 | 3 | 2 | 0 | 1 | 0 | 1.5 |" in told
    assert "| **lost; doubled; half written; miscounted** | 2; 0; 1; 0 |" in told
    assert "| never confirmed; kept all the same | 2; 0 |" in told
