"""Who may do what to a topic and to a post."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.kernel.policy import ALLOW, Policy, Verdict, allow_if, first_denial
from groundswell.spaces.models import Space, Verb
from groundswell.spaces.policies import SpacePolicy
from groundswell.topics.models import Post, Topic

_CLOSED = _("This topic is closed. You can still read it.")
_SIGN_IN = _("Sign in to take part.")


@dataclass(frozen=True, slots=True)
class TopicPolicy(Policy):
    """Rights over a topic that the actor may see: views fetch it through `visible_to`."""

    topic: Topic

    def reply(self) -> Verdict:
        return first_denial(self.take_part(), self.is_shown(), self.is_open(), self._may_reply())

    def change_title(self) -> Verdict:
        return first_denial(
            self.take_part(),
            allow_if(self._is_mine() or self._moderates(), _("This is not your topic.")),
            ALLOW if self._moderates() else first_denial(self.is_shown(), self.is_open()),
        )

    def close(self) -> Verdict:
        return first_denial(self._runs_it(), self.is_open())

    def reopen(self) -> Verdict:
        return first_denial(self._runs_it(), allow_if(self.topic.is_closed, _("This topic is not closed.")))

    def hide(self) -> Verdict:
        return first_denial(
            self.moderate(), allow_if(not self.topic.is_hidden, _("This topic is hidden already."))
        )

    def restore(self) -> Verdict:
        return first_denial(self.moderate(), allow_if(self.topic.is_hidden, _("This topic is not hidden.")))

    def move(self, target: Space | None = None) -> Verdict:
        if target is None:
            return self.moderate()
        return first_denial(
            self.moderate(),
            SpacePolicy(self.actor, target).open_topic(),
            allow_if(target.pk != self.topic.space_id, _("The topic is in this space already.")),
        )

    def mark_read(self) -> Verdict:
        return self.is_person()

    def take_part(self) -> Verdict:
        return allow_if(self.actor.is_person or self.actor.is_system, _SIGN_IN)

    def is_person(self) -> Verdict:
        return allow_if(self.actor.is_person, _SIGN_IN)

    def is_open(self) -> Verdict:
        return allow_if(not self.topic.is_closed, _CLOSED)

    def is_shown(self) -> Verdict:
        return allow_if(not self.topic.is_hidden, _("This topic is hidden, so it stays as it is."))

    def _is_mine(self) -> bool:
        return self.actor.is_person and self.topic.author_id == self.actor.id

    def _moderates(self) -> bool:
        return self.actor.may(Verb.MODERATE, self.topic.space_id)

    def moderate(self) -> Verdict:
        return allow_if(self._moderates(), _("Only moderators do this."))

    def _runs_it(self) -> Verdict:
        return allow_if(
            self._is_mine() or self._moderates(), _("Only its author and moderators close a topic.")
        )

    def _may_reply(self) -> Verdict:
        return allow_if(
            self.topic.is_private or self.actor.may(Verb.REPLY, self.topic.space_id),
            _("Only members of this space reply here."),
        )


@dataclass(frozen=True, slots=True)
class PostPolicy(Policy):
    """Rights over a post that the actor may see."""

    post: Post

    def react(self) -> Verdict:
        return first_denial(
            self._topic.is_person(),
            allow_if(not self.post.is_hidden, _("This post is hidden.")),
            allow_if(self.post.author_id != self.actor.id, _("This is your own post.")),
        )

    def withdraw_reaction(self) -> Verdict:
        return self._topic.is_person()

    def edit(self) -> Verdict:
        return first_denial(
            allow_if(self._is_mine(), _("Only its author changes a post.")),
            allow_if(not self.post.is_hidden, _("This post is hidden, so it cannot be changed.")),
            self._topic.is_shown(),
            self._topic.is_open(),
        )

    def see_history(self) -> Verdict:
        return allow_if(
            not self.post.is_hidden or self._is_mine() or self._topic.moderate(),
            _("This post is hidden."),
        )

    def hide(self) -> Verdict:
        return first_denial(
            self._topic.moderate(),
            allow_if(not self.post.is_opening, _("Hide the whole topic instead.")),
            allow_if(not self.post.is_hidden, _("This post is hidden already.")),
        )

    def restore(self) -> Verdict:
        return first_denial(
            self._topic.moderate(), allow_if(self.post.is_hidden, _("This post is not hidden."))
        )

    @property
    def _topic(self) -> TopicPolicy:
        return TopicPolicy(self.actor, self.post.topic)

    def _is_mine(self) -> bool:
        return self.actor.is_person and self.post.author_id == self.actor.id
