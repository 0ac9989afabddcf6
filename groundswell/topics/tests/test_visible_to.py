import pytest
from django.db.models import Count, Exists, OuterRef, Q

from groundswell.kernel.actor import SYSTEM
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics.models import Post, Reaction, Topic
from groundswell.topics.queries import said
from groundswell.topics.queries.heads import topic_head
from groundswell.topics.queries.lists import topic_list
from groundswell.topics.queries.pages import post_page
from groundswell.topics.tests.world import SEEN_BY, World, everything, make_world

pytestmark = pytest.mark.wide

CAST = ["ada", "bea", "cy", "dan", "eve", "nobody"]


@pytest.fixture
def world(commons: Space) -> World:
    return make_world(commons)


@pytest.mark.parametrize("who", CAST)
def test_topics_and_posts_are_seen_as_the_plain_rule_says(world: World, who: str) -> None:
    actor = actor_for(world.people[who])

    topics = {topic.pk for topic in Topic.objects.visible_to(actor)}
    posts = {post.pk for post in Post.objects.visible_to(actor)}

    assert topics == {pk for pk, fact in world.topics.items() if fact.topic_seen_by(who)}
    assert posts == {pk for pk, fact in world.posts.items() if fact.post_seen_by(who)}


@pytest.mark.parametrize("who", CAST)
def test_pages_show_what_the_gate_lets_through(
    world: World, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    monkeypatch.setattr(said, "PAGE", 100)
    actor = actor_for(world.people[who])
    seen = {pk for pk, fact in world.topics.items() if fact.topic_seen_by(who)}

    listed = {row.id for row in topic_list(actor).topics}
    by_space = {row.id for space in world.spaces.values() for row in topic_list(actor, space=space.pk).topics}
    by_author = {
        each.post
        for name in CAST
        if (them := world.people[name])
        for each in said.said_by(actor, them.pk).posts
    }
    heads = {pk for pk in world.topics if topic_head(actor, pk)}
    posts = {post.id for pk in seen for post in post_page(actor, pk).posts}

    assert listed == by_space == heads == seen
    assert posts == by_author == {pk for pk, fact in world.posts.items() if fact.post_seen_by(who)}


def test_the_system_sees_everything(world: World) -> None:
    topics = {topic.pk for topic in Topic.objects.visible_to(SYSTEM)}
    posts = {post.pk for post in Post.objects.visible_to(SYSTEM)}

    assert (topics, posts) == everything() == (set(world.topics), set(world.posts))


@pytest.mark.parametrize("who", CAST)
def test_the_gate_follows_its_table_into_other_queries(world: World, who: str) -> None:
    actor = actor_for(world.people[who])
    topics, posts = Topic.objects.visible_to(actor), Post.objects.visible_to(actor)
    seen_topics, seen_posts = {topic.pk for topic in topics}, {post.pk for post in posts}

    within_itself = Topic.objects.filter(pk__in=topics.values("pk"))
    beside = Topic.objects.filter(pk__in=Topic.objects.exclude(pk__in=topics)).count()
    joined = posts.select_related("topic", "reply_to", "author").filter(topic__title__contains=" ")
    through = Space.objects.annotate(shown=Count("topics", filter=Q(topics__in=topics))).values_list("shown")
    correlated = Topic.objects.filter(Exists(posts.filter(topic=OuterRef("pk"), is_opening=True)))
    either = posts.filter(is_hidden=True) | posts.filter(is_hidden=False)

    assert {topic.pk for topic in within_itself} == seen_topics
    assert beside == len(world.topics) - len(seen_topics)
    assert {post.pk for post in joined} == seen_posts
    assert sum(shown for (shown,) in through) == len(seen_topics)
    assert {topic.pk for topic in correlated} == seen_topics
    assert {post.pk for post in either} == seen_posts
    assert Reaction.objects.filter(post__in=posts).count() == 0


def test_the_world_leaves_something_out_for_everybody(world: World) -> None:
    seen = {who: Topic.objects.visible_to(actor_for(world.people[who])).count() for who in CAST}

    assert seen == {"ada": 6, "bea": 12, "cy": 9, "dan": 5, "eve": 1, "nobody": 1}
    assert set(SEEN_BY["commons"]) == set(CAST)
