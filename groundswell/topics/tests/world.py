"""A small world with everything in it that is not for everybody, and a plainer rule of who sees what."""

from dataclasses import dataclass, field
from itertools import product

from groundswell.kernel.actor import SYSTEM
from groundswell.people.make import make_member, make_suspended_member
from groundswell.people.models import Member, Role
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import INSIDERS, MEMBERS, TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space, SpaceKind
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply
from groundswell.topics.models import Post, Topic

# Who sees a space, and who moderates it: written down, not asked.
SEEN_BY = {
    "commons": {"ada", "bea", "cy", "dan", "eve", "nobody"},
    "group": {"ada", "bea", "cy", "dan"},
    "room": {"ada", "bea", "cy"},
}
MODERATED_BY = {"commons": {"ada", "bea"}, "group": {"ada", "bea", "dan"}, "room": {"ada", "bea"}}
TEAM_NAMES = ("ada", "bea")


@dataclass
class Fact:
    """What is true of one post, and of the topic in which it stands."""

    space: str
    author: str
    hidden: bool
    private_to: frozenset[str]
    post_author: str
    post_hidden: bool

    def topic_seen_by(self, who: str) -> bool:
        if who not in SEEN_BY[self.space]:
            return False
        if self.private_to and who not in self.private_to:
            return False
        return not self.hidden or who == self.author or who in MODERATED_BY[self.space]

    def post_seen_by(self, who: str) -> bool:
        shown = not self.post_hidden or who == self.post_author or who in MODERATED_BY[self.space]
        return shown and self.topic_seen_by(who)


@dataclass
class World:
    people: dict[str, Member | None]
    spaces: dict[str, Space]
    topics: dict[int, Fact] = field(default_factory=dict)
    posts: dict[int, Fact] = field(default_factory=dict)


def make_world(commons: Space) -> World:
    """Each space has topics shown and hidden, among two and among all, each with posts shown and hidden."""
    people: dict[str, Member | None] = {
        "ada": make_member("Ada", role=Role.STEWARD),
        "bea": make_member("Bea", role=Role.MODERATOR),
        "cy": make_member("Cyrus"),
        "dan": make_member("Dan"),
        "nobody": None,
    }
    places = {"commons": commons, "group": _group(people["dan"]), "room": make_private_space()}
    assert people["cy"]
    spaces.add_member(SYSTEM, places["room"], people["cy"])
    world = World(people, places)
    for place, hidden, private in product(places, [False, True], [False, True]):
        _topic(world, place, hidden=hidden, private=private)
    world.people["eve"] = make_suspended_member("Eve")
    return world


def _group(organiser: Member | None) -> Space:
    asked = Audiences(see=MEMBERS, join=TEAM, open=INSIDERS, reply=MEMBERS)
    group = spaces.open_space(SYSTEM, "Menders", kind=SpaceKind.GROUP, audiences=asked)
    assert organiser
    spaces.add_member(SYSTEM, group, organiser, is_organiser=True)
    return group


def _topic(world: World, place: str, *, hidden: bool, private: bool) -> None:
    author = "dan" if place == "group" else "cy"
    writer = world.people[author]
    assert writer
    title = f"{place} hidden={hidden} private={private}"
    participants = [world.people["bea"]] if private else []
    opening = Opening(title, "Words.", participants=[each for each in participants if each])
    topic = actions.open_topic(actor_for(writer), world.spaces[place], opening)
    private_to = frozenset({author, "bea"}) if private else frozenset()
    fact = Fact(place, author, hidden, private_to, author, post_hidden=False)
    world.topics[topic.pk] = fact
    world.posts[topic.last_post] = fact
    for name, post_hidden in product([author, "bea"], [False, True]):
        replier = world.people[name]
        assert replier
        post = make_reply(replier, topic)
        world.posts[post.pk] = Fact(place, author, hidden, private_to, name, post_hidden)
        if post_hidden:
            actions.hide_post(SYSTEM, post, reason="Rude.")
    if hidden:
        actions.hide_topic(SYSTEM, topic, reason="Rude.")


def everything() -> tuple[set[int], set[int]]:
    return set(Topic.objects.values_list("pk", flat=True)), set(Post.objects.values_list("pk", flat=True))
