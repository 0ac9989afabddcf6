"""What can be done to a space: open, change, move, join, leave."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kernel import clock, epoch
from groundswell.kernel.actor import Actor
from groundswell.kernel.errors import Invalid
from groundswell.kernel.text import lines, one_line
from groundswell.people.models import Member
from groundswell.spaces import events
from groundswell.spaces.audiences import INSIDERS, TEAM_TOKENS, Audiences, tokens_of
from groundswell.spaces.models import MOST_NAME, Grant, Space, SpaceKind, SpaceMember, Verb
from groundswell.spaces.policies import CommunitySpacesPolicy, SpacePolicy
from groundswell.spaces.tree import held_tree, line_of, settle_gates

_AUDIENCE_VERBS = (Verb.SEE, Verb.JOIN, Verb.OPEN, Verb.REPLY)


@transaction.atomic
def open_space(  # noqa: PLR0913 - what a space is
    actor: Actor,
    name: str,
    *,
    about: str = "",
    kind: SpaceKind = SpaceKind.OPEN,
    parent: Space | None = None,
    audiences: Audiences | None = None,
    is_unlisted: bool = False,
) -> Space:
    """Open a space under a parent, or at the top of the tree."""
    CommunitySpacesPolicy(actor).open_space().require()
    if parent is not None:
        SpacePolicy(actor, parent).see().require()
    words = {"name": _named(name), "about": lines(about)}
    space = Space(parent=parent, kind=kind, is_unlisted=is_unlisted, **words)
    return _open(actor, space, audiences or Audiences())


@transaction.atomic
def change_space(  # noqa: PLR0913 - what a space is
    actor: Actor, space: Space, *, name: str, about: str, audiences: Audiences, is_unlisted: bool = False
) -> Space:
    """Rename a space, describe it anew, and say who may do what in it and whether search engines may."""
    SpacePolicy(actor, space).change().require()
    tree = held_tree()
    space = tree[space.pk]
    space.name, space.about, space.is_unlisted = _named(name), lines(about), is_unlisted
    space.save(update_fields=["name", "about", "is_unlisted"])
    _grant(space, audiences)
    settle_gates(tree, space)
    epoch.bump()
    events.SPACE_CHANGED.record(actor, space, space=space.pk)
    return space


@transaction.atomic
def rename_spaces(actor: Actor, names: Mapping[int, str]) -> int:
    """Give several spaces new names at once; returns how many changed."""
    CommunitySpacesPolicy(actor).rename_spaces().require()
    wanted = {space: _named(name) for space, name in names.items()}
    seen = Space.objects.visible_to(actor).filter(pk__in=wanted)
    changed = [space for space in seen if space.name != wanted[space.pk]]
    for space in changed:
        space.name = wanted[space.pk]
        space.save(update_fields=["name"])
        events.SPACE_CHANGED.record(actor, space, space=space.pk)
    if changed:
        epoch.bump()
    return len(changed)


@transaction.atomic
def move_space(actor: Actor, space: Space, parent: Space | None) -> Space:
    """Hang the space elsewhere in the tree; it and all below it become as closed as their new place."""
    SpacePolicy(actor, space).change().require()
    if parent is not None:
        SpacePolicy(actor, parent).see().require()
    tree = held_tree()
    space = tree[space.pk]
    if parent is not None and space in line_of(tree, tree[parent.pk]):
        raise Invalid(_("A space cannot move below itself."), "parent")
    space.parent = tree[parent.pk] if parent else None
    space.save(update_fields=["parent"])
    settle_gates(tree, space)
    epoch.bump()
    events.SPACE_MOVED.record(actor, space, space=space.pk, data={"parent": space.parent_id})
    return space


@transaction.atomic
def join_space(actor: Actor, space: Space) -> SpaceMember:
    """Become a member of the space; a second call changes nothing."""
    SpacePolicy(actor, space).join().require()
    return _add(actor, space, actor.id)


@transaction.atomic
def add_member(actor: Actor, space: Space, member: Member, *, is_organiser: bool = False) -> SpaceMember:
    """Take a member into the space, as its stewards may."""
    SpacePolicy(actor, space).change().require()
    row = _add(actor, space, member.pk)
    if row.is_organiser != is_organiser:
        row.is_organiser = is_organiser
        row.save(update_fields=["is_organiser"])
        epoch.bump()
        said = {"is_organiser": is_organiser}
        events.ORGANISER_CHANGED.record(actor, space, space=space.pk, toward=member.pk, data=said)
    return row


@transaction.atomic
def leave_space(actor: Actor, space: Space) -> None:
    """Stop being a member of the space."""
    SpacePolicy(actor, space).leave().require()
    _remove(actor, space, actor.id)


@transaction.atomic
def remove_member(actor: Actor, space: Space, member: Member) -> None:
    """Take a member out of the space, as its stewards may."""
    SpacePolicy(actor, space).change().require()
    _remove(actor, space, member.pk)


def lay_ground(actor: Actor) -> None:
    """What a community stands on when it is founded: what its roles may do, and one space to talk in."""
    everywhere = [(Verb.MODERATE, token) for token in TEAM_TOKENS]
    everywhere += [(Verb.ANNOUNCE, token) for token in TEAM_TOKENS]
    everywhere.append((Verb.MANAGE, "role:steward"))
    held = {*Grant.objects.filter(space=None).values_list("verb", "token")}
    missing = [each for each in everywhere if each not in held]
    Grant.objects.bulk_create(Grant(verb=verb, token=token) for verb, token in missing)
    if not Space.objects.exists():
        _open(actor, Space(name=_("The commons"), about=_("Whatever concerns us all.")), Audiences())


def _open(actor: Actor, space: Space, audiences: Audiences) -> Space:
    tree = held_tree()
    space.position = len(tree)
    space.save(force_insert=True)
    _grant(space, audiences)
    Grant.objects.create(space=space, verb=Verb.MODERATE, token=f"organiser:{space.pk}")
    settle_gates({**tree, space.pk: space}, space)
    epoch.bump()
    events.SPACE_OPENED.record(actor, space, space=space.pk)
    return space


def _named(name: str) -> str:
    line = one_line(name)
    if not 0 < len(line) <= MOST_NAME:
        raise Invalid(_("The name of a space has 1 to %(most)s characters.") % {"most": MOST_NAME}, "name")
    return line


def _add(actor: Actor, space: Space, member: int | None) -> SpaceMember:
    row, added = SpaceMember.objects.get_or_create(
        space=space, member_id=member or 0, defaults={"joined_at": clock.now()}
    )
    if added:
        epoch.bump()
        events.SPACE_JOINED.record(actor, space, space=space.pk, toward=member)
    return row


def _remove(actor: Actor, space: Space, member: int | None) -> None:
    gone, _rows = SpaceMember.objects.filter(space=space, member=member).delete()
    if gone:
        epoch.bump()
        events.SPACE_LEFT.record(actor, space, space=space.pk, toward=member)


def _grant(space: Space, audiences: Audiences) -> None:
    _check(space, audiences)
    Grant.objects.filter(space=space, verb__in=_AUDIENCE_VERBS).delete()
    Grant.objects.bulk_create(
        Grant(space=space, verb=verb, token=token)
        for verb, audience in audiences.by_verb().items()
        for token in tokens_of(audience, space)
    )


def _check(space: Space, audiences: Audiences) -> None:
    """Members of its own can be meant only where a space has such."""
    asked = [verb for verb, audience in audiences.by_verb().items() if audience == INSIDERS]
    if asked and not space.has_members:
        raise Invalid(
            _("Nobody joins an open space, so it has no members of its own to choose."), asked[0].value
        )
