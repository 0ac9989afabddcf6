"""From what a person typed to what is stored: rendered once, handles resolved, faults as sentences."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from groundswell.kernel.errors import Invalid
from groundswell.kernel.text import has_ink, lines, one_line
from groundswell.people.handles import folded
from groundswell.people.models import Member
from groundswell.topics.models import MOST_TITLE, Mention, Post
from groundswell.topics.rendering.limits import IMPORT_LIMITS, LIMITS, SENTENCES, Limits, Unrenderable
from groundswell.topics.rendering.placeholders import excerpt
from groundswell.topics.rendering.render import RENDERER_VERSION, Rendered, render, render_plain
from groundswell.topics.rendering.source import cleaned


def titled(text: str) -> str:
    """A title as we keep it: one line, of which something can be seen."""
    title = one_line(text)
    if not 0 < len(title) <= MOST_TITLE:
        raise Invalid(_("A title has 1 to %(most)s characters.") % {"most": MOST_TITLE}, "title")
    return title


def reasoned(text: str) -> str:
    """Why something was hidden: never left out, since its author reads it."""
    reason = lines(text)
    if not reason:
        raise Invalid(_("Say why: its author will read it."), "reason")
    return reason


def rendered(source: str) -> Rendered:
    """The source as HTML with placeholders; raises Invalid with the sentence of what is wrong."""
    try:
        return _rendered(source, LIMITS)
    except Unrenderable as refused:
        raise Invalid(_(SENTENCES[refused.fault]) % {"limit": refused.limit}, "text") from refused


def _rendered(source: str, limits: Limits) -> Rendered:
    """The excerpt names people by their handles, which never change hands."""
    named: dict[int, str] = {}

    def resolve(handles: Collection[str]) -> Mapping[str, int]:
        found = members_by_handle(handles)
        named.update({member: f"@{handle}" for handle, member in found.items()})
        return found

    done = render(source, resolve_handles=resolve, origin=settings.ORIGIN, limits=limits)
    return replace(done, excerpt=excerpt(done.html, names=named))


def members_by_handle(handles: Collection[str]) -> Mapping[str, int]:
    """The members who go by these handles, however they are spelled."""
    folds = {handle: folded(handle) for handle in handles}
    found = dict(Member.objects.filter(handle__in=set(folds.values())).values_list("handle", "pk"))
    return {handle: found[fold] for handle, fold in folds.items() if fold in found}


def write_into(post: Post, source: str) -> Rendered:
    """Put the source and what it renders to on the post, unsaved."""
    words = cleaned(source)
    done = rendered(words)
    if not has_ink(words) or not done.html:
        raise Invalid(_("Write a few words first."), "text")
    post.source, post.html, post.renderer = words, done.html, RENDERER_VERSION
    return done


def rewrite_into(post: Post, source: str) -> Rendered:
    """Put another wording on a post that stands: one that was imported may be longer than a new one."""
    try:
        done = _rendered(source, IMPORT_LIMITS)
    except Unrenderable:
        done = render_plain(source)
    post.source, post.html, post.renderer = source, done.html, RENDERER_VERSION
    return done


def keep_mentions(post: Post, members: Collection[int]) -> list[int]:
    """Store whom the post names now; returns those who were not named before."""
    before = set(Mention.objects.filter(post=post).values_list("member_id", flat=True))
    if gone := before - set(members):
        Mention.objects.filter(post=post, member_id__in=gone).delete()
    new = sorted(set(members) - before)
    Mention.objects.bulk_create(Mention(post=post, member_id=member) for member in new)
    return new
