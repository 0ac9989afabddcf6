"""Remember how far a member has read."""

from django.db import transaction

from groundswell.kernel.actor import Actor
from groundswell.topics.models import Post, ReadMark, Topic
from groundswell.topics.policies import TopicPolicy


@transaction.atomic
def mark_read(actor: Actor, topic: Topic, post: int) -> None:
    """Move the member's mark up to this post, or to the last before it that they see; never back."""
    TopicPolicy(actor, topic).mark_read().require()
    seen = Post.objects.visible_to(actor).filter(topic=topic, pk__lte=post).order_by("-pk")
    last = seen.values_list("pk", flat=True).first()
    if last is None:
        return
    mark = ReadMark(topic=topic, member_id=actor.id or 0, post=last)
    ReadMark.objects.bulk_create([mark], ignore_conflicts=True)
    ReadMark.objects.filter(topic=topic, member=mark.member_id, post__lt=last).update(post=last)
