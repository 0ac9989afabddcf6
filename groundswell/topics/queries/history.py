"""What a post said before, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.kernel.actor import Actor
from groundswell.topics.models import Post, Revision
from groundswell.topics.queries.references import resolved


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a post: since when, and what the next change was made for.

    It is shown as it was rendered then, with its references resolved for whoever reads it now: the source
    would still show the words of a quoted post that has been hidden since.
    """

    since: datetime
    html: str
    reason: str


def post_history(actor: Actor, post: Post) -> Sequence[Version]:
    """Every wording of the post, the present one first."""
    fields = Revision.objects.filter(post=post).order_by("-pk").only("html", "reason")
    revisions = list(fields)
    began = [*(revision.edited_at for revision in revisions), post.written_at]
    words = resolved(actor, [post.html, *(revision.html for revision in revisions)])
    reasons = [*(revision.reason for revision in revisions), ""]
    return [Version(*each) for each in zip(began, words, reasons, strict=True)]
