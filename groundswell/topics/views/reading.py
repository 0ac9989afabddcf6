"""Lists, a topic's page, a post's own address, and how far one has read."""

from collections.abc import Mapping
from typing import Any

from django.views.decorators.http import require_POST, require_safe

from groundswell.kernel.errors import Invalid
from groundswell.kernel.http import HttpResponse, PageRequest, is_partial, redirect, render
from groundswell.spaces.policies import SpacePolicy
from groundswell.spaces.queries import SpaceName, is_member, space_list, space_names
from groundswell.topics import actions
from groundswell.topics.forms import MarkForm, ReplyForm
from groundswell.topics.kinds import badges_of, kind_of
from groundswell.topics.models import Post
from groundswell.topics.policies import TopicPolicy
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.lists import NEWEST, TopicList, Window, topic_list
from groundswell.topics.queries.pages import Place, PostPage, is_on_first_page, only_post, post_page
from groundswell.topics.queries.rights import post_rights
from groundswell.topics.queries.rows import slug_of
from groundswell.topics.views.fetching import number_in, seen_head, seen_post, seen_space, seen_topic


@require_safe
def topic_index(request: PageRequest) -> HttpResponse:
    found = topic_list(request.actor, window_of(request))
    if _is_past_the_end(request, found):
        return redirect("topics:list")
    return render(request, "topics/list.html", _listed(found, spaces=space_names()))


@require_safe
def space_detail(request: PageRequest, pk: int, slug: str) -> HttpResponse:
    space = seen_space(request, pk)
    name = space_names()[space.pk]
    if request.path != name.address:
        return redirect(name.address)
    found = topic_list(request.actor, window_of(request), space=space.pk)
    if _is_past_the_end(request, found):
        return redirect(name.address)
    context = _listed(found, spaces={}) | {
        "space": name,
        "can": SpacePolicy(request.actor, space),
        "below": [row for row in space_list(request.actor) if row.space.parent == space.pk],
        "is_member": is_member(request.actor, space.pk),
    }
    return render(request, "topics/space.html", context)


@require_safe
def topic_detail(request: PageRequest, pk: int, slug: str) -> HttpResponse:
    head = seen_head(request, pk)
    if slug != slug_of(head.title) and not is_partial(request):
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{head.address}?{query}" if query else head.address)
    page = post_page(request.actor, head.id, _place_of(request))
    return render(request, "topics/detail.html", detail_context(request, head, page))


@require_safe
def post_detail(request: PageRequest, pk: int) -> HttpResponse:
    post = seen_post(request, pk)
    if is_partial(request):
        return one_post(request, post)
    head = seen_head(request, post.topic_id)
    start = "" if is_on_first_page(request.actor, head.id, post.pk) else f"?from={post.pk}"
    return redirect(f"{head.address}{start}#post-{post.pk}")


@require_POST
def mark_update(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(form.errors["post"][0]), "post")
    actions.mark_read(request.actor, topic, form.cleaned_data["post"])
    if request.headers.get("Sec-Fetch-Mode") != "navigate" and "quiet" in request.POST:
        return HttpResponse(status=204)
    return redirect("topics:list")


def window_of(request: PageRequest) -> Window:
    """Which page of a list the address asks for."""
    return Window(older_than=number_in(request, "before"), newer_than=number_in(request, "after"))


def _is_past_the_end(request: PageRequest, found: TopicList) -> bool:
    """Whether the address asks for a page that has nothing on it: the newest one has a kinder word."""
    return not found.topics and window_of(request) != NEWEST


def _listed(found: TopicList, *, spaces: Mapping[int, SpaceName]) -> dict[str, Any]:
    return {"page": found, "spaces": spaces, "badges": badges_of(found.topics)}


def one_post(request: PageRequest, post: Post) -> HttpResponse:
    """A post alone, as it stands on the page of its topic: after a reaction, or because it has changed."""
    head = seen_head(request, post.topic_id)
    page = only_post(request.actor, head.id, post.pk)
    context = detail_context(request, head, page) | {"post": page.posts[0]}
    return render(request, "topics/detail.html", context)


def detail_context(request: PageRequest, head: TopicHead, page: PostPage) -> dict[str, Any]:
    """Everything that a topic's page shows, for a whole page and for each of its blocks."""
    kind = kind_of(head.kind)
    answered = number_in(request, "reply_to")
    above = next((post for post in page.posts if post.id == answered), None)
    return {
        "topic": head,
        "page": page,
        "kind": kind,
        "panel": kind.panels(request.actor, [head.id]).get(head.id),
        "space": space_names()[head.space],
        "can": TopicPolicy(request.actor, head.as_topic()),
        "rights": post_rights(request.actor, head, page.posts),
        "reply_form": ReplyForm(initial={"reply_to": above.id if above else None}),
        "reply_to": above,
        "first_unread": _first_unread(head, page),
    }


def _first_unread(head: TopicHead, page: PostPage) -> int | None:
    """The post before which 'new since your last visit' stands."""
    if head.read_up_to is None:
        return None
    return next((post.id for post in page.posts if post.id > head.read_up_to), None)


def _place_of(request: PageRequest) -> Place:
    if "end" in request.GET:
        return Place(is_end=True)
    return Place(at=number_in(request, "from"), before=number_in(request, "before"))
