"""One batch into the database, with every counter as a recount would find it."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet

from django.db.models import Count, Max, Q

from groundswell.exchange.models import ExternalId, ExternalType
from groundswell.exchange.moving.keys import Keys
from groundswell.exchange.moving.layout import Rows
from groundswell.kernel.ledger.models import Entry
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.models import Hiding, Mention, Post, Topic


def write(keys: Keys, rows: Rows) -> None:
    """Write all rows, within the caller's transaction."""
    touched = {post.topic_id for post in rows.posts}
    _hold(touched - rows.topics.keys())
    Member.objects.bulk_create(rows.nobodies)
    ExternalId.objects.bulk_create(rows.externals)
    Topic.objects.bulk_create(rows.topics.values())
    _make_room(rows.headed.values())
    Post.objects.bulk_create(rows.posts)
    Mention.objects.bulk_create(rows.mentions)
    Hiding.objects.bulk_create(rows.hidings)
    Entry.objects.bulk_create(rows.entries)
    keys.arrived(ExternalType.TOPIC, rows.arrived_topics)
    keys.arrived(ExternalType.POST, rows.arrived_posts)
    _count_posts(touched)
    _count_topics(touched, rows.topics.values())


def _hold(topics: Collection[int]) -> None:
    """Lock the topics that grow, in the order in which everybody locks (see `topics.counting`)."""
    if topics:
        list(
            Topic.objects.select_for_update(no_key=True)
            .filter(pk__in=topics)
            .order_by("pk")
            .values_list("pk")
        )


def _make_room(headed: Iterable[Topic]) -> None:
    """What opened these topics so far answers from now on."""
    for topic in headed:
        Post.objects.filter(topic=topic, is_opening=True).update(is_opening=False)
        Topic.objects.filter(pk=topic.pk).update(author=topic.author_id, excerpt=topic.excerpt)


def _count_posts(topics: AbstractSet[int]) -> None:
    """All that are shown; of a topic in which none is, its last post stays what it was."""
    shown = Post.objects.filter(topic__in=topics, is_hidden=False)
    sums = (
        shown.order_by()
        .values("topic")
        .annotate(
            last=Max("pk"),
            answers=Count("pk", filter=Q(is_opening=False)),
            people=Count("author", distinct=True),
        )
    )
    found = list(sums.values_list("topic", "last", "answers", "people"))
    authors = dict(Post.objects.filter(pk__in=[last for _, last, *_ in found]).values_list("pk", "author_id"))
    silent = topics - {topic for topic, *_ in found}
    Topic.objects.filter(pk__in=silent).update(reply_count=0, people_count=0)
    for topic, last, answers, people in found:
        Topic.objects.filter(pk=topic).update(
            last_post=last, last_author=authors[last], reply_count=answers, people_count=people
        )


def _count_topics(topics: Collection[int], new: Iterable[Topic]) -> None:
    """Add the new topics that everybody sees; a space's last word can only have become a later one."""
    added = [topic.space_id for topic in new if not topic.is_hidden]
    shown = Topic.objects.filter(pk__in=topics, is_hidden=False, is_private=False).order_by()
    lasts = dict(shown.values("space").annotate(last=Max("last_post")).values_list("space", "last"))
    for space in Space.objects.select_for_update(no_key=True).filter(pk__in=lasts).order_by("pk"):
        space.topic_count += added.count(space.pk)
        space.last_post = max(space.last_post or 0, lasts[space.pk])
        space.save(update_fields=["topic_count", "last_post"])
