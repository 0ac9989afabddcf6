"""Brings the made-up community to life in an installation: by the importer, then by the features' actions.

`python -m bench.loading FACTS` works on the installation that GROUNDSWELL_HOME names, and writes there what
those who measure need to know: addresses, sessions, and how long each step took.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
import django

django.setup()

from django.db import connection, transaction
from django.test import Client

from bench.corpus import SOURCE, Corpus, handle_of
from bench.plan import COMMONS, LONGEST, PAGEFUL, PRIVATE, SPACES, Plan, Shape
from bench.words import PROBES
from groundswell.announcements.kind import ANNOUNCEMENT
from groundswell.community.actions import Description, change_stage
from groundswell.community.models import Stage
from groundswell.config.preparing import prepare
from groundswell.exchange.models import ExternalType, Fate
from groundswell.exchange.moving.alone import alone
from groundswell.exchange.moving.keys import Keys, chunks
from groundswell.exchange.moving.run import move_in
from groundswell.kernel import clock
from groundswell.kernel.actor import Actor
from groundswell.kernel.progress import Progress
from groundswell.people import actions as people
from groundswell.people.make import PASSWORD, make_founder
from groundswell.people.models import Account, Claim, Member, Role
from groundswell.spaces.actions import add_member
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.spaces.queries import space_names
from groundswell.topics import actions as topics
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, ReactionKind, Topic
from groundswell.topics.queries.rows import topic_address

_KEYS = Keys(SOURCE)
_SHARE_WITH_ACCOUNT = 6  # every sixth member, the loudest
_READERS, _TOPICS_READ = 16, 120
_REACTIONS_PER_MEMBER = 2
_AT_ONCE = 100


@dataclass(slots=True)
class Loading:
    """One loading: the corpus, how long its steps took, and the members who have an account."""

    corpus: Corpus
    seconds: dict[str, float] = field(default_factory=dict)
    founder: Member | None = None
    members: dict[int, Member] = field(default_factory=dict)

    def step(self, name: str, work: Callable[[], None]) -> None:
        began = time.perf_counter()
        work()
        self.seconds[name] = round(time.perf_counter() - began, 2)
        print(f"{name}: {self.seconds[name]} s", flush=True)

    def live(self) -> None:
        """Everything, from the founding on, in prepared tables."""
        self.step("founding", self._found)
        self.step("importer", self._move)
        self.step("accounts", self._claim)
        self.step("announcements", self._announce)
        self.step("reactions", self._react)
        self.step("read marks", self._read)

    @property
    def steward(self) -> Member:
        if self.founder is None:
            raise RuntimeError("The community has not been founded.")
        return self.founder

    def _found(self) -> None:
        """The commons and a private space stand before the move: two categories lead into them."""
        words = Description("Measured", purpose="To know how fast we are.", message="", place="Anywhere")
        with clock.moved_to(self.corpus.plan.since):
            self.founder = make_founder("Petra", words, handle="petra")
            change_stage(actor_for(self.founder), Stage.OPEN)
            private = make_private_space(name=SPACES[int(PRIVATE) - 1], by=actor_for(self.founder))
            for key, space in ((COMMONS, Space.objects.exclude(pk=private.pk).get()), (PRIVATE, private)):
                _KEYS.row(ExternalType.SPACE, key, space.pk, fate=Fate.HERE).save(force_insert=True)

    def _move(self) -> None:
        with alone():
            report = move_in(self.corpus, SOURCE, progress=Progress(sys.stdout))
        if not report.tally.adds_up or report.problems:
            raise RuntimeError("\n".join(report.lines()))

    def _claim(self) -> None:
        """The loudest take over what they wrote, as people do after a move; a few get a role or a place."""
        count = max(8, self.corpus.plan.shape.members // _SHARE_WITH_ACCOUNT)
        loudest = self.corpus.numbers.loudest(count)
        ids = _KEYS.find_members(str(number) for number in loudest)
        by = actor_for(self.steward)
        for some in chunks(loudest, _AT_ONCE):
            with transaction.atomic():
                for number in some:
                    self.members[number] = self._taken_over(by, number, ids[str(number)].object_id)
        private = Space.objects.get(name=SPACES[int(PRIVATE) - 1])
        for number in loudest[:3]:
            people.give_role(by, self.members[number], Role.MODERATOR)
        with transaction.atomic():
            for number in loudest[3:40]:
                add_member(by, private, self.members[number])

    def _taken_over(self, by: Actor, number: int, member: int) -> Member:
        row = Member.objects.get(pk=member)
        people.issue_claim(by, row)
        handle = handle_of(number)
        claim = Claim.objects.get(member=row)
        newcomer = people.Newcomer(row.name, handle, f"{handle}@bench.example", self._password)
        return people.approve(by, people.apply(visitor(), newcomer, claim=claim))

    @property
    def _password(self) -> str:
        """Hashed once, as for all made-up people."""
        return Account.objects.get(member=self.steward).password

    def _announce(self) -> None:
        """Topics of another kind, one of them with a page of posts and still on the home page."""
        plan, lot = self.corpus.plan, Random("announcements")
        for number in range(8):
            at = plan.until - timedelta(days=2 + 20 * number)
            with clock.moved_to(at):
                until = {"until": (at + timedelta(days=60)).date()}
                topic = self._announced(lot, until)
            if number == 0:
                self._answer(topic, lot, at)

    def _announced(self, lot: Random, until: dict[str, Any]) -> Topic:
        title, text, space = self._words(lot, 6), self._words(lot, 80), Space.objects.order_by("position")[0]
        return make_topic(self.steward, title, space=space, text=text, kind=ANNOUNCEMENT, **until)

    def _answer(self, topic: Topic, lot: Random, at: datetime) -> None:
        for number, member in enumerate(list(self.members.values())[:19], start=1):
            with clock.moved_to(at + timedelta(minutes=20 * number)):
                make_reply(member, topic, self._words(lot, lot.randint(20, 120)))

    def _words(self, lot: Random, count: int) -> str:
        return " ".join(self.corpus.vocabulary.draw(lot, count)).capitalize()

    def _react(self) -> None:
        """Hearts and thanks for what was said lately; the reader's own stand on the measured page."""
        lot = Random("reactions")
        recent = list(Post.objects.select_related("topic").filter(is_hidden=False).order_by("-pk")[:3000])
        members = list(self.members.values())
        wishes = [
            (lot.choice(members), lot.choice(recent), lot.choice((ReactionKind.HEART, ReactionKind.THANKS)))
            for _ in range(_REACTIONS_PER_MEMBER * self.corpus.plan.shape.members)
        ]
        pageful = Post.objects.select_related("topic").filter(topic=self.topic(PAGEFUL)).order_by("pk")
        wishes += [(self.reader, post, ReactionKind.HEART) for post in pageful[2:12:3]]
        _each(wishes, lambda wish: _react(*wish))

    def _read(self) -> None:
        """Members have read what is new to them in part; the reader a little more than the others."""
        lot, members = Random("marks"), list(self.members.values())[:_READERS]
        recent = list(Topic.objects.filter(is_hidden=False).order_by("-last_post")[: 3 * _TOPICS_READ])
        posts = dict(Topic.objects.values_list("pk", "last_post"))
        wishes = [(member, topic) for member in members for topic in lot.sample(recent, len(recent) // 3)]
        wishes += [(self.reader, topic) for topic in recent]
        _each(wishes, lambda wish: _read(wish[0], wish[1], _some_post(lot, wish[1], posts[wish[1].pk])))
        pageful = self.topic(PAGEFUL)
        _read(self.reader, pageful, Post.objects.filter(topic=pageful).order_by("pk")[13].pk)

    @property
    def reader(self) -> Member:
        """Whose pages are measured: a plain member with an own answer on the measured page."""
        there = Post.objects.filter(topic=self.topic(PAGEFUL), is_opening=False).values("author")
        plain = Member.objects.filter(pk__in=there, account__isnull=False, role=Role.MEMBER)
        found = plain.order_by("pk").first()
        if found is None:
            raise RuntimeError("Nobody with an account answered on the measured page.")
        return found

    def topic(self, number: int) -> Topic:
        known = _KEYS.find(ExternalType.TOPIC, [str(number)])[str(number)]
        return Topic.objects.get(pk=known.object_id)

    def facts(self) -> dict[str, Any]:
        """What those who measure need to know."""
        shape = self.corpus.plan.shape
        return {
            "shape": {
                name: getattr(shape, name) for name in ("members", "topics", "posts", "longest", "seed")
            },
            "posts": Post.objects.count(),
            "seconds": self.seconds,
            "pages": self._pages(),
            "reader": _session(self.reader),
            "writers": [_session(member) for member in self.members.values() if member != self.reader],
            "open_topics": self._open_topics(),
            "probes": {probe.word: probe.count(shape.posts) for probe in PROBES},
        }

    def _pages(self) -> dict[str, str]:
        pageful, longest = self.topic(PAGEFUL), self.topic(LONGEST)
        announced = Topic.objects.filter(kind=ANNOUNCEMENT.name).order_by("-pk")[0]
        return {
            "home": "/",
            "list": "/t/",
            "space": space_names()[pageful.space_id].address,
            "topic": topic_address(pageful.pk, pageful.title),
            "last": f"{topic_address(longest.pk, longest.title)}?end",
            "kind": topic_address(announced.pk, announced.title),
            "profile": self.reader.get_absolute_url(),
            "sign-in": "/sign-in/",
        }

    def _open_topics(self) -> list[int]:
        """Where replies are written: recent topics that every member may answer."""
        commons = Topic.objects.filter(is_hidden=False, is_closed=False, is_private=False)
        open_to_all = commons.exclude(space__name=SPACES[int(PRIVATE) - 1]).order_by("-last_post")
        return list(open_to_all.values_list("pk", flat=True)[:200])


def _each(wishes: Iterable[Any], do: Callable[[Any], None]) -> None:
    for some in chunks(list(wishes), _AT_ONCE):
        with transaction.atomic():
            for wish in some:
                do(wish)


def _react(member: Member, post: Post, kind: ReactionKind) -> None:
    actor = actor_for(member)
    if post.author_id != member.pk and actor.sees(post.topic.space_id):
        topics.react(actor, post, kind)


def _read(member: Member, topic: Topic, post: int) -> None:
    actor = actor_for(member)
    if actor.sees(topic.space_id):
        topics.mark_read(actor, topic, post)


def _some_post(lot: Random, topic: Topic, last: int) -> int:
    """As far as the end mostly, else to somewhere on the way."""
    return last if lot.getrandbits(1) else topic.pk + int((last - topic.pk) * lot.random())


def _session(member: Member) -> dict[str, str]:
    """A session in which the member has signed in."""
    client = Client()
    client.force_login(Account.objects.get(member=member))
    return {"handle": member.handle or "", "session": client.cookies["session"].value}


def _settle() -> None:
    """Leave nothing for those who measure to tidy up: the log written into the file, the tables analysed."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")


def main(arguments: list[str]) -> None:
    file, settings = Path(arguments[0]), json.loads(arguments[1])
    shape, until = Shape(**settings["shape"]), datetime.fromisoformat(settings["until"])
    loading = Loading(Corpus(Plan(shape, until)))
    loading.step("tables and static files", lambda: prepare(lambda _: None))
    loading.live()
    loading.step("settling", _settle)
    facts = loading.facts() | {"password": PASSWORD}
    file.write_text(json.dumps(facts, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
