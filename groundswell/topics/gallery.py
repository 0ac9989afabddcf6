"""Made-up topics and posts for the gallery at /ui/: each state once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms

from groundswell.kernel import ids
from groundswell.kernel.clock import now
from groundswell.spaces.queries import SpaceName
from groundswell.topics.queries.rights import PostRights
from groundswell.topics.queries.rows import Person, PostRow, TopicRow

TOMASZ = Person(5, "tomasz", "Tomasz Kowal")
INES = Person(8, "ines", "Ines Moreau")
RASA = Person(6, "rasa", "Rasa Simkutė")
ADA = Person(3, "ada", "Ada Okafor", role="steward")
GONE = Person(4, "", "Someone who left", origin="erased")
STORIES = SpaceName(1, "Stories", "", "open", None)
TEXTILES = SpaceName(2, "Textiles", "", "open", None)


class SampleReply(forms.Form):
    text = forms.CharField()
    reply_to = forms.CharField(required=False)
    submission = forms.CharField(required=False)


def samples() -> dict[str, Any]:
    """What `topics/_gallery.html` shows."""
    return {
        "topics": [_waiting(), _lively(), _closed()],
        "spaces": {1: STORIES, 2: TEXTILES},
        "badges": {},
        "posts": [_first(), _quoting(), _answer(), _hidden()],
        "plain": _post(GONE, "<p>It runs again. Thank you all.</p>", hours=1, hearts=2),
        "can": PostRights(reply=True, react=True, edit=True, hide=True, restore=False),
        "cannot": PostRights(reply=False, react=False, edit=False, hide=False, restore=False),
        "me": ADA,
        "reply_form": SampleReply(),
    }


def _topic(author: Person, title: str, excerpt: str, *, ago: timedelta, **facts: Any) -> TopicRow:
    at = ids.new_id(now() - ago)
    row = TopicRow(
        id=at,
        kind="discussion",
        title=title,
        excerpt=excerpt,
        space=STORIES.id,
        last_post=at,
        reply_count=0,
        people_count=1,
        is_closed=False,
        is_hidden=False,
        author=author,
        last_author=author,
        read_up_to=None,
        unread=None,
    )
    return replace(row, **facts)


def _waiting() -> TopicRow:
    words = "It is my grandmother’s Pfaff. I have oiled it and changed the needle."
    title = "Sewing machine eats the lower thread — what to check first?"
    return _topic(INES, title, words, space=2, ago=timedelta(hours=9))


def _lively() -> TopicRow:
    words = (
        "Every owner wrote their name inside the housing. Here is the list, and what each of them learned."
    )
    facts: dict[str, Any] = {
        "reply_count": 34,
        "people_count": 14,
        "last_author": ADA,
        "unread": 6,
        "read_up_to": 1,
    }
    return _topic(
        TOMASZ, "The drill that was repaired eleven times", words, ago=timedelta(minutes=20), **facts
    )


def _closed() -> TopicRow:
    words = "Last Saturday I told a man his radio was beyond help and I still think of his face."
    facts: dict[str, Any] = {
        "reply_count": 17,
        "people_count": 2,
        "last_author": INES,
        "is_closed": True,
        "unread": 0,
    }
    return _topic(
        RASA, "How do we say no kindly to things that cannot be saved?", words, ago=timedelta(days=1), **facts
    )


def _post(author: Person, html: str, *, hours: float, **facts: Any) -> PostRow:
    row = PostRow(
        id=ids.new_id(now() - timedelta(hours=hours)),
        html=html,
        is_opening=False,
        hearts=0,
        thanks=0,
        legacy_hearts=0,
        legacy_edits=0,
        last_revision=None,
        is_hidden=False,
        hidden_reason="",
        author=author,
        has_my_heart=False,
        has_my_thanks=False,
        reply_to=None,
        reply_to_name="",
        language="",
    )
    return replace(row, **facts)


def _first() -> PostRow:
    html = (
        "<p>It is my grandmother’s Pfaff 130. I have oiled it and changed the needle, and still after ten"
        " stitches the lower thread knots itself into a nest and everything stops.</p>"
        "<p>I don’t want to give up on it. Where would you look first?</p>"
    )
    return _post(INES, html, hours=30, is_opening=True, hearts=6, has_my_heart=True)


def _answer() -> PostRow:
    html = (
        "<p>Welcome, Ines — and what a machine to begin with! Nine times out of ten it"
        " is not the lower thread at all but the <em>upper</em> one that has no tension. Lift the presser"
        " foot, thread it again, and pull: with the foot down it should resist.</p><p>If it does:</p>"
        "<ol><li>take the bobbin case out,</li>"
        "<li>look for a thread under the little spring.</li></ol>"
    )
    return _post(
        RASA, html, hours=22, hearts=14, thanks=1, has_my_thanks=True, last_revision=ids.new_id(now())
    )


def _quoting() -> PostRow:
    html = (
        '<blockquote><p><a href="/p/1/">Rasa Simkutė</a> wrote:</p><p>Lift the presser foot, thread it'
        " again</p></blockquote><p>This, and check that the take-up lever is threaded. I missed it for two"
        ' years. There is a drawing in <a href="/t/1/-/">our threading guide</a>, page 2.</p>'
        "<pre><code>needle 80/12, tension 4, length 2.5</code></pre>"
    )
    return _post(TOMASZ, html, hours=7, legacy_hearts=3, reply_to=1, reply_to_name="Rasa")


def _hidden() -> PostRow:
    reason = "It names a customer; the shop asked us to take it down."
    return _post(ADA, "<p>Bring it on Saturday, Ines.</p>", hours=6, is_hidden=True, hidden_reason=reason)
