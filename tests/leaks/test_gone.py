"""What is hidden, moved or taken away is gone with the next request, in every process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from groundswell.community.actions import Description, change_stage, describe_community
from groundswell.community.models import Stage
from groundswell.kernel import epoch
from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people
from groundswell.people.models import Role as MemberRole
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import TEAM, Audiences
from groundswell.spaces.models import Space
from groundswell.topics import actions as topics
from groundswell.topics.models import Post, Topic
from tests.leaks.browsing import Answer, Browser
from tests.leaks.world import Role, World

Act = Callable[[World], object]


def topic(world: World, label: str = "open") -> Topic:
    return Topic.objects.get(pk=world.find("topic", label).value)


def space(world: World, label: str = "commons") -> Space:
    return Space.objects.get(pk=world.find("space", label).value)


def hide_topic(world: World) -> object:
    return topics.hide_topic(SYSTEM, topic(world), reason="Rude.")


def hide_post(world: World) -> object:
    return topics.hide_post(SYSTEM, Post.objects.get(pk=world.find("post", "reply").value), reason="Rude.")


def move_topic(world: World) -> object:
    return topics.move_topic(SYSTEM, topic(world), space(world, "private"))


def close_space(world: World) -> object:
    return spaces.change_space(SYSTEM, space(world), name="x", about="x", audiences=Audiences(*[TEAM] * 4))


def move_space(world: World) -> object:
    return spaces.move_space(SYSTEM, space(world), space(world, "private"))


def take_out(world: World) -> object:
    return spaces.remove_member(SYSTEM, space(world, "private"), world.people[Role.INSIDER])


def suspend(world: World) -> object:
    return people.suspend(SYSTEM, world.people[Role.INSIDER], "Loud.")


def take_role(world: World) -> object:
    return people.give_role(SYSTEM, world.people[Role.MODERATOR], MemberRole.MEMBER)


def close_community(_world: World) -> object:
    return change_stage(SYSTEM, Stage.PRIVATE)


def rename_topic(world: World) -> object:
    return topics.change_title(SYSTEM, topic(world), "Another title")


def rename_member(world: World) -> object:
    return people.change_profile(SYSTEM, world.people[Role.MEMBER], name="Another Name", about="")


def rename_space(world: World) -> object:
    return spaces.rename_spaces(SYSTEM, {space(world).pk: "Another space"})


def rename_community(world: World) -> object:
    del world
    return describe_community(SYSTEM, Description(name="Another community", purpose="To go on."))


def erase_member(world: World) -> object:
    return people.leave(SYSTEM, world.people[Role.MEMBER], keep_posts=True)


# What is done, what is gone with it, and from whom.
ACTS: dict[str, tuple[Act, str, Role]] = {
    "a hidden topic": (hide_topic, "the open topic", Role.OUTSIDER),
    "a hidden post": (hide_post, "the text of the reply", Role.MEMBER),
    "a topic that moved to a private space": (move_topic, "the open topic", Role.MEMBER),
    "a space that was closed": (close_space, "the open topic", Role.MEMBER),
    "a space that moved below a private one": (move_space, "the commons", Role.MEMBER),
    "a private space one was taken out of": (take_out, "the private space", Role.INSIDER),
    "a private space, for somebody suspended": (suspend, "the private space", Role.INSIDER),
    "a private space, for a moderator who is none any more": (take_role, "the private space", Role.MODERATOR),
    "a topic's old title": (rename_topic, "the title of the open topic", Role.OUTSIDER),
    "a member's old name": (rename_member, f"the name of {Role.MEMBER}", Role.OUTSIDER),
    "a member who left": (erase_member, f"the name of {Role.MEMBER}", Role.OUTSIDER),
    "a space's old name": (rename_space, "the name of the commons", Role.OUTSIDER),
    "the community's old name": (rename_community, "the community's name", Role.OUTSIDER),
    "everything, once the community is private": (close_community, "the open topic", Role.VISITOR),
}


@pytest.mark.parametrize("name", ACTS)
def test_it_is_gone_with_the_next_request(world: World, name: str) -> None:
    act, what, role = ACTS[name]
    words = {text for text, canary in world.canaries.items() if what in canary.what and not text.isdigit()}
    before = [page for page in lists_and_topics(world, role) if world.found_in(page.told) & words]

    with as_another_process():
        act(world)

    browser = Browser(world, role)
    after = [browser.get(page.path) for page in before]
    assert len(before) > 1
    assert [str(page) for page in after if world.found_in(page.told) & words] == []


def lists_and_topics(world: World, role: Role) -> list[Answer]:
    """The lists that everybody reads, and the pages of all topics."""
    browser = Browser(world, role)
    topics_ = [f"/t/{thing.value}/" for thing in world.things["topic"]]
    spaces_ = [f"/s/{thing.value}/" for thing in world.things["space"]]
    posts = [f"/p/{thing.value}/history/" for thing in world.things["post"]]
    pages = [browser.get(path) for path in ["/", "/t/", "/s/", *topics_, *spaces_, *posts]]
    return [*pages, *(browser.get(page.leads_to) for page in pages if page.leads_to)]


@contextmanager
def as_another_process() -> Iterator[None]:
    """Do something of which this process's own caches hear nothing."""
    kept = [(cache, cache._of_epoch) for cache in epoch._caches]
    yield
    epoch.pin(None)
    for cache, before in kept:
        cache._of_epoch = before
