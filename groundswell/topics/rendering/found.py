"""What one source speaks of, counted while its tokens are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from groundswell.topics.rendering.limits import MAX_CANDIDATES, Fault, Limits, Unrenderable
from groundswell.topics.rendering.placeholders import Kind, Ref

ResolveHandles = Callable[[set[str]], Mapping[str, int]]


@dataclass(slots=True)
class Found:
    """People, posts and topics that a source refers to; what it quotes are somebody else's words."""

    limits: Limits
    is_quoted: bool = False
    references: int = 0
    linked: set[Ref] = field(default_factory=set)
    quotes: set[int] = field(default_factory=set)
    mentions: set[int] = field(default_factory=set)
    candidates: list[tuple[Token, str, bool]] = field(default_factory=list)

    def count(self) -> None:
        """Count one reference. Raises Unrenderable after the last that a source may hold."""
        self.references += 1
        if self.references > self.limits.references:
            raise Unrenderable(Fault.REFERENCES, self.limits)

    def note_link(self, ref: Ref) -> None:
        """Remember a link to an own topic or post, already counted."""
        if not self.is_quoted:
            self.linked.add(ref)

    def note_quote(self, ref: Ref) -> None:
        """Remember and count a quoted post."""
        self.count()
        if not self.is_quoted:
            self.quotes.add(ref.id)

    def mention(self, token: Token, handle: str) -> Token:
        """Remember text that may turn out to name a member."""
        self.candidates.append((token, handle, self.is_quoted))
        return token

    def resolve(self, resolve_handles: ResolveHandles) -> None:
        """Look all handles up at once; text that names nobody stays text."""
        handles = {handle for _, handle, _ in self.candidates}
        if len(handles) > MAX_CANDIDATES:
            raise Unrenderable(Fault.HANDLES, self.limits)
        members = resolve_handles(handles) if handles else {}
        if len(set(members.values())) > self.limits.handles:
            raise Unrenderable(Fault.HANDLES, self.limits)
        for token, handle, is_quoted in self.candidates:
            if handle in members:
                self._name(token, members[handle], is_quoted=is_quoted)

    def _name(self, token: Token, member: int, *, is_quoted: bool) -> None:
        self.count()
        token.type = "placeholder"
        token.content = str(Ref(Kind.MEMBER, member))
        if not is_quoted:
            self.mentions.add(member)

    def of_kind(self, kind: Kind) -> frozenset[int]:
        """Return the ids of linked things of one kind."""
        return frozenset(ref.id for ref in self.linked if ref.kind is kind)
