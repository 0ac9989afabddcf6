"""What an address on the old forum points to, and whether that is in the archive."""

import re
from dataclasses import dataclass
from typing import Protocol

from groundswell.archives.records import MemberRef, PostRef, Ref, SpaceRef, TopicRef

_ABSOLUTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_TOPIC = re.compile(
    r"/t/(?:(\d{1,15})|[^/]{1,255}+/(\d{1,15}))(?:/(\d{1,15}|last))?/?(?:\.json|\.rss|/print)?"
)
_SLUG_ONLY = re.compile(r"/t/([^/]{1,255}+)/?")
_POST = re.compile(r"/p/(\d{1,15})(?:/\d{1,15})?/?")
_MEMBER = re.compile(r"/(?:u|users)/([\w.%-]{1,60})(?:/[a-z/]{0,60})?", re.IGNORECASE)
_SPACE = re.compile(r"/c/(?:[^/]{1,255}+/){0,3}?(\d{1,15})(?:/(?:none|all|l/[a-z]{1,20}))?/?")
_UPLOAD = re.compile(r"/(?:secure-(?:media-)?)?uploads/\S", re.IGNORECASE)
_UPLOAD_SCHEME = "upload://"


class Directory(Protocol):
    """What the archive holds: answers keys of what is carried, else None."""

    def post_at(self, topic: int, number: int) -> str | None: ...
    def post(self, post: int) -> str | None: ...
    def topic(self, topic: int) -> str | None: ...
    def topic_named(self, slug: str) -> str | None: ...
    def space(self, space: int) -> str | None: ...
    def member(self, handle: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Forum:
    """The old forum: its addresses without scheme (`forum.example/talk`), best first, and its directory."""

    bases: tuple[str, ...]
    directory: Directory

    def path_of(self, address: str) -> str | None:
        """The path within the forum, without question and fragment, or None where it points elsewhere."""
        bare = address.partition("#")[0].partition("?")[0]
        scheme = _ABSOLUTE.match(bare)
        if not scheme:
            return self._within(bare) if bare.startswith("/") else None
        rest = bare[scheme.end() :]
        for base in self.bases:
            if rest[: len(base)].lower() == base and rest[len(base) : len(base) + 1] in {"", "/"}:
                return rest[len(base) :] or "/"
        return None

    def absolute(self, address: str) -> str:
        """The address as it works from outside, or "" where nobody knows."""
        if _ABSOLUTE.match(address):
            return address
        return f"https://{self.bases[0].partition('/')[0]}{address}" if self.bases else ""

    def is_upload(self, address: str) -> bool:
        if address.startswith(_UPLOAD_SCHEME):
            return True
        path = self.path_of(address)
        return path is not None and bool(_UPLOAD.match(path))

    def find(self, path: str) -> Ref | None:
        """Whatever in the archive a path of the forum names."""
        if found := _TOPIC.fullmatch(path):
            return self._topic(int(found[1] or found[2]), found[3])
        if found := _SLUG_ONLY.fullmatch(path):
            topic = self.directory.topic_named(found[1])
            return TopicRef(topic) if topic else None
        if found := _POST.fullmatch(path):
            post = self.directory.post(int(found[1]))
            return PostRef(post) if post else None
        return self._member(path) or self._space(path)

    def _member(self, path: str) -> Ref | None:
        found = _MEMBER.fullmatch(path)
        member = self.directory.member(found[1]) if found else None
        return MemberRef(member) if member else None

    def _space(self, path: str) -> Ref | None:
        found = _SPACE.fullmatch(path)
        space = self.directory.space(int(found[1])) if found else None
        return SpaceRef(space) if space else None

    def _topic(self, topic: int, number: str | None) -> Ref | None:
        post = self.directory.post_at(topic, int(number)) if number and number.isdigit() else None
        if post and number != "1":
            return PostRef(post)
        found = self.directory.topic(topic)
        return TopicRef(found) if found else None

    def _within(self, path: str) -> str:
        _, slash, prefix = self.bases[0].partition("/") if self.bases else ("", "", "")
        return path.removeprefix(slash + prefix) if slash and path.startswith(f"/{prefix}/") else path
