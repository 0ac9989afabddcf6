"""Where the story is lived through: each method does, by actions, what one act of it says."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from groundswell.community import actions as community_actions
from groundswell.community.actions import Description
from groundswell.community.models import Stage as CommunityStage
from groundswell.demo.script import Applicant, Deed, Person, Place, Spot, Told
from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.people import actions as people_actions
from groundswell.people.make import make_founder, make_member
from groundswell.people.models import Member, Role
from groundswell.spaces import actions as space_actions
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.kinds import kind_of
from groundswell.topics.make import make_reply, make_topic
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

    def give_role(self, person: Person, by: str) -> None:
        member = self.members[person.handle]
        self.members[person.handle] = people_actions.give_role(self.actor(by), member, Role(person.role))
        self._actors.clear()

    def suspend(self, by: str, post: Told, deed: Deed) -> None:
        author = post.line.author
        people_actions.suspend(self.actor(by), self.members[author], deed.text)
        self.members[author].refresh_from_db()
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
        make = make_private_space if place.members else make_space
        self.spaces[place.key] = make(name=place.name, about=place.about, parent=parent, by=actor)
        self._actors.clear()

    def add_to_space(self, place: Place, handle: str, by: str) -> None:
        space_actions.add_member(self.actor(by), self.spaces[place.key], self.members[handle])
        self._actors.clear()

    # Topics

    def open_topic(self, post: Told) -> None:
        topic = post.topic
        until = {"until": clock.now().date() + timedelta(days=topic.days)} if topic.days else {}
        row = make_topic(
            self.members[post.line.author],
            topic.title,
            space=self.spaces[topic.space],
            text=self._text(post),
            kind=kind_of(topic.kind),
            **until,
        )
        self.topics[topic.key] = row
        self.posts[post.key] = row.posts.select_related("topic").get()

    def reply(self, post: Told) -> None:
        author, topic = self.members[post.line.author], self.topics[post.topic.key]
        answered = post.topic.answered(post.number)
        to = None if answered is None else self.posts[post.topic.key, answered]
        self.posts[post.key] = make_reply(author, topic, self._text(post), to=to)

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
