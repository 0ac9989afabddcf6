"""Members for tests and for the demo, made as an operator makes them."""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import make_password

from groundswell.community import actions as community_actions
from groundswell.community.actions import Description
from groundswell.kernel import clock
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions
from groundswell.people.handles import suggested_handle
from groundswell.people.models import Member, Role
from groundswell.people.queries import handle_is_taken

PASSWORD = "three quiet kettles"


def make_member(
    name: str, *, role: str = Role.MEMBER, handle: str = "", email: str = "", password: str = PASSWORD
) -> Member:
    """A member with an account: 'Ada' is @ada, ada@example.org."""
    handle = handle or suggested_handle(name, handle_is_taken)
    email = email or f"{handle}@example.org"
    newcomer = actions.Newcomer(name, handle, email, _hashed(password))
    return actions.join(SYSTEM, newcomer, role=Role(role))


def make_founder(name: str, description: Description, *, handle: str, email: str = "") -> Member:
    """The first steward, and with them the community, which is private at first."""
    code = community_actions.make_founding_code(SYSTEM)
    newcomer = actions.Newcomer(name, handle, email or f"{handle}@example.org", _hashed(PASSWORD))
    return actions.found(code, description, newcomer)


@cache
def _hashed(password: str) -> str:
    """Once a password: what matters of made-up people is not their salt."""
    return make_password(password)


def make_imported_member(name: str, *, joined_at: datetime | None = None) -> Member:
    """A member without an account, as an import leaves them."""
    return actions.bring_in(SYSTEM, [actions.Arrival(name, name, joined_at or clock.now())])[0]


def make_suspended_member(name: str, reason: str = "Sold miracle glue in eleven topics.") -> Member:
    """A member who may not take part for now."""
    member = make_member(name)
    actions.suspend(SYSTEM, member, reason)
    member.refresh_from_db()
    return member
