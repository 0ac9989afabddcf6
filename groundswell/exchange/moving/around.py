"""What a batch of posts refers to, and what of it stands here: looked up before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from groundswell.archives.records import (
    ArchivedPost,
    ArchivedTopic,
    MemberRef,
    PostRef,
    Ref,
    SpaceRef,
    TopicRef,
)
from groundswell.exchange.models import ExternalType, Fate
from groundswell.exchange.moving.keys import Keys, Known
from groundswell.exchange.moving.move import Move
from groundswell.people.models import Member
from groundswell.topics.models import Post, Topic


@dataclass(frozen=True, slots=True)
class Load:
    """One post on its way, with the topic in which it stood."""

    topic: ArchivedTopic
    post: ArchivedPost

    @property
    def opens(self) -> bool:
        return self.post.key == self.topic.first_post

    @property
    def weight(self) -> int:
        """Long texts take longer to write."""
        return 1 + sum(len(part) for part in self.post.text.parts if isinstance(part, str)) // 8192


@dataclass(frozen=True, slots=True)
class Person:
    """A member as they are now. Who has left has neither id nor handle."""

    id: int | None
    handle: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Around:
    """Everything by its key there; what stands here by its id."""

    topics: Mapping[str, Known]
    posts: Mapping[str, Known]
    people: Mapping[str, Person]
    nobodies: Mapping[str, Known]
    spaces: Mapping[str, int]
    standing_topics: Mapping[int, Topic]
    authors: Mapping[int, int]

    def has_taken_words(self, load: Load) -> bool:
        """Whether the post's author has left and wished their words gone."""
        person = self.people.get(load.post.author or "")
        return person is not None and person.fate == Fate.WITHDRAWN

    def path_to(self, target: Ref) -> str | None:
        """The address of what an old link meant, without the words that would tell a title."""
        match target:
            case PostRef(key):
                return f"/p/{self.posts[key].object_id}/" if key in self.posts else None
            case TopicRef(key):
                return f"/t/{self.topics[key].object_id}/" if key in self.topics else None
            case SpaceRef(key):
                return f"/s/{self.spaces[key]}/" if key in self.spaces else None
            case MemberRef(key):
                person = self.people.get(key)
                return f"/m/{person.handle}/" if person and person.handle else "/people/"


def look_around(move: Move, loads: Sequence[Load]) -> Around:
    """Look up the posts themselves, and what those that are new refer to."""
    keys = move.keys
    own = keys.find(ExternalType.POST, (load.post.key for load in loads))
    new = [load.post for load in loads if not own[load.post.key].is_here]
    targets = [part.target for post in new for part in post.text.links]
    meant = {target.post for target in targets if isinstance(target, PostRef)}
    meant |= {post.reply_to for post in new if post.reply_to}
    posts = own | keys.find(ExternalType.POST, meant - own.keys())
    topics = {load.topic.key for load in loads}
    topics |= {target.topic for target in targets if isinstance(target, TopicRef)}
    found_topics = keys.find(ExternalType.TOPIC, topics)
    return Around(
        topics=found_topics,
        posts=posts,
        people=_people(keys, {load.post.author for load in loads}, new),
        nobodies=keys.find(ExternalType.NOBODY, {post.place.topic for post in new}),
        spaces=move.spaces,
        standing_topics=Topic.objects.in_bulk(_here(found_topics.values())),
        authors=dict(Post.objects.filter(pk__in=_here(posts.values())).values_list("pk", "author_id")),
    )


def _people(keys: Keys, authors: AbstractSet[str | None], new: Iterable[ArchivedPost]) -> dict[str, Person]:
    wanted = {author for author in authors if author is not None}
    for post in new:
        wanted |= {part.member for part in post.text.mentions}
        wanted |= {part.target.member for part in post.text.links if isinstance(part.target, MemberRef)}
    known = keys.find_members(wanted)
    ids = [each.object_id for each in known.values()]
    handles = dict(Member.objects.filter(pk__in=ids).values_list("pk", "handle"))
    return {
        key: Person(each.object_id if each.is_here else None, handles.get(each.object_id) or "", each.fate)
        for key, each in known.items()
    }


def _here(known: Iterable[Known]) -> list[int]:
    return [each.object_id for each in known if each.is_here]
