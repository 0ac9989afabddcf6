"""The door by which listeners come in: who they are is read from the session, as on every page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from groundswell.kernel.actor import Actor
from groundswell.kernel.http import HttpRequest
from groundswell.kernel.live import Listener
from groundswell.people.presence import SignedIn, signed_in, still_signed_in
from groundswell.spaces.gate import actor_for, actors_for, visitor


@dataclass(frozen=True, slots=True)
class Door:
    """Members by their session, and visitors where something is open to them."""

    def let_in(self, request: HttpRequest) -> Listener | None:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        found = signed_in(session) if session else None
        return _listener(actor_for(found.member if found else None), found)

    def look_again(self, listeners: Sequence[Listener]) -> Sequence[Listener | None]:
        """Whoever came in as a member and is one no longer goes; they may come back as a visitor."""
        signed = [one.proof for one in listeners if one.proof is not None]
        now = still_signed_in(signed) if signed else {}
        actors = actors_for([one.member for one in now.values()])
        found = {session: _listener(actors[one.member.pk], one) for session, one in now.items()}
        nobody = _listener(visitor(), None)
        again = [nobody if one.proof is None else found.get(one.proof.session) for one in listeners]
        return [_unless_fallen(before, after) for before, after in zip(listeners, again, strict=True)]


def _listener(actor: Actor, proof: SignedIn | None) -> Listener | None:
    return Listener(actor, proof) if actor.is_person or actor.places else None


def _unless_fallen(before: Listener, now: Listener | None) -> Listener | None:
    return None if now and before.actor.is_person and not now.actor.is_person else now
