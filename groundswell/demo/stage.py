"""Where the story is lived through: each method does, by actions, what one act of it says."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

from groundswell.community import actions as community_actions
from groundswell.community.actions import Description
from groundswell.community.models import Stage as CommunityStage
from groundswell.community.queries import the_community
from groundswell.demo.script import Affair, Applicant, Deed, Person, Place, Spot, Told
from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.people import actions as people_actions
from groundswell.people.make import PASSWORD, make_founder, make_member
from groundswell.people.models import Application, Member, Role
from groundswell.power.actions import Aim, keep_power_to_stewards, open_power_to_members, set_target
from groundswell.spaces import actions as space_actions
from groundswell.spaces.audiences import PRIVATE, Audiences
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.models import Space, SpaceKind
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.kinds import kind_of
from groundswell.topics.models import Post, ReactionKind, Topic
from groundswell.topics.rendering.source import quoting

COMMONS = "commons"
_NAMED = re.compile(r"\[\[(\w+)\]\]")
_LINKED = re.compile(r"\(topic:(\w+)\)")


def address_of(handle: str) -> str:
    """With what somebody in the story signs in."""
    return f"{handle}@riverbend.example"


class Stage:
    """The people, spaces, topics and posts that exist so far, by the names that the story gives them."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.spaces: dict[str, Space] = {}
        self.topics: dict[str, Topic] = {}
        self.posts: dict[Spot, Post] = {}
        self._actors: dict[str, Actor] = {}
        self._visits: set[tuple[str, date]] = set()

    def actor(self, handle: str) -> Actor:
        """The actor that somebody is, until rights change."""
        if handle not in self._actors:
            self._actors[handle] = actor_for(self.members[handle])
        return self._actors[handle]

    # People

    def found(self, founder: Person, description: Description) -> None:
        self.members[founder.handle] = make_founder(
            founder.name, description, handle=founder.handle, email=address_of(founder.handle)
        )
        self.spaces[COMMONS] = Space.objects.get()

    def open_doors(self, by: str) -> None:
        """Let everybody read along from now on."""
        community_actions.change_stage(self.actor(by), CommunityStage.OPEN)
        self._actors.clear()

    def join(self, person: Person) -> None:
        email = address_of(person.handle)
        self.members[person.handle] = make_member(person.name, handle=person.handle, email=email)

    def apply(self, applicant: Applicant) -> None:
        newcomer = people_actions.Newcomer(applicant.name, applicant.handle, address_of(applicant.handle))
        people_actions.apply(visitor(), newcomer, words=applicant.words)

    def introduce(self, person: Person) -> None:
        member, about = self.members[person.handle], person.about
        actor = self.actor(person.handle)
        self.members[person.handle] = people_actions.change_profile(
            actor, member, name=member.name, about=about
        )

    def give_role(self, affair: Affair) -> None:
        member, role = self.members[affair.to], Role(affair.words[0])
        self.members[affair.to] = people_actions.give_role(self.actor(affair.by), member, role)
        self._actors.clear()

    def let_in(self, handle: str, by: str) -> None:
        application = Application.objects.get(handle=handle)
        self.members[handle] = people_actions.approve(self.actor(by), application)

    def decline(self, affair: Affair) -> None:
        people_actions.decline(self.actor(affair.by), Application.objects.get(handle=affair.to))

    def leave(self, affair: Affair) -> None:
        """Go for good; 'posts' says what goes along."""
        keeps, member = "posts" not in affair.words, self.members[affair.by]
        self.members[affair.by] = people_actions.leave(self.actor(affair.by), member, keep_posts=keeps)
        self._actors.clear()

    def change_password(self, affair: Affair) -> None:
        account = self.members[affair.by].account
        people_actions.change_password(self.actor(affair.by), account, PASSWORD)

    def lift_suspension(self, affair: Affair) -> None:
        member = self.members[affair.to]
        self.members[affair.to] = people_actions.restore(self.actor(affair.by), member)
        self._actors.clear()

    def describe(self, affair: Affair) -> None:
        """Another message on the front page."""
        community = the_community()
        said = {each.name: getattr(community, each.name) for each in fields(Description)}
        said["message"] = affair.words[0]
        community_actions.describe_community(self.actor(affair.by), Description(**said))

    def aim_for(self, affair: Affair) -> None:
        """A floor and a target for a reading, in its own unit."""
        floor, target = (float(word) for word in affair.words)
        set_target(self.actor(affair.by), affair.to, Aim(floor, target))

    def let_read(self, affair: Affair) -> None:
        """Let members see how strong they are, or stewards alone."""
        choose = open_power_to_members if affair.to == "members" else keep_power_to_stewards
        choose(self.actor(affair.by))

    def suspend(self, by: str, post: Told, deed: Deed) -> None:
        self._suspend(by, post.line.author, deed.text)

    def keep_out(self, affair: Affair) -> None:
        self._suspend(affair.by, affair.to, affair.words[0])

    def _suspend(self, by: str, handle: str, reason: str) -> None:
        people_actions.suspend(self.actor(by), self.members[handle], reason)
        self.members[handle].refresh_from_db()
        self._actors.clear()

    def visit(self, handle: str, read: Sequence[Spot] = ()) -> None:
        """Come by, and read topics as far as they go."""
        actor, today = self.actor(handle), (handle, clock.now().date())
        if today not in self._visits:
            self._visits.add(today)
            people_actions.note_visit(actor)
        for topic, number in read:
            actions.mark_read(actor, self.topics[topic], self.posts[topic, number].pk)

    # Spaces

    def open_space(self, place: Place, by: str) -> None:
        actor, parent = self.actor(by), self.spaces.get(place.parent)
        kind, audiences = SpaceKind(place.kind or SpaceKind.OPEN), Audiences()
        if place.members:
            kind, audiences = SpaceKind.GROUP, PRIVATE
        self.spaces[place.key] = space_actions.open_space(
            actor, place.name, about=place.about, kind=kind, parent=parent, audiences=audiences
        )
        self._actors.clear()

    def change_space(self, affair: Affair) -> None:
        """Another name and another text, for the same people."""
        space, (name, about) = self.spaces[affair.to], affair.words
        self.spaces[affair.to] = space_actions.change_space(
            self.actor(affair.by), space, name=name, about=about, audiences=Audiences()
        )
        self._actors.clear()

    def move_space(self, affair: Affair) -> None:
        space, parent = self.spaces[affair.to], self.spaces[affair.words[0]]
        self.spaces[affair.to] = space_actions.move_space(self.actor(affair.by), space, parent)
        self._actors.clear()

    def join_space(self, affair: Affair) -> None:
        space_actions.join_space(self.actor(affair.by), self.spaces[affair.to])
        self._actors.clear()

    def leave_space(self, affair: Affair) -> None:
        space_actions.leave_space(self.actor(affair.by), self.spaces[affair.to])
        self._actors.clear()

    def make_organiser(self, affair: Affair) -> None:
        """Let somebody help to run a space."""
        space, member = self.spaces[affair.to], self.members[affair.words[0]]
        space_actions.add_member(self.actor(affair.by), space, member, is_organiser=True)
        self._actors.clear()

    def add_to_space(self, place: Place, handle: str, by: str) -> None:
        space_actions.add_member(self.actor(by), self.spaces[place.key], self.members[handle])
        self._actors.clear()

    # Topics

    def open_topic(self, post: Told) -> None:
        topic = post.topic
        until = {"until": clock.now().date() + timedelta(days=topic.days)} if topic.days else {}
        words = Opening(
            topic.title, self._text(post), kind_of(topic.kind), extra=until, language=topic.language
        )
        row = actions.open_topic(self.actor(post.line.author), self.spaces[topic.space], words)
        self.topics[topic.key] = row
        self.posts[post.key] = row.posts.select_related("topic").get()

    def reply(self, post: Told) -> None:
        actor, topic = self.actor(post.line.author), self.topics[post.topic.key]
        answered = post.topic.answered(post.number)
        to = None if answered is None else self.posts[post.topic.key, answered]
        self.posts[post.key] = actions.reply(actor, topic, self._text(post), reply_to=to)

    def react(self, handle: str, post: Told, kind: ReactionKind) -> None:
        actions.react(self.actor(handle), self.posts[post.key], kind)

    # What befalls topics and posts

    def edit(self, by: str, post: Told, deed: Deed) -> None:
        change, reason = deed.text.split(" | ")
        old, new = change.split(" => ")
        row = self.posts[post.key]
        if old not in row.source:
            raise ValueError(f"{post.key}: nobody said {old!r}.")
        text = row.source.replace(old, new)
        self.posts[post.key] = actions.edit_post(self.actor(by), row, text, reason=reason)

    def hide(self, by: str, post: Told, deed: Deed) -> None:
        actions.hide_post(self.actor(by), self.posts[post.key], reason=deed.text)

    def hide_topic(self, by: str, post: Told, deed: Deed) -> None:
        actions.hide_topic(self.actor(by), self.topics[post.topic.key], reason=deed.text)

    def restore_topic(self, by: str, post: Told, _deed: Deed) -> None:
        actions.restore_topic(self.actor(by), self.topics[post.topic.key])

    def restore(self, by: str, post: Told, _deed: Deed) -> None:
        actions.restore_post(self.actor(by), self.posts[post.key])

    def withdraw(self, by: str, post: Told, deed: Deed) -> None:
        """`% withdraw +1h walter: heart`, given by mistake or thought better of."""
        actions.withdraw_reaction(self.actor(by), self.posts[post.key], ReactionKind(deed.text))

    def reopen(self, by: str, post: Told, _deed: Deed) -> None:
        actions.reopen_topic(self.actor(by), self.topics[post.topic.key])

    def close(self, by: str, post: Told, deed: Deed) -> None:
        actions.close_topic(self.actor(by), self.topics[post.topic.key], reason=deed.text)

    def move(self, by: str, post: Told, deed: Deed) -> None:
        key, space = post.topic.key, self.spaces[deed.words[0]]
        self.topics[key] = actions.move_topic(self.actor(by), self.topics[key], space)

    def retitle(self, by: str, post: Told, deed: Deed) -> None:
        key = post.topic.key
        self.topics[key] = actions.change_title(self.actor(by), self.topics[key], deed.text)

    def _text(self, post: Told) -> str:
        """What the post says, with the addresses that its quotes and links have by now."""
        text = post.line.text
        for line, (quoted, passage) in post.topic.quoted(post.number).items():
            name = self.members[post.topic.lines[quoted].author].name
            row = self.posts[post.topic.key, quoted]
            text = text.replace(line, quoting(passage, name=name, post=row.pk))
        text = _NAMED.sub(lambda found: "[{0}]({0})".format(self._address(found[1])), text)
        return _LINKED.sub(lambda found: f"({self._address(found[1])})", text)

    def _address(self, key: str) -> str:
        return f"/t/{self.topics[key].pk}/"
