"""What is told of topics while people read: that something was said or has changed, and where. Never what.

A post that is hidden or shown again is told as a change of its topic, without its id: whoever may no longer
see it learns from the page itself that it is gone.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from groundswell.kernel.live import Happened, News
from groundswell.topics import events
from groundswell.topics.sight import (
    PostFacts,
    TopicFacts,
    is_post_seen,
    is_topic_seen,
    post_facts,
    topic_facts,
)

OPENED, REPLIED, CHANGED = "opened", "replied", "changed"
_OF_POSTS = {
    events.POST_REPLIED.code: REPLIED,
    events.POST_EDITED.code: CHANGED,
    events.POST_HEARTED.code: CHANGED,
    events.HEART_WITHDRAWN.code: CHANGED,
    events.POST_THANKED.code: CHANGED,
    events.THANKS_WITHDRAWN.code: CHANGED,
}
_OF_TOPICS = {
    events.TOPIC_OPENED.code: OPENED,
    events.TITLE_CHANGED.code: CHANGED,
    events.TOPIC_CLOSED.code: CHANGED,
    events.TOPIC_REOPENED.code: CHANGED,
    events.TOPIC_HIDDEN.code: CHANGED,
    events.TOPIC_RESTORED.code: CHANGED,
    events.TOPIC_MOVED.code: CHANGED,
    events.POST_HIDDEN.code: CHANGED,
    events.POST_RESTORED.code: CHANGED,
}
_IN_LISTS = {
    events.TOPIC_OPENED.code,
    events.POST_REPLIED.code,
    events.TOPIC_RESTORED.code,
    events.TOPIC_MOVED.code,
}


def news_of(entries: Sequence[Happened]) -> Sequence[News]:
    """At most three queries, however many entries and listeners there are."""
    ours = [entry for entry in entries if entry.event in _OF_POSTS or entry.event in _OF_TOPICS]
    if not ours:
        return []
    topics = topic_facts({entry.topic for entry in ours if entry.topic})
    spoken = {entry.subject for entry in ours if entry.event in _OF_POSTS}
    posts = post_facts(spoken, topics) if spoken else {}
    return [news for entry in ours if (news := _news(entry, topics, posts))]


def _news(entry: Happened, topics: Mapping[int, TopicFacts], posts: Mapping[int, PostFacts]) -> News | None:
    """None for what is not there any more."""
    topic = topics.get(entry.topic or 0)
    if topic is None:
        return None
    in_lists = entry.event in _IN_LISTS
    if entry.event in _OF_TOPICS:
        return News(
            entry,
            _OF_TOPICS[entry.event],
            {"topic": topic.id, "space": topic.space},
            partial(is_topic_seen, topic),
            in_lists,
        )
    post = posts.get(entry.subject)
    if post is None:
        return None
    ids = {"topic": topic.id, "space": topic.space, "post": post.id}
    return News(entry, _OF_POSTS[entry.event], ids, partial(is_post_seen, post), in_lists)
