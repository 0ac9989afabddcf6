"""Mentions, quotes and links in stored posts, looked up together and completed for one reader."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import rows
from groundswell.topics.gate import post_gate, topic_gate
from groundswell.topics.queries.rows import name_of, topic_address
from groundswell.topics.rendering.placeholders import Kind, Label, Phrases, Ref, expand, parts, refs


def resolved(actor: Actor, htmls: Sequence[str]) -> list[SafeString]:
    """The stored texts as this reader sees them, with at most two queries for all of them.

    Safe to show: they were sanitised when they were stored, and what is filled in is escaped.
    """
    wanted = {ref for html in htmls for ref in refs(html)}
    if not wanted:
        return [mark_safe(html) for html in htmls]  # noqa: S308 - sanitised when stored
    labels = {**_members(wanted), **_places(actor, wanted)}
    phrases = _phrases()
    return [mark_safe(expand(parts(html), labels, phrases)) for html in htmls]  # noqa: S308 - labels are escaped


def names_in(htmls: Sequence[str]) -> Mapping[int, str]:
    """How the members whom these texts mention are called now, for excerpts of them."""
    labels = _members({ref for html in htmls for ref in refs(html)})
    return {ref.id: label.text for ref, label in labels.items()}


def _phrases() -> Phrases:
    return Phrases(
        wrote=_("{name} wrote:"),
        hidden=_("This quotes a post that you cannot see."),
        somebody=_("@someone who left"),
    )


def _members(wanted: Iterable[Ref]) -> Mapping[Ref, Label]:
    numbers = [ref.id for ref in wanted if ref.kind is Kind.MEMBER]
    if not numbers:
        return {}
    found = rows(
        f"SELECT id, handle, name FROM people_member WHERE handle IS NOT NULL AND id IN ({_marks(numbers)})",  # noqa: S608 - marks
        numbers,
    )
    return {Ref(Kind.MEMBER, number): Label(f"/m/{handle}/", f"@{name}") for number, handle, name in found}


def _places(actor: Actor, wanted: Iterable[Ref]) -> Mapping[Ref, Label]:
    """Labels for the posts, quotes and topics among the references that the actor may see."""
    post_numbers = sorted({ref.id for ref in wanted if ref.kind in {Kind.POST, Kind.QUOTE}})
    topic_numbers = sorted({ref.id for ref in wanted if ref.kind is Kind.TOPIC})
    if not post_numbers and not topic_numbers:
        return {}
    topics, posts = topic_gate(actor, "t"), post_gate(actor, "p")
    found = rows(
        f"""
        SELECT p.id, t.id, t.title, a.name FROM topics_post p
        JOIN topics_topic t ON t.id = p.topic_id JOIN people_member a ON a.id = p.author_id
        WHERE p.id IN ({_marks(post_numbers)}) AND p.html <> '' AND {topics.sql} AND {posts.sql}
        UNION ALL
        SELECT 0, t.id, t.title, '' FROM topics_topic t
        WHERE t.id IN ({_marks(topic_numbers)}) AND {topics.sql}
        """,  # noqa: S608 - marks and our own gates
        (*post_numbers, *topics.values, *posts.values, *topic_numbers, *topics.values),
    )
    labels: dict[Ref, Label] = {}
    for post, topic, title, name in found:
        if post:
            address = f"/p/{post}/"
            labels[Ref(Kind.POST, post)] = Label(address, title)
            labels[Ref(Kind.QUOTE, post)] = Label(address, name_of(name))
        else:
            labels[Ref(Kind.TOPIC, topic)] = Label(topic_address(topic, title), title)
    return labels


def _marks(numbers: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(numbers)) or "NULL"
