"""The registry of kinds: what a feature can add, and what stays when it is taken away."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django import forms

from groundswell.kernel.actor import Actor
from groundswell.kernel.policy import Verdict, allow_if
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics.kinds import DISCUSSION, Badge, Kind, badges_of, kind_of, kinds, openable_kinds
from groundswell.topics.make import make_topic
from groundswell.topics.models import Topic
from groundswell.topics.queries.lists import topic_list
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of

kept: dict[int, Any] = {}


class SongForm(forms.Form):
    key = forms.ChoiceField(choices=[("c", "C major"), ("d", "D minor")])


def only_dan(actor: Actor, _space: Space) -> Verdict:
    return allow_if(actor.id == Member.objects.get(name="Dan").pk, "Only Dan sings.")


def opened(_actor: Actor, topic: Topic, values: Mapping[str, Any]) -> None:
    kept[topic.pk] = values.get("key")


SONG = Kind(
    "song",
    "Song",
    "Sing it.",
    badge=Badge("Song", "sun"),
    order=5,
    may_open=only_dan,
    opening_form=SongForm,
    opened=opened,
)


@pytest.fixture
def _songs() -> Iterator[None]:
    """A kind that is there for one test."""
    before = dict(kinds._entries)
    kinds.add(SONG.name, SONG)
    yield
    kinds._entries.clear()
    kinds._entries.update(before)
    kept.clear()


def test_the_plain_kind_is_always_there() -> None:
    assert kind_of("discussion") is DISCUSSION
    assert DISCUSSION.panels(None, [1, 2]) == {}  # type: ignore[arg-type]
    assert DISCUSSION.at_home(None) == ()  # type: ignore[arg-type]
    assert DISCUSSION.badge is None


def test_a_kind_that_was_taken_away_is_plain(client_for: ClientFor, commons: Space, cy: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    Topic.objects.update(kind="opera")

    page, listed = (client_for(None).get(address) for address in (f"/t/{topic.pk}/hello/", "/t/"))

    assert kind_of("opera") is DISCUSSION
    assert [page.status_code, listed.status_code] == [200, 200]


def test_the_same_name_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        kinds.add("discussion", SONG)


@pytest.mark.usefixtures("_songs")
def test_a_kind_is_offered_to_those_who_may_open_it(commons: Space, cy: Member, dan: Member) -> None:
    offered = {who: [kind.name for kind in openable_kinds(actor_for(who), commons)] for who in (cy, dan)}

    assert "song" not in offered[cy]
    assert offered[dan][:2] == ["discussion", "song"]


@pytest.mark.usefixtures("_songs")
def test_badges_are_said_by_kinds(commons: Space, cy: Member, dan: Member) -> None:
    song, _plain = (
        make_topic(dan, "A song", space=commons, kind=SONG, key="d"),
        make_topic(cy, "Hello", space=commons),
    )

    assert badges_of(topic_list(actor_for(cy)).topics) == {song.pk: (Badge("Song", "sun"),)}
    assert kept == {song.pk: "d"}


@pytest.mark.usefixtures("_songs")
def test_a_kind_asks_for_what_it_needs_and_keeps_what_was_typed(
    client_for: ClientFor, commons: Space, dan: Member
) -> None:
    client, address = client_for(dan), f"/s/{commons.pk}/new/"
    sent = {"title": "Typed with care", "text": "La la.", "kind": "song"}

    form = client.get(address, {"kind": "song"})
    wrong = client.post(address, {**sent, "key": "x"})
    right = client.post(address, {**sent, "key": "c"})

    assert "Sing it." in words_of(form)
    assert 'name="key"' in page_of(form)
    assert wrong.status_code == 422
    assert 'value="Typed with care"' in page_of(wrong)
    assert "is not one of the available choices" in words_of(wrong)
    assert right.status_code == 302
    assert [(topic.kind, kept[topic.pk]) for topic in Topic.objects.all()] == [("song", "c")]


@pytest.mark.usefixtures("_songs")
@pytest.mark.parametrize("kind", ["song", "opera", "", "discussion", "\x00"])
def test_whoever_may_not_open_a_kind_opens_a_plain_topic(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member, kind: str
) -> None:
    answer = client_for(cy).post(f"/s/{commons.pk}/new/", {"title": "Mine", "text": "La.", "kind": kind})

    assert answer.status_code == 302
    assert Topic.objects.get().kind == "discussion"
    assert kept == {}
