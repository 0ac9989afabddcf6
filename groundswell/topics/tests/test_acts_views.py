"""What authors and moderators do to a topic and to a post through their forms."""

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import TEAM, Audiences
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Closure, Hiding, Post, Topic
from groundswell.topics.tests.ledger import event_names
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of


@pytest.fixture
def topic(commons: Space, cy: Member) -> Topic:
    return make_topic(cy, "Hello", space=commons)


@pytest.fixture
def post(topic: Topic, cy: Member) -> Post:
    return make_reply(cy, topic)


def test_a_title_is_changed(client_for: ClientFor, topic: Topic, cy: Member) -> None:
    client = client_for(cy)

    form = client.get(f"/t/{topic.pk}/title/")
    answer = client.post(f"/t/{topic.pk}/title/", {"title": "Goodbye"})

    assert 'value="Hello"' in page_of(form)
    assert answer["Location"] == f"/t/{topic.pk}/"
    assert Topic.objects.get().title == "Goodbye"


@pytest.mark.parametrize("title", ["", "\u200b", "a\x00b", "x" * 151])
def test_a_title_that_cannot_be_is_answered(
    client_for: ClientFor, topic: Topic, cy: Member, title: str
) -> None:
    answer = client_for(cy).post(f"/t/{topic.pk}/title/", {"title": title})

    assert answer.status_code == 422
    assert "That did not work yet." in words_of(answer) or "characters" in words_of(answer)
    assert Topic.objects.get().title == "Hello"


def test_a_topic_is_closed_and_opened_again(
    client_for: ClientFor, topic: Topic, cy: Member, dan: Member
) -> None:
    client = client_for(cy)

    form = client.get(f"/t/{topic.pk}/closure/")
    closed = client.post(f"/t/{topic.pk}/closure/", {"reason": "Settled."})
    page = words_of(client_for(dan).get(f"/t/{topic.pk}/hello/"))
    again = client.post(f"/t/{topic.pk}/closure/", {"reason": "Again."})
    opened = client.post(f"/t/{topic.pk}/closure/end/")

    assert [each.status_code for each in (form, closed, again, opened)] == [200, 302, 403, 302]
    assert "This topic is closed." in page
    assert "Settled." in page
    assert not Closure.objects.exists()


@pytest.mark.parametrize("reason", ["x" * 201, "a\x00b"])
def test_a_reason_that_cannot_be_stays_in_the_form(
    client_for: ClientFor, topic: Topic, cy: Member, reason: str
) -> None:
    answer = client_for(cy).post(f"/t/{topic.pk}/closure/", {"reason": reason})

    assert answer.status_code == 422
    assert not Topic.objects.get().is_closed


def test_a_topic_is_hidden_and_shown_again(
    client_for: ClientFor, topic: Topic, cy: Member, dan: Member, bea: Member
) -> None:
    client, address = client_for(bea), f"/t/{topic.pk}/hello/"

    form = client.get(f"/t/{topic.pk}/hiding/")
    hidden = client.post(f"/t/{topic.pk}/hiding/", {"reason": "It names a customer."})
    seen = {who: client_for(who).get(address).status_code for who in (cy, dan, bea, None)}
    told = words_of(client_for(cy).get(address))
    again = client.post(f"/t/{topic.pk}/hiding/", {"reason": "Again."})
    shown = client.post(f"/t/{topic.pk}/hiding/end/")

    assert [each.status_code for each in (form, hidden, again, shown)] == [200, 302, 403, 302]
    assert seen == {cy: 200, dan: 404, bea: 200, None: 404}
    assert "It names a customer." in told
    assert not Hiding.objects.exists()


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "a\x00b", "x" * 601])
def test_nothing_is_hidden_without_a_reason(
    client_for: ClientFor, topic: Topic, post: Post, bea: Member, reason: str
) -> None:
    client = client_for(bea)

    answers = [
        client.post(f"/{place}/hiding/", {"reason": reason}) for place in (f"t/{topic.pk}", f"p/{post.pk}")
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert not Hiding.objects.exists()


def test_a_post_is_hidden_and_shown_again(
    client_for: ClientFor, topic: Topic, post: Post, cy: Member, dan: Member, bea: Member
) -> None:
    client, address = client_for(bea), f"/t/{topic.pk}/hello/"

    form = client.get(f"/p/{post.pk}/hiding/")
    hidden = client.post(f"/p/{post.pk}/hiding/", {"reason": "Rude."})
    seen = {who: "An answer." in page_of(client_for(who).get(address)) for who in (cy, dan, bea, None)}
    shown = client.post(f"/p/{post.pk}/hiding/end/")

    assert [each.status_code for each in (form, hidden, shown)] == [200, 302, 302]
    assert seen == {cy: True, dan: False, bea: True, None: False}
    assert "An answer." in page_of(client_for(dan).get(address))


def test_a_hidden_post_can_be_shown_again_from_its_page(
    client_for: ClientFor, topic: Topic, post: Post, bea: Member
) -> None:
    actions.hide_post(SYSTEM, post, reason="Rude.")

    page = page_of(client_for(bea).get(f"/t/{topic.pk}/hello/"))

    assert f'action="/p/{post.pk}/hiding/end/"' in page


def test_the_first_post_is_not_hidden_alone(client_for: ClientFor, topic: Topic, bea: Member) -> None:
    answer = client_for(bea).post(f"/p/{topic.last_post}/hiding/", {"reason": "Rude."})

    assert answer.status_code == 403
    assert "Hide the whole topic instead." in words_of(answer)


def test_a_topic_is_moved_to_a_space_that_its_mover_may_use(
    client_for: ClientFor, topic: Topic, bea: Member, commons: Space
) -> None:
    bench = make_space("Bench")
    client = client_for(bea)

    form = page_of(client.get(f"/t/{topic.pk}/place/"))
    answer = client.post(f"/t/{topic.pk}/place/", {"space": bench.pk})

    assert f'value="{bench.pk}"' in form
    assert f'value="{commons.pk}"' not in form
    assert answer["Location"] == f"/t/{topic.pk}/"
    assert Topic.objects.get().space == bench


def test_a_space_that_one_cannot_choose_looks_like_one_that_never_was(
    client_for: ClientFor, topic: Topic, cy: Member, commons: Space
) -> None:
    spaces.add_member(SYSTEM, commons, cy, is_organiser=True)
    room, news = make_private_space(), make_space("News", audiences=Audiences(open=TEAM))
    numbers = [room.pk, news.pk, commons.pk, 2**62, 2**80]
    client = client_for(cy)

    answers = [client.post(f"/t/{topic.pk}/place/", {"space": number}) for number in (*numbers, "x", "")]

    assert [answer.status_code for answer in answers] == [422] * 7
    assert len({page_of(a).replace(str(n), "N") for a, n in zip(answers, numbers, strict=False)}) == 1
    assert Topic.objects.get().space == commons


TOPIC_ACTS = [
    ("title", {"title": "Mine"}),
    ("closure", {"reason": "Mine."}),
    ("closure/end", {}),
    ("hiding", {"reason": "Mine."}),
    ("hiding/end", {}),
    ("place", {"space": "1"}),
]


@pytest.mark.parametrize("who", ["dan", "eve", "nobody"])
def test_others_change_nothing(
    request: pytest.FixtureRequest, client_for: ClientFor, topic: Topic, post: Post, who: str
) -> None:
    client, before = client_for(request.getfixturevalue(who)), event_names()
    post_acts = [("edit", {"text": "Mine."}), ("hiding", {"reason": "Mine."}), ("hiding/end", {})]

    answers = [client.post(f"/t/{topic.pk}/{act}/", sent) for act, sent in TOPIC_ACTS]
    answers += [client.post(f"/p/{post.pk}/{act}/", sent) for act, sent in post_acts]
    pages = [client.get(f"/t/{topic.pk}/{act}/") for act in ("title", "closure", "hiding", "place")]
    pages += [client.get(f"/p/{post.pk}/{act}/") for act in ("edit", "hiding")]

    assert [answer.status_code for answer in answers + pages] == [403] * 15
    assert event_names() == before


def test_a_moderator_of_another_space_has_no_say_here(
    client_for: ClientFor, topic: Topic, post: Post, dan: Member
) -> None:
    spaces.add_member(SYSTEM, make_space("Bench"), dan, is_organiser=True)
    client = client_for(dan)

    answers = [client.post(f"/t/{topic.pk}/{act}/", sent) for act, sent in TOPIC_ACTS]
    answers += [client.post(f"/p/{post.pk}/hiding/", {"reason": "Mine."})]

    assert [answer.status_code for answer in answers] == [403] * 7
