"""What becomes of words when a member leaves: those of others about them, and their own if they ask."""

import re

from django.db.models import F, Q

from groundswell.people.erasure import Erasure
from groundswell.people.handles import folded
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.actions.reacting import COUNTERS
from groundswell.topics.counting import recount_spaces, recount_topic
from groundswell.topics.models import Mention, Post, Reaction, Revision, Topic
from groundswell.topics.writing import rewrite_into

SOMEBODY = "@someone"
_MENTION = re.compile(r"@[\w.-]*\w")


def erase_from_topics(erasure: Erasure) -> None:
    """Take back their reactions, unname them in others' words, and remove their own words if they wish."""
    _take_back_reactions(erasure.member)
    _unname(erasure.member)
    if not erasure.keeps_posts:
        _remove_words(erasure.member)


def _take_back_reactions(member: Member) -> None:
    for kind, counter in COUNTERS.items():
        reacted = Reaction.objects.filter(member=member, kind=kind)
        Post.objects.filter(pk__in=reacted.values("post")).update(**{counter: F(counter) - 1})
        reacted.delete()


def _unname(member: Member) -> None:
    """The handle goes from every source in which it stands, and from what each said before."""
    if not member.handle:
        return
    written = f"@{member.handle}"
    named = (
        Q(mentions__member=member) | Q(source__icontains=written) | Q(revisions__source__icontains=written)
    )
    for post in Post.objects.filter(named).distinct():
        done = rewrite_into(post, _without(member.handle, post.source))
        post.save(update_fields=["source", "html", "renderer"])
        if post.is_opening:
            Topic.objects.filter(pk=post.topic_id).update(excerpt=done.excerpt)
        _unname_revisions(post, member.handle)
    Mention.objects.filter(member=member).delete()


def _unname_revisions(post: Post, handle: str) -> None:
    for revision in Revision.objects.filter(post=post):
        revision.source = _without(handle, revision.source)
        revision.save(update_fields=["source"])


def _without(handle: str, source: str) -> str:
    return _MENTION.sub(lambda found: SOMEBODY if folded(found[0][1:]) == handle else found[0], source)


def _remove_words(member: Member) -> None:
    """Their topics that nobody answered go, and their replies; where others answered, only the words go."""
    alone = Topic.objects.filter(author=member).exclude(posts__in=Post.objects.exclude(author=member))
    spaces = list(Space.objects.filter(topics__posts__author=member).distinct().values_list("pk", flat=True))
    alone.delete()
    replies = Post.objects.filter(author=member, is_opening=False)
    answered = list(Topic.objects.filter(posts__in=replies).distinct().values_list("pk", flat=True))
    replies.delete()
    openings = Post.objects.filter(author=member, is_opening=True)
    Revision.objects.filter(post__in=openings).delete()
    Topic.objects.filter(author=member).update(title="…", excerpt="")
    openings.update(source="", html="")
    for topic in sorted(answered):
        recount_topic(topic)
    recount_spaces(*spaces)
