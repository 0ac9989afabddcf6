"""Audiences: the four plain answers to 'who?', and the tokens that they stand for."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from groundswell.spaces.models import Space, Verb

EVERYONE = "everyone"
MEMBERS = "members"
INSIDERS = "insiders"
TEAM = "team"

LABELS = {
    EVERYONE: _("Everyone, visitors too"),
    MEMBERS: _("Every member"),
    INSIDERS: _("The members of this space"),
    TEAM: _("Stewards and moderators"),
}
TEAM_TOKENS = ("role:steward", "role:moderator")


@dataclass(frozen=True, slots=True)
class Audiences:
    """Who may see a space, join it, open topics in it and reply in it."""

    see: str = EVERYONE
    join: str = MEMBERS
    open: str = MEMBERS
    reply: str = field(default=MEMBERS)

    def by_verb(self) -> dict[Verb, str]:
        return {Verb.SEE: self.see, Verb.JOIN: self.join, Verb.OPEN: self.open, Verb.REPLY: self.reply}


PRIVATE = Audiences(see=INSIDERS, join=TEAM, open=INSIDERS, reply=INSIDERS)


def tokens_of(audience: str, space: Space) -> tuple[str, ...]:
    """The tokens of an audience. The team is named wherever not every member is meant."""
    if audience in {EVERYONE, MEMBERS}:
        return (audience,)
    return (*TEAM_TOKENS, f"space:{space.pk}") if audience == INSIDERS else TEAM_TOKENS


def audience_of(tokens: set[str], space: Space) -> str:
    """The audience that a set of tokens says."""
    if EVERYONE in tokens:
        return EVERYONE
    if MEMBERS in tokens:
        return MEMBERS
    return INSIDERS if f"space:{space.pk}" in tokens else TEAM
