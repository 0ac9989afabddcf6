"""What people do to come in, be known, be kept safe, and leave."""

from groundswell.people.actions.accounts import (
    change_password,
    end_session,
    end_sessions,
    make_door_key,
    note_credentials_changed,
    note_visit,
    use_door_key,
)
from groundswell.people.actions.joining import (
    Arrival,
    Newcomer,
    apply,
    approve,
    ask_again,
    bring_in,
    decline,
    found,
    join,
    prove,
)
from groundswell.people.actions.leaving import leave, leave_again
from groundswell.people.actions.members import change_profile, give_role, issue_claim, restore, suspend

__all__ = [
    "Arrival",
    "Newcomer",
    "apply",
    "approve",
    "ask_again",
    "bring_in",
    "change_password",
    "change_profile",
    "decline",
    "end_session",
    "end_sessions",
    "found",
    "give_role",
    "issue_claim",
    "join",
    "leave",
    "leave_again",
    "make_door_key",
    "note_credentials_changed",
    "note_visit",
    "prove",
    "restore",
    "suspend",
    "use_door_key",
]
