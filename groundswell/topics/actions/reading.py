"""Remember how far a member has read."""

from django.db import transaction

from groundswell.kernel.actor import Actor
from groundswell.kernel.sql import write
from groundswell.topics.gate import post_gate, topic_gate
from groundswell.topics.models import Topic
from groundswell.topics.policies import TopicPolicy

# One statement, so that of two tabs at once the one that is further wins.
_MARK = """
    INSERT INTO topics_readmark (topic_id, member_id, post)
    SELECT t.id, %s, p.id FROM topics_post p JOIN topics_topic t ON t.id = p.topic_id
    WHERE t.id = %s AND p.id <= %s AND {topic} AND {post} ORDER BY p.id DESC LIMIT 1
    ON CONFLICT (member_id, topic_id) DO UPDATE SET post = excluded.post
    WHERE topics_readmark.post < excluded.post
"""


@transaction.atomic
def mark_read(actor: Actor, topic: Topic, post: int) -> None:
    """Move the member's mark up to this post, or to the last before it that they see; never back."""
    TopicPolicy(actor, topic).mark_read().require()
    gates = (topic_gate(actor, "t"), post_gate(actor, "p"))
    statement = _MARK.format(topic=gates[0].sql, post=gates[1].sql)
    write(statement, (actor.id, topic.pk, post, *gates[0].values, *gates[1].values))
