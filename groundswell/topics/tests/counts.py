"""Every counter of topics, posts and spaces: as it is stored, and counted anew from the rows."""

from groundswell.spaces.models import Space
from groundswell.topics.models import Post, Reaction, Topic

Counts = dict[str, list[int | None]]


def stored() -> Counts:
    """By what it counts: a topic's replies, people, last post and its author; and so on."""
    topics = Topic.objects.values_list("pk", "reply_count", "people_count", "last_post", "last_author")
    spaces = Space.objects.values_list("pk", "topic_count", "last_post")
    posts = Post.objects.values_list("pk", "hearts", "thanks")
    told: Counts = {f"topic {pk}": [*facts] for pk, *facts in topics}
    told |= {f"space {pk}": [*facts] for pk, *facts in spaces}
    told |= {f"post {pk}": [*facts] for pk, *facts in posts}
    return told


def recounted() -> Counts:
    told: Counts = {f"topic {topic.pk}": _of_topic(topic) for topic in Topic.objects.all()}
    told |= {f"space {space.pk}": _of_space(space) for space in Space.objects.all()}
    told |= {f"post {post.pk}": _of_post(post) for post in Post.objects.all()}
    return told


def _of_topic(topic: Topic) -> list[int | None]:
    shown = [post for post in Post.objects.filter(topic=topic).order_by("pk") if not post.is_hidden]
    people = {post.author_id for post in shown}
    replies = [post for post in shown if not post.is_opening]
    return [len(replies), len(people), shown[-1].pk, shown[-1].author_id]


def _of_space(space: Space) -> list[int | None]:
    shown = [each for each in Topic.objects.filter(space=space) if not each.is_hidden and not each.is_private]
    return [len(shown), max((topic.last_post for topic in shown), default=None)]


def _of_post(post: Post) -> list[int | None]:
    kinds = list(Reaction.objects.filter(post=post).values_list("kind", flat=True))
    return [kinds.count("heart"), kinds.count("thanks")]
