"""The only ways in which a view comes by a topic, a post or a space: a hidden thing is 404."""

from groundswell.kernel.http import Http404, PageRequest, get_object_or_404
from groundswell.kernel.ids import read_id
from groundswell.spaces.models import Space
from groundswell.topics.models import Post, Topic
from groundswell.topics.queries.heads import TopicHead, topic_head

_MOST_ID = 2**63 - 1


def seen_topic(request: PageRequest, pk: int) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.actor), pk=_within(pk))


def seen_post(request: PageRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(request.actor).select_related("topic")
    return get_object_or_404(posts, pk=_within(pk))


def seen_space(request: PageRequest, pk: int) -> Space:
    return get_object_or_404(Space.objects.visible_to(request.actor), pk=_within(pk))


def seen_head(request: PageRequest, pk: int) -> TopicHead:
    head = topic_head(request.actor, _within(pk))
    if head is None:
        raise Http404
    return head


def number_in(request: PageRequest, name: str) -> int | None:
    """A number from the query string, or None where there is none that could be an id."""
    return read_id(request.GET.get(name, ""))


def _within(pk: int) -> int:
    if pk > _MOST_ID:
        raise Http404
    return pk
