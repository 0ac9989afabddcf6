"""Writing: what is sent is kept, what cannot be kept is answered with a sentence and stays in the form."""

from typing import Any

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces.audiences import TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of

PARTIAL = {"HX-Request-Type": "partial", "HX-Target": "div#conversation"}
BAD_TEXTS = [
    ("", "Write a few words first."),
    (" \n\t ", "Write a few words first."),
    ("\u200b", "Write a few words first."),
    ("a\x00b", "Null characters are not allowed."),
    ("x" * 65_537, "at most 65536 characters"),
    ("\n" * 5_001 + "x" + "\ny" * 5_001, "too many lines"),
]
BAD_TITLES = [
    ("", "Give it a title"),
    ("\u200b", "A title has 1 to 150 characters."),
    ("a\x00b", "Null characters are not allowed."),
    ("x" * 151, "at most 150 characters"),
]


def test_a_topic_is_opened_where_one_may(client_for: ClientFor, commons: Space, cy: Member) -> None:
    make_space("News", audiences=Audiences(open=TEAM))
    client = client_for(cy)

    chosen = words_of(client.get("/t/new/"))
    form = client.get(f"/s/{commons.pk}/new/")
    answer = client.post(f"/s/{commons.pk}/new/", {"title": "The drill", "text": "It runs."})

    topic = Topic.objects.get()
    assert ("The commons" in chosen, "News" in chosen) == (True, False)
    assert form.status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, f"/t/{topic.pk}/the-drill/")
    assert (topic.author, topic.space, topic.kind) == (cy, commons, "discussion")


@pytest.mark.parametrize(("title", "sentence"), BAD_TITLES)
def test_a_title_that_cannot_be_is_answered(
    client_for: ClientFor, commons: Space, cy: Member, title: str, sentence: str
) -> None:
    typed = {"title": title, "text": "Typed with care."}

    answer = client_for(cy).post(f"/s/{commons.pk}/new/", typed)

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert "Typed with care." in page_of(answer)
    assert not Topic.objects.exists()


@pytest.mark.parametrize(("text", "sentence"), BAD_TEXTS)
def test_a_first_post_that_cannot_be_is_answered(
    client_for: ClientFor, commons: Space, cy: Member, text: str, sentence: str
) -> None:
    answer = client_for(cy).post(f"/s/{commons.pk}/new/", {"title": "Typed with care", "text": text})

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert 'value="Typed with care"' in page_of(answer)
    assert not Topic.objects.exists()


@pytest.mark.parametrize(("text", "sentence"), BAD_TEXTS)
@pytest.mark.parametrize("headers", [{}, PARTIAL])
def test_a_reply_that_cannot_be_is_answered_where_it_was_typed(
    client_for: ClientFor,
    commons: Space,
    cy: Member,
    dan: Member,
    headers: dict[str, str],
    text: str,
    sentence: str,
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    sent = {"text": text, "reply_to": post.pk, "submission": "a"}

    answer = client_for(dan).post(f"/t/{post.topic_id}/replies/", sent, headers=headers)

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert f'name="reply_to" value="{post.pk}"' in page_of(answer)
    assert 'name="submission" value="a"' in page_of(answer)
    assert "Write a reply to Cyrus" in page_of(answer)
    assert Post.objects.count() == 2


def test_a_reply_leads_to_itself(client_for: ClientFor, commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    first = make_reply(cy, topic)

    answer = client_for(dan).post(f"/t/{topic.pk}/replies/", {"text": "Oil it.", "reply_to": first.pk})

    post = Post.objects.get(author=dan)
    assert (answer.status_code, answer["Location"]) == (302, f"/p/{post.pk}/")
    assert (post.source, post.reply_to) == ("Oil it.", first)


def test_htmx_is_given_the_conversation_and_a_fresh_box(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    answer = client_for(dan).post(
        f"/t/{topic.pk}/replies/", {"text": "Oil it.", "submission": "a"}, headers=PARTIAL
    )

    page = page_of(answer)
    assert answer.status_code == 200
    assert page.lstrip().startswith('<div class="conversation" id="conversation">')
    assert "Oil it." in page
    assert 'name="submission" value="a"' not in page


def test_a_double_click_says_it_once(client_for: ClientFor, commons: Space, cy: Member) -> None:
    client, topic = client_for(cy), make_topic(cy, "Hello", space=commons)
    reply = {"text": "Once.", "submission": "a"}
    opening = {"title": "Once", "text": "Words.", "submission": "b"}

    replies = [client.post(f"/t/{topic.pk}/replies/", reply)["Location"] for _click in range(2)]
    topics = [client.post(f"/s/{commons.pk}/new/", opening)["Location"] for _click in range(2)]

    assert len({*replies}) == len({*topics}) == 1
    assert (Post.objects.count(), Topic.objects.count()) == (3, 2)


@pytest.mark.parametrize("reply_to", [str(2**62), str(2**80), "7", "0"])
def test_a_reply_to_a_post_that_is_not_there_answers_the_topic(
    client_for: ClientFor, commons: Space, cy: Member, reply_to: str
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    make_reply(cy, make_topic(cy, "Beside", space=commons))

    answer = client_for(cy).post(f"/t/{topic.pk}/replies/", {"text": "Yes.", "reply_to": reply_to})

    assert answer.status_code == 302
    assert Post.objects.get(source="Yes.").reply_to is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("reply_to", "x"), ("reply_to", "9" * 5000), ("submission", "x" * 65), ("submission", "\x00")],
)
def test_a_hidden_field_that_was_tampered_with_is_refused(
    client_for: ClientFor, commons: Space, cy: Member, field: str, value: str
) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    answer = client_for(cy).post(f"/t/{topic.pk}/replies/", {"text": "Typed with care.", field: value})

    assert answer.status_code == 422
    assert "This form was damaged on its way." in words_of(answer)
    assert "Typed with care." in page_of(answer)
    assert Post.objects.count() == 1


def test_fields_that_nobody_asked_for_change_nothing(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    room = make_private_space(dan)
    extra: dict[str, Any] = {
        "author": cy.pk,
        "is_hidden": "1",
        "is_private": "1",
        "space": room.pk,
        "kind": "nonsense",
    }
    extra |= {
        "is_closed": "1",
        "hearts": "99",
        "id": "5",
        "topic": topic.pk,
        "html": "<script>",
        "is_opening": "1",
    }

    client_for(dan).post(f"/s/{commons.pk}/new/", {"title": "Mine", "text": "Words.", **extra})
    client_for(dan).post(f"/t/{topic.pk}/replies/", {"text": "Mine too.", **extra})

    mine = Topic.objects.get(title="Mine")
    posts = Post.objects.filter(author=dan).order_by("pk")
    assert (mine.author, mine.space, mine.kind) == (dan, commons, "discussion")
    assert (mine.is_hidden, mine.is_private, mine.is_closed) == (False, False, False)
    assert [(post.hearts, post.is_hidden, post.is_opening) for post in posts] == [
        (0, False, True),
        (0, False, False),
    ]
    assert [post.html for post in posts] == ['<p dir="auto">Words.</p>', '<p dir="auto">Mine too.</p>']


@pytest.mark.parametrize("who", ["eve", "nobody"])
def test_whoever_takes_no_part_is_told_so(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, cy: Member, who: str
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    client = client_for(request.getfixturevalue(who))

    answers = [
        client.post(f"/t/{post.topic_id}/replies/", {"text": "Words."}),
        client.post(f"/s/{commons.pk}/new/", {"title": "Mine", "text": "Words."}),
        client.post(f"/p/{post.pk}/heart/", {"act": "give"}),
        client.post(f"/t/{post.topic_id}/mark/", {"post": post.pk}),
        client.post(f"/p/{post.pk}/edit/", {"text": "Forged."}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert all("Sign in to take part." in words_of(answer) for answer in answers[:4])
    assert Post.objects.count() == 2


@pytest.mark.parametrize("state", ["closed", "hidden"])
def test_a_topic_that_takes_no_replies_says_why(
    client_for: ClientFor, commons: Space, cy: Member, state: str
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    if state == "closed":
        actions.close_topic(SYSTEM, topic)
    else:
        actions.hide_topic(SYSTEM, topic, reason="Rude.")

    answer = client_for(cy).post(f"/t/{topic.pk}/replies/", {"text": "Words."})

    assert answer.status_code == 403
    assert f"This topic is {state}" in words_of(answer)
    assert "Words.</textarea>" in page_of(answer)


@pytest.mark.slow
def test_whoever_replies_too_often_waits(client_for: ClientFor, commons: Space, cy: Member) -> None:
    topic, client = make_topic(cy, "Hello", space=commons), client_for(cy)

    answers = [client.post(f"/t/{topic.pk}/replies/", {"text": ""}).status_code for _number in range(60)]
    last = client.post(f"/t/{topic.pk}/replies/", {"text": "One more."})

    assert set(answers) == {422}
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert "One more.</textarea>" in page_of(last)
    assert actor_for(cy).is_person
