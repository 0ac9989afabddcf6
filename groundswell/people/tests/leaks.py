"""Who is in the world, and what of them is not for everybody: addresses, reasons, applications, links."""

from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions
from groundswell.people.codes import code_for, digest_of
from groundswell.people.letters import send_joining_code
from groundswell.people.make import PASSWORD, make_imported_member, make_member, make_suspended_member
from groundswell.people.models import Account, Application, Member
from tests.leaks.features import OWNER, Call, form, page
from tests.leaks.world import ALL, NOBODY, SIGNED_IN, SIGNED_OUT, TEAM, Role, Thing, World

_STEWARD = frozenset({Role.STEWARD})
_PENDING = frozenset({Role.PENDING})
_NEW_PASSWORD = "four copper kettles sing"


def _newcomer(world: World) -> dict[str, str]:
    return {"name": "Noor", "handle": "noor", "email": "noor@example.org", "password": _NEW_PASSWORD}


def _founding(world: World) -> dict[str, str]:
    return {"code": "ABCDE-ABCDE-ABCDE-ABCDE", "community": "Another", "purpose": "", **_newcomer(world)}


def _code(world: World) -> dict[str, str]:
    return {"code": code_for("joining", int(world.find("application", "pending").value))}


def _credentials(world: World) -> dict[str, str]:
    return {"login": world.people[Role.MEMBER].account.email, "password": PASSWORD}


ROUTES = {
    "people:found": Call(form=_founding, elsewhere="the founder's journey: here a community stands"),
    "people:prove": form(_code, _PENDING),
    "people:prove_again": form({}, _PENDING),
    "people:asked": page(),
    "people:claim": form(_newcomer, SIGNED_OUT, token="claim"),
    "people:door": form({"password1": _NEW_PASSWORD}, ALL, token="door"),
    "people:list": page("?before=5"),
    "people:waiting": page(),
    "people:approval": form({}, _STEWARD, number="application"),
    "people:refusal": form({}, _STEWARD, number="application"),
    "people:member": page(handle="handle"),
    "people:role": form({"role": "moderator"}, _STEWARD, handle="handle"),
    "people:suspension": form({"reason": "Too loud."}, TEAM, handle="handle"),
    "people:suspension_end": form({}, TEAM, handle="handle"),
    "people:claim_issue": form({}, _STEWARD, handle="handle"),
    "people:me": form({"name": "Another Name", "about": "I mend."}),
    "people:sessions": page(),
    "people:sessions_end": form({}, SIGNED_IN),
    "people:session_end": form({}, {OWNER}, number="session"),
    "people:leave": form({"posts": "keep", "password": PASSWORD}, SIGNED_IN),
    "people:visit": form({}),
    "people:left": page(),
    "account_login": form(_credentials, SIGNED_OUT),
    "account_logout": form({}, SIGNED_IN),
    "account_signup": form(_newcomer, SIGNED_OUT),
    "account_reset_password": form({"email": "someone@example.org"}, ALL),
    "account_confirm_password_reset_code": Call(
        form={"code": "ABCD"}, elsewhere="groundswell/people/tests/test_own_account.py"
    ),
    "account_complete_password_reset": Call(
        form={"password1": _NEW_PASSWORD}, elsewhere="groundswell/people/tests/test_own_account.py"
    ),
    "account_change_password": form({"oldpassword": PASSWORD, "password1": _NEW_PASSWORD}, SIGNED_IN),
    "account_email": form({"email": "another@example.org"}, SIGNED_IN),
    "account_email_verification_sent": Call(
        form={"code": "ABCD"}, elsewhere="groundswell/people/tests/test_own_account.py"
    ),
    "account_reauthenticate": form({"password": PASSWORD}, SIGNED_IN),
}

EXEMPT = {
    "people.application.password": "a hash, which the world watches for by itself",
    "account.emailconfirmation.key": "unused: addresses are proven by codes",
    "sessions.session.session_data": "signed, and sent to nobody",
    "usersessions.usersession.data": "unused",
}


def lay(world: World) -> None:
    for role in sorted(SIGNED_IN):
        world.people[role] = _member(world, role)
    actions.suspend(
        SYSTEM,
        world.people[Role.SUSPENDED],
        world.word("why somebody is suspended", TEAM, {Role.SUSPENDED}),
    )
    world.people[Role.SUSPENDED].refresh_from_db()
    _others(world)
    _links(world)
    pending = _apply(world, "pending", NOBODY)
    world.thing("application", Thing("pending", pending.pk, NOBODY))


def hide(world: World) -> None:
    """Somebody who waits for a steward; somebody else has still to bring the code."""
    waiting = _apply(world, "waiting", _STEWARD)
    Application.objects.filter(pk=waiting.pk).update(is_waiting=True)
    world.hidden_thing("application", Thing("waiting", waiting.pk, _STEWARD))
    send_joining_code(waiting)


def _member(world: World, role: Role) -> Member:
    kind = role if role in TEAM else "member"
    email = f"{world.word(f'the address of {role}', (), {role})}@example.org"
    handle = world.word(f"the handle of {role}", ALL, {role})
    name = world.word(f"the name of {role}", ALL, {role})
    member = make_member(f"{name} {role}", role=kind, handle=handle, email=email)
    actions.change_profile(
        SYSTEM, member, name=member.name, about=world.word(f"the words of {role}", ALL, {role})
    )
    world.thing("handle", Thing(role, handle, ALL, role, always=frozenset({role})))
    world.thing("member", Thing(role, member.pk, ALL, role))
    return member


def _others(world: World) -> None:
    """Members who are nobody's browser. A claim link names one of them, the operator's link another."""
    world.others = {
        "imported": make_imported_member(world.word("the name of somebody imported", ALL, SIGNED_OUT)),
        "suspended": make_suspended_member(
            world.word("the name of somebody suspended"),
            world.word("why somebody else is suspended", TEAM),
        ),
        "plain": make_member(world.word("the name of somebody plain", ALL, ALL)),
    }
    for label, member in world.others.items():
        world.thing("handle", Thing(label, member.handle or "", ALL))
        world.thing("member", Thing(label, member.pk, ALL))
    password = Account.objects.values_list("password", flat=True).first()
    world.secret(password or "", "the hash of a password")


def _links(world: World) -> None:
    claim = actions.issue_claim(SYSTEM, world.others["imported"])
    door = actions.make_door_key(SYSTEM, world.others["plain"])
    world.thing("claim", Thing("live", claim, NOBODY, always=SIGNED_OUT))
    world.thing("door", Thing("live", door, NOBODY, always=ALL))
    world.secret(digest_of(claim), "the digest of a claim link")
    world.secret(digest_of(door), "the digest of a sign-in link")


def _apply(world: World, label: str, to: frozenset[Role]) -> Application:
    email = world.word(f"the address of somebody {label}", (), _PENDING if label == "pending" else ())
    newcomer = actions.Newcomer(
        world.word(f"the name of somebody {label}", to),
        world.word(f"the handle that somebody {label} wants", to),
        f"{email}@example.org",
    )
    return actions.apply(SYSTEM, newcomer, words=world.word(f"the words of somebody {label}", to))
