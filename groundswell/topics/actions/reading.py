"""Remember how far a member has read."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from groundswell.kernel.actor import Actor
from groundswell.topics.models import Post, ReadMark, Topic
from groundswell.topics.policies import TopicPolicy


@transaction.atomic
def mark_read(actor: Actor, topic: Topic, post: int) -> None:
    """Move the member's mark up to this post, or to the last before it that they see; never back."""
    TopicPolicy(actor, topic).mark_read().require()
    seen = Post.objects.visible_to(actor).filter(topic=topic, pk__lte=post).order_by("-pk").first()
    if seen is None:
        return
    row, added = ReadMark.objects.get_or_create(
        topic=topic, member_id=actor.id or 0, defaults={"post": seen.pk}
    )
    if not added:
        ReadMark.objects.filter(pk=row.pk).update(post=Greatest(F("post"), seen.pk))
