"""A right is a verdict: yes, or no with the sentence that the person reads."""

from dataclasses import dataclass

from django.utils.functional import Promise

from groundswell.kernel.actor import Actor

Sentence = str | Promise


class Denied(Exception):
    """A forbidden act. The middleware shows its sentence with status 403."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    reason: Sentence = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Denied` unless allowed."""
        if not self.allowed:
            raise Denied(self.reason)


ALLOW = Verdict(allowed=True)


def deny(reason: Sentence) -> Verdict:
    return Verdict(allowed=False, reason=reason)


def allow_if(condition: object, reason: Sentence) -> Verdict:
    """Allow where the condition holds, else deny with the sentence."""
    return ALLOW if condition else deny(reason)


def first_denial(*verdicts: Verdict) -> Verdict:
    """The first verdict that denies, or ALLOW."""
    return next((verdict for verdict in verdicts if not verdict), ALLOW)


@dataclass(frozen=True, slots=True)
class Policy:
    """The rights of one actor over one subject: a subclass adds the subject, and a method a verb."""

    actor: Actor
