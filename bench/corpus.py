"""The made-up community as an archive of neutral records, as any other forum's is when it moves in.

The same shape as the corpus that other systems were measured with: one to three paragraphs a post, with
bold words, links, names, quotes and lists at fixed rates, and a few posts hidden.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from bench.plan import PAGEFUL, SPACES, Numbers, Plan
from bench.words import PROBES, Vocabulary
from groundswell.archives.records import (
    ArchivedMember,
    ArchivedPlace,
    ArchivedPost,
    ArchivedQuote,
    ArchivedReaction,
    ArchivedSpace,
    ArchivedText,
    ArchivedTopic,
    LinkTo,
    Mention,
    Part,
    PostRef,
    Problem,
    TopicRef,
)
from groundswell.archives.tally import Cargo, Kind, Tally

SOURCE = "bench.example"
_VOCABULARY = 20_000
_PARAGRAPHS = (1, 1, 2, 2, 3)
_SPICES = {"list": 3, "quote": 4, "name": 6, "bold": 15, "link": 7, "topic": 3, "": 62}  # of a hundred
_HIDDEN_POSTS, _HIDDEN_TOPICS = 0.01, 0.004
_ANSWERS, _LIKED = 0.3, 0.4


@dataclass(slots=True)
class _Text:
    """One post's words in the making; `said` is what was said before in its topic, by post.

    The probe words stand at the end, where no quote takes them along.
    """

    lot: Random
    vocabulary: Vocabulary
    probes: str
    parts: list[Part] = field(default_factory=list)
    quotes: list[ArchivedQuote] = field(default_factory=list)

    def paragraph(self, members: int, topics: int, said: list[tuple[str, str]]) -> None:
        """Prose; now and then with something in it, or before it."""
        if self.parts:
            self.parts.append("\n\n")
        words = self.vocabulary.draw(self.lot, self.lot.randint(20, 60))
        self._spice(words, (members, topics), said)
        self.parts.append(f"{' '.join(words).capitalize()}.")

    def _spice(self, words: list[str], there: tuple[int, int], said: list[tuple[str, str]]) -> None:
        """`there` is how many members and topics there are to name."""
        match self.lot.choices(tuple(_SPICES), tuple(_SPICES.values()))[0]:
            case "list":
                self._list()
            case "quote" if said:
                self._quote(*self.lot.choice(said))
            case "name":
                self.parts += [Mention(f"{self.lot.randrange(there[0])}", "somebody"), " "]
            case "bold":
                words[3] = f"**{words[3]}**"
            case "link":
                words[5] = f"[{words[5]}](https://example.org/{words[5]})"
            case "topic":
                self.parts += ["[Over there](", LinkTo(TopicRef(str(self.lot.randrange(there[1]))), ""), ") "]

    def _list(self) -> None:
        items = [" ".join(self.vocabulary.draw(self.lot, 6)) for _ in range(4)]
        self.parts.append("\n".join(f"- {item}" for item in items) + "\n\n")

    def _quote(self, post: str, passage: str) -> None:
        self.quotes.append(ArchivedQuote("somebody", post))
        self.parts += ["> [somebody](", LinkTo(PostRef(post), ""), f") wrote:\n>\n> {passage}\n\n"]

    def finished(self) -> ArchivedText:
        return ArchivedText((*self.parts, self.probes), tuple(self.quotes))

    def first_words(self) -> str:
        prose = next((part for part in reversed(self.parts) if isinstance(part, str)), "")
        return " ".join(prose.split()[:12])


class Corpus:
    """An `Archive` (see groundswell.archives.records). Keys are the plan's numbers as text."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.numbers = Numbers(plan)
        self.vocabulary = Vocabulary(_VOCABULARY, plan.shape.seed)
        self._order = sorted(range(plan.shape.topics), key=plan.opened_at)

    def tally(self) -> Tally:
        tally = Tally()
        for kind, count in (
            (Kind.MEMBERS, self.plan.shape.members),
            (Kind.SPACES, len(SPACES)),
            (Kind.TOPICS, self.plan.shape.topics),
            (Kind.POSTS, self.plan.shape.posts),
        ):
            tally.read(kind, count)
        return tally

    def problems(self) -> Iterator[Problem]:
        return iter(())

    def members(self) -> Iterator[ArchivedMember]:
        for number in range(self.plan.shape.members):
            joined = self.plan.joined_at(number)
            yield ArchivedMember(
                key=str(number),
                handle=handle_of(number),
                name=self._name(number),
                former_handles=(),
                first_at=joined,
                last_at=self.plan.until,
                posts=1,
                is_bot=False,
                has_portrait=False,
            )

    def spaces(self) -> Iterator[ArchivedSpace]:
        topics = Counter(self.numbers.space_of(topic) for topic in range(self.plan.shape.topics))
        for key, name in enumerate(SPACES, start=1):
            yield ArchivedSpace(str(key), name, topics[str(key)])

    def topics(self) -> Iterator[ArchivedTopic]:
        for topic in self._order:
            lot = self._lot("title", topic)
            opened = self.plan.opened_at(topic)
            yield ArchivedTopic(
                key=str(topic),
                space=self.numbers.space_of(topic),
                title=" ".join(self.vocabulary.draw(lot, lot.randint(4, 9))).capitalize(),
                opened_at=opened,
                author=str(self.numbers.authors(topic, [opened])[0]),
                first_post=str(self.numbers.firsts[topic]),
                posts=self.numbers.sizes[topic],
                is_headless=False,
            )

    def places(self) -> Iterator[ArchivedPlace]:
        for topic in self._order:
            yield from self._places(topic)

    def posts(self, topic: str) -> Iterator[ArchivedPost]:
        number = int(topic)
        lot = self._lot("posts", number)
        hides_all = number > PAGEFUL and lot.random() < _HIDDEN_TOPICS
        said: list[tuple[str, str]] = []
        for place, author in zip(self._places(number), self._authors(number), strict=True):
            text = self._text(lot, int(place.post), said)
            is_hidden = hides_all if place.number == 1 else number > PAGEFUL and lot.random() < _HIDDEN_POSTS
            reply_to = lot.choice(said)[0] if said and lot.random() < _ANSWERS else None
            fate = _Fate(str(author), reply_to, is_hidden, _likes(lot))
            yield _post(place, text.finished(), fate)
            if not is_hidden:
                said = [*said[-9:], (place.post, text.first_words())]

    def _places(self, topic: int) -> Iterator[ArchivedPlace]:
        first = self.numbers.firsts[topic]
        for number, at in enumerate(self.numbers.times(topic)):
            yield ArchivedPlace(str(first + number), str(topic), number + 1, at, at)

    def _authors(self, topic: int) -> list[int]:
        return self.numbers.authors(topic, self.numbers.times(topic))

    def _text(self, lot: Random, number: int, said: list[tuple[str, str]]) -> _Text:
        probes = "".join(f" {probe.word}" for probe in PROBES if probe.is_in(number))
        text = _Text(lot, self.vocabulary, probes)
        for _ in range(lot.choice(_PARAGRAPHS)):
            text.paragraph(self.plan.shape.members, self.plan.shape.topics, said)
        return text

    def _name(self, number: int) -> str:
        return " ".join(self.vocabulary.draw(self._lot("name", number), 2)).title()

    def _lot(self, *what: object) -> Random:
        return Random(f"{self.plan.shape.seed} {what}")


def handle_of(number: int) -> str:
    return f"member{number:05d}"


def _likes(lot: Random) -> int:
    """Most posts are liked by nobody, a few by many."""
    return int(lot.paretovariate(1.1)) - 1 if lot.random() < _LIKED else 0


@dataclass(frozen=True, slots=True)
class _Fate:
    """Who wrote a post, what it answers, and what became of it."""

    author: str
    reply_to: str | None
    is_hidden: bool
    likes: int


def _post(place: ArchivedPlace, text: ArchivedText, fate: _Fate) -> ArchivedPost:
    carried = Counter(
        {
            Kind.REPLIES: int(fate.reply_to is not None),
            Kind.QUOTES: len(text.quotes),
            Kind.LINKS: len(text.links) - len(text.quotes),
            Kind.MENTIONS: len(text.mentions),
            Kind.REACTIONS: fate.likes,
        }
    )
    return ArchivedPost(
        key=place.post,
        place=place,
        author=fate.author,
        text=text,
        reply_to=fate.reply_to,
        is_hidden=fate.is_hidden,
        edits=0,
        edited_at=None,
        likes=fate.likes,
        reactions=(ArchivedReaction("heart", fate.likes),) if fate.likes else (),
        cargo=Cargo.of(carried, Counter()),
    )
