"""A post's words, with every reference leading here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings

from groundswell.archives.records import ArchivedText, LinkTo, Mention
from groundswell.exchange.moving.around import Around
from groundswell.people.handles import folded
from groundswell.topics.erasing import SOMEBODY
from groundswell.topics.rendering.limits import IMPORT_LIMITS, Unrenderable
from groundswell.topics.rendering.placeholders import excerpt
from groundswell.topics.rendering.render import Rendered, render, render_plain
from groundswell.topics.rendering.source import cleaned

_NOWHERE = "/"


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is stored. `fault` says why it is shown without its Markdown, where it is."""

    source: str
    rendered: Rendered
    fault: str = ""


NO_WORDS = Words("", Rendered("", ""))


def words_of(text: ArchivedText, around: Around) -> Words:
    """Write out the references, and render. Only members whom the old forum meant are mentioned."""
    placing = _Placing(around)
    source = cleaned(text.as_markdown(placing.place))
    try:
        done = render(source, origin=settings.ORIGIN, resolve_handles=placing.resolve, limits=IMPORT_LIMITS)
    except Unrenderable as refused:
        return Words(source, render_plain(source), refused.sentence % {"limit": refused.limit})
    return Words(source, replace(done, excerpt=excerpt(done.html, names=placing.names)))


@dataclass(slots=True)
class _Placing:
    """Answers what stands for each reference, and remembers whom it named."""

    around: Around
    named: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> dict[int, str]:
        return {member: f"@{handle}" for handle, member in self.named.items()}

    def place(self, part: LinkTo | Mention) -> str:
        return self._mention(part) if isinstance(part, Mention) else self._link(part)

    def resolve(self, handles: Collection[str]) -> Mapping[str, int]:
        return {handle: self.named[folded(handle)] for handle in handles if folded(handle) in self.named}

    def _mention(self, mention: Mention) -> str:
        person = self.around.people.get(mention.member)
        if person is None:
            return f"@{mention.said}"
        if person.id is None:
            return SOMEBODY
        self.named[person.handle] = person.id
        return f"@{person.handle}"

    def _link(self, link: LinkTo) -> str:
        path = self.around.path_to(link.target)
        if path is None:
            return link.was or _NOWHERE
        return f"{settings.ORIGIN}{path}" if link.is_bare else path
